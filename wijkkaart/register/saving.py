"""Adding, changing and confirming records; each is one transaction, and nobody's work is overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wijkkaart.core import validation
from wijkkaart.core.validation import InvalidRecord
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import ROLES, FieldMeta, Record, RecordKind, fields_of
from wijkkaart.register.database import Database
from wijkkaart.register.history import Action, Change, changes_since, taken_back
from wijkkaart.register.reading import read_known
from wijkkaart.register.reverting import restore, undo
from wijkkaart.register.threeway import merged
from wijkkaart.register.writing import Author, Edit, NotAllowed, editing

__all__ = [
    "Author",
    "EditConflict",
    "FieldConflict",
    "InvalidRecord",
    "NotAllowed",
    "Saved",
    "confirm",
    "confirm_in",
    "create",
    "restore",
    "save",
    "save_in",
    "trash",
    "undo",
    "untrash",
]


@dataclass(frozen=True)
class FieldConflict:
    """A field that two people changed at once."""

    field: str
    base: Any
    """What stood there when both began; the field's empty value when nothing was known."""
    theirs: Any
    """What stands there now."""
    mine: Any
    by: str
    """Who made it `theirs`, and when (ISO time, UTC)."""
    at: str
    visibility: bool = False
    """Whether it's about who may see the field (three roles), and not about its value."""


class EditConflict(WijkkaartError):
    """Somebody else changed the same fields in the meantime; nothing was saved.

    `record` is how it stands now: who chooses saves again with its version as base.
    """

    def __init__(self, conflicts: list[FieldConflict], record: Record) -> None:
        self.conflicts = conflicts
        self.record = record
        labels = ", ".join(dict.fromkeys(fields_of(record.kind)[each.field].label for each in conflicts))
        super().__init__(
            f"{conflicts[0].by} heeft intussen ook gewijzigd: {labels}.",
            "Van elk veld kan er maar één waarde blijven.",
            "Er is nog niets opgeslagen. Kies per veld wat er moet staan en sla dan op.",
        )


@dataclass(frozen=True)
class Saved:
    """What came of a save."""

    record: Record
    merged: list[Change]
    """What others changed since the version one began with, and what stands beside one's own changes."""


def create(
    db: Database,
    kind: RecordKind,
    values: Mapping[str, Any],
    author: Author,
    *,
    meta: Mapping[str, FieldMeta] | None = None,
    id: str | None = None,  # noqa: A002 - as everywhere in the register
    example: bool = False,
    action: Action = Action.CREATE,
) -> Record:
    """Add a record. Raises InvalidRecord, NotAllowed, RegisterError."""
    fields = fields_of(kind)
    needed = {name: field.empty for name, field in fields.items() if field.required}
    clean = validation.cleaned(kind, needed | dict(values))
    with editing(db, author, action, beside=not id) as edit:
        return edit.create(RecordKind(kind), clean, meta=meta, key=id or "", example=example)


def save(
    db: Database,
    id: str,  # noqa: A002
    base_version: int,
    values: Mapping[str, Any],
    author: Author,
    *,
    visibility: Mapping[str, str] | None = None,
) -> Saved:
    """Save the fields that were changed since `base_version`, the version that the editor looked at.

    `visibility` is field name to the least role that sees it, "" for as usual. What others changed in
    other fields stays. Raises EditConflict, InvalidRecord, UnknownRecord, NotAllowed, RegisterError.
    """
    with editing(db, author, beside=True) as edit:
        return save_in(edit, id, base_version, values, visibility=visibility)


def save_in(
    edit: Edit,
    id: str,  # noqa: A002
    base_version: int,
    values: Mapping[str, Any],
    *,
    visibility: Mapping[str, str] | None = None,
) -> Saved:
    """As `save`, as a part of an edit that does more."""
    now = read_known(edit.connection, id, to_change=True)
    refuse_trashed(now)
    mine = validation.cleaned(now.kind, values)
    roles = _roles(now.kind, visibility or {})
    later = changes_since(edit.connection, now, base_version)
    base = taken_back(now, later, base_version)
    of_values = merged({name: base[name] for name in mine}, {name: now[name] for name in mine}, mine)
    of_roles = merged(
        {name: _role(base, name) for name in roles}, {name: _role(now, name) for name in roles}, roles
    )
    conflicts = [
        FieldConflict(name, base[name], now[name], mine[name], *_who(later, name))
        for name in of_values.clashes
    ] + [
        FieldConflict(name, _role(base, name), _role(now, name), roles[name], *_who(later, name), True)
        for name in of_roles.clashes
    ]
    if conflicts:
        raise EditConflict(conflicts, now)
    meta = {}
    for name, role in of_roles.take.items():
        kept = FieldMeta() if name in of_values.take else now.meta.get(name, FieldMeta())
        meta[name] = replace(kept, visibility=role)
    record = edit.change(now, of_values.take, meta)
    return Saved(record, [each for each in later if each.of_value])


