"""Going back: to any version of a record, or behind one edit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from wijkkaart.errors import WijkkaartError
from wijkkaart.record import FieldMeta, Record, fields_of
from wijkkaart.register.database import Database
from wijkkaart.register.history import TRASHED, Action, Change, as_it_was, changes
from wijkkaart.register.reading import read_known
from wijkkaart.register.schema import change
from wijkkaart.register.writing import Author, Edit, editing


@dataclass(frozen=True)
class Differs:
    """A field that stands in the way of undoing an edit: it was changed again since."""

    record_id: str
    field: str
    label: str
    """What the field is called on screen."""
    before: Any
    """What undoing would put back."""
    after: Any
    """What the edit had put there."""
    now: Any
    """What stands there now."""


class UndoRefused(WijkkaartError):
    """An edit that can't be undone whole, as others went on with it; nothing was changed."""

    def __init__(self, differs: list[Differs]) -> None:
        self.differs = differs
        labels = ", ".join(dict.fromkeys(each.label for each in differs))
        super().__init__(
            "Deze wijziging kan niet meer in één keer ongedaan gemaakt worden."
            if differs
            else "Deze wijziging is er niet (meer).",
            f"Sindsdien is opnieuw gewijzigd: {labels}." if differs else "",
            "Zet de velden met de hand goed, of zet een oude versie terug." if differs else "",
        )


def restore(db: Database, id: str, version: int, author: Author) -> Record:  # noqa: A002 - as everywhere
    """Give a record the values of an earlier version, out of the trash too; history keeps what was there.

    Who may see which field stays as it is now. Raises UnknownRecord, UnknownVersion, NotAllowed,
    RegisterError.
    """
    with editing(db, author, Action.RESTORE) as edit:
        now = read_known(edit.connection, id)
        then = as_it_was(edit.connection, now, version)
        values = {name: then[name] for name in fields_of(now.kind) if then[name] != now[name]}
        meta = {}
        for name in values:
            was, seen = then.meta.get(name, FieldMeta()), now.meta.get(name, FieldMeta())
            meta[name] = FieldMeta(was.origin, was.checked, was.checked_by, seen.visibility)
        return edit.change(edit.trash(now, thrown=False), values, meta)


def undo(db: Database, edit: str, author: Author) -> list[Record]:
    """Take back what was done in one edit, in all its records; a record that it added goes to the trash.

    Raises UndoRefused when one of its fields was changed again since, UnknownRecord, NotAllowed,
    RegisterError.
    """
    with editing(db, author, Action.UNDO) as undoing:
        done = changes(undoing.connection, change.c.edit == edit)
        if not done:
            raise UndoRefused([])
        together: dict[str, list[Change]] = {}
        for each in done:
            together.setdefault(each.record_id, []).append(each)
        records = {key: read_known(undoing.connection, key) for key in together}
        differs = [found for key, record in records.items() for found in _differs(record, together[key])]
        if differs:
            raise UndoRefused(differs)
        return [_take_back(undoing, record, together[key]) for key, record in records.items()]


def _adds(done: Iterable[Change]) -> bool:
    """Whether these changes of one record made it."""
    return any(each.version == 1 for each in done)


def _whole(done: Iterable[Change]) -> list[Change]:
    """One change a field, from what the edit found to what it left; `done` has the newest first."""
    found: dict[str, Change] = {}
    for each in done:
        last = found.get(each.field, each)
        found[each.field] = replace(last, before=each.before, meta_before=each.meta_before)
    return list(found.values())


def _differs(record: Record, done: list[Change]) -> list[Differs]:
    """What stands in the way: a field that's no longer what the edit made of it."""
    if _adds(done):
        return []
    fields = fields_of(record.kind)
    found = []
    for each in _whole(done):
        if each.field == TRASHED:
            if bool(each.after) != bool(record.trashed):
                label = "in de prullenbak of niet"
                found.append(Differs(record.id, TRASHED, label, each.before, each.after, record.trashed))
            continue
        now, empty = record[each.field], fields[each.field].empty
        before, after = (empty if value is None else value for value in (each.before, each.after))
        if now != after:
            found.append(Differs(record.id, each.field, fields[each.field].label, before, after, now))
    return found


def _take_back(edit: Edit, record: Record, done: list[Change]) -> Record:
    if _adds(done):
        return edit.trash(record)
    fields, values, meta = fields_of(record.kind), {}, {}
    for each in _whole(done):
        if each.field == TRASHED:
            record = edit.trash(record, thrown=bool(each.before))
        else:
            values[each.field] = fields[each.field].empty if each.before is None else each.before
            meta[each.field] = _known_before(each, record.meta.get(each.field))
    return edit.change(record, values, meta)


def _known_before(each: Change, now: FieldMeta | None) -> FieldMeta:
    """What's known of a field when a change is taken back, as far as nobody changed that since.

    Origin and check belong to the value, and go with it; who may see it doesn't.
    """
    before, after, stands = (found or FieldMeta() for found in (each.meta_before, each.meta_after, now))
    seen = before.visibility if stands.visibility == after.visibility else stands.visibility
    checked = (stands.checked, stands.checked_by)
    if each.of_value or checked == (after.checked, after.checked_by):
        checked = (before.checked, before.checked_by)
    origin = before.origin if each.of_value or stands.origin == after.origin else stands.origin
    return FieldMeta(origin, *checked, seen)
