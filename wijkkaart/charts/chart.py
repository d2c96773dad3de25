"""A chart as the pages, files and reports take it: the picture, its words, the table behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from wijkkaart.model import Indicator, Status
from wijkkaart.present import dutch

CHOICE = "keuze"
"""Name of the selection that gives the `code` of the area that is clicked."""


@dataclass(frozen=True)
class About:
    """What stands above and below a chart."""

    title: str
    subtitle: str = ""
    """Of which areas and year, `Wijken van Amersfoort, 2024`."""
    sources: tuple[str, ...] = ()
    """A line a source, as `present` words it."""


@dataclass(frozen=True)
class Beside:
    """A figure that all others are held against: that of the gemeente, say."""

    name: str
    value: float


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart: `spec` draws it, `description` tells it, `table` has its figures."""

    spec: dict[str, Any]
    """Vega-Lite 6, complete: data, theme and Dutch notation in it; nothing is fetched."""
    description: str
    """What is to be seen, in plain Dutch, for who can't see it."""
    table: pd.DataFrame
    """The figures with Dutch headings; NaN where there's none, with a column that says why."""
    about: About
    areas: Mapping[str, str] = field(default_factory=dict)
    """Code to name of what can be chosen in it by a click."""
    stretch: bool = True
    """Whether it can take the width of the page; a chart of several panels can't."""

    @property
    def note(self) -> str:
        """What the marks mean, where that isn't plain; "" where it is."""
        return str(self.spec["usermeta"]["note"])

    @property
    def source_lines(self) -> tuple[str, ...]:
        """The sources that go with it, on the screen and in a file."""
        return self.about.sources


def written(value: float, indicator: Indicator, status: str = "") -> str:
    """A figure with its unit, or why there's none: `16%`, `geheim: te weinig mensen om te tonen`."""
    if pd.isna(value):
        return why_missing(status)
    return dutch.amount(float(value), indicator.unit, indicator.decimals)


def why_missing(status: str) -> str:
    """Why there's no figure, in words."""
    return dutch.STATUS_TEXT.get(Status(status), "") or dutch.NO_DATA if status else dutch.NO_DATA


def rounded(values: "pd.Series[float]", indicator: Indicator) -> "pd.Series[float]":
    """Figures as a table and its file have them: what was worked out has no more decimals than it's worth."""
    return values.astype(float).round(indicator.decimals)


def labels(codes: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """A name an area that no other has: names of buurten aren't unique, and then the code is added."""
    codes = [*codes]
    found = [names.get(code, "").strip() or code for code in codes]
    return [
        f"{name} ({code})" if found.count(name) > 1 else name for name, code in zip(found, codes, strict=True)
    ]


def unit_words(indicator: Indicator) -> str:
    """The unit as an axis or heading names it; "" for a score or a plain count."""
    return "" if indicator.unit in {"aantal", "score"} else indicator.unit


def heading(indicator: Indicator) -> str:
    """The label with its unit, for an axis or a column: `Koopwoningen (%)`."""
    unit = unit_words(indicator)
    said = not unit or unit.casefold() in indicator.label.casefold()
    return indicator.label if said else f"{indicator.label} ({unit})"
