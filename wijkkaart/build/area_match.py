"""What a file with outlines doesn't tell, found by comparing it with the areas loaded before."""

import re
import unicodedata

import geopandas as gpd
import pandas as pd
import shapely

from wijkkaart.model import Level
from wijkkaart.store import Snapshot

_SAMPLE = 300
_SAME = 0.005
"""Years whose outlines agree with the file's to within this share are held to be equally good."""
_ENOUGH = 0.8
"""Share of the names that must be found before they're taken to be names of areas."""
_LEVELS = (Level.BUURT, Level.WIJK, Level.GEMEENTE)


def year_of(codes: pd.Series, geometry: gpd.GeoSeries, store: Snapshot) -> int | None:
    """The year of which all these codes are known; None when there's no such year.

    When there are more, the year whose outlines fit best, and the newest of those that fit the same.
    `geometry` is in EPSG:28992, on the index of `codes`.
    """
    wanted = set(codes)
    index = store.area_index()
    index = index[index.code.isin(wanted)]
    by_year: dict[int, set[str]] = {
        year: set(index.code[index.year == year]) for year in map(int, index.year.unique())
    }
    years = [year for year, codes_then in by_year.items() if wanted <= codes_then]
    if len(years) < 2:
        return years[0] if years else None
    sample = pd.Series(codes.drop_duplicates()).iloc[:_SAMPLE]
    fits = {year: _fit(sample, geometry[sample.index], index, year, store) for year in years}
    best = max(fits.values())
    return max(year for year, fit in fits.items() if fit >= best - _SAME)


def _fit(codes: pd.Series, geometry: gpd.GeoSeries, index: pd.DataFrame, year: int, store: Snapshot) -> float:
    """The mean share of the surface that a file's areas and those of a year have in common."""
    rows = index[(index.year == year) & index.code.isin(set(codes))]
    frames = [_outlines(store, Level(str(level)), year, group) for level, group in rows.groupby("level")]
    known = pd.concat(frames).drop_duplicates("code").set_index("code").geometry.reindex(list(codes))
    common = shapely.area(shapely.intersection(geometry.to_numpy(), known.to_numpy()))
    whole = shapely.area(shapely.union(geometry.to_numpy(), known.to_numpy()))
    return float((common / whole).mean())


def _outlines(store: Snapshot, level: Level, year: int, rows: pd.DataFrame) -> gpd.GeoDataFrame:
    """The areas of a level and year that `rows` (of the index) name, with their outlines."""
    gemeenten = set(rows.gemeente)
    # One read of the whole country is faster than many small ones.
    only = str(gemeenten.pop()) if len(gemeenten) == 1 else None
    found = store.areas(level, year, only)
    return found[found.code.isin(set(rows.code))]


def codes_of(
    names: pd.Series, geometry: gpd.GeoSeries, year: int | None, store: Snapshot
) -> pd.DataFrame | None:
    """`code` ("" where unknown) and `year` for outlines that have only a name; None when most are unknown.

    An area is the one with the same name that holds a point of the outline, so a name that occurs more
    than once does no harm. `geometry` is in EPSG:28992, on the index of `names`. Without `year`, the
    newest year with the most of the names is taken.
    """
    index = store.area_index()
    if year is not None:
        index = index[index.year == year]
    known = set(names.map(_plain))
    index = index[index.name.map(_plain).isin(known)]
    points = gpd.GeoSeries(
        shapely.point_on_surface(geometry.to_numpy()), index=geometry.index, crs=geometry.crs
    )
    best, most = None, 0
    for candidate in sorted({int(y) for y in index.year}, reverse=True):
        for level in _LEVELS:
            rows = index[(index.year == candidate) & (index.level == level)]
            if len(rows) <= most:
                continue
            codes = _at(points, names, level, candidate, rows, store)
            if (found := int((codes != "").sum())) > most:
                best, most = pd.DataFrame({"code": codes, "year": candidate}), found
    return best if best is not None and most >= _ENOUGH * len(names) else None


def _at(
    points: gpd.GeoSeries, names: pd.Series, level: Level, year: int, rows: pd.DataFrame, store: Snapshot
) -> pd.Series:
    """The code of the area with the name of each point, and around it; "" where there's none."""
    known = _outlines(store, level, year, rows).reset_index(drop=True)
    point, area = known.sindex.query(points.to_numpy(), predicate="within")
    plain = names.map(_plain).to_numpy()[point]
    same = plain == known.name.map(_plain).to_numpy()[area]
    codes = pd.Series("", index=names.index, dtype="str")
    codes.iloc[point[same]] = known.code.to_numpy()[area[same]]
    return codes


def gemeente_names(codes: pd.Series, years: pd.Series, store: Snapshot) -> pd.Series:
    """The names of the gemeenten with these codes, of the same year or else the newest; "" if unknown."""
    index = store.area_index()
    index = index[index.gemeente.isin(set(codes)) & (index.gemeente_name != "")].sort_values("year")
    newest = index.drop_duplicates("gemeente", keep="last").set_index("gemeente").gemeente_name
    exact = index.drop_duplicates(["gemeente", "year"]).set_index(["gemeente", "year"]).gemeente_name
    keys = zip(codes, years, strict=True)
    found = [exact.get(key) or newest.get(key[0], "") for key in keys]
    return pd.Series(found, index=codes.index, dtype="str")


def _plain(name: str) -> str:
    """A name to compare by: no accents, signs or case, and without `Wijk 01` before it."""
    text = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^wijk \d+ ", "", text.strip()))
