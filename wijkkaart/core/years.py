"""Which year of a figure to show: the newest that is well filled, not the newest there is."""

import pandas as pd

WELL_FILLED = 0.6
"""Share of the areas that must have a value (sources: the newest edition is mostly empty)."""


def years_of(coverage: pd.DataFrame, indicator: str, level: str, gemeente: str) -> list[int]:
    """Years in which at least one area has a value, newest first.

    `coverage` is that of the store; `gemeente` is a code, or NL00 for the whole country.
    """
    rows = _rows(coverage, indicator, level, gemeente)
    return sorted((int(y) for y in rows[rows.filled > 0].year), reverse=True)


def best_year(coverage: pd.DataFrame, indicator: str, level: str, gemeente: str) -> int | None:
    """The newest year that is well filled; else the one filled best, the newest of equals."""
    rows = _rows(coverage, indicator, level, gemeente)
    rows = rows[rows.filled > 0]
    if rows.empty:
        return None
    share = rows.filled / rows.n
    good = rows[share >= WELL_FILLED]
    if len(good):
        return int(good.year.max())
    return int(rows.assign(share=share).sort_values(["share", "year"]).year.iloc[-1])


def _rows(coverage: pd.DataFrame, indicator: str, level: str, gemeente: str) -> pd.DataFrame:
    wanted = (coverage.indicator == indicator) & (coverage.level == level) & (coverage.gemeente == gemeente)
    return coverage[wanted]
