"""Changes of records beside each other: nobody waits without need, and who follows misses none."""

import threading
from collections.abc import Callable

import pytest

from tests.register.people import ANNE, added
from wijkkaart.record import Record
from wijkkaart.register import reading, saving
from wijkkaart.register.database import Database
from wijkkaart.register.history import history


def _at_once(*acts: Callable[[], object]) -> list[threading.Thread]:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    return threads


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_change_of_another_record_does_not_wait(database: Database) -> None:
    """SQLite has one writer."""
    held, other = added(database), added(database)
    with database.writing(beside=True) as connection:
        reading.read(connection, held.id, to_change=True)
        assert saving.save(database, other.id, 1, {"name": "Anders"}, ANNE).record.version == 2
        assert added(database, parent_organization_id=held.id).version == 1


def test_a_change_of_the_same_record_waits_and_so_does_who_writes_alone(database: Database) -> None:
    record = added(database)
    order: list[str] = []
    with database.writing(beside=not database.sqlite) as connection:
        reading.read(connection, record.id, to_change=True)
        threads = _at_once(
            lambda: order.append(saving.save(database, record.id, 1, {"name": "Later"}, ANNE).record.name),
            lambda: order.append(saving.trash(database, added(database).id, ANNE).trashed),
        )
        threading.Event().wait(0.2)
        assert order == []
    for thread in threads:
        thread.join()
    assert len(order) == 2


def test_who_follows_the_register_misses_nothing_of_many_at_once(database: Database) -> None:
    known: dict[str, Record] = {record.id: record for record in (added(database) for _ in range(3))}
    keys, done, seen = list(known), threading.Event(), list[int]()
    revision = database.revision()

    def follow() -> None:
        nonlocal revision
        last = False
        while not last:
            last = done.is_set()
            revision, records, _ = reading.changed(database, revision)
            known.update({record.id: record for record in records})
            seen.append(revision)

    def write(number: int) -> None:
        for turn in range(6):
            field = ("alternate_name", "description", "website", "email", "remark")[number]
            record = reading.get(database, keys[turn % 3])
            assert record is not None
            value = f"https://{number}-{turn}.nl" if field == "website" else f"{number}-{turn}@welzijn.nl"
            saving.save(database, record.id, record.version, {field: value}, ANNE)
            added(database, name=f"Nieuw {number} {turn}")

    (follower,) = _at_once(follow)
    for thread in _at_once(*(lambda number=number: write(number) for number in range(5))):
        thread.join()
    done.set()
    follower.join()
    now, records, _ = reading.changed(database)
    assert known == {record.id: record for record in records}
    assert (seen, now) == (sorted(seen), revision)
    assert now == len(keys) + 5 * 6 * 2
    for key in keys:
        versions = {each.version for each in history(database, key)}
        assert versions == set(range(1, known[key].version + 1))
