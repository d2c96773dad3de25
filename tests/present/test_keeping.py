"""What the pages that keep the sociale kaart alive say, without a page."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import geopandas as gpd

from tests import toy
from wijkkaart.core.route import Stop, Walk, walk
from wijkkaart.model import RD
from wijkkaart.present import dubbel, route_picture
from wijkkaart.present.dubbel import Search
from wijkkaart.present.wandeling import near
from wijkkaart.record import FieldMeta, Record, RecordKind, Role

K = RecordKind
SVG = "{http://www.w3.org/2000/svg}"


def house(id_: str, name: str, **values: Any) -> Record:
    return Record(id_, K.LOCATION, {"name": name, "category": "buurthuis", **values})


class Town:
    """What `Search` uses of a guide."""

    role = Role.TEAM
    atlas = SimpleNamespace(version="1")

    def __init__(self, *records: Record) -> None:
        self.all = {record.id: record for record in records}
        self.asked = 0

    def records(self) -> list[Record]:
        return [*self.all.values()]

    def gemeenten_of(self, _id: str) -> frozenset[str]:
        return frozenset({toy.TOWN})

    def sources(self) -> list[Record]:
        self.asked += 1
        return []


def look(search: Search, town: Town, seconds: float = 9.0) -> list[tuple[str, str]]:
    search.look(town, toy.TOWN, town.sources, seconds)  # type: ignore[arg-type]
    return [pair.key for pair in search.pairs(frozenset())]


def test_doubles_are_looked_for_again_only_where_something_changed() -> None:
    town, search = Town(house("a", "De Brug"), house("b", "De Brug"), house("c", "Elders")), Search()
    assert look(search, town) == [("a", "b")]
    assert (search.left, search.total, town.asked) == (0, 3, 1)
    town.all["b"] = replace(town.all["b"], meta={"name": FieldMeta(checked="2026-01-01")})
    assert look(search, town) == [("a", "b")]
    assert town.asked == 1  # that somebody checked it makes it no more or less double
    town.all["c"] = house("c", "De Brug")
    assert look(search, town) == [("a", "b"), ("a", "c"), ("b", "c")]
    del town.all["a"]
    assert look(search, town) == [("b", "c")]
    town.all["b"] = house("b", "Iets anders")
    assert look(search, town) == []
    assert town.asked == 4


def test_looking_stops_in_time_and_goes_on_where_it_was_newest_first() -> None:
    records = [replace(house(f"{n}", "De Brug"), modified=f"2026-01-0{n}") for n in range(1, 5)]
    town, search = Town(*records), Search()
    assert all("4" in key for key in look(search, town, seconds=0.0))
    assert search.left == 3
    for _ in range(3):
        found = look(search, town, seconds=0.0)
    assert search.left == 0
    assert len(found) == 6


def test_a_pair_isnt_asked_again_when_it_was_settled() -> None:
    town, search = Town(house("a", "De Brug"), house("b", "De Brug")), Search()
    look(search, town)
    assert search.pairs({("a", "b")}) == []
    (pair,) = search.pairs(frozenset())
    assert (pair.can_unite, pair.source) == (True, "")


def test_of_a_pair_the_one_of_which_most_is_known_stays() -> None:
    town = Town(house("a", "De Brug"), house("b", "De Brug", city="Toren"))
    search = Search()
    look(search, town)
    (pair,) = search.pairs(frozenset())
    assert (pair.one.id, pair.other.id) == ("b", "a")
    rows = {row.name: row for row in dubbel.rows(pair.one, pair.other, SimpleNamespace(), choose=True)}  # type: ignore[arg-type]
    assert (rows["city"].one, rows["city"].other, rows["city"].picks) == ("Toren", "", ())


def drawn(found: Walk, start: tuple[float, float] | None = None) -> ET.Element:
    areas = toy.areas()
    outlines: gpd.GeoDataFrame = areas[areas.level == "buurt"].to_crs(RD)
    outlines.loc[outlines.name == "Dorp", "name"] = "<Dorp & Veld>"
    return ET.fromstring(route_picture.draw(found, outlines, start, back=True))


def test_the_picture_has_every_number_once_apart_from_the_others_and_inside() -> None:
    middle = toy.WEST + 1500, toy.SOUTH + 500
    stops = [Stop(f"{n}", middle) for n in range(6)] + [Stop("far", (toy.WEST + 4500, toy.SOUTH + 500))]
    svg = drawn(walk(stops, back=True), (toy.WEST + 100, toy.SOUTH + 100))
    texts = [text.text or "" for text in svg.iter(f"{SVG}text")]
    assert sorted(text for text in texts if text.isdecimal()) == [str(n) for n in range(1, 8)]
    assert {"N", "begin", "<Dorp & Veld>", "Oude Haven"} <= {*texts}
    circles = [
        (float(each.get("cx", 0)), float(each.get("cy", 0)))
        for each in svg.iter(f"{SVG}circle")
        if each.get("r") == "15"
    ]
    assert all(
        (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 > 28**2 for n, a in enumerate(circles) for b in circles[:n]
    )
    assert all(0 < x < route_picture.WIDTH and 0 < y < route_picture.HEIGHT for x, y in circles)
    assert not re.findall(r"https?://(?!www\.w3\.org)", ET.tostring(svg, encoding="unicode"))


def test_a_walk_of_one_place_is_drawn_too() -> None:
    svg = drawn(walk([Stop("a", (toy.WEST + 500, toy.SOUTH + 500))], back=True))
    assert [text.text for text in svg.iter(f"{SVG}text")].count("1") == 1


def test_places_for_a_walk_lie_around_the_one_that_waits_longest() -> None:
    records = []
    for name, column in (("first", 0.5), ("far", 4.5), ("near", 0.6), ("next", 0.9)):
        point = toy.at(column, 0.5)
        records.append(house(name, name, latitude=point.y, longitude=point.x))
    assert [record.id for record in near(records, 3)] == ["first", "near", "next"]
    assert near([], 3) == []
