"""Doubles: found, explained, and left alone once somebody said they differ."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests import effort
from wijkkaart.core.duplicates import LIKELY, Known, alike
from wijkkaart.record import Record, RecordKind

_PLACE: dict[str, Any] = {
    "name": "Buurthuis De Kruiskamp",
    "address": "Dorpsstraat 10a",
    "postcode": "3812 AB",
    "city": "Amersfoort",
    "latitude": 52.1601,
    "longitude": 5.3702,
    "phones": [{"number": "033 - 123 45 67", "description": ""}],
    "email": "Info@kruiskamp.example",
    "website": "https://www.kruiskamp.example/",
}


def _place(key: str, **values: Any) -> Record:
    return Record(key, RecordKind.LOCATION, values)


def _like(**values: Any) -> tuple[float, tuple[str, ...]]:
    """Score and reasons of a place beside `_PLACE`; (0, ()) when it isn't shown."""
    found = alike(_place("new", **values), [_place("old", **_PLACE)])
    return (found[0].score, found[0].why) if found else (0, ())


def test_the_same_place_written_otherwise_is_found_with_its_reasons() -> None:
    score, why = _like(
        name="de kruiskamp (wijkcentrum)",
        address="Dorpsstraat 10 A",
        postcode="3812ab",
        latitude=52.1602,
        longitude=5.3702,
        phones=[{"number": "+31331234567"}],
        email="info@kruiskamp.example",
        website="http://kruiskamp.example",
    )
    assert score > 0.9
    assert {"11 meter ervandaan", "zelfde telefoonnummer", "zelfde e-mailadres", "zelfde website"} < set(why)
    assert "zelfde postcode en huisnummer" in why


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"name": "Buurthuis De Kruiskamp"}, True),
        ({"name": "Buurthuis de Kruiskmap", "latitude": 52.1603, "longitude": 5.3703}, True),
        ({"name": "Kruiskamp", "address": "Dorpsstraat 10a", "postcode": "3812AB"}, True),
        ({"name": "Stichting Kruiskamp", "email": "info@kruiskamp.example"}, True),
        (
            {
                "name": "Huis van de Wijk",
                "address": "Dorpsstraat 10a",
                "postcode": "3812AB",
                "latitude": 52.1601,
                "longitude": 5.3702,
                "phones": [{"number": "0331234567"}],
                "email": "info@kruiskamp.example",
            },
            True,
        ),
        # Alike in what many have in common only.
        ({"name": "Buurthuis De Ganskuijl"}, False),
        ({"name": "Buurthuis De Ganskuijl", "latitude": 52.1601, "longitude": 5.3702}, False),
        ({"name": "Yoga voor ouderen", "address": "Dorpsstraat 10a", "postcode": "3812AB"}, False),
        ({"name": "Iets anders", "phones": [{"number": "0331234567"}]}, False),
        ({"name": "Buurthuis De Kruiskamp", "latitude": 52.37, "longitude": 4.90}, False),
        (
            {
                "name": "Buurthuis De Kruiskamp",
                "address": "Laan 1",
                "postcode": "1011AA",
                "latitude": 52.37,
                "longitude": 4.90,
            },
            False,
        ),
        ({}, False),
    ],
)
def test_what_may_be_the_same_is_shown_and_the_rest_is_not(values: dict[str, Any], found: bool) -> None:
    assert (_like(**values)[0] >= LIKELY) is found


def test_the_other_name_counts_and_so_does_the_register_of_commerce() -> None:
    old = Record(
        "o", RecordKind.ORGANIZATION, {"name": "Welzijn Zuid", "alternate_name": "ABC", "kvk": "1234 5678"}
    )
    assert alike(Record("n", RecordKind.ORGANIZATION, {"name": "ABC"}), [old])[0].why == ("zelfde naam",)
    (found,) = alike(
        Record("n", RecordKind.ORGANIZATION, {"name": "Welzijn Zuid-West", "kvk": "12345678"}), [old]
    )
    assert found.why[0] == "zelfde KVK-nummer"
    other = Record("n", RecordKind.ORGANIZATION, {"name": "Welzijn Zuid", "kvk": "87654321"})
    assert alike(other, [old]) == []


