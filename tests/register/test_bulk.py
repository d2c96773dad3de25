"""Many records at once: as good as one by one, and all or nothing."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from tests import effort
from tests.register.people import ANNE, NEEDED, added
from wijkkaart.core.validation import InvalidRecord
from wijkkaart.record import FieldMeta, RecordKind
from wijkkaart.register import reading, saving
from wijkkaart.register.bulk import Entry, Step, add_many
from wijkkaart.register.database import Database
from wijkkaart.register.history import Action, at_version, history

K = RecordKind


def _life(**values: Any) -> list[Step]:
    at = [f"2025-0{month}-01T10:00:00.000+00:00" for month in range(1, 6)]
    return [
        Step(NEEDED[K.SERVICE] | values, {"cost": FieldMeta("osm")}, Action.CREATE, at[0], "Bilal"),
        Step({"cost": "gratis", "phones": ["0334637289"]}, {}, Action.EDIT, at[1], "Chris"),
        Step({}, {"phones": FieldMeta(checked="2025-03-01", checked_by="Bilal")}, Action.CONFIRM, at[2]),
        Step({}, {}, Action.TRASH, at[3]),
        Step({}, {}, Action.UNTRASH, at[4]),
    ]


def test_a_record_with_its_life_reads_as_if_it_was_lived(database: Database) -> None:
    entries = [
        Entry(K.SERVICE, _life(cost="betaald", locations=[{"location_id": "l"}]), id="s", example=True),
        Entry(K.LOCATION, [Step(NEEDED[K.LOCATION], action=Action.CREATE)], id="l"),
    ]
    service, location = add_many(database, entries, ANNE)
    assert (service.version, service.created[:10], service.modified[:10]) == (5, "2025-01-01", "2025-05-01")
    assert reading.get(database, "s") == service
    assert reading.get(database, "l") == location
    assert service.example
    assert not location.example
    first = at_version(database, "s", 1)
    assert (first["cost"], first.meta, first["phones"]) == ("betaald", {"cost": FieldMeta("osm")}, [])
    assert at_version(database, "s", 4).trashed[:10] == "2025-04-01"
    assert [(each.by, each.action.value) for each in history(database, "s")][:3] == [
        ("Anne", "untrash"),
        ("Anne", "trash"),
        ("Anne", "confirm"),
    ]
    assert saving.restore(database, "s", 1, ANNE)["cost"] == "betaald"


def test_an_import_is_undone_as_one(database: Database) -> None:
    records = add_many(database, [Entry(K.NOTE, [Step(NEEDED[K.NOTE], action=Action.IMPORT)])] * 3, ANNE)
    undone = saving.undo(database, history(database, records[0].id)[0].edit, ANNE)
    assert {record.id for record in undone if record.trashed} == {record.id for record in records}


def test_one_wrong_record_keeps_all_of_them_out(database: Database) -> None:
    right = Entry(K.NOTE, [Step(NEEDED[K.NOTE])], id="goed")
    for wrong in (
        Entry(K.NOTE, [Step({"name": "zonder tekst"})]),
        Entry(K.LOCATION, [Step(NEEDED[K.LOCATION] | {"organization_id": "weg"})]),
        right,
        Entry(K.NOTE, [Step(NEEDED[K.NOTE])], id=added(database).id),
    ):
        before = database.revision()
        with pytest.raises(InvalidRecord):
            add_many(database, [right, wrong], ANNE)
        assert database.revision() == before
    assert reading.get(database, "goed") is None


def test_thousands_of_records_are_added_and_read_at_once(sqlite_database: Database) -> None:
    def entries(many: int) -> list[Entry]:
        """Places, and for each an offer that's given there."""
        ids = [str(uuid4()) for _ in range(many)]
        place = [Step(NEEDED[K.LOCATION] | {"latitude": 52.1, "phones": ["0334637289"]})]
        offers = [Step(NEEDED[K.SERVICE] | {"locations": [{"location_id": key}]}) for key in ids]
        return [
            *(Entry(K.LOCATION, place, id=key) for key in ids),
            *(Entry(K.SERVICE, [offer]) for offer in offers),
        ]

    def adding(many: int) -> effort.Work:
        return partial(add_many, sqlite_database, entries(many), ANNE)

    def reading_them(many: int) -> effort.Work:
        before = sqlite_database.revision()
        adding(many)()
        return partial(reading.changed, sqlite_database, before)

    statements, steps = effort.statements(sqlite_database.engine), effort.steps(sqlite_database.engine)
    # For so many, and for a place with its offer; with a third of room for other versions of what's used.
    assert statements(adding(300)) < 20
    assert statements(reading_them(300)) < 15
    assert steps(adding(100)) < 100 * 1_200
    assert steps(reading_them(100)) < 100 * 150
    assert effort.each(adding, 60) < 10_000
    assert effort.each(reading_them, 60) < 470