def confirm(
    db: Database,
    id: str,  # noqa: A002
    fields: Iterable[str] | None,
    author: Author,
    on: date,
    *,
    base_version: int | None = None,
) -> Record:
    """ "Klopt nog": somebody checked these fields, or all with a shelf life that have a value, on a day.

    Values stay as they are. With `base_version`, a field that changed since isn't confirmed: what was
    seen isn't what stands there. Raises EditConflict then, UnknownRecord, NotAllowed, RegisterError.
    """
    with editing(db, author, Action.CONFIRM, beside=True) as edit:
        return confirm_in(edit, id, fields, on, base_version=base_version)


def confirm_in(
    edit: Edit,
    id: str,  # noqa: A002
    fields: Iterable[str] | None,
    on: date,
    *,
    base_version: int | None = None,
) -> Record:
    """As `confirm`, as a part of an edit that does more."""
    now = read_known(edit.connection, id, to_change=True)
    refuse_trashed(now)
    names = list(fields) if fields is not None else _perishable(now)
    if base_version is not None:
        later = changes_since(edit.connection, now, base_version)
        base = taken_back(now, later, base_version)
        differ = [name for name in names if base[name] != now[name]]
        if differ:
            conflicts = [
                FieldConflict(name, base[name], now[name], base[name], *_who(later, name)) for name in differ
            ]
            raise EditConflict(conflicts, now)
    checked = {"checked": on.isoformat(), "checked_by": edit.author.name}
    return edit.change(
        now, meta={name: replace(now.meta.get(name, FieldMeta()), **checked) for name in names}
    )


def trash(db: Database, id: str, author: Author) -> Record:  # noqa: A002
    """Throw a record away; all of it is kept. Raises UnknownRecord, NotAllowed, RegisterError."""
    with editing(db, author, Action.TRASH) as edit:
        return edit.trash(read_known(edit.connection, id))


def untrash(db: Database, id: str, author: Author) -> Record:  # noqa: A002
    """Take a record back as it was. Raises UnknownRecord, NotAllowed, RegisterError."""
    with editing(db, author, Action.UNTRASH) as edit:
        return edit.trash(read_known(edit.connection, id), thrown=False)


class InTrash(WijkkaartError):
    """A change of a record that's thrown away."""


def refuse_trashed(record: Record) -> None:
    """Raise InTrash for a record that's thrown away."""
    if record.trashed:
        raise InTrash(
            f"{record.name or 'Dit'} ligt in de prullenbak.",
            "Wat in de prullenbak ligt, kan niet gewijzigd worden.",
            "Haal het eerst terug uit de prullenbak. Er is niets opgeslagen.",
        )


def _perishable(record: Record) -> list[str]:
    """The fields that go stale and say something; the name where there's none, so that a check counts."""
    fields = fields_of(record.kind).values()
    return [field.name for field in fields if field.shelf and field.name in record.values] or ["name"]


def _role(record: Record, name: str) -> str:
    return record.meta.get(name, FieldMeta()).visibility


def _roles(kind: RecordKind, visibility: Mapping[str, str]) -> dict[str, str]:
    fields, roles = fields_of(kind), {role.value for role in ROLES}
    wrong = {
        name: role for name, role in visibility.items() if name not in fields or role not in {"", *roles}
    }
    if wrong:
        raise InvalidRecord({name: f"Wie dit mag zien, is niet '{role}'." for name, role in wrong.items()})
    return {name: str(role) for name, role in visibility.items()}


def _who(later: Iterable[Change], name: str) -> tuple[str, str]:
    """Who changed a field last, and when; `later` has the newest first."""
    return next(((each.by, each.at) for each in later if each.field == name), ("Iemand", ""))
