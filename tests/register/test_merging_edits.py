"""Whatever two people do at once, nothing that either wrote disappears without a word."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import databases
from tests.register.people import ANNE, BILAL, added
from wijkkaart.config import Settings
from wijkkaart.register import reading, saving
from wijkkaart.register.history import at_version, history
from wijkkaart.register.saving import EditConflict
from wijkkaart.register.threeway import merged

NAMES = ("alternate_name", "kvk", "remark", "themes")
VALUES: dict[str, list[Any]] = {
    "alternate_name": ["", "A", "B"],
    "kvk": ["", "11111111", "22222222"],
    "remark": ["", "een", "twee"],
    "themes": [[], ["eten"], ["eten", "geld"]],
}
edits = st.fixed_dictionaries({}, optional={name: st.sampled_from(VALUES[name]) for name in NAMES})
whole = st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in NAMES})


@given(base=whole, theirs=whole, mine=edits)
def test_each_field_comes_from_who_changed_it_or_is_asked(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    found = merged(base, theirs, mine)
    for name in NAMES:
        result = found.take.get(name, theirs[name])
        i_changed, they_changed = name in mine and mine[name] != base[name], theirs[name] != base[name]
        if name in found.clashes:
            assert i_changed
            assert they_changed
            assert name not in found.take
        elif i_changed:
            assert result == mine[name]
        elif they_changed:
            assert result == theirs[name]
        else:
            assert result == base[name]


turns = st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from(["look", "save"]), edits), max_size=14)


@settings(max_examples=15)
@given(turns=turns)
def test_two_editors_in_any_order_lose_nothing(tmp_path_factory: Any, turns: list[Any]) -> None:
    with databases.opened(
        Settings(data=tmp_path_factory.getbasetemp() / "merging", database_url="")
    ) as database:
        record = added(database)
        seen = [record, record]
        expected = {name: record[name] for name in NAMES}
        for who, what, mine in turns:
            if what == "look":
                seen[who] = _now(database, record.id)
                continue
            base = seen[who]
            now = _now(database, record.id)
            try:
                saved = saving.save(database, record.id, base.version, mine, (ANNE, BILAL)[who])
            except EditConflict as conflict:
                assert _now(database, record.id) == now
                for each in conflict.conflicts:
                    assert base[each.field] != now[each.field]
                    assert each.theirs == now[each.field] != each.mine
                continue
            for name, value in mine.items():
                if value != base[name]:
                    assert now[name] in (base[name], value)  # nobody else's change was in the way
                    expected[name] = value
            assert {name: saved.record[name] for name in NAMES} == expected
        # Every value that was ever written can still be found.
        record = _now(database, record.id)
        for change in history(database, record.id):
            then = at_version(database, record.id, change.version)
            assert then.values.get(change.field) == change.after


def _now(database: Any, key: str) -> Any:
    return reading.get(database, key)
