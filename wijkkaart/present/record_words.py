"""The value of a field of the register in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wijkkaart.core.schedules import InvalidSchedule, in_words
from wijkkaart.present import dutch
from wijkkaart.present.choices import label, labels
from wijkkaart.record import Field, FieldType, Record, fields_of

GONE = "iets dat hier niet te zien is"
"""Stands for a record that was erased, or may not be seen."""


def _code(code: str) -> str:
    return code


@dataclass(frozen=True)
class Around:
    """What is needed beside a record to put it into words, for one visitor at one moment."""

    moment: datetime
    """Now, by the clock in the Netherlands."""
    find: Callable[[str], Record | None]
    """Id to record as the visitor may see it."""
    area: Callable[[str], str] = _code
    """Code of an area to its name."""
    months: Mapping[str, int] = field(default_factory=dict)
    """How many months a field stays fresh, by `record.Shelf` (`Settings.shelf_months`)."""
    region: str = ""
    """Region of the school holidays, `core.schedules.region_of`."""
    team: bool = False
    """Whether it's told what nobody checked, and what the team writes for itself."""

    @property
    def today(self) -> date:
        """The day of the moment."""
        return self.moment.date()

    def name(self, id_: str) -> str:
        """The name of a record; GONE for one that can't be seen."""
        found = self.find(id_)
        return (found.name if found else "") or GONE


def in_text(asked: Field, value: Any, around: Around) -> str:
    """A value in one line of Dutch; "" when nothing is known."""
    if value is None or value == asked.empty:
        return ""
    match asked.type:
        case FieldType.PHONES:
            return dutch.listing([phone(each) for each in value])
        case FieldType.DATE:
            return dutch.iso_day(value)
        case FieldType.NUMBER:
            return f"{dutch.number(value)} jaar" if asked.name.endswith("_age") else dutch.number(value, 5)
        case FieldType.BOOL:
            return "ja" if value else "nee"
        case FieldType.CHOICE:
            return label(asked.options, value)
        case FieldType.CHOICES:
            # Some labels have an "en" of their own.
            return ", ".join(labels(asked.options, value))
        case FieldType.AREAS:
            return dutch.listing([around.area(code) for code in value])
        case FieldType.SCHEDULES:
            return times(value, around)
        case FieldType.RECORD:
            return around.name(value)
        case FieldType.RECORDS_AT:
            return dutch.listing([row_text(row, around) for row in value])
        case FieldType.CONSENT:
            return consent(value)
    return str(value)


def phone(each: Mapping[str, str]) -> str:
    """`020-0000123 (mobiel)`."""
    return f"{each['number']} ({each['description']})" if each.get("description") else each["number"]


def times(schedules: list[Mapping[str, Any]], around: Around) -> str:
    """Schedules in words; those that can't be read say so."""
    try:
        return in_words(schedules, around.today)
    except InvalidSchedule:
        return "tijden die niet te lezen zijn"


def row_text(row: Mapping[str, Any], around: Around) -> str:
    """A row of a link table: where something is, or who takes part."""
    if "location_id" in row:
        when = times(row["schedules"], around) if row.get("schedules") else ""
        beside = "; ".join(part for part in (row.get("description", ""), when) if part)
        return around.name(row["location_id"]) + (f" ({beside})" if beside else "")
    who = [around.name(row[name]) for name in ("contact_id", "organization_id") if row.get(name)]
    return " van ".join(who) + (f" ({row['role']})" if row.get("role") else "")


def consent(given: Mapping[str, Any]) -> str:
    """What somebody agreed to, when and how; `geen` for nothing."""
    if not given:
        return "geen"
    fields = fields_of("contact")
    scope = [fields[name].label.lower() for name in given.get("scope") or () if name in fields]
    said = [f"gegeven op {dutch.iso_day(given.get('date') or '')}"]
    if given.get("channel"):
        said.append(f"via {given['channel']}")
    if given.get("text_version"):
        said.append(f"tekst {given['text_version']}")
    text = ", ".join(said) + (f", voor {dutch.listing(scope)}" if scope else ", voor geen enkel gegeven")
    if given.get("withdrawn"):
        text += f"; ingetrokken op {dutch.iso_day(given['withdrawn'])}"
    return text


def sentence(text: str) -> str:
    """With a capital and a full stop; "" stays ""."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")
