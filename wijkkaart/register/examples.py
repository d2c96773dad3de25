"""The invented register of the examples: put in at the first start, and taken out all at once.

A file a kind of record (`organization.jsonl`), a line a record: `ref` (its name in these files; ids follow
from it), `values`, `meta` (field to what is known beside its value), and `history`, long ago first, each with
`ago` (days before loading), `time`, `by`, `action` and what stood there `before` or which `fields` were
checked. Dates count from the day of loading (see `_day`), so that the example doesn't grow old.
"""

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, or_, select

from wijkkaart.core.validation import InvalidRecord
from wijkkaart.record import LINK_COLUMNS, FieldMeta, FieldType, RecordKind, Role, fields_of
from wijkkaart.register.bulk import Entry, Step, add_many
from wijkkaart.register.database import Database
from wijkkaart.register.history import Action
from wijkkaart.register.reading import read_known
from wijkkaart.register.schema import LINKS, RECORDS, assignment, change, gone, not_duplicate
from wijkkaart.register.wijkscans.examples import remove_wijkscans
from wijkkaart.register.writing import Author, Edit, editing, moment

_NAMES = uuid.UUID("6f0f0d6a-52c5-5d0c-9f5d-0c1f3a5b9990")
"""The namespace of the examples' ids."""
_HERE = ZoneInfo("Europe/Amsterdam")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RELATIVE = re.compile(r"(?a)([+-]\d+)(MO|TU|WE|TH|FR|SA|SU)?|Y([+-]\d+)?-(\d\d)-(\d\d)")
_IN_SCHEDULES = ("dtstart", "until", "valid_from", "valid_to")
_MAKER = Author("Voorbeeld", Role.ADMIN)


def example_id(ref: str) -> str:
    """The id of the example record that the files call `ref`."""
    return str(uuid.uuid5(_NAMES, ref))


def fill_register(db: Database, folder: Path, today: date) -> int:
    """Put the examples in `folder` in a register in which nothing was ever written; gives how many.

    Whoever removed them doesn't get them back. Raises InvalidRecord, RegisterError.
    """
    if db.revision() or not folder.is_dir():
        return 0
    try:
        return len(add_many(db, entries(folder, today), _MAKER))
    except InvalidRecord:
        if db.revision():  # another process that started at the same moment was first
            return 0
        raise


def entries(folder: Path, today: date) -> Iterator[Entry]:
    """The records in the files of `folder`, with their history as if `today` were the day of loading."""
    for kind in RecordKind:
        path = folder / f"{kind.value}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            found = json.loads(line)
            meta = {name: FieldMeta(**known) for name, known in found.get("meta", {}).items()}
            steps = _steps(kind, found["values"], meta, found["history"], today)
            yield Entry(kind, steps, example_id(found["ref"]), example=True)


def _steps(
    kind: RecordKind,
    values: Mapping[str, Any],
    meta: Mapping[str, FieldMeta],
    history: list[Mapping[str, Any]],
    today: date,
) -> list[Step]:
    """The life of a record, worked out backwards from how it stands."""
    now, written = dict(values), []
    for each in reversed(history[1:]):
        before = each.get("before", {})
        written.append({name: now.get(name) for name in before})
        now |= before
    steps = []
    for each, raw in zip(history, [now, *reversed(written)], strict=True):
        on = today - timedelta(days=each["ago"])
        known = {name: meta[name] for name in raw if name in meta}
        for name in each.get("fields", ()):
            seen = meta.get(name, FieldMeta()).visibility
            known[name] = FieldMeta("", on.isoformat(), each["by"], seen)
        at = moment(datetime.combine(on, time.fromisoformat(each["time"]), _HERE))
        there = {name: _value(kind, name, value, today) for name, value in raw.items()}
        steps.append(Step(there, known, Action(each["action"]), at, each["by"]))
    return steps


def _value(kind: RecordKind, name: str, value: Any, today: date) -> Any:
    """A value of the files as the register holds it: references as ids, dates on the calendar."""
    field = fields_of(kind)[name]
    if not value:
        return field.empty if value is None else value
    match field.type:
        case FieldType.RECORD:
            return example_id(value)
        case FieldType.DATE:
            return _day(value, today)
        case FieldType.SCHEDULES:
            return _schedules(value, today)
        case FieldType.CONSENT:
            return value | {each: _day(value[each], today) for each in ("date", "withdrawn")}
        case FieldType.RECORDS_AT:
            return [_link(row, today) for row in value]
    # What a note is about is a record, or else a code.
    return example_id(value) if name == "about" and value.startswith("vbs-") else value


def _link(row: Mapping[str, Any], today: date) -> dict[str, Any]:
    found = {name: example_id(value) if name.endswith("_id") else value for name, value in row.items()}
    found |= {name: _day(row[name], today) for name in ("since", "until") if name in row}
    if "schedules" in row:
        found["schedules"] = _schedules(row["schedules"], today)
    return found


