"""Which area of one year is which area of the next: where a series runs on, and where it breaks.

CBS marks each wijk and buurt each year (Indelingswijziging): 1 nothing changed, 2 another code for
the same outline, 3 another outline. The marker says that there's another code, not which one was the
old: that is found by laying the outlines over each other. (CBS publishes tables of old and new codes;
their address isn't known.) Codes are used again for other areas, so a code alone links nothing: years
are joined only where marker and outlines agree, or where the outlines agree and there's no marker.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

SAME, RENUMBERED, CHANGED = "same", "renumbered", "changed"

OVERLAP = 0.98
"""Two outlines are the same when each covers at least this share of the other: they're drawn coarser
in one year than in the other, and CBS counts a shift of 5 m as a change."""

LINK_COLUMNS = {"code_old": "str", "code_new": "str", "kind": "str", "doubt": "str"}
"""Columns of links: every old and every new area once or more; "" where there's no other side.

`kind` is `same`, `renumbered` or `changed`; only the first two may be joined. `doubt` says in Dutch
where marker and outlines disagree, else "".
"""

_MARKED = {"1": SAME, "2": RENUMBERED, "3": CHANGED}
_DOUBT = {
    (SAME, RENUMBERED): "CBS noemt de code ongewijzigd, maar deze omtrek had eerder een andere code.",
    (SAME, CHANGED): "CBS noemt de grens ongewijzigd, maar de omtrek is anders.",
    (RENUMBERED, SAME): "CBS noemt de code gewijzigd, maar code en omtrek zijn dezelfde.",
    (
        RENUMBERED,
        CHANGED,
    ): "CBS noemt alleen de code gewijzigd, maar geen enkel gebied had eerder deze omtrek.",
    (CHANGED, SAME): "CBS noemt de grens gewijzigd, maar code en omtrek zijn dezelfde.",
    (CHANGED, RENUMBERED): "CBS noemt de grens gewijzigd, maar een ander gebied had eerder deze omtrek.",
}
"""What to say where CBS's marker says the first and the outlines say the second."""


@dataclass(frozen=True)
class Run:
    """Years in which an area stayed the same area."""

    codes: dict[int, str]
    """Year to its code then, oldest first."""

    def __contains__(self, year: int) -> bool:
        return year in self.codes


def links(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> pd.DataFrame:
    """How the areas of a year follow from those of an earlier one: LINK_COLUMNS.

    Both are AREA_COLUMNS with outlines in EPSG:28992, each of one year. Markers only count when the
    years follow each other, since they say nothing about earlier ones. Levels are kept apart.
    """
    following = bool(len(old) and len(new)) and int(new.year.iloc[0]) - int(old.year.iloc[0]) == 1
    twin = _twins(old, new)
    before = set(old.code)
    rows = []
    for code, change in zip(new.code, new.change, strict=True):
        match = twin.get(code, "")
        seen = CHANGED if not match else SAME if match == code else RENUMBERED
        marked = _MARKED.get(change, "") if following else ""
        kind = CHANGED if CHANGED in (seen, marked) else seen
        source = match or (code if code in before else "")
        rows.append((source, code, kind, _DOUBT.get((marked, seen), "")))
    gone = sorted(before - {row[0] for row in rows})
    rows += [(code, "", CHANGED, "") for code in gone]
    return pd.DataFrame(rows, columns=[*LINK_COLUMNS]).astype(LINK_COLUMNS)


def history(areas: Mapping[int, gpd.GeoDataFrame]) -> pd.DataFrame:
    """The links from each year to the next one there is: LINK_COLUMNS with `year_old` and `year_new`.

    `areas` is year to AREA_COLUMNS with outlines (EPSG:28992).
    """
    years = sorted(areas)
    steps = [
        links(areas[first], areas[then]).assign(year_old=first, year_new=then)
        for first, then in pairwise(years)
    ]
    empty = pd.DataFrame({name: pd.Series(dtype="str") for name in LINK_COLUMNS})
    return pd.concat(steps, ignore_index=True) if steps else empty.assign(year_old=0, year_new=0)


def runs(code: str, history: pd.DataFrame) -> list[Run]:
    """The runs of years that `code` has a part in, oldest first; between two of them a series breaks.

    `history` is that of `history()`. The area may have had other codes in part of a run, and two runs
    may be of different areas that had the code one after the other: a figure of one year belongs in
    the run that holds the year.
    """
    joined = history[history.kind != CHANGED]
    back = _steps(joined, "new", "old")
    forth = _steps(joined, "old", "new")
    years = {*history.year_new[history.code_new == code], *history.year_old[history.code_old == code]}
    found: list[Run] = []
    for year in sorted(int(year) for year in years):
        if any(run.codes.get(year) == code for run in found):
            continue
        codes = {year: code}
        for step in (back, forth):
            at = (year, code)
            while at in step:
                at = step[at]
                codes[at[0]] = at[1]
        found.append(Run(dict(sorted(codes.items()))))
    return found


def _steps(joined: pd.DataFrame, start: str, end: str) -> dict[tuple[int, str], tuple[int, str]]:
    starts = zip(joined[f"year_{start}"].astype(int), joined[f"code_{start}"], strict=True)
    ends = zip(joined[f"year_{end}"].astype(int), joined[f"code_{end}"], strict=True)
    return dict(zip(starts, ends, strict=True))


def _twins(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> dict[str, str]:
    """Code of a new area to that of the old one of the same level with the same outline."""
    found: dict[str, str] = {}
    for level in set(new.level) & set(old.level):
        then, now = old[old.level == level], new[new.level == level]
        shapes_then, shapes_now = _shapes(then), _shapes(now)
        i, j = shapely.STRtree(shapes_then).query(shapely.point_on_surface(shapes_now), predicate="within")
        size_then, size_now = shapely.area(shapes_then)[j], shapely.area(shapes_now)[i]
        near = np.minimum(size_then, size_now) >= OVERLAP * np.maximum(size_then, size_now)
        i, j, larger = i[near], j[near], np.maximum(size_then, size_now)[near]
        same = shapely.area(shapely.intersection(shapes_now[i], shapes_then[j])) >= OVERLAP * larger
        codes_then, codes_now = then.code.to_numpy(), now.code.to_numpy()
        found |= dict(zip(codes_now[i[same]], codes_then[j[same]], strict=True))
    return found


def _shapes(areas: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    return np.asarray(areas.geometry.array, dtype=object)
