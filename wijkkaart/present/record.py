"""What is known of one record of the register, by section, with who checked it when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from wijkkaart.catalogue import format_chapters, indicators
from wijkkaart.core.freshness import NEVER, Freshness, freshness
from wijkkaart.core.visibility import sensitive
from wijkkaart.present import dutch
from wijkkaart.present.record_words import Around, in_text, phone
from wijkkaart.record import Field, FieldMeta, FieldType, Record, Status, fields_of


@dataclass(frozen=True)
class Fact:
    """A line of a record's page."""

    name: str
    """The field it comes from; of a line made of more fields, the first."""
    label: str
    text: str
    icon: str = ""
    """Name of a Material Symbol."""
    href: str = ""
    """Where a click leads: `tel:`, `mailto:`, `geo:` or a website."""
    record: str = ""
    """Id of the record that it names."""
    checked: str = ""
    """`nagekeken op 3 oktober 2026 door Noor`, or, for the team, that nobody did; "" for what doesn't age."""
    stale: bool = False
    """Whether it should be looked at again."""


@dataclass(frozen=True)
class Section:
    """Lines that belong together, under a heading."""

    title: str
    facts: list[Fact]


_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Wat": ("description", "text", "themes", "target_groups", "minimum_age", "maximum_age", "languages"),
    "Wanneer": ("schedules", "hours_text", "meets"),
    "Waar": ("address", "locations", "location_id", "transportation", "accessibility", "service_area"),
    "Meedoen": ("cost", "fees_description", "registration", "application_process"),
    "Contact": ("phones", "email", "website", "url", "contact_id"),
    "Van wie": ("organization_id", "parent_organization_id", "members"),
    "Achtergrond": (
        *("alternate_name", "title", "category", "legal_status", "kvk", "status", "opened", "closed"),
        *("moved_to", "date", "origin", "about"),
    ),
    "Voor het team": ("lawful_basis", "special", "consent", "expires", "source_ref", "remark"),
}
"""Heading to its fields, in the order in which people ask; `name` and `alert` stand above them."""
_ICONS = {
    "description": "info", "text": "info", "themes": "sell", "target_groups": "group",
    "languages": "translate", "about": "push_pin",
    "schedules": "schedule", "hours_text": "schedule", "meets": "event_repeat", "address": "location_on",
    "locations": "location_on", "location_id": "location_on", "transportation": "directions_bus",
    "accessibility": "accessible", "service_area": "map", "cost": "euro", "fees_description": "euro",
    "registration": "how_to_reg", "application_process": "how_to_reg", "phones": "call", "email": "mail",
    "website": "language", "url": "language", "contact_id": "badge", "organization_id": "apartment",
    "parent_organization_id": "account_tree", "members": "groups", "title": "badge", "moved_to": "moving",
    "remark": "sticky_note_2", "consent": "verified_user", "lawful_basis": "gavel", "expires": "event_busy",
}  # fmt: skip


def facts(record: Record, around: Around) -> list[Section]:
    """All that's known of a record, by section; sections without facts are left out."""
    fields = fields_of(record.kind)
    fresh = freshness(record, around.today, around.months)
    found = []
    for title, names in _SECTIONS.items():
        lines = []
        for asked in (fields[name] for name in names if name in fields):
            checked, old = _checked(record, asked, fresh, around)
            said = {"icon": _ICONS.get(asked.name, ""), "checked": checked}
            lines += [replace(fact, stale=old, **said) for fact in _facts(record, asked, around)]
        if lines:
            found.append(Section(title, lines))
    return found


def _facts(record: Record, asked: Field, around: Around) -> Iterator[Fact]:
    """The lines of one field: one a phone or place, one for the parts of an address together."""
    name, value = asked.name, record[asked.name]
    if name == "address":
        yield from _address(record)
    elif (name == "status" and value == Status.OPEN) or (name == "special" and not value):
        return
    elif name == "phones":
        for each in value:
            digits = "".join(sign for sign in each["number"] if sign in "+0123456789")
            yield Fact(name, asked.label, phone(each), href=f"tel:{digits}")
    elif name in {"locations", "members"}:
        for row in value:
            to = row.get("location_id") or row.get("organization_id") or row.get("contact_id") or ""
            yield Fact(name, asked.label, in_text(asked, [row], around), record=to)
    elif name == "about" and value:
        to = value if record["about_kind"] == "record" else ""
        yield Fact(name, "Gaat over", about(record, around), record=to)
    elif text := in_text(asked, value, around):
        to = value if asked.type is FieldType.RECORD else ""
        planned = name == "opened" and record.values.get("status") == Status.PLANNED
        said = "Gepland voor" if planned else asked.label
        yield Fact(name, said, _plainly(asked, text), href=_href(asked, value), record=to)


def _plainly(asked: Field, text: str) -> str:
    """Text with a capital where it's a sentence of ours, a website without what every website begins with."""
    if asked.name in {"website", "url"}:
        return text.split("//", 1)[-1].rstrip("/")
    return text if asked.name in {"email", "kvk", "source_ref"} else text[0].upper() + text[1:]


def _href(asked: Field, value: Any) -> str:
    if asked.name == "email":
        return f"mailto:{value}"
    web = asked.name in {"website", "url"} and value.startswith(("https://", "http://"))
    return value if web else ""


def _address(record: Record) -> Iterator[Fact]:
    if not any(name in record.values for name in ("address", "city", "latitude", "gemeente")):
        return
    text = address(record)
    located = record["latitude"] is not None and record["longitude"] is not None
    if not text and not located and sensitive(record):
        text = "Het adres is niet openbaar"
    elif not located:
        text = f"{text} (nog geen plek op de kaart)" if text else "Nog geen plek op de kaart"
    elif record["approximate"]:
        text = f"{text or 'Geen adres bekend'} (plek op de kaart is ongeveer)"
    point = f"{record['latitude']},{record['longitude']}"
    href = f"geo:{point}?q={point}({quote(record.name)})" if located else ""
    yield Fact("address", "Adres", text or "Alleen op de kaart", href=href)


def address(record: Record) -> str:
    """`Markerkade 95, 9990 DB Voorbeeldstad`; "" when it isn't known."""
    town = " ".join(part for part in (record["postcode"], record["city"]) if part)
    return ", ".join(part for part in (record["address"], town) if part) if record["address"] else ""


def about(note: Record, around: Around) -> str:
    """What a note is about, in words."""
    code = note["about"]
    match note["about_kind"]:
        case "record":
            return around.name(code)
        case "indicator":
            found = indicators().get(code)
            return f"het cijfer ‘{found.label}’" if found else code
        case "paragraph":
            chapter = format_chapters().get(code)
            return f"paragraaf {code}, {chapter.label}" if chapter else f"paragraaf {code}"
    return around.area(code)


def _checked(record: Record, asked: Field, fresh: Freshness, around: Around) -> tuple[str, bool]:
    """Who checked a field when, and whether it should be checked again; only the team is told of never."""
    known = record.meta.get(asked.name, FieldMeta())
    if asked.shelf and known.checked:
        by = f" door {known.checked_by}" if known.checked_by else ""
        return f"nagekeken op {dutch.iso_day(known.checked)}{by}", asked.name in fresh.stale
    never = around.team and asked.name in fresh.never
    return (NEVER, True) if never else ("", False)