def _schedules(found: Iterable[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """Without those of a season that is over: they were the same last year."""
    return [
        _schedule(each, today)
        for each in found
        if not each.get("valid_to", "").startswith("Y") or _day(each["valid_to"], today) >= today.isoformat()
    ]


def _schedule(schedule: Mapping[str, Any], today: date) -> dict[str, Any]:
    days = {name: _day(schedule[name], today) for name in _IN_SCHEDULES if name in schedule}
    lists = {name: [_day(each, today) for each in schedule.get(name, ())] for name in ("except", "extra")}
    return {**schedule, **days, **lists}


def _day(text: str, today: date) -> str:
    """`+12` is 12 days from today, `-40SA` the first Saturday from 40 days ago on, `Y+1-05-01` next May 1."""
    found = _RELATIVE.fullmatch(text)
    if not found:
        return text
    days, weekday, years, month, day = found.groups()
    if month:
        return date(today.year + int(years or 0), int(month), int(day)).isoformat()
    on = today + timedelta(days=int(days))
    if weekday:
        on += timedelta(days=(_DAYS.index(weekday) - on.weekday()) % 7)
    return on.isoformat()


def count_examples(db: Database) -> int:
    """How many example records the register holds, those in the trash too."""
    with db.reading() as connection:
        return len(_ids(connection))


def remove_examples(db: Database, author: Author) -> int:
    """Take all example records and wijkscans out for good, with their history; gives how many records.

    Real records that refer to them lose that reference, as a change by `author`. Raises NotAllowed,
    RegisterError.
    """
    with editing(db, author) as edit:
        remove_wijkscans(edit.connection)
        ids = _ids(edit.connection)
        if not ids:
            return 0
        _let_go(edit, ids)
        examples = {kind: select(table.c.id).where(table.c.example) for kind, table in RECORDS.items()}
        for each in examples.values():
            edit.connection.execute(delete(change).where(change.c.record_id.in_(each)))
            edit.connection.execute(delete(assignment).where(assignment.c.record_id.in_(each)))
            pair = or_(not_duplicate.c.a.in_(each), not_duplicate.c.b.in_(each))
            edit.connection.execute(delete(not_duplicate).where(pair))
        for table in RECORDS.values():
            edit.connection.execute(delete(table).where(table.c.example))
        edit.connection.execute(
            insert(gone), [{"record_id": id_, "revision": edit.revision} for id_ in sorted(ids)]
        )
        return len(ids)


def _ids(connection: Connection) -> set[str]:
    found: set[str] = set()
    for table in RECORDS.values():
        found |= set(connection.execute(select(table.c.id).where(table.c.example)).scalars())
    return found


def _let_go(edit: Edit, ids: set[str]) -> None:
    """Take references to examples out of the records that aren't one."""
    for id_ in _referring(edit.connection):
        record = read_known(edit.connection, id_)
        values: dict[str, Any] = {}
        for name, field in fields_of(record.kind).items():
            if field.type is FieldType.RECORD or name == "about":
                if record[name] in ids:
                    values[name] = ""
            elif field.type is FieldType.RECORDS_AT:
                values[name] = [row for row in (_without(name, row, ids) for row in record[name]) if row]
        edit.change(record, values)


def _referring(connection: Connection) -> Iterable[str]:
    """Ids of records that aren't an example and refer to one."""
    examples = {kind: select(table.c.id).where(table.c.example) for kind, table in RECORDS.items()}
    queries = []
    for kind, table in RECORDS.items():
        real = select(table.c.id).where(table.c.example.is_(False))
        for name, field in fields_of(kind).items():
            if field.type is FieldType.RECORD and field.of:
                queries.append(real.where(table.c[name].in_(examples[field.of])))
            elif name == "about":
                queries += [real.where(table.c[name].in_(each)) for each in examples.values()]
            elif field.type is FieldType.RECORDS_AT:
                link = LINKS[kind, name]
                rows = real.join(link, link.c[0] == table.c.id)
                keys = [(key, of) for key, of in LINK_COLUMNS[name].items() if of]
                queries += [rows.where(link.c[key].in_(examples[of])) for key, of in keys]
    return sorted({id_ for query in queries for id_ in connection.execute(query).scalars()})


def _without(name: str, row: Mapping[str, Any], ids: set[str]) -> dict[str, Any]:
    """A row of a link table without references to these ids; {} when nothing is left."""
    others = [key for key, of in LINK_COLUMNS[name].items() if of]
    kept = {key: "" if key in others and value in ids else value for key, value in row.items()}
    return kept if any(kept[key] for key in others) else {}
