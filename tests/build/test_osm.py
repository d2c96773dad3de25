"""Places out of OpenStreetMap: their category, what is taken of them and what isn't, which are the same."""

from pathlib import Path

import pandas as pd
import pytest

from tests import toy
from tests.publishers import overpass
from tests.publishers.overpass import Element, Tags
from tests.toy import TOWN, at
from wijkkaart.build.parts import Context, Loaded, NotYet
from wijkkaart.build.readers import osm
from wijkkaart.catalogue import categories
from wijkkaart.errors import InvalidFile
from wijkkaart.model import PLACE_COLUMNS, WGS84, check
from wijkkaart.raw import Raw
from wijkkaart.sources.osm_tags import Rules
from wijkkaart.store import Store

LIBRARY = {"amenity": "library", "name": "Bieb"}
SHELTER = {
    "social_facility": "shelter",
    "name": "Nachtopvang",
    "addr:street": "Kade",
    "addr:housenumber": "1",
}
METRE = 1 / 1000
"""Of the toy town's grid."""


def element(
    tags: Tags, column: float = 0.5, row: float = 0.5, kind: str = "node", number: int = 1
) -> Element:
    """An element in the grid of the toy town."""
    point = at(column, row)
    return Element(kind, number, point.x, point.y, tags, TOWN)


def table(*elements: Element, gemeente: str = TOWN) -> Raw:
    """The elements as the source hands them over."""
    columns = {
        "type": [each.kind for each in elements],
        "id": [str(each.number) for each in elements],
        "lat": [each.lat for each in elements],
        "lon": [each.lon for each in elements],
        "tags": [each.tags for each in elements],
    }
    facts = {"source": "osm", "year": "2026", "date": "2026-11-20", "gemeente": gemeente}
    return Raw(Path("OpenStreetMap"), pd.DataFrame(columns), facts=facts)


@pytest.fixture
def empty(tmp_path: Path) -> Context:
    return Context(Store(tmp_path / "leeg"), last=True)


@pytest.fixture
def context(town: Store) -> Context:
    return Context(town, last=True)


def one(loaded: Loaded) -> pd.Series:
    assert loaded.places is not None
    assert len(loaded.places) == 1
    return loaded.places.iloc[0]


def names(loaded: Loaded) -> list[str]:
    assert loaded.places is not None
    return sorted(loaded.places["name"])


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ({"amenity": "doctors"}, "huisarts"),
        ({"amenity": "doctors", "healthcare:speciality": "general;gynaecology"}, "huisarts"),
        ({"amenity": "doctors", "healthcare:speciality": "dermatology"}, ""),
        ({"amenity": "doctors", "healthcare:speciality": "psychiatry"}, "ggz"),
        ({"amenity": "community_centre"}, "buurthuis"),
        ({"amenity": "community_centre", "community_centre": "village_hall"}, "buurthuis"),
        ({"amenity": "community_centre", "community_centre": "youth_centre"}, "jongerencentrum"),
        ({"amenity": "community_centre", "community_centre:for": "juvenile"}, "jongerencentrum"),
        ({"amenity": "place_of_worship"}, "gebedshuis"),
        ({"amenity": "place_of_worship", "religion": "bahai"}, "gebedshuis"),
        ({"amenity": "place_of_worship", "religion": "muslim"}, "moskee"),
        ({"amenity": "school"}, "basisschool"),
        ({"amenity": "school", "isced:level": "2-3"}, "voortgezet_onderwijs"),
        ({"amenity": "school", "school": "special_education_needs"}, "speciaal_onderwijs"),
        ({"leisure": "pitch", "sport": "cricket"}, "sportvereniging"),
        ({"leisure": "pitch", "sport": "basketball;soccer"}, "trapveld"),
        ({"leisure": "garden", "garden:type": "community", "name": "x"}, "buurttuin"),
        ({"leisure": "garden", "name": "x"}, "park"),
        ({"leisure": "garden"}, ""),
        ({"leisure": "sports_centre", "sport": "swimming"}, "zwembad"),
        ({"social_facility": "group_home", "social_facility:for": "senior"}, "verpleeghuis"),
        ({"social_facility": "group_home", "social_facility:for": "mental_health"}, "begeleid_wonen"),
        ({"social_facility": "shelter", "social_facility:for": "homeless"}, "opvang"),
        ({"social_facility": "shelter", "social_facility:for": "child;woman"}, ""),
        ({"highway": "residential"}, ""),
        ({}, ""),
    ],
)
def test_the_rule_that_asks_most_gives_the_category(tags: Tags, category: str) -> None:
    assert Rules().category(tags) == category


