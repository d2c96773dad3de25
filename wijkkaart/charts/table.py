"""The table behind a chart: as text in Dutch notation, and safe for a spreadsheet."""

import pandas as pd

from wijkkaart.present import dutch


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """The table as people read it: `1.234,5`, and nothing where there's no figure."""
    return pd.DataFrame({name: _column(table[name]) for name in table.columns})


def _column(values: pd.Series) -> list[str]:
    if not pd.api.types.is_numeric_dtype(values):
        return ["" if pd.isna(value) else str(value) for value in values]
    decimals = max((_decimals(value) for value in values.dropna()), default=0)
    return ["" if pd.isna(value) else dutch.number(float(value), decimals) for value in values]


def _decimals(value: float) -> int:
    """How many decimals a number has, three at most."""
    return next((places for places in range(3) if abs(value - round(value, places)) < 1e-9), 3)
