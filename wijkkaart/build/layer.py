"""One layer of a geographic file, as GDAL reads it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio.raw
import pyproj
import shapely

from wijkkaart.build.filekind import AGAIN
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.raw import Raw


def read_layer(
    source: str, origin: Path, layer: str, settings: Settings, *, name: str | None = None, **options: Any
) -> Raw | None:
    """One layer as GDAL reads it; None when it has no rows."""
    encoding = options.pop("encoding", None)
    options["datetime_as_string"] = True
    with translated(origin):
        # GDAL counts the rows of a GeoJSON only by reading it all, and its size was limited already.
        if not source.startswith("GeoJSON:"):
            info = pyogrio.read_info(source, layer=name)
            _limit(info["features"], len(info["fields"]), origin, settings)
        try:
            read = pyogrio.raw.read(source, layer=name, encoding=encoding, **options)
        except UnicodeDecodeError:
            # Shapefiles and GeoJSON of older Dutch software are often written in Windows' code page.
            read = pyogrio.raw.read(source, layer=name, encoding="cp1252", **options)
        meta, _, geometry, columns = read
        rows = len(columns[0]) if columns else len(geometry) if geometry is not None else 0
        _limit(rows, len(columns), origin, settings)
        if not rows:
            return None
        frame = _frame(meta, columns, rows)
        shapes = None
        if geometry is not None:
            shapes = gpd.GeoSeries(
                shapely.from_wkb(geometry, on_invalid="fix"), index=frame.index, crs=_crs(meta["crs"])
            )
    return Raw(path=origin, frame=frame, geometry=shapes, layer=layer)


def _limit(rows: int, columns: int, origin: Path, settings: Settings) -> None:
    if rows > settings.max_rows or columns > settings.max_columns:
        raise InvalidFile(
            f"{origin.name}: dit bestand heeft te veel rijen of kolommen.",
            f"Verwacht: hoogstens {settings.max_rows} rijen en {settings.max_columns} kolommen.",
            "Laad een kleiner deel.",
        )


def _frame(meta: dict[str, Any], columns: list[Any], rows: int) -> pd.DataFrame:
    found: dict[str, Any] = {}
    for name, kind, values in zip(meta["fields"], meta["ogr_types"], columns, strict=True):
        if kind == "OFTBinary":
            continue
        if kind.endswith("List"):
            values = [None if v is None else ";".join(str(part) for part in v) for v in values]
        text = kind == "OFTString" or kind.endswith("List") or kind in ("OFTDate", "OFTTime", "OFTDateTime")
        key = str(name).strip()
        while key in found:
            key += "_"
        found[key] = pd.array(np.asarray(values, dtype=object), dtype="str") if text else values
    return pd.DataFrame(found, index=pd.RangeIndex(rows))


def _crs(stated: str | None) -> pyproj.CRS | None:
    try:
        return pyproj.CRS.from_user_input(stated) if stated else None
    except pyproj.exceptions.CRSError:
        return None


@contextmanager
def translated(origin: Path) -> Iterator[None]:
    """GDAL's and pyogrio's exceptions as InvalidFile; their warnings go nowhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (RuntimeError, ValueError, OSError) as error:
        raise damaged(origin, origin.suffix.lstrip(".").lower()) from error


def damaged(origin: Path, kind: str) -> InvalidFile:
    return InvalidFile(
        f"{origin.name}: dit bestand is niet te lezen: het is beschadigd, niet compleet of te diep genest.",
        f"Verwacht: een geldig {kind}-bestand.",
        AGAIN,
    )