def test_every_category_with_tags_can_be_found_by_them() -> None:
    asked = "\n".join(Rules().questions())
    for category in categories().values():
        for rule in category.osm:
            key, _, value = rule.split("&")[0].partition("=")
            assert f'["{key}"~' in asked
            assert value in asked


def test_what_the_public_may_know_is_taken_and_nothing_else(empty: Context) -> None:
    tags = {
        **{"amenity": "doctors", "name": "Praktijk De  Brug", "operator": "J. Jansen", "email": "j@j.nl"},
        **{"addr:street": "Langestraat", "addr:housenumber": "3-5", "addr:postcode": "3811ab"},
        **{"addr:city": "Torenstad", "contact:phone": "+31 33 461 35 68", "note": "achterom"},
        **{"website": "debrug.nl;www.ander.nl", "opening_hours": "Mo-Fr 08:00-17:00"},
    }
    loaded = osm.read(table(element(tags, number=123)), empty)
    place = one(loaded)
    check(pd.DataFrame(loaded.places), PLACE_COLUMNS, "de plekken")
    assert {name: value for name, value in place.drop("geometry").items() if value} == {
        "id": "osm/node/123",
        "kind": "place",
        "name": "Praktijk De Brug",
        "category": "huisarts",
        "address": "Langestraat 3-5",
        "postcode": "3811 AB",
        "city": "Torenstad",
        "gemeente": TOWN,
        "phone": "033-4613568",
        "website": "https://debrug.nl",
        "hours": "ma t/m vr 8.00-17.00",
        "source": "osm",
        "updated": "2026-11-20",
    }
    assert loaded.places is not None
    assert loaded.places.crs == WGS84


def test_a_thing_on_a_house_does_not_tell_who_lives_there(empty: Context) -> None:
    tags = {"emergency": "defibrillator", "name": "Fam. Jansen", "phone": "06-12345678", "website": "j.nl"}
    place = one(osm.read(table(element(tags)), empty))
    assert place["name"] == categories()["aed"].label
    assert (place.phone, place.website) == ("", "")


def test_unnamed_things_are_kept_where_it_is_enough_to_know_where(empty: Context) -> None:
    loaded = osm.read(
        table(element({"leisure": "playground"}), element({"leisure": "park"}), element({"amenity": "cafe"})),
        empty,
    )
    assert names(loaded) == [categories()["speeltuin"].label]
    assert loaded.report.left_out == {"zonder naam": 2}


def test_what_is_left_out_is_counted(context: Context) -> None:
    nowhere = Element("relation", 9, float("nan"), float("nan"), LIBRARY, TOWN)
    loaded = osm.read(
        table(element(LIBRARY), element({"highway": "residential"}), nowhere, element(LIBRARY, 4.5)), context
    )
    assert (loaded.report.read, loaded.report.kept) == (4, 1)
    assert loaded.report.left_out == {
        "geen soort plek die wijkkaart kent": 1,
        "zonder plaats": 1,
        "buiten de gemeente": 1,
    }


def test_without_an_outline_all_are_kept_and_that_is_said(empty: Context) -> None:
    loaded = osm.read(table(element(LIBRARY, 4.5)), empty)
    assert names(loaded) == ["Bieb"]
    assert "niet nagekeken" in loaded.report.notes[0]


def test_nothing_in_the_gemeente_is_an_error(context: Context) -> None:
    with pytest.raises(InvalidFile, match="geen plekken die in GM0001 liggen"):
        osm.read(table(element(LIBRARY, 4.5)), context)


def test_places_wait_for_boundaries_and_registers(town: Store) -> None:
    with pytest.raises(NotYet):
        osm.read(table(element(LIBRARY)), Context(town))


def test_a_point_and_the_building_around_it_are_one_place(empty: Context) -> None:
    point = element({**LIBRARY, "name": "BIEB", "phone": "0334613568"}, number=1)
    building = element(
        {**LIBRARY, "building": "yes", "opening_hours": "24/7", "website": "bieb.nl"},
        0.5 + 40 * METRE,
        kind="way",
        number=2,
    )
    loaded = osm.read(table(point, building), empty)
    place = one(loaded)
    assert (place.id, place["name"]) == ("osm/way/2", "Bieb")
    assert (place.phone, place.website, place.hours) == (
        "033-4613568",
        "https://bieb.nl",
        "dag en nacht open",
    )
    assert loaded.report.repaired == {"gebouw en punt van dezelfde plek samengevoegd": 1}


