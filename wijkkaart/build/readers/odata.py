"""Tables of CBS OData as they were fetched: with the unit and headings of each column."""

import numpy as np
import pandas as pd

from wijkkaart.build import figures, observations
from wijkkaart.build.figures import Table
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers._topics import indicators_of
from wijkkaart.catalogue import sources
from wijkkaart.errors import InvalidFile
from wijkkaart.model import Level, Status
from wijkkaart.raw import Raw

_OURS = ("cbs-kwb", "cbs-nabijheid", "cbs-ses")
_REASONS = {Status.SECRET: -99997.0, Status.LATER: -99995.0, Status.NOT_MEASURED: np.nan}
"""The numbers by which CBS's own map says why there's no value; `build.values` knows them."""


def matches(raw: Raw) -> bool:
    """Whether it came by OData from CBS itself; other publishers' tables have readers of their own."""
    return raw.facts.get("protocol") == "odata3" and raw.facts.get("source") in _OURS


def read(raw: Raw, context: Context) -> Loaded:  # noqa: ARG001 - all readers are asked alike
    """The figures, with the reason wherever CBS has none.

    Raises InvalidFile when there's no year or no area, or no figure that wijkkaart knows.
    """
    region = figures.code_column(raw, "wijken_en_buurten", "regio_s", "codering")
    periods = figures.column(raw, "perioden")
    if region is None or not (periods or raw.facts.get("year")):
        raise InvalidFile(
            f"In {raw.path.name} staat geen kolom met gebieden, of geen jaar.",
            "Verwacht: een tabel van CBS met gebiedscodes.",
            "Kijk of er een nieuwere versie van wijkkaart is.",
        )
    known, wrong = indicators_of(raw)
    codes = observations.clean_codes(raw.frame[region])
    years = figures.years_of(raw.frame[periods]) if periods else figures.constant(raw, int(raw.facts["year"]))
    source = raw.facts["source"]
    return figures.load(
        raw,
        Table(
            frame=_reasoned(raw, [*known], codes, years).drop(columns=wrong),
            codes=codes,
            years=years,
            source=source,
            kind=sources()[source].title,
            publisher="CBS",
            table=raw.facts.get("table", ""),
            indicators=known,
            notes=_notes(raw, wrong),
        ),
    )


def _notes(raw: Raw, wrong: list[str]) -> list[str]:
    if not wrong:
        return []
    named = ", ".join(f"{name} ({raw.units[name]})" for name in wrong)
    return [f"Niet overgenomen, want in een andere eenheid dan verwacht: {named}."]


def _reasoned(raw: Raw, known: list[str], codes: pd.Series, years: pd.Series) -> pd.DataFrame:
    """The topics, with in place of every null of those that are known the number that says why.

    CBS says only null. Where a figure has values in some wijken or buurten of a gemeente, the others are
    secret: too small, or nothing there. Where it has none at all, it isn't made, or not yet:
    `facts["blank"]` tells which.
    """
    numbers = raw.frame[known].apply(pd.to_numeric, errors="coerce").to_numpy("float64")
    there = ~np.isnan(numbers)
    group = pd.factorize(observations.gemeenten(codes) + years.astype("str"), use_na_sentinel=False)[0]
    published = np.zeros((group.max(initial=-1) + 1, len(known)), dtype=bool)
    inside = (observations.levels(codes) != Level.GEMEENTE).to_numpy()
    np.logical_or.at(published, group[inside], there[inside])
    blank = _REASONS[Status(raw.facts.get("blank", Status.NOT_MEASURED.value))]
    reasons = np.where(published[group], _REASONS[Status.SECRET], blank)
    filled = pd.DataFrame(np.where(there, numbers, reasons), index=raw.frame.index, columns=known)
    others = [name for name in raw.units if name not in set(known)]
    return filled.join(raw.frame[others])
