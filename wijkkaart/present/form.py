"""The form of a record: which fields stand together, under which heading, and what a new one begins with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from wijkkaart.record import FIELDS, Field, RecordKind, fields_of

K = RecordKind


@dataclass(frozen=True)
class Group:
    """Fields that are asked together."""

    id: str
    title: str
    fields: tuple[Field, ...]
    help: str = ""
    """Dutch, one or two sentences under the heading."""
    closed: bool = False
    """Whether it's folded until somebody asks for it or it holds something."""


_ADDRESS = ("address", "postcode", "city", "gemeente", "latitude", "longitude", "approximate")
_GROUPS: tuple[tuple[str, str, str, tuple[str, ...], bool], ...] = (
    ("wat", "Wat is het", "", ("name", "category", "organization_id", "description"), False),
    ("wie", "Wie is het", "", ("title", "location_id", "service_area"), False),
    (
        "notitie",
        "Wat weten we",
        "Schrijf op wat u weet van de wijk, niet over een bewoner die herkenbaar is.",
        ("text", "date", "origin"),
        False,
    ),
    ("over", "Waar gaat het over", "", ("about_kind", "about"), False),
    (
        "waar",
        "Waar",
        "",
        (*_ADDRESS, "locations"),
        False,
    ),
    (
        "wanneer",
        "Wanneer",
        "Kies per regel de dagen en de tijd. Onder de regels leest u hoe bezoekers het zien.",
        ("schedules", "meets", "hours_text"),
        False,
    ),
    ("contact", "Contact", "", ("phones", "email", "website", "url", "contact_id"), False),
    ("leden", "Wie doen mee", "", ("members",), False),
    (
        "voor wie",
        "Voor wie en waarover",
        "Hierop wordt gezocht en gefilterd.",
        ("themes", "target_groups", "minimum_age", "maximum_age", "languages"),
        False,
    ),
    (
        "meedoen",
        "Meedoen",
        "",
        ("cost", "fees_description", "registration", "application_process"),
        False,
    ),
    (
        "avg",
        "Mag deze persoon in het register?",
        "Alleen het team ziet een sleutelpersoon. Openbaar wordt alleen waarvoor de persoon toestemming gaf.",
        ("lawful_basis", "special", "consent", "expires"),
        False,
    ),
    ("stand", "Stand", "", ("status", "alert", "opened", "closed", "moved_to"), False),
    (
        "meer",
        "Meer gegevens",
        "",
        (
            *("alternate_name", "legal_status", "parent_organization_id", "kvk", "accessibility"),
            *("transportation", "remark", "source_ref"),
        ),
        True,
    ),
)
_OWN = {
    (K.ORGANIZATION, "service_area"): "voor wie",
    (K.SERVICE, "service_area"): "voor wie",
    (K.NETWORK, "service_area"): "voor wie",
    (K.NOTE, "gemeente"): "over",
    (K.CONTACT, "name"): "wie",
    (K.CONTACT, "category"): "wie",
    (K.CONTACT, "organization_id"): "wie",
    (K.NETWORK, "organization_id"): "leden",
    (K.NETWORK, "contact_id"): "leden",
}
"""Fields that a kind asks elsewhere than the others do."""

NEW = {
    K.ORGANIZATION: "Organisatie toevoegen",
    K.LOCATION: "Plek toevoegen",
    K.SERVICE: "Activiteit of hulp toevoegen",
    K.NETWORK: "Netwerk toevoegen",
    K.CONTACT: "Sleutelpersoon toevoegen",
    K.NOTE: "Notitie toevoegen",
}
"""Kind to what adding one is called."""
KEPT_YEARS = 1
"""How long a key person is kept unless somebody chooses otherwise."""


def groups(kind: str) -> list[Group]:
    """The groups of a kind, in the order of the form; every field is in one of them."""
    kind = RecordKind(kind)
    found = []
    for id_, title, help_, names, closed in _GROUPS:
        fields = [field for field in FIELDS[kind] if _group_of(kind, field.name) == id_]
        if all(field.name in names for field in fields):
            fields.sort(key=lambda field, names=names: names.index(field.name))  # type: ignore[misc]
        if fields:
            titled = "Onderwerp" if (kind, id_) == (K.NOTE, "wat") else title
            found.append(Group(id_, titled, tuple(fields), help_, closed))
    return found


def _group_of(kind: RecordKind, name: str) -> str:
    usual = next((id_ for id_, _, _, names, _ in _GROUPS if name in names), "")
    return _OWN.get((kind, name), usual)


def beginning(kind: str, today: date, gemeente: str = "") -> dict[str, Any]:
    """The values that a new record begins with; every field has one."""
    values = {name: field.empty for name, field in fields_of(kind).items()}
    given: Mapping[str, Any] = {
        "status": "open",
        "gemeente": gemeente,
        "date": today.isoformat(),
        "expires": (today + relativedelta(years=KEPT_YEARS)).isoformat(),
    }
    return values | {name: value for name, value in given.items() if name in values}
