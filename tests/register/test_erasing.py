"""Who is erased is nowhere any more, and nothing else is lost."""

import json
from typing import Any

import pytest

from tests.register.people import ANNE, BILAL, NEEDED, added
from wijkkaart.core.validation import InvalidRecord
from wijkkaart.record import RecordKind
from wijkkaart.register import reading, saving, settle
from wijkkaart.register.database import Database
from wijkkaart.register.erasing import purge
from wijkkaart.register.history import at_version, history
from wijkkaart.register.reading import UnknownRecord
from wijkkaart.register.schema import metadata

K = RecordKind


def _everything(database: Database) -> str:
    with database.reading() as connection:
        tables = [table for name, table in metadata.tables.items() if name != "gone"]
        rows = [list(row) for table in tables for row in connection.execute(table.select())]
    return json.dumps(rows, default=str)


def test_an_erased_person_is_in_no_table_and_no_history(database: Database) -> None:
    organization, other = added(database), added(database, K.CONTACT, name="Blijft")
    person = added(database, K.CONTACT, name="Geheim Persoon", phones=["0612345678"])
    members: list[dict[str, Any]] = [
        {"contact_id": person.id},
        {"organization_id": organization.id, "contact_id": person.id},
        {"contact_id": other.id},
    ]
    network = added(database, K.NETWORK, contact_id=person.id, members=members)
    former = added(database, K.NETWORK, contact_id=person.id, members=members[:1])
    saving.save(database, former.id, 1, {"contact_id": other.id, "members": members[2:]}, BILAL)
    note = added(database, K.NOTE, about_kind="record", about=person.id)
    saving.save(database, person.id, 1, {"email": "geheim@oost.nl"}, ANNE)
    settle.settle_apart(database, person.id, other.id, "Anne")
    settle.assign(database, [person.id], "Bilal", "2026-W48", "Anne")
    revision = database.revision()
    with database.writing() as connection:
        touched = purge(connection, person.id)
    assert touched == sorted([network.id, former.id, note.id])
    left = _everything(database)
    assert [secret for secret in (person.id, "Geheim", "12345678", "geheim@") if secret in left] == []
    assert reading.get(database, person.id) is None
    assert history(database, person.id) == []
    now, records, gone = reading.changed(database, revision)
    assert (now, gone) == (revision + 1, [person.id])
    assert {record.id for record in records} == set(touched)
    found: Any = {record.id: record for record in records}
    assert found[network.id]["contact_id"] == ""
    assert [(row["organization_id"], row["contact_id"]) for row in found[network.id]["members"]] == [
        (organization.id, ""),
        ("", other.id),
    ]
    assert found[former.id]["members"][0]["contact_id"] == other.id
    assert (at_version(database, former.id, 1)["members"], found[note.id]["about"]) == ([], "")


def test_who_was_erased_cannot_be_added_again_by_its_id(database: Database) -> None:
    person = added(database, K.CONTACT)
    with database.writing() as connection:
        purge(connection, person.id)
    with pytest.raises(InvalidRecord):
        saving.create(database, K.CONTACT, NEEDED[K.CONTACT], ANNE, id=person.id)
    with database.writing() as connection, pytest.raises(UnknownRecord):
        purge(connection, person.id)


def test_records_that_named_the_erased_one_can_be_saved_and_restored(database: Database) -> None:
    person = added(database, K.CONTACT)
    network = added(database, K.NETWORK, contact_id=person.id)
    with database.writing() as connection:
        purge(connection, person.id)
    saved = saving.save(database, network.id, 1, {"description": "Nieuw"}, BILAL).record
    assert saving.restore(database, network.id, 1, ANNE).values == {
        name: value for name, value in saved.values.items() if name != "description"
    }


@pytest.mark.parametrize("kind", K)
def test_every_kind_can_be_erased_while_others_point_to_it(database: Database, kind: RecordKind) -> None:
    record = added(database, kind)
    pointers = {
        K.ORGANIZATION: (K.LOCATION, {"organization_id": record.id}),
        K.LOCATION: (K.SERVICE, {"locations": [{"location_id": record.id}]}),
        K.CONTACT: (K.NETWORK, {"members": [{"contact_id": record.id}]}),
    }
    if kind in pointers:
        added(database, pointers[kind][0], **pointers[kind][1])
    with database.writing() as connection:
        purge(connection, record.id)
    assert record.id not in _everything(database)
