"""Which places, activities and key persons meet a choice of filters."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkkaart.core.search import plain

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True)
class PlaceFilter:
    """What is asked; an empty part asks nothing."""

    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    text: str = ""
    area: str = ""
    """Code of the gemeente, wijk or buurt they must lie in."""
    parts: tuple[str, ...] = ()
    """Codes of wijken and buurten, of which they must lie in one: an own area."""


def searchable(places: pd.DataFrame, labels: dict[str, str]) -> pd.Series:
    """One plain text a row to search in: name, category label, organisation, description, role, address."""
    category = places.category.map(lambda name: labels.get(name, ""))
    parts = [places.name, category, places.organisation]
    parts += [places.description, places.role, places.address, places.city]
    joined = pd.Series("", index=places.index)
    for part in parts:
        joined = joined + " " + part.fillna("")
    return joined.map(plain)


def matches(places: pd.DataFrame, asked: PlaceFilter, chapters: dict[str, str]) -> np.ndarray:
    """A mask over `places`, which have PLACE_COLUMNS, `buurt`, `wijk` and `searchable`.

    `chapters` maps a category id to its paragraph of the format. A filter on day keeps only what
    has a day; one on target group also keeps what is for everybody.
    """
    mask = np.ones(len(places), bool)
    if asked.area.startswith("BU"):
        mask &= (places.buurt == asked.area).to_numpy()
    elif asked.area.startswith("WK"):
        mask &= (places.wijk == asked.area).to_numpy()
    if asked.parts:
        mask &= (places.buurt.isin(asked.parts) | places.wijk.isin(asked.parts)).to_numpy()
    if asked.kinds:
        mask &= places.kind.isin(asked.kinds).to_numpy()
    if asked.categories:
        mask &= places.category.isin(asked.categories).to_numpy()
    if asked.chapters:
        mask &= places.category.map(chapters).isin(asked.chapters).to_numpy()
    if asked.target_groups:
        mask &= _any_of(places.target_groups, (*asked.target_groups, "iedereen"))
    if asked.days:
        mask &= _any_of(places.days, asked.days)
    for word in plain(asked.text).split():
        mask &= places.searchable.str.contains(word, regex=False).to_numpy()
    return mask


def _any_of(column: pd.Series, wanted: tuple[str, ...]) -> np.ndarray:
    options = set(wanted)
    return column.map(lambda text: not options.isdisjoint(text.split(";"))).to_numpy(dtype=bool)
