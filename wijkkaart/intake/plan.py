"""What a file would do to the register, row by row; nothing is written here.

A cell is a change only when it differs from what was exported (the marks in the column Controle). When
the register has changed there too since, or the cell was never shown to who exported it, that's a
conflict: it's told, and the register's value stays. Of a file without marks only what the register
doesn't know yet is taken; where it says otherwise that's told as a conflict.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from wijkkaart.core.duplicates import Known, alike
from wijkkaart.core.validation import InvalidRecord, cleaned
from wijkkaart.export import cells
from wijkkaart.export.selection import Selection
from wijkkaart.intake import parse
from wijkkaart.intake.held import Held
from wijkkaart.intake.incoming import Cells, Incoming
from wijkkaart.record import Field, FieldType, Record, RecordKind, fields_of


class Outcome(StrEnum):
    """What becomes of a row; the values are as the report has them."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    UNCHANGED = "gelijk"
    CONFLICT = "botsing"
    DUPLICATE = "misschien dubbel"
    REFUSED = "geweigerd"


WRITTEN = (Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True)
class Step:
    """What becomes of one row, and why."""

    row: Incoming
    outcome: Outcome
    id: str = ""
    base: int = 0
    """The version that a change begins with."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What is written."""
    lines: tuple[str, ...] = ()
    """Dutch, for the report: what changes, or why not."""


def plan(rows: list[Incoming], held: Held, known: Known | None) -> list[Step]:
    """A step for every row, in order. Without `known`, what looks like another is added all the same.

    `known` has the records of the register.
    """
    rows = [_with_id(row) for row in rows]
    held = held.with_new((row.id, row.kind, row.name) for row in rows)
    seen: set[str] = set()
    steps = []
    for row in rows:
        if row.id in seen and not row.problem:
            steps.append(
                Step(row, Outcome.REFUSED, row.id, lines=("deze regel staat al eerder in het bestand",))
            )
        else:
            steps.append(_step(row, held, known))
        seen.add(row.id)
    return _without_dangling(steps, held)


def _with_id(row: Incoming) -> Incoming:
    """The row with the id of the record that it's about: its own, or one that the same row gets each time."""
    if row.id:
        return row
    where = row.cells.texts if row.cells else {**row.values, **row.named}
    said = [
        row.kind,
        row.name,
        *(where.get(name) or "" for name in ("address", "postcode", "organization_id", "title")),
    ]
    key = "/".join(" ".join(str(part).split()).casefold() for part in said)
    return replace(row, id=str(uuid5(NAMESPACE_URL, f"wijkkaart:{key}")))


def _step(row: Incoming, held: Held, known: Known | None) -> Step:
    problem = row.problem or _problem(row, held)
    if problem:
        return Step(row, Outcome.REFUSED, row.id, lines=(problem, *row.remarks))
    now = held.records.get(row.id)
    remarks = list(row.remarks)
    try:
        if row.cells is not None:
            mine, clashes = _from_cells(row.kind, row.cells, now, held)
        else:
            mine, clashes = _from_values(row, now, held, remarks)
        mine = cleaned(row.kind, mine)
        if now is None:
            cleaned(
                row.kind,
                {name: each.empty for name, each in fields_of(row.kind).items() if each.required} | mine,
            )
    except InvalidRecord as error:
        return Step(row, Outcome.REFUSED, row.id, lines=tuple(error.problems.values()))
    if now is None:
        return _new(row, mine, held, known, remarks)
    mine = {name: value for name, value in mine.items() if value != now[name]}
    clashes = {name: value for name, value in clashes.items() if not _same(row.kind, name, value, now)}
    lines = [_told(row.kind, name, now[name], value, held) for name, value in mine.items()]
    lines += [_clash(row.kind, name, now, held) for name in clashes]
    outcome = Outcome.CHANGED if mine else Outcome.CONFLICT if clashes else Outcome.UNCHANGED
    return Step(row, outcome, row.id, now.version, mine, (*lines, *remarks))


def _same(kind: RecordKind, name: str, value: Any, now: Record) -> bool:
    """Whether a value that can't be taken says what the register says already."""
    try:
        return bool(cleaned(kind, {name: value})[name] == now[name])
    except InvalidRecord:
        return False


def _problem(row: Incoming, held: Held) -> str:
    """Why a row can't be taken whatever it says; "" when it can."""
    now = held.records.get(row.id)
    if row.id in held.gone:
        return "dit is gewist uit het register en komt niet terug"
    if now is None:
        try:
            UUID(row.id)
        except ValueError:
            return "dit komt uit een bron en niet uit het register; neem het in de app over"
    elif now.kind is not row.kind:
        return "dit nummer hoort bij iets van een andere soort"
    elif now.trashed:
        return "dit ligt in de prullenbak; haal het daar eerst uit"
    return "" if row.name or now is not None else "er is geen naam ingevuld"


def _new(row: Incoming, mine: dict[str, Any], held: Held, known: Known | None, remarks: list[str]) -> Step:
    values = {name: value for name, value in mine.items() if value not in (None, "", [], {})}
    looks = [] if known is None else alike(Record(row.id, row.kind, values), known)
    if looks:
        like = looks[0]
        why = f"lijkt op '{held.records[like.id].name}' ({', '.join(like.why)}; {like.id})"
        return Step(row, Outcome.DUPLICATE, row.id, 0, values, (why, *remarks))
    return Step(row, Outcome.NEW, row.id, 0, values, tuple(remarks))


