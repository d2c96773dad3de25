"""What all readers of places share: ids, the gemeente a point lies in, and the table they hand over."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.build.parts import Context, Report
from wijkkaart.model import PLACE_COLUMNS, RD, WGS84, Kind
from wijkkaart.raw import Raw
from wijkkaart.store import Snapshot


def finish(rows: pd.DataFrame, points: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """`rows`, which hold any of PLACE_COLUMNS, and their points as a table of PLACE_COLUMNS."""
    table: dict[str, pd.Series] = {}
    for column, kind in PLACE_COLUMNS.items():
        if kind == "bool":
            table[column] = rows[column].astype(bool) if column in rows else pd.Series(False, rows.index)
        else:
            text = rows[column] if column in rows else pd.Series("", rows.index)
            table[column] = text.astype("str").fillna("")
    frame = gpd.GeoDataFrame(table, geometry=points, crs=WGS84)
    return frame.reset_index(drop=True)


def report_of(path: Path, kind: str, read: int) -> Report:
    """A report to fill in."""
    return Report(path.name, kind, read)


def tell_unplaced(report: Report, places: gpd.GeoDataFrame) -> None:
    """Note how many rows were kept without a place on the map."""
    without = int(places.geometry.isna().sum())
    if without:
        report.notes.append(f"Nog geen plek op de kaart: {without} van {len(places)}.")


def year_of(raw: Raw, context: Context) -> str:
    """The year that the publisher states or the user named, else the last one in the file's name, else ""."""
    if "year" in raw.facts:
        return raw.facts["year"]
    if context.year is not None:
        return str(context.year)
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", raw.path.stem)
    return years[-1] if years else ""


def numbered(ids: pd.Series) -> pd.Series:
    """`ids` with `~2`, `~3`, ... behind those that came before, so that each is there once."""
    turn = ids.groupby(ids, sort=False).cumcount() + 1
    return ids.where(turn == 1, ids + "~" + turn.astype("str"))


def hashed_ids(rows: pd.DataFrame, kind: Kind, columns: tuple[str, ...], path: Path) -> pd.Series:
    """Ids that stay the same when a file is edited: from the kind, the file's name and these columns."""
    parts = rows[list(columns)].itertuples(index=False, name=None)
    ids = [_digest((kind.value, path.name, *(text.casefold() for text in row))) for row in parts]
    return pd.Series(ids, index=rows.index, dtype="str")


def _digest(parts: tuple[str, ...]) -> str:
    return "eigen:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def given_ids(ids: pd.Series, kind: Kind, path: Path) -> pd.Series:
    """A file's own ids; a bare number, which every file has, gets the kind and the file in front."""
    bare = ids.str.fullmatch(r"[\d.]+")
    return ids.where(~bare, f"{kind.value}:{path.stem}:" + ids)


def gemeente_codes(text: pd.Series, store: Snapshot) -> pd.Series:
    """Codes from what a column says: `GM0307`, `307`, a code of a buurt or wijk, or a name; else ""."""
    known = text.drop_duplicates()
    index = store.area_index() if known.str.contains(r"[A-Za-z]{3}").any() else None
    names: dict[str, str] = {}
    if index is not None and len(index):
        names = dict(zip(index.gemeente_name.str.casefold(), index.gemeente, strict=True))
    return text.map({value: _gemeente_code(value, names) for value in known}).astype("str")


def _gemeente_code(text: str, names: dict[str, str]) -> str:
    if found := re.fullmatch(r"(?:GM)?0*(\d{1,4})(?:\.0)?", text.upper()):
        return f"GM{int(found[1]):04d}" if int(found[1]) else ""
    if re.fullmatch(r"BU\d{4}[0-9A-Z]{4}|WK\d{4}[0-9A-Z]{2}", text.upper()):
        return f"GM{text[2:6]}"
    return names.get(text.casefold(), "")


def with_gemeente(places: gpd.GeoDataFrame, store: Snapshot) -> gpd.GeoDataFrame:
    """`places` with the gemeente in which the point lies, where it wasn't known yet.

    Invented and schematic areas only count where no real one is.
    """
    index = store.area_index()
    todo = (places.gemeente == "") & places.geometry.notna()
    if index.empty or not todo.any():
        return places
    made_up = index.example.astype(bool) | index.schematic.astype(bool)
    gemeente = places.gemeente.copy()
    for rows in (index[~made_up], index[made_up]):
        todo = (gemeente == "") & places.geometry.notna()
        areas = outlines(rows, store) if len(rows) and todo.any() else None
        if areas is None:
            continue
        points = places.loc[todo, ["geometry"]].to_crs(RD)
        found = points.sjoin(areas, predicate="within").gemeente
        found = found[~found.index.duplicated()]
        gemeente.loc[found.index] = found
    return places.assign(gemeente=gemeente)


def outlines(index: pd.DataFrame, store: Snapshot) -> gpd.GeoDataFrame | None:
    """One outline set for each gemeente: its newest year, and of that the coarsest level there is."""
    order = {"gemeente": 0, "wijk": 1, "buurt": 2}
    rows = index[index.level.isin(order)].assign(rank=lambda f: f.level.map(order))
    best = rows.sort_values(["year", "rank"], ascending=[False, True]).drop_duplicates("gemeente")
    frames = []
    for level, year in best[["level", "year"]].drop_duplicates().itertuples(index=False):
        areas = store.areas(str(level), int(year))
        chosen = best[(best.level == level) & (best.year == year)]
        frames.append(areas.loc[areas.gemeente.isin(chosen.gemeente), ["gemeente", "geometry"]])
    if not frames:
        return None
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=RD)


def exact_duplicates(rows: pd.DataFrame, points: gpd.GeoSeries) -> np.ndarray:
    """A mask of the rows that say the same as an earlier one, place included."""
    where = points.to_wkb(hex=True).fillna("")
    return rows.assign(_where=where.astype("str")).duplicated().to_numpy(bool)


def shown(counter: Counter[str], most: int = 8) -> str:
    """Texts with how often they occur, the commonest first: `'inloop' (3), 'moestuin' (1)`."""
    parts = [f"'{text}' ({number})" for text, number in counter.most_common(most)]
    more = len(counter) - most
    return ", ".join(parts) + (f" en nog {more} andere" if more > 0 else "")
