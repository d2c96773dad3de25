"""The list "deze week nabellen" in plain Dutch: what to ask about a record, and by which number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from wijkkaart.core.freshness import NEVER, Freshness, freshness
from wijkkaart.core.worklist import Task
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.record import address
from wijkkaart.present.record_summary import KIND_NAMES
from wijkkaart.present.record_words import Around, in_text, phone
from wijkkaart.record import Record, RecordKind, Shelf, fields_of

_ASKED = {
    Shelf.HOURS: ("kloppen de tijden nog?", "De tijden", "Tijden"),
    Shelf.CONTACT: ("", "", "Contact"),
    Shelf.ADDRESS: ("klopt het adres nog?", "Het adres", "Adres"),
}
_CONTACT = {
    "phones": "het telefoonnummer",
    "email": "het e-mailadres",
    "website": "de website",
    "url": "de website",
}


@dataclass(frozen=True)
class Question:
    """What has to be asked, of fields that go stale together."""

    text: str
    """`kloppen de tijden nog?`"""
    subject: str
    """`De tijden`."""
    short: str
    """`Tijden`."""
    known: str
    """What the register says now."""
    since: str
    """`sinds 3 mei 2026 over de datum (nagekeken op 3 november 2025)`, or that nobody ever did."""
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A telephone number to call."""

    text: str
    href: str
    via: str = ""
    """Whose it is, when it isn't the record's own."""


@dataclass(frozen=True)
class Call:
    """A record on the list."""

    record: str
    name: str
    kind: str
    where: str
    """The address; "" when there's none."""
    questions: tuple[Question, ...]
    numbers: tuple[Number, ...]
    leans: str
    """How many offers lean on it, in words; "" for none."""


def call(task: Task, record: Record, around: Around) -> Call:
    """A task in words."""
    found = freshness(record, around.today, around.months)
    leans = dutch.count(task.dependants, "activiteit hangt", "activiteiten hangen") if task.dependants else ""
    return Call(
        record=record.id,
        name=record.name,
        kind=KIND_NAMES[record.kind][0],
        where=address(record) if record.kind is RecordKind.LOCATION else "",
        questions=tuple(questions(record, found, around)),
        numbers=tuple(numbers(record, around)),
        leans=f"{leans} hiervan af" if leans else "",
    )


def questions(record: Record, found: Freshness, around: Around) -> list[Question]:
    """What there is to ask about the stale fields of a record, hours first."""
    fields = fields_of(record.kind)
    asked = []
    for shelf, (text, subject, short) in _ASKED.items():
        names = tuple(name for name in found.stale if fields[name].shelf is shelf)
        if not names:
            continue
        if shelf is Shelf.CONTACT:
            parts = list(dict.fromkeys(_CONTACT.get(name, fields[name].label.lower()) for name in names))
            subject = dutch.listing(parts)
            text = f"{'kloppen' if len(parts) > 1 else 'klopt'} {subject} nog?"
            subject = subject[0].upper() + subject[1:]
        since = _since(record, names, found, around)
        asked.append(Question(text, subject, short, _known(record, shelf, names, around), since, names))
    return asked


def _known(record: Record, shelf: Shelf, names: Iterable[str], around: Around) -> str:
    if shelf is Shelf.ADDRESS:
        return address(record) or "alleen een plek op de kaart"
    fields = fields_of(record.kind)
    return "; ".join(text for name in names if (text := in_text(fields[name], record[name], around)))


def _since(record: Record, names: Iterable[str], found: Freshness, around: Around) -> str:
    """Since when these fields are to be checked."""
    if any(name in found.never for name in names):
        return NEVER
    fields = fields_of(record.kind)
    checked = {name: date.fromisoformat(record.meta[name].checked[:10]) for name in names}
    due = min(
        day + relativedelta(months=around.months[fields[name].shelf or Shelf.CONTACT])
        for name, day in checked.items()
    )
    return f"sinds {dutch.day(due)} over de datum (nagekeken op {dutch.day(min(checked.values()))})"


def numbers(record: Record, around: Around) -> list[Number]:
    """The record's own numbers; without any, those of its places, its organisation or its contact."""
    if own := _numbers(record, ""):
        return own
    values = record.values
    ids = [row.get("location_id") for row in values.get("locations") or ()]
    ids += [values.get(name) for name in ("location_id", "organization_id", "contact_id")]
    for id_ in filter(None, ids):
        other = around.find(str(id_))
        if other is not None and not other.trashed and (found := _numbers(other, other.name)):
            return found
    return []


def _numbers(record: Record, via: str) -> list[Number]:
    found = []
    for each in record.values.get("phones") or ():
        digits = "".join(sign for sign in each["number"] if sign in "+0123456789")
        found.append(Number(phone(each), f"tel:{digits}", via))
    return found


Seen = dict[str, tuple[Record, date, bool]]
"""Id to a record as it was looked at, on which day, and whether it was stale then."""


def stale(
    guide: Guide, today: date, months: Mapping[str, int], seen: Seen | None = None
) -> dict[str, Record]:
    """Id to each of the team's own records (see `own`) of which something has to be checked.

    What `seen` holds isn't worked out again after a save; what's new is put in it.
    """
    memory: Seen = {} if seen is None else seen

    def make() -> dict[str, Record]:
        found = {}
        for record in own(guide):
            before = memory.get(record.id)
            if before is None or before[0] is not record or before[1] != today:
                before = record, today, bool(freshness(record, today, months).stale)
                memory[record.id] = before
            if before[2]:
                found[record.id] = record
        return found

    return guide.remember(("verouderd", tuple(sorted(months.items())), today), make)


def own(guide: Guide) -> list[Record]:
    """The records that are the team's own; the invented examples as long as there are none."""
    records = [record for record in guide.records() if not record.trashed]
    return [record for record in records if not record.example] or records


def dependants(guide: Guide) -> Mapping[str, int]:
    """Id of a place or organisation to how many offers lean on it."""

    def make() -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for offer in guide.records(RecordKind.SERVICE):
            if not offer.trashed:
                places = {str(row["location_id"]) for row in offer["locations"]}
                found.update(places | {str(offer["organization_id"])} - {""})
        return found

    return guide.remember(("hangt-af",), make)


@dataclass(frozen=True)
class Progress:
    """How far somebody is."""

    name: str
    done: int
    total: int

    @property
    def share(self) -> float:
        """0 to 1; nothing to do is all done."""
        return self.done / self.total if self.total else 1.0

    @property
    def text(self) -> str:
        """`7 van 12 gedaan`."""
        return f"{dutch.number(self.done)} van {dutch.number(self.total)} gedaan"


def progress(tasks: Iterable[Task], name: str = "") -> Progress:
    """How many of the tasks are done; `name` is whose they are."""
    found = list(tasks)
    return Progress(name, sum(task.done for task in found), len(found))


def by_member(tasks: Iterable[Task]) -> list[Progress]:
    """The progress of each member, by name."""
    known = list(tasks)
    names = sorted({task.member for task in known}, key=str.casefold)
    return [progress([task for task in known if task.member == name], name) for name in names]


def shelf_lives(months: Mapping[str, int]) -> list[str]:
    """`tijden: 6 maanden`, a line for each."""
    names = {"hours": "tijden", "contact": "telefoon, e-mail en website", "address": "adres"}
    return [
        f"{names.get(shelf, shelf)}: {dutch.count(number, 'maand', 'maanden')}"
        for shelf, number in months.items()
    ]
