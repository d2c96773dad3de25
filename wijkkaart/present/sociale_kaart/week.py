"""A week of offers as a table: a row a day, a column a part of the day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wijkkaart.core.schedules import Day, InvalidSchedule, Slot, occurrences, week
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.record_summary import schedules_of
from wijkkaart.present.sociale_kaart.drawing import Tree, element
from wijkkaart.record import Record, RecordKind

_PARTS = ("Ochtend", "Middag", "Avond")
_NOON, _EVENING = 12, 18
_NAMES = tuple(dutch.DAY_NAMES.values())


@dataclass(frozen=True)
class Week:
    """What is on in a week."""

    monday: date
    days: list[Day]
    offers: int
    """How many different ones."""
    times: int

    @property
    def title(self) -> str:
        """`Week 48: 23 tot en met 29 november 2026`."""
        last = self.monday + timedelta(days=6)
        first = (
            str(self.monday.day)
            if self.monday.month == last.month
            else dutch.day(self.monday).rsplit(" ", 1)[0]
        )
        if self.monday.year != last.year:
            first = dutch.day(self.monday)
        return f"Week {self.monday.isocalendar().week}: {first} tot en met {dutch.day(last)}"


def offers_in(guide: Guide, ids: Iterable[str], monday: date, region: str) -> Week:
    """The week from `monday` of the offers among `ids`; what can't be read is left out."""
    found = [record for id_ in ids if (record := guide.record(id_)) and record.kind is RecordKind.SERVICE]
    slots: list[Slot] = []
    for record in found:
        try:
            times = occurrences(schedules_of(record), monday, monday + timedelta(days=7), region)
        except InvalidSchedule:
            continue
        slots += [Slot(record.id, each) for each in times if each.start.date() >= monday]
    slots.sort(key=lambda slot: (slot.occurrence.start, slot.occurrence.end))
    # Days with their holidays, filled here so that one that can't be read doesn't spoil the rest.
    days = [
        replace(day, slots=tuple(slot for slot in slots if slot.occurrence.start.date() == day.date))
        for day in week({}, monday, region)
    ]
    return Week(monday, days, len({slot.key for slot in slots}), len(slots))


def table(shown: Week, guide: Guide, today: date, chosen: str = "") -> Tree:
    """The week as a table, each time a button with the id of its offer."""
    head = element(
        "thead",
        {},
        element(
            "tr",
            {},
            element("th", {"scope": "col"}, "Dag"),
            *(element("th", {"scope": "col"}, part) for part in _PARTS),
        ),
    )
    now = shown.monday <= today <= shown.monday + timedelta(days=6)
    rows = [_day(day, guide, today if now else None, chosen) for day in shown.days]
    caption = element("caption", {"class": "wk-hidden"}, shown.title)
    return element("table", {"class": "wk-week"}, caption, head, element("tbody", {}, *rows))


def _day(day: Day, guide: Guide, today: date | None, chosen: str) -> Tree:
    parts: list[list[Slot]] = [[], [], []]
    for slot in day.slots:
        hour = slot.occurrence.start.hour
        parts[(hour >= _NOON) + (hour >= _EVENING)].append(slot)
    said = dutch.day(day.date).rsplit(" ", 1)[0]
    free = ", ".join(part for part in (day.holiday, day.school_holiday) if part)
    header = element(
        "th",
        {"scope": "row"},
        element("span", {"class": "wk-day"}, _NAMES[day.date.weekday()].capitalize()),
        element("span", {"class": "wk-small"}, f"{said}, vandaag" if day.date == today else said),
        element("span", {"class": "wk-free"}, free) if free else None,
    )
    cells = [_cell(name, slots, guide, chosen) for name, slots in zip(_PARTS, parts, strict=True)]
    kind = "wk-today" if day.date == today else "wk-past" if today and day.date < today else ""
    return element("tr", {"class": kind}, header, *cells)


def _cell(part: str, slots: list[Slot], guide: Guide, chosen: str) -> Tree:
    if not slots:
        return element("td", {"class": "wk-none"})
    items = [element("li", {}, _slot(slot, guide.record(str(slot.key)), guide, chosen)) for slot in slots]
    return element("td", {}, element("span", {"class": "wk-part-name"}, part), element("ul", {}, *items))


def _slot(slot: Slot, record: Record | None, guide: Guide, chosen: str) -> Tree:
    name = record.name if record else ""
    attributes = {"class": "wk-slot", "type": "button", "data-id": str(slot.key)}
    if slot.key == chosen:
        attributes["aria-current"] = "true"
    return element(
        "button",
        attributes,
        element("span", {"class": "wk-time"}, _time(slot)),
        element("span", {"class": "wk-name"}, name),
        element("span", {"class": "wk-line"}, _where(record, guide)),
    )


def _time(slot: Slot) -> str:
    if not slot.occurrence.timed:
        return "tijd niet bekend"
    if slot.occurrence.end - slot.occurrence.start >= timedelta(days=1):
        return "hele dag"
    start, end = (f"{when.hour}.{when.minute:02d}" for when in (slot.occurrence.start, slot.occurrence.end))
    return start if start == end else f"{start}–{end}"


def _where(record: Record | None, guide: Guide) -> str:
    rows = record["locations"] if record else []
    names = [found.name for row in rows if (found := guide.record(str(row["location_id"])))]
    return names[0] if len(names) == 1 else f"op {len(names)} plekken" if names else ""
