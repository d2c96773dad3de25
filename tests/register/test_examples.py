"""The invented register of Voorbeeldstad: put in once, credible, and gone without a trace."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from tests import effort
from wijkkaart import catalogue
from wijkkaart.config import DEFINITIONS, settings
from wijkkaart.core import schedules, validation
from wijkkaart.core.consent import complete, consents, expired, expires_within
from wijkkaart.core.visibility import strip_all
from wijkkaart.record import SCOPED, FieldType, Record, RecordKind, Role, fields_of
from wijkkaart.register import examples, history, reading, saving
from wijkkaart.register.database import Database
from wijkkaart.register.examples import example_id, fill_register, remove_examples
from wijkkaart.register.history import TRASHED, Action, Change
from wijkkaart.register.saving import Author

FOLDER = DEFINITIONS / "examples" / "voorbeeldstad" / "register"
TODAY = date(2026, 11, 26)
MARIE = Author("Marie", Role.ADMIN)
K = RecordKind


@pytest.fixture
def filled(sqlite_database: Database) -> Database:
    """A register with nothing but the examples, loaded today."""
    fill_register(sqlite_database, FOLDER, TODAY)
    return sqlite_database


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """All example records as they stand on the day of loading, those in the trash left out."""
    return [record for record in _standing(TODAY) if not record.trashed]


@cache
def _standing(today: date) -> list[Record]:
    """What `add_many` makes of the entries, without a database."""
    found = []
    for entry in examples.entries(FOLDER, today):
        values, meta, trashed = {}, {}, ""
        for step in entry.steps:
            written = validation.cleaned(entry.kind, step.values)
            meta = {name: known for name, known in meta.items() if name not in written} | dict(step.meta)
            values |= written
            trashed = (
                step.at if step.action is Action.TRASH else "" if step.action is Action.UNTRASH else trashed
            )
        known = {name: value for name, value in values.items() if value or value is False}
        found.append(
            Record(entry.id, entry.kind, known, meta, len(entry.steps), entry.steps[0].at, trashed=trashed)
        )
    return found


def _of(records: list[Record], kind: RecordKind) -> list[Record]:
    return [record for record in records if record.kind is kind]


def _steps(changes: list[Change]) -> Counter[Action]:
    return Counter(
        action for action, _ in {(each.action, (each.record_id, each.version)) for each in changes}
    )


# Loading and removing


def test_the_register_is_filled_once_and_at_once(database: Database) -> None:
    added: list[int] = []
    asked = effort.statements(database.engine)(lambda: added.append(fill_register(database, FOLDER, TODAY)))
    assert asked < 40
    _, found, _ = reading.changed(database)
    assert added == [len(found)]
    assert len(found) > 850
    assert all(record.example for record in found)
    assert fill_register(database, FOLDER, TODAY) == 0


def test_making_the_examples_takes_little() -> None:
    made = list(examples.entries(FOLDER, TODAY))
    assert effort.of(lambda: list(examples.entries(FOLDER, TODAY))) < 750 * len(made)


def test_whoever_removes_the_examples_does_not_get_them_back(database: Database) -> None:
    fill_register(database, FOLDER, TODAY)
    assert remove_examples(database, MARIE) > 850
    revision, found, gone = reading.changed(database)
    assert (found, len(gone)) == ([], 863)
    assert history.recent(database) == []
    assert remove_examples(database, MARIE) == examples.count_examples(database) == 0
    assert fill_register(database, FOLDER, TODAY) == 0
    assert database.revision() == revision


def test_a_register_that_is_in_use_gets_no_examples(sqlite_database: Database) -> None:
    saving.create(sqlite_database, K.ORGANIZATION, {"name": "Echt", "status": "open"}, MARIE)
    assert fill_register(sqlite_database, FOLDER, TODAY) == 0


def test_real_records_stay_and_lose_only_their_references(database: Database) -> None:
    fill_register(database, FOLDER, TODAY)
    place, organization, person = example_id("vbs-p001"), example_id("vbs-o001"), example_id("vbs-s001")
    own = saving.create(database, K.ORGANIZATION, {"name": "Echt", "status": "open"}, MARIE).id
    note = {"name": "Gezien", "text": "Druk.", "date": "2026-01-02", "about_kind": "record", "about": place}
    made = [
        saving.create(database, kind, values, MARIE).id
        for kind, values in (
            (
                K.SERVICE,
                {
                    "name": "Bingo",
                    "status": "open",
                    "organization_id": organization,
                    "locations": [{"location_id": place}],
                },
            ),
            (
                K.NETWORK,
                {
                    "name": "Tafel",
                    "status": "open",
                    "contact_id": person,
                    "members": [
                        {"organization_id": own, "contact_id": person, "role": "lid"},
                        {"organization_id": organization},
                    ],
                },
            ),
            (K.NOTE, note),
        )
    ]
    remove_examples(database, MARIE)
    _, left, _ = reading.changed(database)
    by_id = {record.id: record for record in left}
    assert by_id.keys() == {own, *made}
    offer, network, seen = (by_id[id_] for id_ in made)
    assert (offer["organization_id"], offer["locations"]) == ("", [])
    assert network["contact_id"] == ""
    assert [(row["organization_id"], row["contact_id"]) for row in network["members"]] == [(own, "")]
    assert (seen["about"], seen["text"]) == ("", "Druk.")
    assert history.history(database, offer.id)[0].by == "Marie"


def test_removing_is_not_for_who_may_not_write(filled: Database) -> None:
    with pytest.raises(saving.NotAllowed):
        remove_examples(filled, Author("Bezoeker", Role.PARTNER))
    assert examples.count_examples(filled) == 863


def test_a_folder_that_is_not_there_is_nothing_to_load(sqlite_database: Database) -> None:
    assert fill_register(sqlite_database, settings().data / "nergens", TODAY) == 0
    assert sqlite_database.revision() == 0


# What there is


def test_there_is_as_much_as_a_town_has(records: list[Record]) -> None:
    found = Counter(record.kind for record in records)
    assert found[K.ORGANIZATION] >= 150
    assert found[K.LOCATION] == 306
    assert found[K.SERVICE] >= 250
    assert found[K.NETWORK] == 20
    assert found[K.CONTACT] == 40
    assert found[K.NOTE] >= 50
    standing = Counter(record["status"] for record in _of(records, K.LOCATION))
    # Three hundred are there; the others were, or will be.
    assert standing["open"] + standing["temporarily closed"] == 300
    assert min(standing[each] for each in ("planned", "moved", "closed", "temporarily closed")) >= 1
    initiatives = [each for each in _of(records, K.ORGANIZATION) if each["legal_status"] == "initiatief"]
    assert len(initiatives) >= 25


def test_every_category_a_place_may_have_has_one(records: list[Record]) -> None:
    categories = catalogue.categories()
    places = {record["category"] for record in _of(records, K.LOCATION)}
    groups = {"activiteiten", "sleutelpersonen"}
    assert places == {name for name, entry in categories.items() if entry.group not in groups}
    offered = {record["category"] for record in _of(records, K.SERVICE)}
    assert offered >= {name for name, entry in categories.items() if entry.group == "activiteiten"}
    persons = {record["category"] for record in _of(records, K.CONTACT)}
    assert persons == {name for name, entry in categories.items() if entry.group == "sleutelpersonen"}
    asked = {
        "geld",
        "taal",
        "eten",
        "bewegen",
        "jeugd",
        "groen",
        "geloof",
        "spullen",
        "mentaal",
        "mantelzorg",
    }
    assert {theme for record in _of(records, K.SERVICE) for theme in record["themes"]} >= asked


def test_every_record_is_as_the_register_writes_it(records: list[Record]) -> None:
    for record in records:
        assert validation.cleaned(record.kind, record.values) == dict(record.values), record.name
        missing = {name for name, field in fields_of(record.kind).items() if field.required} - set(
            record.values
        )
        assert not missing, record.name
    ids = {record.id for record in records}
    assert len(ids) == len(records)
    odd = {record.name for record in records if validation.warnings(record.kind, record.values)}
    # Cafés that close after one in the morning.
    assert all(name.startswith("Eetcafé") for name in odd)


def test_everything_referred_to_is_there(records: list[Record]) -> None:
    kinds = {record.id: record.kind for record in records}
    for record in records:
        for name, field in fields_of(record.kind).items():
            if field.type is FieldType.RECORD and record[name]:
                assert kinds[record[name]] is field.of, (record.name, name)
        for row in record.values.get("locations", []):
            assert kinds[row["location_id"]] is K.LOCATION
    indicators, chapters = catalogue.indicators(), catalogue.format_chapters()
    for note in _of(records, K.NOTE):
        known = {"record": kinds, "indicator": indicators, "paragraph": chapters}.get(note["about_kind"])
        assert known is None or note["about"] in known, note.name
    assert {note["about_kind"] for note in _of(records, K.NOTE)} == set(catalogue.options("about_kind"))


def test_nobody_can_be_reached_or_meant(records: list[Record]) -> None:
    for record in records:
        for phone in record.values.get("phones", []):
            assert phone["number"].replace("-", "").replace(" ", "").startswith("0200000"), record.name
        assert record.values.get("email", "x@voorbeeld.example").endswith("@voorbeeld.example")
        for name in ("website", "url"):
            assert record.values.get(name, "https://www.voorbeeld.example/").startswith(
                "https://www.voorbeeld.example/"
            )
        assert record.values.get("kvk", "00009").startswith("00009")
    assert all(person.name.startswith("Voorbeeld ") for person in _of(records, K.CONTACT))
    makers = {step.by for entry in examples.entries(FOLDER, TODAY) for step in entry.steps}
    assert len(makers) >= 5
    assert all(name.startswith("Voorbeeld ") for name in makers)


def test_offers_are_at_several_places_and_places_house_several_offers(records: list[Record]) -> None:
    offers = _of(records, K.SERVICE)
    at = [len(offer["locations"]) for offer in offers]
    assert sum(count > 1 for count in at) >= 20
    assert sum(count == 0 for count in at) >= 5
    housed = Counter(row["location_id"] for offer in offers for row in offer["locations"])
    assert sum(count > 1 for count in housed.values()) >= 40
    assert sum(bool(row["schedules"]) for offer in offers for row in offer["locations"]) >= 20


def test_the_times_are_of_every_sort(records: list[Record]) -> None:
    found = [schedule for record in _of(records, K.SERVICE) for schedule in record["schedules"]]
    found += [
        schedule
        for offer in _of(records, K.SERVICE)
        for row in offer["locations"]
        for schedule in row["schedules"]
    ]
    assert sum(each["freq"] == "WEEKLY" for each in found) > 150
    assert sum(each["byday"].startswith("1TU") for each in found) >= 3
    assert sum(each["interval"] == 2 for each in found) >= 15
    assert sum(each["school_holidays"] == "closed" for each in found) >= 40
    assert sum(each["school_holidays"] == "only" for each in found) >= 2
    assert sum(bool(each["valid_from"]) for each in found) >= 20
    assert sum(each["opens_at"] >= "18:00" for each in found) >= 20
    assert any(each["closes_at"] < each["opens_at"] for each in found)
    assert any(each["except"] for each in found)
    once = [each["dtstart"] for each in found if not each["freq"]]
    assert sum(day > TODAY.isoformat() for day in once) >= 10
    assert any(day < TODAY.isoformat() for day in once)
    evening = datetime(2026, 12, 1, 19, 45)
    assert evening.weekday() == 1
    now = [offer.name for offer in _of(records, K.SERVICE) if schedules.open_at(offer["schedules"], evening)]
    assert len(now) >= 3


def test_as_in_life_not_everything_is_known(records: list[Record]) -> None:
    places = [place for place in _of(records, K.LOCATION) if place["status"] == "open"]
    assert 5 <= sum(place["latitude"] is None for place in places) <= 40
    assert 5 <= sum(place["approximate"] is True for place in places) <= 40
    assert sum(not place["phones"] for place in places) >= 30
    assert sum(not place["schedules"] and not place["hours_text"] for place in places) >= 30
    assert sum(bool(place["hours_text"]) and not place["schedules"] for place in places) >= 10
    assert sum(bool(place["accessibility"]) for place in places) >= 50
    (shelter,) = (place for place in places if place["category"] == "opvang")
    assert (shelter["address"], shelter["latitude"]) == ("", None)


# Persons, history, freshness


def test_there_are_persons_in_every_state_of_consent(records: list[Record]) -> None:
    persons = _of(records, K.CONTACT)
    scopes = [consents(person, TODAY) for person in persons]
    assert sum(scope == set(SCOPED) for scope in scopes) >= 8
    assert len({scope for scope in scopes if scope and scope < set(SCOPED)}) >= 4
    assert sum(not person["consent"] and person["lawful_basis"] == "toestemming" for person in persons) >= 3
    assert {person["lawful_basis"] for person in persons} >= {"gerechtvaardigd_belang", "publieke_taak"}
    assert sum(bool(person["consent"].get("withdrawn")) for person in persons) >= 3
    assert sum(expired(person, TODAY) for person in persons) >= 2
    assert sum(not expired(p, TODAY) and expires_within(p, TODAY, 30) for p in persons) >= 1
    special = [person for person in persons if person["special"]]
    assert sum(bool(consents(person, TODAY)) for person in special) >= 2
    assert sum(not consents(person, TODAY) for person in special) >= 2
    assert all(complete(person["consent"]) for person in persons if person["consent"])


def test_a_role_that_tells_of_faith_or_health_is_marked(records: list[Record]) -> None:
    telling = (
        "imam",
        "pastor",
        "predikant",
        "ouderling",
        "voorganger",
        "dominee",
        "cliënt",
        "ervaringsdeskundig",
    )
    for person in _of(records, K.CONTACT):
        assert bool(person["special"]) is any(word in person["title"].casefold() for word in telling)


def test_the_public_sees_only_who_agreed(records: list[Record]) -> None:
    seen = strip_all(records, Role.PUBLIC, TODAY)
    persons = [record for record in seen.values() if record.kind is K.CONTACT]
    assert 10 <= len(persons) <= 25
    assert not {"remark", "expires", "consent", "lawful_basis"} & {name for p in persons for name in p.values}
    assert not [record for record in seen.values() if record.kind is K.NOTE]
    assert len([record for record in seen.values() if record.kind is K.LOCATION]) == 306


def test_two_years_of_work_by_several_hands_can_be_read_back(filled: Database) -> None:
    changes = history.recent(filled, limit=100_000)
    did = _steps(changes)
    assert did[Action.CREATE] == 863
    assert did[Action.EDIT] > 300
    assert did[Action.CONFIRM] > 300
    assert min(did[Action.RESTORE], did[Action.TRASH], did[Action.UNTRASH]) >= 2
    first = min(each.at for each in changes)
    assert date.fromisoformat(first[:10]) < TODAY - timedelta(days=700)
    assert max(each.at for each in changes) < TODAY.isoformat()
    assert sum(bool(record.trashed) for record in reading.changed(filled)[1]) == 3


def test_history_leads_to_what_stands_there_now(filled: Database) -> None:
    changes = defaultdict(list)
    for each in reversed(history.recent(filled, limit=100_000)):
        changes[each.record_id].append(each)
    _, found, _ = reading.changed(filled)
    for record in found:
        latest: dict[str, object] = {}
        for each in sorted(changes[record.id], key=lambda each: each.version):
            if each.field != TRASHED and each.of_value:
                assert each.before == latest.get(each.field), (record.name, each.field)
                latest[each.field] = each.after
        assert {name: value for name, value in latest.items() if value is not None} == dict(record.values)
        assert record.created <= record.modified < TODAY.isoformat()


def _checks(today: date) -> tuple[int, int, int]:
    """How many open places were checked in the last half year, longer ago, and never."""
    places = [record for record in _standing(today) if record.kind is K.LOCATION and not record.trashed]
    last = [max((known.checked for known in place.meta.values()), default="") for place in places]
    limit = (today - timedelta(days=183)).isoformat()
    return sum(day >= limit for day in last), sum("" < day < limit for day in last), last.count("")


def test_some_are_fresh_some_stale_some_never_checked_whatever_the_day() -> None:
    fresh, stale, never = _checks(TODAY)
    assert fresh > 80
    assert stale > 40
    assert never > 60
    assert _checks(date(2031, 3, 1)) == (fresh, stale, never)


def test_the_example_is_as_much_alive_in_five_years() -> None:
    later = date(2031, 3, 1)
    offers = [record for record in _standing(later) if record.kind is K.SERVICE]
    start = datetime(2031, 3, 3)
    found = {
        day.weekday()
        for offer in offers
        for each in schedules.occurrences(offer["schedules"], start, start + timedelta(days=7))
        for day in [each.start]
    }
    assert found == set(range(7))
    persons = [record for record in _standing(later) if record.kind is K.CONTACT]
    assert sum(bool(consents(person, later)) for person in persons) >= 12
