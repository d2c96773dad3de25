"""Adding, changing and confirming: nothing is overwritten, everything is remembered."""

from datetime import date

import pytest

from tests.register.people import ANNE, BILAL, NEEDED, added
from wijkkaart.core.validation import InvalidRecord
from wijkkaart.record import FIELDS, FieldMeta, FieldType, RecordKind, Role
from wijkkaart.register import reading, saving
from wijkkaart.register.database import Database
from wijkkaart.register.history import Action, history, recent
from wijkkaart.register.reading import UnknownRecord
from wijkkaart.register.saving import Author, EditConflict, InTrash, NotAllowed

K = RecordKind


@pytest.mark.parametrize("kind", K)
def test_what_is_added_is_read_back_as_it_was_written(database: Database, kind: RecordKind) -> None:
    record = added(database, kind)
    assert reading.get(database, record.id) == record
    assert (record.version, record.trashed, record.created) == (1, "", record.modified)
    assert {name: record[name] for name in NEEDED[kind]} == NEEDED[kind]


def test_every_type_of_field_comes_back_as_it_went(database: Database) -> None:
    organization, location = added(database), added(database, K.LOCATION, latitude=52.1, approximate=False)
    contact = added(
        database,
        K.CONTACT,
        consent={"date": "2026-01-01", "text_version": "1", "channel": "brief", "scope": ["name"]},
    )
    network = added(
        database,
        K.NETWORK,
        organization_id=organization.id,
        members=[{"organization_id": organization.id, "contact_id": contact.id, "role": "voorzitter"}],
    )
    service = added(
        database,
        K.SERVICE,
        locations=[{"location_id": location.id, "description": "zaal 2"}, {"location_id": location.id}],
        schedules=[{"freq": "WEEKLY", "byday": "TU", "opens_at": "09:30", "closes_at": "11:30"}],
        phones=["0612345678"],
        minimum_age=0,
        themes=["eten", "geld"],
        description="Elke week.\n\nNeem een bord mee.",
        email="eten@oost.nl",
        url="https://oost.nl/eten",
        service_area=["BU03070101"],
    )
    for record in (organization, location, contact, network, service):
        assert reading.get(database, record.id) == record
    assert service["minimum_age"] == 0.0
    assert location["approximate"] is False
    assert [row["description"] for row in service["locations"]] == ["zaal 2", ""]
    assert network["members"][0] == {
        "organization_id": organization.id,
        "contact_id": contact.id,
        "role": "voorzitter",
        "since": "",
        "until": "",
    }
    tried = {
        field.type
        for record in (location, contact, network, service)
        for field in FIELDS[record.kind]
        if field.name in record.values
    }
    assert tried == set(FieldType)


def test_a_record_without_what_it_needs_is_refused_whole(database: Database) -> None:
    with pytest.raises(InvalidRecord) as refused:
        saving.create(database, K.LOCATION, {"email": "geen adres"}, ANNE)
    assert set(refused.value.problems) == {"name", "category", "status", "email"}
    assert reading.changed(database) == (0, [], [])


def test_two_people_in_different_fields_both_keep_their_work(database: Database) -> None:
    record = added(database)
    saving.save(database, record.id, 1, {"email": "info@oost.nl"}, ANNE)
    saved = saving.save(database, record.id, 1, {"website": "oost.nl"}, BILAL)
    assert (saved.record["email"], saved.record["website"]) == ("info@oost.nl", "https://oost.nl")
    assert [(each.field, each.by, each.after) for each in saved.merged] == [("email", "Anne", "info@oost.nl")]
    assert reading.get(database, record.id) == saved.record


def test_two_people_in_one_field_are_shown_each_others_change(database: Database) -> None:
    record = added(database, email="oud@oost.nl")
    saving.save(database, record.id, 1, {"email": "anne@oost.nl"}, ANNE)
    with pytest.raises(EditConflict) as conflict:
        saving.save(database, record.id, 1, {"email": "bilal@oost.nl", "kvk": "12345678"}, BILAL)
    (each,) = conflict.value.conflicts
    assert (each.field, each.base, each.theirs, each.mine, each.by) == (
        "email",
        "oud@oost.nl",
        "anne@oost.nl",
        "bilal@oost.nl",
        "Anne",
    )
    assert each.at
    assert "Anne heeft intussen ook gewijzigd: E-mail." in str(conflict.value)
    # Nothing of it was saved; who has seen the other's change may decide.
    now = reading.get(database, record.id)
    assert now == conflict.value.record
    assert now["kvk"] == ""
    assert (
        saving.save(database, record.id, now.version, {"email": "bilal@oost.nl"}, BILAL).record["email"]
        == "bilal@oost.nl"
    )