def test_only_the_same_kind_and_nothing_thrown_away() -> None:
    new = _place("new", **_PLACE)
    others = [
        Record("a", RecordKind.SERVICE, {"name": _PLACE["name"]}),
        Record("b", RecordKind.LOCATION, _PLACE, trashed="2026-01-01"),
        Record("new", RecordKind.LOCATION, _PLACE),
        Record("n", RecordKind.NOTE, {"name": _PLACE["name"]}),
    ]
    assert alike(new, others) == []


def test_who_were_said_to_differ_are_not_shown_again() -> None:
    new, old = _place("new", **_PLACE), _place("old", **_PLACE)
    assert len(alike(new, [old])) == 1
    assert alike(new, [old], {("new", "old")}) == []
    assert alike(old, [new], {("new", "old")}) == []


def test_the_same_name_of_another_organisation_is_not_shown() -> None:
    offers = [
        Record("a", RecordKind.SERVICE, {"name": "Taalcafé", "organization_id": "o1"}),
        Record("b", RecordKind.SERVICE, {"name": "Taalcafé", "organization_id": "o2"}),
    ]
    new = Record("n", RecordKind.SERVICE, {"name": "taalcafe", "organization_id": "o1"})
    assert [each.id for each in alike(new, offers)] == ["a"]


def test_of_ten_thousand_only_those_that_may_be_like_it_are_compared() -> None:
    random = Random(1)
    words = [
        "zon",
        "maan",
        "brug",
        "molen",
        "akker",
        "linde",
        "roos",
        "vaart",
        "kade",
        "plein",
        "toren",
        "hof",
        "berg",
        "dal",
        "veld",
        "beek",
    ]
    records = [
        _place(
            f"p{number}",
            name=f"Buurthuis De {random.choice(words).title()}{random.choice(words)} {number}",
            latitude=52 + random.random() * 0.1,
            longitude=5 + random.random() * 0.1,
            phones=[{"number": f"033{4000000 + number}"}],
        )
        for number in range(10_000)
    ]
    new = _place("new", **{**records[777].values, "name": str(records[777].name).upper()})
    known = Known(records)
    assert alike(new, known)[0].id == "p777"
    # A few steps to pass over what's far away; to compare one takes a hundred times as many.
    assert effort.of(lambda: alike(new, known)) < 8 * len(records)


def _slip(text: str, random: Random) -> str:
    """Two letters in a row changed places."""
    place = random.randrange(len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


@pytest.mark.shared
def test_real_places_are_found_again_with_slips_and_not_taken_for_each_other(shared: Path) -> None:
    places = json.loads((shared / "register/repaircafes_amsterdam.json").read_text(encoding="utf-8"))
    records = [
        _place(
            place["slug"],
            name=place["name"],
            address=place["address"],
            city="Amsterdam",
            latitude=place["coordinate"][0],
            longitude=place["coordinate"][1],
        )
        for place in places
    ]
    known = Known(records)
    pairs = {tuple(sorted((record.id, found.id))) for record in records for found in alike(record, known)}
    # One house with two repair cafés: for somebody to say that they differ.
    assert pairs == {("afvalpaleis-(elektra)", "afvalpaleis-(textiel)")}
    random = Random(5)
    typed = [
        _place(
            "new",
            name=f"Repair Café {_slip(record.name, random)}",
            latitude=record["latitude"] + 0.0002,
            longitude=record["longitude"] - 0.0002,
        )
        for record in records
    ]
    again = [[found.id for found in alike(new, known)][:1] for new in typed]
    found = sum(ids == [record.id] for ids, record in zip(again, records, strict=True))
    # 38: a slip in four letters ("Ppij") is too much.
    assert found >= 37