def _from_cells(
    kind: RecordKind, row: Cells, now: Record | None, held: Held
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of the cells that were changed, and of those where the register changed as well.

    Raises InvalidRecord for cells that can't be read.
    """
    mine: dict[str, Any] = {}
    clashes: dict[str, Any] = {}
    problems = {}
    for name, each in fields_of(kind).items():
        try:
            found = _cell(each, row, now, held)
        except parse.Unreadable as error:
            problems[name] = f"{each.label}: {error}."
            continue
        if found is not None:
            (mine if found.free else clashes)[name] = found.value
    if problems:
        raise InvalidRecord(problems)
    return mine, clashes


@dataclass(frozen=True)
class _Asked:
    """What a cell asks for."""

    value: Any
    free: bool
    """Whether the register still says there what it said when the file was made, or nothing."""


def _cell(each: Field, row: Cells, now: Record | None, held: Held) -> _Asked | None:
    """What the cells of a field ask for; None for nothing. Raises Unreadable."""
    text, link, marks = row.texts.get(each.name), row.links.get(each.name), row.marks
    filled = text is not None and cells.canonical(each, text) != ""
    if now is None and link and link.strip():
        return _Asked(parse.structure(each, link), True)
    if marks is not None and now is not None and link is not None:
        was = marks.get(each.name + cells.LINK, "")
        there = cells.link_mark(each.name, now.values.get(each.name))
        if cells.link_mark_of(each.name, link) not in (was, there):
            return _Asked(parse.structure(each, link), there == was)
    if text is None or ((now is None or marks is None) and not filled):
        return None
    if now is None:
        return _Asked(parse.value(each, text, held.lookup), True)
    there = cells.mark(each, str(cells.written(each, now.values.get(each.name), held.selection)))
    was = "" if marks is None else marks.get(each.name, "")
    if cells.mark(each, text) == there or (marks is not None and cells.mark(each, text) == was):
        return None
    found = parse.value(each, text, held.lookup)
    if each.type is FieldType.RECORDS_AT:
        found = parse.places(found, now[each.name])
    return _Asked(found, there == was)


def _from_values(
    row: Incoming, now: Record | None, held: Held, remarks: list[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a file for machines, and of those where the register says otherwise."""
    values = dict(row.values)
    for name, said in row.named.items():
        if said:
            each = fields_of(row.kind)[name]
            try:
                values[name] = held.lookup(each.of, said) if each.of else ""
            except parse.Unreadable as error:
                remarks.append(f"{each.label}: {error}.")
    values = cleaned(row.kind, values)
    if now is None:
        return values, {}
    base = held.as_it_was(now, row.version) if row.version else None
    mine: dict[str, Any] = {}
    clashes: dict[str, Any] = {}
    for name, value in values.items():
        if value == now[name] or (base is not None and value == base[name]):
            continue
        known = now.values.get(name) not in (None, "", [], {})
        untouched = base[name] == now[name] if base is not None else not known
        (mine if untouched else clashes)[name] = value
    return mine, clashes


def _told(kind: RecordKind, name: str, before: Any, after: Any, held: Held) -> str:
    each = fields_of(kind)[name]
    return f"{each.label}: {_said(each, before, held.selection)} wordt {_said(each, after, held.selection)}"


def _clash(kind: RecordKind, name: str, now: Record, held: Held) -> str:
    each = fields_of(kind)[name]
    there = _said(each, now[name], held.selection)
    return f"{each.label}: in het register staat intussen {there}; dat blijft zo"


def _said(each: Field, value: Any, selection: Selection) -> str:
    shown = cells.written(each, value, selection)
    text = shown.replace("\n", " ") if isinstance(shown, str) else f"{shown:.10g}".replace(".", ",")
    return "(leeg)" if not text else f"'{text}'" if len(text) <= 80 else f"'{text[:79]}…'"


def _without_dangling(steps: list[Step], held: Held) -> list[Step]:
    """The steps, without new records that point at rows that aren't taken themselves."""
    while True:
        there = held.stored | {step.id for step in steps if step.outcome is Outcome.NEW}
        done = True
        for number, step in enumerate(steps):
            missing = [] if step.outcome not in WRITTEN else _missing(step, there)
            if missing:
                why = (
                    f"{', '.join(missing)}: dat staat niet in het register en kan niet uit dit bestand komen"
                )
                steps[number] = replace(step, outcome=Outcome.REFUSED, lines=(why, *step.lines))
                done = False
        if done:
            return steps


def _missing(step: Step, there: set[str]) -> list[str]:
    """Labels of the fields that point at what isn't in the register."""
    found = []
    for name, value in step.values.items():
        each = fields_of(step.row.kind)[name]
        keys = [value] if each.type is FieldType.RECORD else []
        if each.type is FieldType.RECORDS_AT:
            keys = [part for row in value for key, part in row.items() if key.endswith("_id")]
        if any(key and key not in there for key in keys):
            found.append(each.label)
    return found