@pytest.mark.parametrize(
    ("other", "metres", "kind"),
    [
        (LIBRARY, 60, "way"),
        (LIBRARY, 20, "node"),
        ({**LIBRARY, "name": "Bieb Noord"}, 20, "way"),
        ({"amenity": "cafe", "name": "Bieb"}, 20, "way"),
    ],
    ids=["further", "two points", "another name", "another category"],
)
def test_others_stay_two_places(empty: Context, other: Tags, metres: float, kind: str) -> None:
    second = element(other, 0.5 + metres * METRE, kind=kind, number=2)
    assert len(names(osm.read(table(element(LIBRARY), second), empty))) == 2


def test_unnamed_things_are_never_the_same(empty: Context) -> None:
    playground = {"leisure": "playground"}
    loaded = osm.read(table(element(playground), element(playground, kind="way", number=2)), empty)
    assert len(names(loaded)) == 2


def test_a_stop_or_school_that_a_register_has_is_not_there_twice(town: Store, tmp_path: Path) -> None:
    known = [
        toy.place("Halte", at(0.5, 0.5), category="ov_halte", source="ov-haltes", id="halte:1"),
        toy.place("School", at(1.5, 0.5), category="basisschool", source="duo", id="duo:1"),
        toy.place("Opvang zonder plek", None, category="kinderopvang", source="lrk", id="lrk:1"),
        toy.place("Eigen halte", at(2.5, 0.5), category="ov_halte", source="eigen", id="eigen:1"),
    ]
    toy.write(town.root, toy.File("registers", places=toy.places(known)))
    stop = {"highway": "bus_stop", "name": "Halte"}
    loaded = osm.read(
        table(
            element(stop, 0.5 + 80 * METRE, number=1),
            element({**stop, "name": "Ver"}, 0.5 + 120 * METRE, number=2),
            element({**stop, "name": "Bij eigen"}, 2.5, number=3),
            element({"amenity": "school", "isced:level": "2", "name": "College"}, 1.5, number=4),
            element({"amenity": "childcare", "name": "Crèche"}, 1.5, number=5),
            element({**LIBRARY}, 0.5, number=6),
        ),
        Context(Store(town.root), last=True),
    )
    assert names(loaded) == ["Bieb", "Bij eigen", "Crèche", "Ver"]
    assert loaded.report.left_out == {"staat al op de kaart uit een register (DUO, LRK of haltes)": 2}


def test_of_a_shelter_nothing_tells_where_it_is(context: Context) -> None:
    loaded = osm.read(table(element({**SHELTER, "addr:postcode": "3811AB"}, number=4242)), context)
    place = one(loaded)
    assert (place.category, place.gemeente, place.geometry) == ("opvang", TOWN, None)
    assert (place.address, place.postcode, place.city) == ("", "", "")
    assert "4242" not in place.id


@pytest.mark.parametrize(
    "tags",
    [
        {**SHELTER, "social_facility:for": "woman"},
        {**SHELTER, "name": "Vrouwenopvang Torenstad"},
        {"amenity": "social_facility", "name": "Stichting", "description": "Blijf van mijn lijf"},
        {"amenity": "community_centre", "name": "Oranje Huis"},
    ],
)
def test_a_womens_refuge_is_never_taken(empty: Context, tags: Tags) -> None:
    loaded = osm.read(table(element(LIBRARY), element(tags, 1.5, number=2)), empty)
    assert names(loaded) == ["Bieb"]


def test_hostile_text_is_cut_down_to_text(empty: Context) -> None:
    tags = {
        **LIBRARY,
        "name": "Bieb\u202e\x00`${x}" + "y" * 500,
        "website": "javascript:alert(1)",
        "phone": "x",
    }
    place = one(osm.read(table(element({**tags, "opening_hours": "z" * 900})), empty))
    assert place["name"].startswith("Bieb`${x}y")
    assert len(place["name"]) == 200
    assert (place.website, place.phone) == ("", "")
    assert len(place.hours) == 500


@pytest.mark.shared
def test_a_whole_gemeente_is_read(shared: Path, empty: Context) -> None:
    elements = overpass.made_up(overpass.outline(shared, "amersfoort"), "GM0307", 2)
    loaded = osm.read(table(*elements, gemeente="GM0307"), empty)
    assert loaded.places is not None
    assert loaded.places.id.is_unique
    assert not loaded.places.apply(lambda row: "Jansen" in " ".join(map(str, row)), axis=1).any()
    assert loaded.report.kept + sum(loaded.report.left_out.values()) + sum(
        number for reason, number in loaded.report.repaired.items() if "samengevoegd" in reason
    ) == len(elements)
