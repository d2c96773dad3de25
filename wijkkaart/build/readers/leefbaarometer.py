"""The Leefbaarometer: the publisher's scores per area and year, and files others have made of them."""

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import figures
from wijkkaart.build.figures import Table
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.raw import Raw

_CODES = ("bu_code", "wk_code", "gm_code", "buurt_code", "code", "id")
_FEWEST_SCORES = 2


def matches(raw: Raw) -> bool:
    """Whether it has an area code and several of the scores."""
    return len(_scores(raw)) >= _FEWEST_SCORES and figures.code_column(raw, *_CODES) is not None


def read(raw: Raw, context: Context) -> Loaded:
    """The scores. Of a map file the outlines aren't taken: they are simplified."""
    notes = []
    if raw.geometry is not None:
        notes.append("Alleen de scores zijn overgenomen; de grenzen in dit bestand zijn vereenvoudigd.")
    scores = _scores(raw)
    others = [
        name
        for name, indicator in zip(raw.columns, catalogue.indicators_of_columns(raw.columns), strict=True)
        if indicator and name not in scores
    ]
    if others:
        notes.append(
            f"Alleen de scores zijn overgenomen. Andere cijfers ({len(others)} kolommen) niet: in zo'n"
            " samengevoegd bestand is nul vaak niet te onderscheiden van 'geen gegeven'."
        )
    years = _years(raw, context, notes)
    return figures.load(
        raw,
        Table(
            frame=raw.frame[scores],
            codes=raw.frame[figures.code_column(raw, *_CODES)],
            years=years,
            source="leefbaarometer",
            kind="Leefbaarometer",
            publisher="BZK, schattingen",
            table=raw.facts.get("table", ""),
            # Every edition gives all years on the division of its newest one.
            boundaries=int(years.max()) if years.notna().any() else None,
            notes=notes,
        ),
    )


def _scores(raw: Raw) -> list[str]:
    """The columns with scores; those of the web service before the same ones rounded."""
    known = catalogue.indicators()
    found = zip(raw.columns, catalogue.indicators_of_columns(raw.columns), strict=True)
    scores = [name for name, i in found if i and known[i].source == "leefbaarometer"]
    return sorted(scores, key=lambda name: not name.startswith("raw_"))


def _years(raw: Raw, context: Context, notes: list[str]) -> pd.Series:
    name = figures.column(raw, "jaar", "raw_year", "year")
    if name is not None:
        return figures.years_of(raw.frame[name])
    return figures.constant(raw, figures.year_of(raw, context, notes))
