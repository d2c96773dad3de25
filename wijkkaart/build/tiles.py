"""Vector tiles of a level and year, for the map of the country.

Written by GDAL as PMTiles: one layer `gebieden`, one property `i`: the place of the area in the
sorted list of codes, which is also its place in every array of classes and values.
"""

from pathlib import Path

import geopandas as gpd
import pyogrio

MIN_ZOOM = 5
MAX_ZOOM = 12
# GDAL leaves features out of tiles that would grow past these; its defaults lose buurten at low zooms.
_LIMITS = {"MAX_SIZE": 5_000_000, "MAX_FEATURES": 400_000}


def write_tiles(areas: gpd.GeoDataFrame, path: Path) -> None:
    """Write the outlines of `areas` (sorted by `code`) as PMTiles to `path`, which mustn't exist yet."""
    slim = gpd.GeoDataFrame({"i": range(len(areas))}, geometry=areas.geometry.values, crs=areas.crs)
    slim["i"] = slim["i"].astype("int32")
    options = {"NAME": "gebieden", "MINZOOM": MIN_ZOOM, "MAXZOOM": MAX_ZOOM, **_LIMITS}
    pyogrio.write_dataframe(slim, path, driver="PMTiles", layer="gebieden", dataset_options=options)
