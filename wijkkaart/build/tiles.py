"""Vector tiles of a level and year, for the map of the country.

Written by GDAL as PMTiles: one layer `gebieden`, one property `i`: the place of the area in the
sorted list of codes, which is also its place in every array of classes and values.
"""

from pathlib import Path

import geopandas as gpd
import pyogrio

# Counted on the 14,566 buurten of 2024: with these every zoom holds every buurt. GDAL's defaults (an
# extent of 4096, zoom 5) lose the smallest at low zooms; the map scales zoom 6 down and 11 up instead.
_OPTIONS = {
    "MINZOOM": 6,
    "MAXZOOM": 11,
    "EXTENT": 8192,
    "BUFFER": 160,
    "MAX_SIZE": 5_000_000,
    "MAX_FEATURES": 400_000,
}


def write_tiles(areas: gpd.GeoDataFrame, path: Path) -> None:
    """Write the outlines of `areas` (sorted by `code`) as PMTiles to `path`, which mustn't exist yet."""
    slim = gpd.GeoDataFrame({"i": range(len(areas))}, geometry=areas.geometry.values, crs=areas.crs)
    slim["i"] = slim["i"].astype("int32")
    pyogrio.write_dataframe(slim, path, driver="PMTiles", layer="gebieden", **_OPTIONS)
