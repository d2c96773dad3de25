"""Two records that are the same become one, and come apart again as they were."""

import pytest

from tests.register.people import ANNE
from wijkkaart.core.uniting import Pick, differing, united
from wijkkaart.record import FieldMeta, Record, RecordKind
from wijkkaart.register import reading, saving
from wijkkaart.register.database import Database
from wijkkaart.register.uniting import UniteRefused, claim, unite

K = RecordKind
PHONES = [{"number": "033 463 7289", "description": ""}]


def add(database: Database, kind: RecordKind, name: str, **values: object) -> Record:
    given: dict[str, object] = {"name": name, "status": "open"}
    given |= {"category": "buurthuis"} if kind is K.LOCATION else {}
    given = given if kind not in (K.CONTACT, K.NOTE) else {"name": name}
    return saving.create(database, kind, given | values, ANNE)


def known(database: Database, key: str) -> Record:
    found = reading.get(database, key)
    assert found is not None
    return found


def test_all_that_pointed_at_the_other_points_at_the_one_and_undo_puts_it_back(database: Database) -> None:
    house = add(database, K.LOCATION, "De Brug", address="Kade 1", phones=PHONES)
    double = add(database, K.LOCATION, "Buurthuis De Brug", email="brug@voorbeeld.nl", city="Toren")
    offer = add(database, K.SERVICE, "Koffie", locations=[{"location_id": double.id}])
    twice = add(
        database, K.SERVICE, "Soep", locations=[{"location_id": house.id}, {"location_id": double.id}]
    )
    moved = add(database, K.LOCATION, "Oud", moved_to=double.id)
    note = add(database, K.NOTE, "Druk", text="Vol.", date="2026-03-01", about_kind="record", about=double.id)
    ids = (house.id, double.id, offer.id, twice.id, moved.id, note.id)
    before = {key: known(database, key) for key in ids}
    made, edit = unite(
        database, (house.id, house.version), (double.id, double.version), {"name": Pick.OTHER}, ANNE
    )
    assert (made.name, made["address"], made["email"]) == (
        "Buurthuis De Brug",
        "Kade 1",
        "brug@voorbeeld.nl",
    )
    after = {key: known(database, key) for key in ids}
    assert after[double.id].trashed
    assert [row["location_id"] for row in after[offer.id]["locations"]] == [house.id]
    assert [row["location_id"] for row in after[twice.id]["locations"]] == [house.id]
    assert (after[moved.id]["moved_to"], after[note.id]["about"]) == (house.id, house.id)
    saving.undo(database, edit, ANNE)
    for key, old in before.items():
        now = known(database, key)
        assert (now.values, now.meta, now.trashed) == (old.values, old.meta, "")


def test_nothing_changes_when_one_was_changed_since_or_is_a_person(database: Database) -> None:
    one, two = (add(database, K.ORGANIZATION, name) for name in ("Welzijn", "Stichting Welzijn"))
    saving.save(database, two.id, two.version, {"kvk": "12345678"}, ANNE)
    with pytest.raises(UniteRefused, match="intussen"):
        unite(database, (one.id, one.version), (two.id, two.version), {}, ANNE)
    person = {"title": "buurtmoeder", "lawful_basis": "publieke_taak", "expires": "2099-01-01"}
    first, second = (add(database, K.CONTACT, "Mia", **person) for _ in "ab")
    with pytest.raises(UniteRefused):
        unite(database, (first.id, first.version), (second.id, second.version), {}, ANNE)
    assert all(not record.trashed for record in reading.changed(database)[1])


def test_a_record_follows_one_place_of_a_source(sqlite_database: Database) -> None:
    house = add(sqlite_database, K.LOCATION, "De Brug")
    made, edit = claim(sqlite_database, house.id, "osm:n1", ANNE)
    assert made["source_ref"] == "osm:n1"
    with pytest.raises(UniteRefused, match="al bij een andere"):
        claim(sqlite_database, house.id, "osm:n2", ANNE)
    saving.undo(sqlite_database, edit, ANNE)
    assert known(sqlite_database, house.id)["source_ref"] == ""


def test_what_both_say_is_chosen_field_by_field() -> None:
    checked = {"email": FieldMeta(checked="2026-01-01", checked_by="Noor")}
    one = Record(
        "1",
        K.LOCATION,
        {
            "name": "Brug",
            "email": "a@b.nl",
            "phones": [{"number": "033-1", "description": ""}],
            "moved_to": "2",
        },
    )
    two = Record(
        "2",
        K.LOCATION,
        {
            "name": "De Brug",
            "email": "c@d.nl",
            "phones": [{"number": "0331", "description": "balie"}, {"number": "06-2", "description": ""}],
            "city": "Toren",
        },
        checked,
    )
    assert differing(one, two) == ["name", "phones", "email"]
    values, meta = united(one, two, {"email": Pick.OTHER, "phones": Pick.BOTH})
    assert values == {
        "email": "c@d.nl",
        "city": "Toren",
        "phones": [{"number": "033-1", "description": "balie"}, {"number": "06-2", "description": ""}],
    }
    assert (meta["email"].checked_by, meta["phones"].checked) == ("Noor", "")