def test_the_same_change_by_two_people_is_no_conflict(database: Database) -> None:
    record = added(database)
    saving.save(database, record.id, 1, {"email": "info@oost.nl"}, ANNE)
    saved = saving.save(database, record.id, 1, {"email": "info@oost.nl"}, BILAL)
    assert saved.record.version == 2


def test_saving_what_stood_there_changes_nothing(database: Database) -> None:
    record = added(database, phones=["0334637289"])
    before = database.revision()
    saved = saving.save(database, record.id, 1, {"name": record.name, "phones": ["033-4637289"]}, BILAL)
    assert saved.record == record
    assert database.revision() == before


def test_saving_a_field_one_left_alone_keeps_what_another_made_of_it(database: Database) -> None:
    record = added(database, email="oud@oost.nl")
    saving.save(database, record.id, 1, {"email": "nieuw@oost.nl"}, ANNE)
    saved = saving.save(database, record.id, 1, {"email": "oud@oost.nl", "kvk": "12345678"}, BILAL)
    assert saved.record["email"] == "nieuw@oost.nl"


def test_who_may_see_a_field_is_merged_and_disputed_as_its_value_is(database: Database) -> None:
    record = added(database)
    saved = saving.save(database, record.id, 1, {}, ANNE, visibility={"email": "team"})
    assert saved.record.meta == {"email": FieldMeta(visibility="team")}
    saving.save(database, record.id, 1, {"email": "a@b.nl"}, BILAL)
    assert reading.get(database, record.id).meta["email"].visibility == "team"
    with pytest.raises(EditConflict) as conflict:
        saving.save(database, record.id, 1, {}, BILAL, visibility={"email": "partner"})
    assert [(each.visibility, each.theirs, each.mine) for each in conflict.value.conflicts] == [
        (True, "team", "partner")
    ]
    with pytest.raises(InvalidRecord):
        saving.save(database, record.id, 1, {}, BILAL, visibility={"email": "iedereen"})
    back = saving.save(database, record.id, 3, {}, BILAL, visibility={"email": ""})
    assert back.record.meta == {}


def test_confirming_says_who_checked_and_leaves_the_values(database: Database) -> None:
    record = added(database, email="a@b.nl")
    confirmed = saving.confirm(database, record.id, None, BILAL, date(2026, 5, 1))
    assert confirmed.values == record.values
    assert confirmed.meta == {"email": FieldMeta(checked="2026-05-01", checked_by="Bilal")}
    (change,) = [each for each in history(database, record.id) if each.action is Action.CONFIRM]
    assert (change.field, change.of_value, change.before) == ("email", False, "a@b.nl")


def test_a_check_is_of_the_value_that_was_checked(database: Database) -> None:
    record = added(database, email="a@b.nl")
    saving.confirm(database, record.id, ["email"], BILAL, date(2026, 5, 1))
    saved = saving.save(database, record.id, 2, {"email": "c@d.nl"}, ANNE)
    assert "email" not in saved.record.meta


def test_confirming_what_another_changed_meanwhile_is_asked_again(database: Database) -> None:
    record = added(database, email="a@b.nl")
    saving.save(database, record.id, 1, {"email": "c@d.nl"}, ANNE)
    with pytest.raises(EditConflict) as conflict:
        saving.confirm(database, record.id, None, BILAL, date(2026, 5, 1), base_version=1)
    assert conflict.value.conflicts[0].theirs == "c@d.nl"
    saving.confirm(database, record.id, ["name"], BILAL, date(2026, 5, 1), base_version=1)


def test_confirming_a_record_that_never_goes_stale_counts_too(database: Database) -> None:
    record = added(database)
    assert set(saving.confirm(database, record.id, None, ANNE, date(2026, 5, 1)).meta) == {"name"}


