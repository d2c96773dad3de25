"""How fresh records are."""

from datetime import date
from typing import Any

import pytest

from tests import effort
from wijkkaart.core.freshness import Freshness, by_area, freshness, in_words, total
from wijkkaart.record import FieldMeta, Record, RecordKind, Shelf

TODAY = date(2026, 11, 26)
MONTHS = {"hours": 6, "contact": 12, "address": 36}


def _place(checked: dict[str, str] | None = None, **values: Any) -> Record:
    meta = {name: FieldMeta(checked=when) for name, when in (checked or {}).items()}
    return Record(
        "p",
        RecordKind.LOCATION,
        {"name": "x", "status": "open", **values},
        meta,
        created="2026-01-02T10:00:00Z",
    )


def test_each_field_has_its_own_shelf_life() -> None:
    then = "2026-05-20"  # more than 6 months ago, less than 12
    record = _place(
        {"email": then, "hours_text": then, "address": then}, email="a@b.nl", hours_text="ma", address="x 1"
    )
    found = freshness(record, TODAY, MONTHS)
    assert (found.share, found.stale, found.shelves) == (pytest.approx(2 / 3), ("hours_text",), {Shelf.HOURS})
    assert (found.checked, found.due, found.overdue(TODAY)) == (date(2026, 5, 20), date(2026, 11, 20), 6)


@pytest.mark.parametrize(
    ("checked", "stale"),
    [("2026-05-26", False), ("2026-05-25", True), ("2026-11-26", False), ("2027-01-01", False)],
)
def test_a_field_is_fresh_through_the_day_it_is_due(checked: str, stale: bool) -> None:
    assert bool(freshness(_place({"hours_text": checked}, hours_text="ma"), TODAY, MONTHS).stale) is stale


def test_a_month_that_is_shorter_ends_earlier() -> None:
    found = freshness(_place({"hours_text": "2026-08-31"}, hours_text="ma"), TODAY, MONTHS)
    assert found.due == date(2027, 2, 28)


def test_what_was_never_checked_is_stale_however_new() -> None:
    found = freshness(_place(email="a@b.nl", hours_text="ma"), TODAY, MONTHS)
    assert (found.share, found.checked, found.never) == (0, None, ("email", "hours_text"))
    assert (found.due, in_words(found)) == (date(2026, 1, 2), "nog nooit nagekeken")
    part = freshness(_place({"email": "2026-11-01"}, email="a@b.nl", hours_text="ma"), TODAY, MONTHS)
    assert (part.share, part.stale, in_words(part)) == (0.5, ("hours_text",), "nagekeken op 1 november 2026")


def test_edited_is_not_checked() -> None:
    record = Record(
        "p", RecordKind.LOCATION, {"email": "a@b.nl"}, modified="2026-11-25T00:00:00Z", created="2026-01-01"
    )
    assert freshness(record, TODAY, MONTHS).stale == ("email",)


@pytest.mark.parametrize(
    "record",
    [
        _place(status="closed", email="a@b.nl"),
        _place(status="moved", email="a@b.nl"),
        _place(description="zonder houdbaarheid", email="", phones=[]),
        Record("t", RecordKind.LOCATION, {"email": "a@b.nl"}, trashed="2026-01-01T00:00:00Z"),
        Record("n", RecordKind.NOTE, {"name": "x", "text": "y"}),
    ],
)
def test_what_ended_or_has_no_shelf_life_does_not_go_stale(record: Record) -> None:
    found = freshness(record, TODAY, MONTHS)
    assert found == Freshness()
    assert (found.share, found.overdue(TODAY), in_words(found)) == (None, 0, "")


def test_a_set_has_a_figure_and_so_has_each_buurt() -> None:
    good = freshness(_place({"email": "2026-11-01"}, email="a@b.nl"), TODAY, MONTHS)
    bad = freshness(_place(email="a@b.nl", hours_text="ma", address="x"), TODAY, MONTHS)
    none = freshness(_place(status="closed"), TODAY, MONTHS)
    whole = total([good, bad, none])
    assert (whole.records, whole.stale_records, whole.share) == (2, 1, 0.25)
    areas = by_area([("BU2", good), ("BU1", bad), ("BU2", none), ("", bad)])
    assert {code: each.share for code, each in areas.items()} == {"BU1": 0, "BU2": 1}
    assert total([]).share is None


def test_how_fresh_a_record_is_takes_little() -> None:
    record = _place(
        {"email": "2026-11-01", "hours_text": "2026-11-01"}, email="a@b.nl", hours_text="ma", address="x 1"
    )
    freshness(record, TODAY, MONTHS)
    assert effort.of(lambda: freshness(record, TODAY, MONTHS)) < 600
