"""A source's place in the words of the register, and own knowledge over it."""

import math
from typing import Any

import pytest

from wijkkaart.core.source_places import claimed, place_record
from wijkkaart.record import FieldMeta, Record, RecordKind

SCHEDULE = [{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"}]


def row(**changes: Any) -> dict[str, Any]:
    """A library as a source has it."""
    found = {
        "id": "bieb",
        "name": "Bibliotheek",
        "category": "bibliotheek",
        "description": "",
        "address": "Plein 1",
        "postcode": "1234 AB",
        "city": "Stad",
        "gemeente": "GM9990",
        "email": "",
        "website": "https://bieb.example",
        "hours": "ma 9.00 - 17.00 uur",
        "phone": "020-0000001 / 020-0000002",
        "target_groups": "kinderen;ouderen",
        "approximate": True,
        "source": "osm",
        "updated": "2026-01-02",
        "lat": 52.5,
        "lon": 5.2,
    }
    return found | changes


def own(**values: Any) -> Record:
    """What we know of it ourselves."""
    return Record("own", RecordKind.LOCATION, {"name": "De Bieb", **values})


def test_each_number_of_a_source_is_one_phone() -> None:
    assert [each["number"] for each in place_record(row())["phones"]] == ["020-0000001", "020-0000002"]


def test_a_place_without_a_point_has_none() -> None:
    found = place_record(row(lat=math.nan, lon=math.nan))
    assert "latitude" not in found.values
    assert "longitude" not in found.values


def test_own_knowledge_wins_and_each_field_says_where_it_is_from() -> None:
    found = claimed(own(email="a@b.example"), row())
    assert (found.id, found["name"], found["website"]) == ("own", "De Bieb", "https://bieb.example")
    assert found.meta["website"].origin == "osm"
    assert "name" not in found.meta
    assert "email" not in found.meta


def test_what_was_taken_over_follows_the_source() -> None:
    taken = Record("own", RecordKind.LOCATION, {"address": "Plein 1"}, {"address": FieldMeta(origin="osm")})
    assert claimed(taken, row(address="Plein 9"))["address"] == "Plein 9"


@pytest.mark.parametrize("point", [{}, {"latitude": 52.6, "longitude": 5.3}])
def test_a_point_of_another_address_is_not_taken(point: dict[str, float]) -> None:
    found = claimed(own(address="Elders 3", **point), row())
    assert found["latitude"] == point.get("latitude")
    assert found["approximate"] is None


def test_a_point_of_ours_is_not_called_approximate_by_a_source() -> None:
    found = claimed(own(latitude=52.6, longitude=5.3), row())
    assert (found["latitude"], found["approximate"]) == (52.6, None)


def test_the_point_of_the_same_address_is_taken() -> None:
    found = claimed(own(address="Plein 1"), row())
    assert (found["latitude"], found["longitude"], found["approximate"]) == (52.5, 5.2, True)


def test_hours_in_words_do_not_stand_beside_a_schedule() -> None:
    assert claimed(own(schedules=SCHEDULE), row())["hours_text"] == ""
    assert claimed(own(), row())["hours_text"] == "ma 9.00 - 17.00 uur"
