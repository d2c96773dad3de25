"""A small register to export: one record of each kind or a few, and hostile text."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wijkkaart.catalogue import sources
from wijkkaart.export.selection import Selection, Spot
from wijkkaart.record import FieldMeta, Record, RecordKind, Role

ORG = "11111111-1111-4111-8111-111111111111"
PLACE = "22222222-2222-4222-8222-222222222222"
SHELTER = "22222222-2222-4222-8222-222222222223"
OFFER = "33333333-3333-4333-8333-333333333333"
LOOSE = "33333333-3333-4333-8333-333333333334"
NETWORK = "44444444-4444-4444-8444-444444444444"
PERSON = "55555555-5555-4555-8555-555555555555"
NOTE = "66666666-6666-4666-8666-666666666666"

HOSTILE = (
    "=1+1",
    "+31 6 12345678",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =cmd|' /C calc'!A0",
    '"=1+1',
    "'=1+1",
    "'+31",
    "\uff1d1+1",
    'a;b"c"\nd',
    "nul\x00bel\x07",
    "\u202eomgekeerd \u05e9\u05dc\u05d5\u05dd",
    "\U0001f600 caf\u00e9",
    "http://voorbeeld.nl",
    "{=1}",
    "00123",
)

TUESDAY = {
    "freq": "WEEKLY",
    "interval": 1,
    "byday": "TU",
    "bymonthday": "",
    "dtstart": "2026-01-06",
    "until": "",
    "opens_at": "19:30",
    "closes_at": "21:30",
    "valid_from": "",
    "valid_to": "",
    "except": ["2026-12-29"],
    "extra": [],
    "holidays": "closed",
    "school_holidays": "closed",
    "description": "",
}
ONCE = TUESDAY | {"freq": "", "byday": "", "dtstart": "2026-12-24", "except": [], "holidays": ""}

TERMS = {
    "status": {"open": "open", "moved": "verhuisd", "planned": "gepland"},
    "category": {"buurthuis": "Buurthuis", "activiteit": "Activiteit"},
    "target_group": {"ouderen": "Ouderen", "jongeren": "Jongeren"},
    "theme": {"ontmoeten": "Ontmoeten"},
    "language": {"nl": "Nederlands", "ar": "Arabisch"},
    "cost": {"gratis": "Gratis"},
    "registration": {"inloop": "Gewoon binnenlopen"},
    "accessibility": {"rolstoel": "Met een rolstoel"},
    "legal_status": {"stichting": "Stichting"},
}


def record(kind: RecordKind, key: str, meta: dict[str, FieldMeta] | None = None, **values: Any) -> Record:
    return Record(
        key, kind, values, meta or {}, 3, "2026-01-02T03:04:05Z", "2026-11-01T09:08:07.123456+00:00"
    )


K = RecordKind


def records() -> list[Record]:
    return [
        record(
            K.ORGANIZATION,
            ORG,
            name="Stichting De Kamp",
            description='Voor "iedereen";\nelke dag',
            legal_status="stichting",
            phones=[{"number": "+31 33 1234567", "description": "balie"}],
            email="info@kamp.example",
            website="https://kamp.example/",
            kvk="12345678",
            service_area=["BU00010000"],
            themes=["ontmoeten"],
            status="open",
        ),
        record(
            K.LOCATION,
            PLACE,
            {"name": FieldMeta("osm"), "phones": FieldMeta("", "2026-10-01", "SECRET-CHECKER")},
            name="Buurthuis",
            category="buurthuis",
            organization_id=ORG,
            address="Dorpsstraat 1",
            postcode="3811 AA",
            city="Torenstad",
            latitude=52.1234567,
            longitude=5.3876543,
            gemeente="GM0001",
            phones=[{"number": "033 1234567", "description": ""}],
            schedules=[TUESDAY],
            accessibility=["rolstoel"],
            approximate=True,
            status="open",
        ),
        record(K.LOCATION, SHELTER, name="Opvang", category="opvang", gemeente="GM0001", status="open"),
        record(
            K.SERVICE,
            OFFER,
            {"schedules": FieldMeta("", "2026-09-09", "SECRET-CHECKER")},
            name="=Samen eten",
            organization_id=ORG,
            target_groups=["ouderen", "jongeren"],
            locations=[
                {"location_id": PLACE, "description": "zaal 1", "schedules": []},
                {"location_id": SHELTER, "description": "", "schedules": [ONCE, TUESDAY]},
            ],
            schedules=[TUESDAY],
            minimum_age=18.0,
            cost="gratis",
            fees_description="Een kleine bijdrage mag",
            languages=["nl", "ar"],
            service_area=["BU00010000"],
            phones=[{"number": "06 12345678", "description": "=koken"}],
            status="moved",
            opened="2020-02-01",
        ),
        record(K.SERVICE, LOOSE, name="Wandelen", status="open"),
        record(
            K.NETWORK,
            NETWORK,
            name="Wijknetwerk",
            organization_id=ORG,
            members=[{"organization_id": ORG, "contact_id": PERSON, "role": "trekker"}],
            meets=[TUESDAY],
            status="open",
        ),
        record(
            K.CONTACT,
            PERSON,
            name="Noor Voorbeeld",
            title="Vraagbaak",
            organization_id=ORG,
            phones=[{"number": "06 87654321", "description": ""}],
            consent={"date": "2026-01-01", "text_version": "1", "channel": "papier", "scope": ["name"]},
            special=False,
            expires="2027-01-01",
        ),
        record(K.NOTE, NOTE, name="Plein", text="Het plein\nis leeg", date="2026-05-01"),
    ]


def selection(chosen: Sequence[Record] | None = None, **changes: Any) -> Selection:
    known = {found.id: found for found in records()}
    said: dict[str, Any] = {
        "records": list(known.values()) if chosen is None else chosen,
        "known": known,
        "terms": TERMS,
        "spots": {
            PLACE: Spot("GM0001", "Torenstad", "WK000100", "Zuid", "BU00010000", "Kruiskamp"),
        },
        "areas": {"BU00010000": "Kruiskamp"},
        "role": Role.TEAM,
        "area": "Torenstad",
        "filters": "categorie Buurthuis",
        "total": 12,
        "today": date(2026, 11, 26),
        "sources": [sources()["osm"]],
    }
    return Selection(**(said | changes))