def test_the_origin_of_a_value_goes_when_somebody_writes_another(database: Database) -> None:
    meta = {"email": FieldMeta(origin="osm"), "name": FieldMeta(origin="osm")}
    record = saving.create(
        database, K.ORGANIZATION, NEEDED[K.ORGANIZATION] | {"email": "a@b.nl"}, ANNE, meta=meta
    )
    assert reading.get(database, record.id).meta == meta
    saved = saving.save(database, record.id, 1, {"email": "c@d.nl"}, BILAL)
    assert saved.record.meta == {"name": FieldMeta(origin="osm")}


def test_trash_keeps_everything_and_gives_it_back(database: Database) -> None:
    location = added(database, K.LOCATION)
    service = added(database, K.SERVICE, locations=[{"location_id": location.id}])
    trashed = saving.trash(database, location.id, ANNE)
    assert trashed.trashed
    assert reading.get(database, location.id) == trashed
    assert reading.get(database, service.id) == service
    with pytest.raises(InTrash):
        saving.save(database, location.id, trashed.version, {"name": "x"}, BILAL)
    with pytest.raises(InTrash):
        saving.confirm(database, location.id, None, BILAL, date(2026, 5, 1))
    assert saving.trash(database, location.id, BILAL) == trashed
    back = saving.untrash(database, location.id, BILAL)
    assert (back.values, back.trashed, back.version) == (location.values, "", 3)


def test_every_change_of_a_record_is_one_revision_and_is_found_by_it(database: Database) -> None:
    first, second = added(database), added(database)
    revision, records, gone = reading.changed(database)
    assert (revision, {record.id for record in records}, gone) == (2, {first.id, second.id}, [])
    saving.save(database, first.id, 1, {"name": "Anders"}, ANNE)
    revision, records, _ = reading.changed(database, revision)
    assert (revision, [record.name for record in records]) == (3, ["Anders"])
    assert reading.changed(database, revision) == (3, [], [])


def test_what_is_referred_to_has_to_be_there(database: Database) -> None:
    with pytest.raises(InvalidRecord) as refused:
        added(database, K.LOCATION, organization_id="weg")
    assert set(refused.value.problems) == {"organization_id"}
    with pytest.raises(InvalidRecord):
        added(database, K.SERVICE, locations=[{"location_id": added(database).id}])
    record = added(database)
    with pytest.raises(InvalidRecord):
        saving.save(database, record.id, 1, {"parent_organization_id": record.id}, ANNE)


def test_who_may_not_write_is_refused(database: Database) -> None:
    record = added(database)
    for role in (Role.PUBLIC, Role.PARTNER):
        with pytest.raises(NotAllowed):
            saving.save(database, record.id, 1, {"name": "Gekraakt"}, Author("iemand", role))
        with pytest.raises(NotAllowed):
            saving.trash(database, record.id, Author("iemand", role))
    assert reading.get(database, record.id) == record


def test_an_id_is_used_once(database: Database) -> None:
    record = added(database)
    with pytest.raises(InvalidRecord):
        saving.create(database, K.ORGANIZATION, NEEDED[K.ORGANIZATION], ANNE, id=record.id)


def test_what_is_not_there_is_said_to_be_unknown(database: Database) -> None:
    assert reading.get(database, "niets") is None
    for act in (saving.trash, saving.untrash):
        with pytest.raises(UnknownRecord):
            act(database, "niets", ANNE)


def test_recent_changes_are_the_newest_of_all_records(database: Database) -> None:
    first, second = added(database), added(database, K.NOTE)
    saving.save(database, first.id, 1, {"kvk": "12345678"}, BILAL)
    assert recent(database, 1)[0].record_id == first.id
    assert {each.record_id for each in recent(database, 50)} == {first.id, second.id}
    assert {each.by for each in recent(database, 50, by="Bilal")} == {"Bilal"}
    assert {each.kind for each in recent(database, 50, kind=K.NOTE)} == {K.NOTE}
    assert recent(database, 50, since="2999") == []


@pytest.mark.parametrize("name", ["'; DROP TABLE note; --", "`${x}`\\", "<b>é😀</b>", "\u202eomgekeerd"])
def test_hostile_names_are_names(database: Database, name: str) -> None:
    record = added(database, name=name)
    found = reading.get(database, record.id)
    assert found is not None
    assert found.name == name.strip("\u202e")
