"""What comes into the register: made alike, and refused in plain Dutch where it can't be right.

`cleaned` is the door that every value passes. `warnings` is for what is allowed but odd.
"""

from collections.abc import Callable, Mapping
from typing import Any

from wijkkaart.core.checks import (
    Wrong,
    areas,
    choice,
    choices,
    consent,
    line,
    links,
    number,
    paragraphs,
    reference,
    schedules,
    yes_or_no,
)
from wijkkaart.core.checks_contact import code_of_gemeente, day, email, kvk, odd_phone, phones, postcode, url
from wijkkaart.core.schedules import rule
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import Field, FieldType, fields_of

_BY_TYPE: Mapping[FieldType, Callable[[Any, Field], Any]] = {
    FieldType.TEXT: line,
    FieldType.LONG: paragraphs,
    FieldType.PHONES: phones,
    FieldType.EMAIL: email,
    FieldType.URL: url,
    FieldType.DATE: day,
    FieldType.NUMBER: number,
    FieldType.BOOL: yes_or_no,
    FieldType.CHOICE: choice,
    FieldType.CHOICES: choices,
    FieldType.AREAS: areas,
    FieldType.SCHEDULES: schedules,
    FieldType.RECORD: reference,
    FieldType.RECORDS_AT: links,
    FieldType.CONSENT: consent,
}
_BY_NAME: Mapping[str, Callable[[Any, Field], Any]] = {
    "postcode": postcode,
    "kvk": kvk,
    "gemeente": code_of_gemeente,
}
"""Fields of one line that have a form of their own."""


class InvalidRecord(WijkkaartError):
    """Values that the register doesn't take; `problems` is field name to what's wrong, in Dutch."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(
            "Nog niet alles klopt: " + " ".join(self.problems.values()),
            "",
            "Verbeter dit en sla opnieuw op. Er is nog niets opgeslagen.",
        )


def cleaned(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` (field name to value, of one kind of record) as the register writes them.

    None stands for not known. A required field may be left out, as when others are changed, but not be
    empty. Cleaning what's clean changes nothing. Raises InvalidRecord with all that's wrong.
    """
    fields = fields_of(kind)
    clean: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            problems[name] = f"Het veld '{name}' bestaat niet."
            continue
        try:
            check = _BY_NAME.get(name, _BY_TYPE[field.type])
            clean[name] = field.empty if value is None else check(value, field)
            if field.required and clean[name] == field.empty:
                raise Wrong("dit moet ingevuld zijn")
        except Wrong as wrong:
            problems[name] = f"{field.label}: {wrong}."
    if problems:
        raise InvalidRecord(problems)
    return clean


def warnings(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Field name to what is odd about its value, in Dutch; it may be saved all the same.

    `values` are clean, and all that's known of the record.
    """
    fields = fields_of(kind)
    found: dict[str, str] = {}
    for name, value in values.items():
        if name in fields and value:
            odd = _odd(value, fields[name].type)
            if odd:
                found[name] = odd
    if _after(values.get("opened"), values.get("closed")):
        found["closed"] = "Dit is eerder dan het begin. Klopt dat?"
    lowest, highest = values.get("minimum_age"), values.get("maximum_age")
    if lowest is not None and highest is not None and lowest > highest:
        found["maximum_age"] = "De hoogste leeftijd is lager dan de laagste. Klopt dat?"
    if values.get("status") == "closed" and not values.get("closed") and "closed" in fields:
        found.setdefault("closed", "Weet u ook sinds wanneer het gesloten is?")
    if values.get("status") == "moved" and not values.get("moved_to") and "moved_to" in fields:
        found["moved_to"] = "Weet u ook waarheen het verhuisd is?"
    if ("latitude" in fields) and (values.get("latitude") is None) != (values.get("longitude") is None):
        found["latitude"] = "Van de plek op de kaart is maar één van de twee getallen bekend."
    return found


def _odd(value: Any, kind: FieldType) -> str:
    if kind is FieldType.PHONES:
        odd = [each["number"] for each in value if odd_phone(each["number"])]
        return f"{odd[0]} ziet er niet uit als een Nederlands telefoonnummer. Klopt het?" if odd else ""
    if kind is FieldType.SCHEDULES:
        return next(filter(None, map(_odd_hours, value)), "")
    return ""


def _odd_hours(schedule: Mapping[str, Any]) -> str:
    opens, closes = rule.minutes(schedule["opens_at"]), rule.minutes(schedule["closes_at"])
    if opens is not None and closes is not None and closes <= opens and opens < 18 * 60:
        times = f"{schedule['opens_at']} tot {schedule['closes_at']}"
        return f"Van {times}: dan is het open tot de volgende dag. Klopt dat?"
    if _after(schedule["valid_from"] or schedule["dtstart"], schedule["until"] or schedule["valid_to"]):
        return "Deze tijd houdt op voordat hij begint. Klopt dat?"
    return ""


def _after(first: Any, second: Any) -> bool:
    return bool(first and second and first > second)
