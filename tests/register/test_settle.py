"""What people settled stays settled."""

from datetime import date

import pytest

from wijkkaart.core.worklist import week_of
from wijkkaart.register import settle
from wijkkaart.register.database import Database


def test_a_pair_that_differs_is_remembered_in_either_order(database: Database) -> None:
    settle.settle_apart(database, "b", "a", "Anne")
    settle.settle_apart(database, "a", "b", "Bilal")
    assert settle.apart(database) == {("a", "b")}
    settle.forget_apart(database, "b", "a")
    assert settle.apart(database) == frozenset()
    with pytest.raises(ValueError, match="double of itself"):
        settle.settle_apart(database, "a", "a", "Anne")


def test_the_list_of_a_week_is_divided_and_ticked_off(database: Database) -> None:
    week = week_of(date(2026, 11, 26))
    assert week == "2026-W48"
    assert week_of(date(2027, 1, 1)) == "2026-W53"
    settle.assign(database, ["r1", "r2", "r1"], "Anne", week, "Chef")
    settle.assign(database, ["r3"], "Anne", "2026-W49", "Chef")
    settle.settle_done(database, "r1", week)
    settle.assign(database, ["r1", "r2"], "Bilal", week, "Chef")
    found = {each.record_id: each for each in settle.assignments(database, week)}
    assert {key: (each.account, bool(each.done)) for key, each in found.items()} == {
        "r1": ("Bilal", True),
        "r2": ("Bilal", False),
    }
    settle.unassign(database, "r1", week)
    assert [each.record_id for each in settle.assignments(database, week, "Bilal")] == ["r2"]
    assert settle.assignments(database, week, "Anne") == []


def test_calls_in_vain_are_counted_and_shares_of_the_work_kept(database: Database) -> None:
    settle.assign(database, ["r1"], "Anne", "2026-W47", "")
    settle.assign(database, ["r1"], "Anne", "2026-W48", "")
    settle.settle_missed(database, "r1", "2026-W48")
    settle.settle_missed(database, "r1", "2026-W48")
    settle.settle_missed(database, "r1", "2026-W48", -1)
    settle.settle_missed(database, "r1", "2026-W47", -1)
    settle.assign(database, ["r1"], "Bilal", "2026-W48", "Anne")
    found = settle.assignments_since(database, "2026-W47")
    assert [(each.week, each.account, each.missed) for each in found] == [
        ("2026-W47", "Anne", 0),
        ("2026-W48", "Bilal", 1),
    ]
    settle.set_share(database, "Anne", 4)
    settle.set_share(database, "Anne", 0)
    assert settle.shares(database, {"Anne": 10, "Bilal": 10}) == {"Anne": 0, "Bilal": 10}
    with pytest.raises(ValueError, match="fewer than none"):
        settle.set_share(database, "Anne", -1)
