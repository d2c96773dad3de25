"""Going back: any version, any edit; and never over what others did since."""

from datetime import date

import pytest

from tests.register.people import ANNE, BILAL, added
from wijkkaart.record import FieldMeta, RecordKind
from wijkkaart.register import reading, saving
from wijkkaart.register.database import Database
from wijkkaart.register.history import Action, UnknownVersion, at_version, history
from wijkkaart.register.reverting import UndoRefused
from wijkkaart.register.writing import editing

K = RecordKind


def test_every_version_can_be_seen_as_it_was(database: Database) -> None:
    record = added(database, email="a@b.nl")
    kept = [record]
    kept.append(saving.save(database, record.id, 1, {"email": "", "phones": ["0334637289"]}, BILAL).record)
    kept.append(saving.confirm(database, record.id, None, ANNE, date(2026, 5, 1)))
    kept.append(saving.save(database, record.id, 3, {}, ANNE, visibility={"phones": "team"}).record)
    kept.append(saving.trash(database, record.id, BILAL))
    kept.append(saving.untrash(database, record.id, BILAL))
    kept.append(saving.restore(database, record.id, 1, ANNE))
    for number, version in enumerate(kept, start=1):
        assert at_version(database, record.id, number) == version
    for number in (0, len(kept) + 1):
        with pytest.raises(UnknownVersion):
            at_version(database, record.id, number)


def test_an_old_version_comes_back_whole_and_the_new_one_stays_in_the_history(database: Database) -> None:
    location = added(database, K.LOCATION)
    record = added(database, K.SERVICE, locations=[{"location_id": location.id}], cost="gratis")
    saving.save(database, record.id, 1, {"locations": [], "cost": "", "alert": "dicht"}, BILAL)
    saving.trash(database, record.id, BILAL)
    back = saving.restore(database, record.id, 1, ANNE)
    assert (back.values, back.trashed) == (record.values, "")
    assert reading.get(database, record.id) == back
    assert at_version(database, record.id, 2)["alert"] == "dicht"
    assert history(database, record.id)[0].action is Action.RESTORE


def test_an_old_version_doesnt_open_what_was_closed_since(database: Database) -> None:
    record = added(database, email="a@b.nl")
    saving.save(database, record.id, 1, {"email": "c@d.nl"}, ANNE, visibility={"email": "team"})
    back = saving.restore(database, record.id, 1, BILAL)
    assert (back["email"], back.meta["email"].visibility) == ("a@b.nl", "team")


def _edit(database: Database, record_id: str) -> str:
    return history(database, record_id)[0].edit


def test_an_edit_is_undone_beside_what_others_did(database: Database) -> None:
    record = added(database, email="a@b.nl")
    saving.confirm(database, record.id, ["email"], ANNE, date(2026, 5, 1))
    saving.save(database, record.id, 2, {"email": "c@d.nl"}, ANNE)
    edit = _edit(database, record.id)
    saving.save(database, record.id, 3, {"kvk": "12345678"}, BILAL)
    (back,) = saving.undo(database, edit, BILAL)
    assert (back["email"], back["kvk"]) == ("a@b.nl", "12345678")
    assert back.meta["email"] == FieldMeta(checked="2026-05-01", checked_by="Anne")
    (again,) = saving.undo(database, _edit(database, record.id), BILAL)
    assert again["email"] == "c@d.nl"


def test_an_edit_that_others_went_on_with_is_not_undone(database: Database) -> None:
    record = added(database, email="a@b.nl")
    saving.save(database, record.id, 1, {"email": "c@d.nl", "kvk": "12345678"}, ANNE)
    edit = _edit(database, record.id)
    now = saving.save(database, record.id, 2, {"email": "e@f.nl"}, BILAL).record
    with pytest.raises(UndoRefused) as refused:
        saving.undo(database, edit, ANNE)
    (each,) = refused.value.differs
    assert (each.field, each.before, each.after, each.now) == ("email", "a@b.nl", "c@d.nl", "e@f.nl")
    assert "E-mail" in str(refused.value)
    assert reading.get(database, record.id) == now
    with pytest.raises(UndoRefused):
        saving.undo(database, "niets", ANNE)


def test_undoing_doesnt_open_what_was_closed_since(database: Database) -> None:
    record = added(database, email="a@b.nl")
    saving.save(database, record.id, 1, {"email": "c@d.nl"}, ANNE)
    edit = _edit(database, record.id)
    saving.save(database, record.id, 2, {}, BILAL, visibility={"email": "beheerder"})
    (back,) = saving.undo(database, edit, ANNE)
    assert back.meta["email"].visibility == "beheerder"


def test_adding_and_throwing_away_are_undone_through_the_trash(database: Database) -> None:
    record = added(database)
    (gone,) = saving.undo(database, _edit(database, record.id), ANNE)
    assert gone.trashed
    (back,) = saving.undo(database, _edit(database, record.id), ANNE)
    assert not back.trashed
    saving.trash(database, record.id, BILAL)
    (back,) = saving.undo(database, _edit(database, record.id), ANNE)
    assert (back.trashed, back.values) == ("", record.values)


def test_a_check_is_undone_too(database: Database) -> None:
    record = added(database, email="a@b.nl")
    saving.confirm(database, record.id, None, ANNE, date(2026, 5, 1))
    (back,) = saving.undo(database, _edit(database, record.id), ANNE)
    assert back.meta == {}


def test_what_was_done_in_one_go_is_undone_in_one_go_or_not_at_all(database: Database) -> None:
    first, second = added(database), added(database)
    with editing(database, ANNE) as edit:
        for record in (first, second):
            current = edit.change(record, {"kvk": "12345678"})
            edit.change(current, {"kvk": "87654321", "name": "Ander"})
    assert at_version(database, first.id, 2)["kvk"] == "12345678"
    saving.save(database, second.id, 3, {"name": "Nog anders"}, BILAL)
    with pytest.raises(UndoRefused):
        saving.undo(database, edit.id, ANNE)
    assert reading.get(database, first.id).version == 3
    saving.save(database, second.id, 4, {"name": "Ander"}, BILAL)
    back = {record.id: record for record in saving.undo(database, edit.id, ANNE)}
    assert back[first.id].values == first.values
    assert back[second.id].values == second.values


def test_an_edit_that_fails_halfway_leaves_nothing(database: Database) -> None:
    record, before = added(database), database.revision()

    def fails() -> None:
        with editing(database, ANNE) as edit:
            edit.change(record, {"kvk": "12345678"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert reading.get(database, record.id) == record
    assert database.revision() == before
    assert len({each.edit for each in history(database, record.id)}) == 1
