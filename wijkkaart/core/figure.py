"""A figure on the map: the values of one indicator and year on one set of areas, in classes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkkaart.core.classify import NO_DATA, NOT_DRAWN, Classes, Method, classify, deviation
from wijkkaart.model import HAS_VALUE, Indicator, Status

COMPARABLE = {"share", "mean", "score"}
"""Kinds of indicator that may be compared between areas of another size; counts may not."""


@dataclass(frozen=True)
class Choice:
    """What is asked of the map."""

    gemeente: str
    """Code of the gemeente, or NL00."""
    level: str
    indicator: str
    year: int
    method: Method = Method.QUANTILES
    compare: str = ""
    """`gemeente` or `nederland` for a diverging scale; "" for none."""


@dataclass(frozen=True)
class Reference:
    """The value that areas are compared with."""

    value: float
    published: bool
    """Published for the whole area; else it's the value of the middle area."""


@dataclass(frozen=True, eq=False)
class Figure:
    """What the map draws and the table lists."""

    choice: Choice
    indicator: Indicator
    drawn_year: int
    """Year of the boundaries."""
    areas: pd.DataFrame
    """`code`, `name`, `gemeente_name`, `value`, `status`, `schematic`; sorted by code."""
    classes: Classes
    hidden: np.ndarray
    """Mask of areas that aren't drawn."""
    suspect: int
    """Number of areas left empty because their code meant another area in the year of the figure."""
    sources: tuple[str, ...] = ()
    """Ids of the sources of the values."""
    reference: Reference | None = None
    """What is compared with, when comparing."""

    def class_bytes(self) -> bytes:
        """One byte an area: its class, 254 for no data, 255 for not drawn."""
        index = self.classes.index.copy()
        index[self.hidden] = NOT_DRAWN
        return index.tobytes()

    def class_text(self) -> str:
        """One character an area: its class, `-` for no data, `x` for not drawn."""
        letters = {NO_DATA: "-", NOT_DRAWN: "x"}
        return "".join(letters.get(c, str(c)) for c in self.class_bytes())


def make_figure(
    choice: Choice,
    indicator: Indicator,
    areas: pd.DataFrame,
    observations: pd.DataFrame,
    hidden: np.ndarray,
    suspect: set[str],
    drawn_year: int,
    reference: Reference | None = None,
) -> Figure:
    """Join observations (one indicator and year) to areas (sorted by code) and classify them.

    Areas that are hidden or whose code is suspect don't count. Counts are never compared.
    """
    table = areas[["code", "name", "gemeente_name", "schematic"]].reset_index(drop=True)
    found = observations.drop_duplicates("code").set_index("code").reindex(table.code)
    # Typed here: of a table without rows pandas doesn't know what its columns hold.
    status = found.status.astype(object).fillna(Status.NOT_MEASURED.value)
    table["status"] = status.astype("str").to_numpy()
    table["value"] = found.value.to_numpy(dtype=float)
    table.loc[table.value.isna() & table.status.isin(HAS_VALUE), "status"] = Status.NOT_MEASURED.value
    doubtful = table.code.isin(suspect) & found.status.notna().to_numpy()
    table.loc[doubtful, "status"] = Status.NOT_MEASURED.value
    table.loc[doubtful | hidden | ~table.status.isin(HAS_VALUE), "value"] = np.nan
    if indicator.kind not in COMPARABLE or not table.value.notna().any():
        reference = None
    if reference is None:
        classes = classify(table.value, choice.method, decimals=indicator.decimals)
    else:
        classes = deviation(table.value, reference.value, decimals=indicator.decimals)
    return Figure(
        choice,
        indicator,
        drawn_year,
        table,
        classes,
        hidden,
        int(doubtful.sum()),
        tuple(sorted(found.source[table.value.notna().to_numpy()].unique())),
        reference,
    )
