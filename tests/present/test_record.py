"""A record of the register in words: what is known, in one sentence, who checked it, and what happened."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from wijkkaart import catalogue
from wijkkaart.config import DEFINITIONS, Settings
from wijkkaart.core import schedules
from wijkkaart.core.visibility import strip_all
from wijkkaart.present import choices, record, record_history, record_summary
from wijkkaart.present.record_words import GONE, Around, in_text, sentence
from wijkkaart.record import FIELDS, FieldMeta, FieldType, Record, RecordKind, Role, fields_of
from wijkkaart.register import examples, history, reading
from wijkkaart.register.database import Database

NOW = datetime(2026, 12, 1, 14, 30)
"""A Tuesday."""
K = RecordKind
TUESDAY = schedules.full(freq="WEEKLY", byday="TU", opens_at="10:00", closes_at="16:00")
THURSDAY = schedules.full(freq="WEEKLY", byday="TH", opens_at="19:00", closes_at="21:00")


def _record(id_: str, kind: RecordKind, **values: Any) -> Record:
    return Record(id_, kind, values, created="2026-01-01T10:00:00.000+00:00", version=1)


ORGANIZATION = _record("o", K.ORGANIZATION, name="Welzijn Toren", legal_status="stichting", status="open")
PLACE = _record(
    "p",
    K.LOCATION,
    name="Buurthuis De Brug",
    category="buurthuis",
    organization_id="o",
    address="Dorpsstraat 1",
    postcode="1234 AB",
    city="Toren",
    latitude=52.1,
    longitude=5.2,
    phones=[
        {"number": "020 000 0001", "description": "balie"},
        {"number": "020 000 0002", "description": ""},
    ],
    email="brug@voorbeeld.example",
    website="https://www.voorbeeld.example/brug/",
    schedules=[TUESDAY],
    target_groups=["iedereen", "ouders"],
    status="open",
)
OFFER = _record(
    "a",
    K.SERVICE,
    name="Taalcafé",
    category="taal",
    organization_id="o",
    schedules=[THURSDAY],
    locations=[
        {"location_id": "p", "description": "boven", "schedules": []},
        {"location_id": "q", "description": "", "schedules": [TUESDAY]},
    ],
    minimum_age=18.0,
    status="open",
)
OTHER = _record("q", K.LOCATION, name="Bibliotheek", category="bibliotheek", status="open")
PERSON = _record(
    "s",
    K.CONTACT,
    name="Voorbeeld Bakker",
    title="Opbouwwerker",
    organization_id="o",
    location_id="p",
    special=True,
    lawful_basis="toestemming",
    consent={
        "date": "2026-02-03",
        "text_version": "2",
        "channel": "e-mail",
        "scope": ["name", "title"],
        "withdrawn": "",
    },
)
NETWORK = _record(
    "n",
    K.NETWORK,
    name="Wijktafel",
    category="zorg",
    organization_id="o",
    members=[
        {"organization_id": "o", "contact_id": "", "role": "voorzitter", "since": "", "until": ""},
        {"organization_id": "", "contact_id": "s", "role": "", "since": "", "until": ""},
    ],
    status="open",
)
NOTE = _record(
    "t",
    K.NOTE,
    name="Trap",
    text="Steil.",
    date="2026-11-02",
    origin="gesprek",
    about_kind="record",
    about="p",
)
ALL = {each.id: each for each in (ORGANIZATION, PLACE, OFFER, OTHER, PERSON, NETWORK, NOTE)}
MONTHS = Settings().shelf_months
TEAM = Around(NOW, ALL.get, lambda code: {"BU1": "Oost"}.get(code, code), MONTHS, team=True)
PUBLIC = replace(TEAM, team=False)


def _lines(each: Record, around: Around = TEAM) -> dict[str, list[record.Fact]]:
    found: dict[str, list[record.Fact]] = {}
    for section in record.facts(each, around):
        for fact in section.facts:
            found.setdefault(fact.name, []).append(fact)
    return found


# What is known


def test_a_place_is_told_in_the_order_in_which_people_ask() -> None:
    assert [section.title for section in record.facts(PLACE, TEAM)] == [
        *("Wat", "Wanneer", "Waar", "Contact", "Van wie", "Achtergrond"),
    ]


def test_every_way_to_reach_it_can_be_clicked() -> None:
    found = _lines(PLACE)
    assert [(each.text, each.href) for each in found["phones"]] == [
        ("020 000 0001 (balie)", "tel:0200000001"),
        ("020 000 0002", "tel:0200000002"),
    ]
    assert found["email"][0].href == "mailto:brug@voorbeeld.example"
    (website,) = found["website"]
    assert (website.text, website.href) == (
        "www.voorbeeld.example/brug",
        "https://www.voorbeeld.example/brug/",
    )
    (address,) = found["address"]
    assert address.text == "Dorpsstraat 1, 1234 AB Toren"
    assert address.href == "geo:52.1,5.2?q=52.1,5.2(Buurthuis%20De%20Brug)"


def test_what_is_named_can_be_gone_to() -> None:
    assert [(each.text, each.record) for each in _lines(OFFER)["locations"]] == [
        ("Buurthuis De Brug (boven)", "p"),
        ("Bibliotheek (elke dinsdag van 10.00 tot 16.00 uur)", "q"),
    ]
    assert [(each.text, each.record) for each in _lines(NETWORK)["members"]] == [
        ("Welzijn Toren (voorzitter)", "o"),
        ("Voorbeeld Bakker", "s"),
    ]
    assert (_lines(NOTE)["about"][0].text, _lines(NOTE)["about"][0].record) == ("Buurthuis De Brug", "p")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"latitude": None, "longitude": None}, "Dorpsstraat 1, 1234 AB Toren (nog geen plek op de kaart)"),
        ({"approximate": True}, "Dorpsstraat 1, 1234 AB Toren (plek op de kaart is ongeveer)"),
        ({"address": ""}, "Alleen op de kaart"),
        ({"address": "", "latitude": None, "longitude": None}, "Nog geen plek op de kaart"),
        (
            {"address": "", "latitude": None, "longitude": None, "category": "opvang"},
            "Het adres is niet openbaar",
        ),
    ],
)
def test_an_address_says_what_is_not_known_of_it(changes: dict[str, Any], text: str) -> None:
    (address,) = _lines(replace(PLACE, values=PLACE.values | changes))["address"]
    assert address.text == text
    assert bool(address.href) is ("geen plek" not in text and "openbaar" not in text)


def test_a_website_that_could_run_a_script_is_not_a_link() -> None:
    odd = replace(PLACE, values=PLACE.values | {"website": "javascript:alert(1)"})
    assert _lines(odd)["website"][0].href == ""


def test_what_is_not_known_takes_no_line() -> None:
    bare = _record("x", K.LOCATION, name="Plein", category="park", status="open")
    assert [section.title for section in record.facts(bare, TEAM)] == ["Achtergrond"]
    assert record.facts(_record("x", K.NOTE, name="Leeg"), TEAM) == []


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_field_of_every_kind_has_a_place(kind: RecordKind) -> None:
    placed = {name for names in record._SECTIONS.values() for name in names}
    # Above the sections, or part of the address.
    elsewhere = {"name", "alert", "postcode", "city", "latitude", "longitude", "approximate", "gemeente"}
    assert {field.name for field in FIELDS[kind]} <= placed | elsewhere | {"about_kind"}


def test_a_checked_field_says_by_whom_and_an_old_check_that_it_is_old() -> None:
    known = {
        "schedules": FieldMeta(checked="2026-10-03", checked_by="Noor"),
        "email": FieldMeta(checked="2025-06-01"),
    }
    found = _lines(replace(PLACE, meta=known))
    assert (found["schedules"][0].checked, found["schedules"][0].stale) == (
        "nagekeken op 3 oktober 2026 door Noor",
        False,
    )
    assert (found["email"][0].checked, found["email"][0].stale) == ("nagekeken op 1 juni 2025", True)
    assert (found["phones"][0].checked, found["phones"][0].stale) == ("nog nooit nagekeken", True)
    assert (found["target_groups"][0].checked, found["target_groups"][0].stale) == ("", False)


def test_only_the_team_is_told_what_nobody_checked() -> None:
    assert {fact.checked for facts in _lines(PLACE, PUBLIC).values() for fact in facts} == {""}
    assert not any(fact.stale for facts in _lines(PLACE, PUBLIC).values() for fact in facts)


def test_consent_and_a_role_that_tells_much_are_for_who_may_see_them() -> None:
    found = _lines(PERSON)
    assert found["consent"][0].text == "Gegeven op 3 februari 2026, via e-mail, tekst 2, voor naam en rol"
    assert found["special"][0].text == "Ja"
    kept = replace(PERSON, values=PERSON.values | {"expires": "2027-01-01"})
    (seen,) = strip_all([kept], Role.PARTNER, NOW.date()).values()
    assert set(_lines(seen, PUBLIC)) == {"title"}


def test_what_may_not_be_seen_has_no_name() -> None:
    alone = replace(PUBLIC, find={"p": PLACE}.get)
    assert _lines(PLACE, alone)["organization_id"][0].text == GONE[0].upper() + GONE[1:]


def test_values_of_every_type_are_words() -> None:
    place, offer = fields_of("location"), fields_of("service")
    assert in_text(place["target_groups"], ["iedereen", "ouders"], TEAM) == "Iedereen, Ouders en gezinnen"
    assert in_text(offer["minimum_age"], 18.0, TEAM) == "18 jaar"
    assert in_text(offer["minimum_age"], 0.0, TEAM) == "0 jaar"
    assert in_text(offer["service_area"], ["BU1", "BU2"], TEAM) == "Oost en BU2"
    assert in_text(place["closed"], "2026-03-01", TEAM) == "1 maart 2026"
    assert in_text(place["approximate"], False, TEAM) == "nee"
    assert in_text(place["status"], "temporarily closed", TEAM) == "tijdelijk gesloten"
    assert in_text(place["category"], "weg-uit-de-lijst", TEAM) == "weg-uit-de-lijst"
    assert in_text(place["schedules"], [{"freq": "onzin"}], TEAM) == "tijden die niet te lezen zijn"
    assert [in_text(field, field.empty, TEAM) for field in place.values()] == [""] * len(place)
    assert sentence("klopt dat?") == "Klopt dat?"


def test_every_list_of_choices_has_labels() -> None:
    for kind in RecordKind:
        for field in FIELDS[kind]:
            if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
                found = choices.of_field(field)
                assert found
                assert all(found.values())
                assert choices.labels(field.options, [*found]) == [*found.values()]
    assert choices.of_field(fields_of("location")["name"]) == {}
    assert choices.options("cost") == {key: each.label for key, each in catalogue.options("cost").items()}


# In a sentence


def test_a_place_says_what_it_is_where_and_until_when() -> None:
    assert record_summary.headline(PLACE, TEAM) == (
        "Buurthuis of wijkcentrum, van Welzijn Toren, Dorpsstraat 1, 1234 AB Toren. Open tot 16.00 uur."
    )


def test_an_offer_says_when_it_is_next_by_the_times_of_its_places_too() -> None:
    assert record_summary.headline(OFFER, TEAM) == (
        "Taal, lezen en computer bij Buurthuis De Brug en 1 andere plek, van Welzijn Toren, "
        "elke donderdag van 19.00 tot 21.00 uur. Nu bezig, tot 16.00 uur."
    )
    later = replace(TEAM, moment=NOW + timedelta(hours=2))
    assert record_summary.state(OFFER, later) == "de volgende keer is donderdag van 19.00 tot 21.00 uur"


def test_the_headline_leaves_out_what_weeks_are_counted_from() -> None:
    schedule = {"freq": "WEEKLY", "interval": 2, "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}
    rows = [schedule | {"dtstart": "2026-01-06"}]
    each_other = replace(OFFER, values={**OFFER.values, "locations": [], "schedules": rows})
    said = record_summary.headline(each_other, TEAM)
    assert "om de week op dinsdag van 10.00 tot 12.00 uur" in said
    assert "geteld" not in said
    parts = {part.title: part for part in record.facts(each_other, TEAM)}
    assert "geteld vanaf 6 januari 2026" in parts["Wanneer"].facts[0].text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"status": "closed", "closed": "2024-07-01"}, "gesloten sinds 1 juli 2024"),
        ({"status": "closed"}, "gesloten"),
        ({"status": "moved", "moved_to": "q"}, "verhuisd naar Bibliotheek"),
        ({"status": "moved"}, "verhuisd"),
        ({"status": "planned", "opened": "2027-05-01"}, "gepland voor 1 mei 2027"),
        ({"status": "temporarily closed"}, "tijdelijk gesloten"),
        ({"schedules": []}, ""),
        ({"schedules": [{"freq": "onzin"}]}, None),
    ],
)
def test_what_is_not_simply_open_says_so(values: dict[str, Any], text: str | None) -> None:
    changed = replace(PLACE, values=PLACE.values | values)
    if text is None:
        assert (
            record_summary.state(replace(OFFER, values=OFFER.values | values | {"locations": []}), TEAM) == ""
        )
    else:
        assert record_summary.state(changed, TEAM) == text


def test_every_kind_has_a_headline() -> None:
    said = {each.id: record_summary.headline(each, TEAM) for each in ALL.values()}
    assert said["o"] == "Organisatie, stichting."
    assert said["n"] == "Netwerk (zorg en welzijn), getrokken door Welzijn Toren, 2 deelnemers."
    assert said["s"] == "Opbouwwerker bij Welzijn Toren, te vinden bij Buurthuis De Brug."
    assert said["t"] == "Gesprek, 2 november 2026, over Buurthuis De Brug."


@pytest.mark.parametrize(
    ("kind", "code", "text"),
    [
        ("indicator", "inwoners", "het cijfer ‘Inwoners’"),
        ("paragraph", "1.2", "paragraaf 1.2, Plannen voor de toekomst"),
        ("area", "BU1", "Oost"),
    ],
)
def test_a_note_says_what_it_is_about(kind: str, code: str, text: str) -> None:
    note = replace(NOTE, values=NOTE.values | {"about_kind": kind, "about": code})
    assert record.about(note, TEAM) == text
    assert _lines(note)["about"][0].record == ""


def test_who_checked_it_last_and_what_must_be_checked_again_is_one_sentence_each() -> None:
    known = {
        "schedules": FieldMeta(checked="2026-10-03", checked_by="Noor"),
        "address": FieldMeta(checked="2020-06-01", checked_by="Kees"),
    }
    said = record_summary.checked(replace(PLACE, meta=known), TEAM)
    assert said == (
        "Nagekeken op 3 oktober 2026 door Noor. Opnieuw nakijken: adres, telefoon, e-mail en website."
    )
    assert record_summary.checked(PLACE, TEAM) == "Nog nooit nagekeken."
    closed = replace(PLACE, values=PLACE.values | {"status": "closed"})
    assert record_summary.checked(closed, TEAM) == record_summary.checked(NOTE, TEAM) == ""


# What belongs to it


def _related(each: Record) -> dict[str, list[tuple[str, str]]]:
    groups = record_summary.related(each, ALL.values(), TEAM)
    return {group.title: [(line.name, line.text) for line in group.lines] for group in groups}


def test_an_organisation_has_its_offers_places_networks_and_persons() -> None:
    assert _related(ORGANIZATION) == {
        "Activiteiten en hulp": [("Taalcafé", "elke donderdag van 19.00 tot 21.00 uur")],
        "Plekken": [("Buurthuis De Brug", "Dorpsstraat 1, 1234 AB Toren")],
        "Netwerken": [("Wijktafel", "trekker")],
        "Sleutelpersonen": [("Voorbeeld Bakker", "Opbouwwerker")],
    }


def test_a_place_has_its_offers_at_their_own_times_persons_and_notes() -> None:
    assert _related(PLACE) == {
        "Activiteiten en hulp": [("Taalcafé", "elke donderdag van 19.00 tot 21.00 uur")],
        "Sleutelpersonen": [("Voorbeeld Bakker", "Opbouwwerker")],
        "Notities": [("Trap", "2 november 2026")],
    }
    assert _related(OTHER) == {
        "Activiteiten en hulp": [("Taalcafé", "elke dinsdag van 10.00 tot 16.00 uur")],
    }
    assert _related(PERSON) == {"Netwerken": [("Wijktafel", "deelnemer")]}


def test_what_was_thrown_away_belongs_to_nothing() -> None:
    gone = replace(OFFER, trashed="2026-11-01T10:00:00.000+00:00")
    assert record_summary.related(PLACE, [gone], TEAM) == []


# What happened


@dataclass(frozen=True)
class Change:
    """As `register.history` has it."""

    field: str
    before: Any = None
    after: Any = None
    action: str = "edit"
    version: int = 2
    by: str = "Noor"
    at: str = "2026-10-03T12:30:00.000+00:00"
    record_id: str = "p"
    kind: RecordKind = K.LOCATION
    meta_before: FieldMeta | None = None
    meta_after: FieldMeta | None = None


def _told(*changes: Change) -> str:
    (line,) = record_history.lines(changes, TEAM)
    return " ".join([line.text, *line.details])


PHONE = [{"number": "020 000 0001", "description": ""}]
NEW_PHONE = [{"number": "020 000 0009", "description": ""}]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (Change("phones", PHONE, NEW_PHONE), "veranderde Noor de telefoon van 020 000 0001 in 020 000 0009."),
        (Change("phones", None, NEW_PHONE), "vulde Noor de telefoon in: 020 000 0009."),
        (Change("phones", PHONE, None), "haalde Noor de telefoon weg (dat was: 020 000 0001)."),
        (
            Change("schedules", [TUESDAY], [THURSDAY]),
            "veranderde Noor ‘Open’ van ‘elke dinsdag van 10.00 tot 16.00 uur’ "
            "in ‘elke donderdag van 19.00 tot 21.00 uur’.",
        ),
        (Change("organization_id", "o", "weg"), f"veranderde Noor ‘Van wie’ van Welzijn Toren in {GONE}."),
        (Change("trashed", "", "nu", "trash"), "legde Noor dit in de prullenbak."),
        (Change("trashed", "toen", "", "untrash"), "haalde Noor dit uit de prullenbak."),
        (Change("name", None, "Brug", "create"), "voegde Noor dit toe."),
        (
            Change("name", "Brug", "De Brug", "restore"),
            "zette Noor een eerdere versie terug. De naam: van Brug in De Brug.",
        ),
        (Change("email", "a@b.example", "a@b.example", "confirm"), "keek Noor de e-mail na: het klopte nog."),
        (
            Change("email", "a@b.example", "a@b.example", meta_after=FieldMeta(visibility="partner")),
            "bepaalde Noor wie de e-mail mag zien (partner en hoger).",
        ),
        (Change("name", "A", "B", by=""), "veranderde iemand de naam van A in B."),
    ],
)
def test_a_change_is_a_sentence(change: Change, text: str) -> None:
    # Half past twelve in UTC is half past two in the Netherlands in October.
    assert _told(change) == f"Op 3 oktober 2026 om 14.30 uur {text}"


def test_several_fields_at_once_are_told_each() -> None:
    told = _told(Change("website", None, "https://a.example"), Change("name", "Brug", "De Brug"))
    assert told == (
        "Op 3 oktober 2026 om 14.30 uur veranderde Noor 2 gegevens. "
        "De naam: van Brug in De Brug. De website: nu https://a.example."
    )


def test_the_parts_of_an_address_are_looked_at_as_one() -> None:
    names = ("longitude", "latitude", "postcode", "address", "phones")
    assert "keek Noor het adres en de telefoon na" in _told(*(Change(n, 1, 1, "confirm") for n in names))


def test_a_long_text_is_cut_at_a_word() -> None:
    told = _told(Change("description", None, "woord " * 60))
    assert told.endswith("woord….")
    assert len(told) < 180


def test_saves_stay_apart_and_can_be_told_of_which_record() -> None:
    changes = [
        Change("name", "B", "C", version=3),
        Change("name", "A", "B"),
        Change("name", "X", "Y", record_id="q"),
    ]
    found = record_history.lines(changes, TEAM, name=True)
    assert [(line.record, line.version, line.edit) for line in found] == [
        ("p", 3, True),
        ("p", 2, True),
        ("q", 2, True),
    ]
    assert found[2].text.endswith("van X in Y (Bibliotheek).")


# All of the example


def _everything(database: Database) -> Iterable[Record]:
    examples.fill_register(
        database, DEFINITIONS / "examples" / "voorbeeldstad" / "register", date(2026, 12, 1)
    )
    return reading.changed(database)[1]


def test_every_example_record_can_be_told_to_every_role(sqlite_database: Database) -> None:
    found = [*_everything(sqlite_database)]
    for role in (Role.PUBLIC, Role.TEAM):
        seen = strip_all(found, role, NOW.date())
        around = Around(NOW, seen.get, months=MONTHS, team=role is Role.TEAM)
        for each in seen.values():
            said = record_summary.headline(each, around)
            assert said.endswith((".", "!", "?")), each.name
            text = " ".join(
                [said, *(fact.text for part in record.facts(each, around) for fact in part.facts)]
            )
            assert not any(odd in text for odd in ("None", "{", "[]", "..", "  ", GONE)), (each.name, text)


def test_all_history_of_the_example_can_be_told(sqlite_database: Database) -> None:
    found = {each.id: each for each in _everything(sqlite_database)}
    around = Around(NOW, found.get, months=MONTHS, team=True)
    told = record_history.lines(history.recent(sqlite_database, limit=100_000), around, name=True)
    assert len(told) > 2_000
    assert not [line.text for line in told if ".." in line.text or GONE in line.text or "None" in line.text]
