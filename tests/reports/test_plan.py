"""The map for on paper."""

import re

import geopandas as gpd
from shapely.geometry import box

from wijkkaart.model import Level
from wijkkaart.present.profile.area import Area
from wijkkaart.reports import plan


def _edges(gap: float) -> int:
    """How many rings the line around an area has, of which two parts lie this far apart (metres)."""
    shapes = [box(0, 0, 500, 1000), box(500 + gap, 0, 1000, 900), box(2000, 0, 3000, 1000)]
    codes = ["BU00010000", "BU00010001", "BU00010100"]
    found = gpd.GeoDataFrame({"code": codes, "name": ["A", "B", "C"]}, geometry=shapes, crs=28992)
    svg = plan.draw(found, Area("WK000100", "Zuid", "GM0001", Level.WIJK), [])
    assert svg is not None
    line = re.search(r'<path d="([^"]*)" fill="none" stroke="#0b5d6b" stroke-width="4"/>', svg)
    assert line is not None
    return line[1].count("M")


def test_a_slit_between_two_parts_is_not_drawn_as_an_edge() -> None:
    assert _edges(0) == 1
    assert _edges(5) == 1
    assert _edges(200) == 2
