"""Own knowledge over what a source says."""

from typing import Any

import pytest

from wijkkaart.core.merging import differences, holds, overlay
from wijkkaart.record import FieldMeta, Record, RecordKind

OSM = FieldMeta(origin="osm")


def _source(**values: Any) -> Record:
    return Record("osm-1", RecordKind.LOCATION, values, dict.fromkeys(values, OSM))


def _own(meta: dict[str, FieldMeta] | None = None, **values: Any) -> Record:
    return Record("own-1", RecordKind.LOCATION, values, meta or {}, version=3, created="2026-01-01")


def test_own_knowledge_wins_field_by_field_and_the_origin_is_kept() -> None:
    source = _source(name="Buurthuis", website="https://a.example", hours_text="Mo-Fr 09:00-17:00", phones=[])
    own = _own(
        {"name": FieldMeta(checked="2026-10-01", checked_by="Ans")}, name="De Kruiskamp", remark="bel eerst"
    )
    found = overlay(source, own)
    assert (found.id, found.version) == ("own-1", 3)
    assert found.values == {
        "name": "De Kruiskamp",
        "website": "https://a.example",
        "hours_text": "Mo-Fr 09:00-17:00",
        "remark": "bel eerst",
    }
    origins = {name: found.meta.get(name, FieldMeta()).origin for name in found.values}
    assert origins == {"name": "", "website": "osm", "hours_text": "osm", "remark": ""}
    assert found.meta["name"].checked_by == "Ans"


def test_without_own_knowledge_it_is_the_source() -> None:
    source = _source(name="Buurthuis")
    assert overlay(source, None) is source


def test_an_empty_field_hides_nothing() -> None:
    found = overlay(_source(name="x", email="a@b.nl"), _own(name="", email="", phones=[]))
    assert (found["name"], found["email"]) == ("x", "a@b.nl")


def test_what_was_taken_over_follows_the_source_and_is_confirmed_only_as_it_was() -> None:
    meta = {
        "hours_text": FieldMeta(origin="osm", checked="2026-10-01", checked_by="Ans"),
        "email": FieldMeta(origin="osm", checked="2026-10-01", checked_by="Ans"),
    }
    own = _own(meta, hours_text="ma 9-12", email="a@b.nl")
    found = overlay(_source(hours_text="ma 9-17", email="A@b.nl"), own)
    assert found["hours_text"] == "ma 9-17"
    assert (found.meta["hours_text"].checked, found.meta["email"].checked) == ("", "2026-10-01")
    gone = overlay(_source(name="x"), own)
    assert gone["hours_text"] == "ma 9-12"
    assert differences(_source(hours_text="ma 9-17"), own) == []


def test_who_may_see_a_field_is_ours_to_say() -> None:
    own = _own({"email": FieldMeta(visibility="team")}, name="x")
    found = overlay(_source(email="a@b.nl"), own)
    assert found.meta["email"] == FieldMeta(origin="osm", visibility="team")


def test_the_source_has_no_say_in_what_is_ours_alone() -> None:
    found = overlay(_source(name="x", remark="uit de bron"), _own(name="y"))
    assert found["remark"] == ""


def test_what_the_source_contradicts_is_told_and_not_written() -> None:
    own = _own(
        {"website": FieldMeta(checked="2026-09-01")}, name="De Kruiskamp", website="https://nieuw.example"
    )
    source = _source(name="de  kruiskamp", website="https://oud.example", email="a@b.nl")
    (found,) = differences(source, own)
    assert (found.field, found.label, found.ours, found.theirs) == (
        "website",
        "Website",
        "https://nieuw.example",
        "https://oud.example",
    )
    assert (found.origin, found.checked) == ("osm", "2026-09-01")
    assert overlay(source, own)["website"] == "https://nieuw.example"


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "differ"),
    [
        (
            "phones",
            [{"number": "033-123 45 67"}],
            [{"number": "+31 33 1234567", "description": "balie"}],
            False,
        ),
        ("phones", [{"number": "033-123 45 67"}], [{"number": "033-123 45 68"}], True),
        ("postcode", "3812 AB", "3812ab", False),
        ("website", "https://www.a.example/", "http://a.example", False),
        ("latitude", 52.16010, 52.16041, False),
        ("latitude", 52.1601, 52.1621, True),
        ("target_groups", ["ouderen", "jongeren"], ["jongeren", "ouderen"], False),
        ("address", "Dorpsstraat 1", "dorpsstraat  1.", False),
        ("status", "open", "closed", True),
        ("hours_text", "Ma 9.30", "ma  9.30", False),
        ("hours_text", "ma 9.30", "ma 9-30", True),
        (
            "schedules",
            [{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}],
            [{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00", "interval": 1}],
            False,
        ),
        (
            "schedules",
            [{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}],
            [{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:30"}],
            True,
        ),
    ],
)
def test_how_it_is_written_makes_no_difference(field: str, ours: Any, theirs: Any, differ: bool) -> None:
    found = differences(_source(**{field: theirs}), _own(**{field: ours}))
    assert bool(found) is differ
    assert holds(_own(**{field: ours}), field)
