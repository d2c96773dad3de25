"""Key persons: access to all that is held, withdrawal at once, erasure to the last byte."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from wijkkaart.config import settings
from wijkkaart.core.visibility import strip
from wijkkaart.record import SCOPED, Record, RecordKind, Role
from wijkkaart.register import backup, forgetting, history, own_areas, people, reading, saving
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.reading import UnknownRecord
from wijkkaart.register.saving import Author, NotAllowed
from wijkkaart.register.schema import assignment, metadata, not_duplicate

ADMIN, TEAM = Author("Anne", Role.ADMIN), Author("Bram", Role.TEAM)
TODAY = date(2026, 11, 26)
REASON = people.REASONS[0]
NAME, FORMER, MAIL, PHONE = (
    "Zénobie Quastermans",
    "Zénobie Xanderwijk",
    "zeno.quaster@voorbeeld.nl",
    "0611223344",
)
ROLE_THERE, NOTED = "penningzorgster", "zij spreekt Fries-Gronings"
TRACES = ("Quastermans", "Xanderwijk", "zeno.quaster", "11223344", "1122 3344", ROLE_THERE, NOTED)
CONSENT = {"date": "2026-01-02", "text_version": "2026-1", "channel": "mondeling", "scope": [*SCOPED]}


def made(database: Database, kind: RecordKind, **values: Any) -> Record:
    return saving.create(database, kind, values, TEAM)


def person(database: Database, **values: Any) -> Record:
    given = {
        "name": NAME,
        "title": "buurtmoeder",
        "lawful_basis": "toestemming",
        "consent": CONSENT,
        "expires": "2027-06-01",
        "email": MAIL,
        "phones": [{"number": PHONE, "description": ""}],
    }
    return made(database, RecordKind.CONTACT, **given | values)


@pytest.fixture
def everywhere(database: Database) -> dict[str, Record]:
    """A person who stands wherever a person can stand, with a past."""
    who = person(database, name=FORMER)
    who = saving.save(database, who.id, who.version, {"name": NAME, "remark": NOTED}, TEAM).record
    organization = made(
        database, RecordKind.ORGANIZATION, name="De Brug", status="open", description="Bel iemand."
    )
    changed = saving.save(
        database,
        organization.id,
        organization.version,
        {"description": f"Vraag naar {NAME.upper()} ({MAIL}, {PHONE})."},
        TEAM,
    ).record
    organization = saving.save(
        database, changed.id, changed.version, {"remark": f"Was van {NAME}", "kvk": ""}, TEAM
    ).record
    member = {"contact_id": who.id, "role": ROLE_THERE, "since": "2020-01-01", "until": ""}
    network = made(
        database,
        RecordKind.NETWORK,
        name="Tafel Zuid",
        status="open",
        contact_id=who.id,
        members=[{**member, "organization_id": ""}, {**member, "organization_id": organization.id}],
    )
    network = saving.save(database, network.id, network.version, {"description": "Elke maand"}, TEAM).record
    note = made(
        database,
        RecordKind.NOTE,
        name="Gesprek",
        text=NOTED,
        date="2026-02-02",
        about_kind="record",
        about=who.id,
    )
    with database.writing() as connection:
        pair = {"a": min(who.id, "z"), "b": max(who.id, "z"), "by": "Bram", "at": "2026-01-01"}
        connection.execute(not_duplicate.insert().values(**pair))
        task = {"record_id": who.id, "week": "2026-W48", "account": "Bram", "by": "Anne", "at": "2026-01-01"}
        connection.execute(assignment.insert().values(**task))
    return {"person": who, "organization": organization, "network": network, "note": note}


def everything(database: Database) -> Iterator[bytes]:
    """All that a database holds: every row of every table, and for SQLite the bytes of its files."""
    with database.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                yield json.dumps(dict(row), default=str, ensure_ascii=False).encode()
    if database.sqlite:
        main = Path(str(database.engine.url.database))
        for path in main.parent.glob(f"{main.name}*"):
            yield path.read_bytes()


def traces(database: Database, *more: str) -> set[str]:
    return {trace for part in everything(database) for trace in (*TRACES, *more) if trace.encode() in part}


def test_erasing_removes_a_person_from_every_table_and_from_the_file(
    database: Database, everywhere: dict[str, Record]
) -> None:
    who = everywhere["person"]
    assert traces(database) >= {"Quastermans", "Xanderwijk", "zeno.quaster", ROLE_THERE, NOTED}
    done = people.erase(database, who.id, ADMIN, REASON)
    assert (done.notes, done.others) == (1, 1)
    assert traces(database, "Quastermans".upper()) == set()
    # The id is random and stays once, so that whoever holds a copy lets it go too.
    kept = [part for part in everything(database) if who.id.encode() in part and b"revision" in part]
    assert len([part for part in kept if part.startswith(b"{")]) == 1
    assert reading.get(database, who.id) is None
    assert reading.get(database, everywhere["note"].id) is None


def test_erasing_takes_a_name_out_of_own_areas(database: Database) -> None:
    who = person(database)
    own_areas.save(database, ADMIN, f"Rondje {NAME.upper()}", ["WK000101"])
    kept = own_areas.save(database, ADMIN, "Rondje om de kerk", ["WK000101"])
    assert people.erase(database, who.id, ADMIN, REASON).texts == 1
    left = {each.name for each in own_areas.listed(database, Role.TEAM)}
    assert left == {kept.name, f"Rondje {forgetting.WIPED}"}


def test_what_is_not_the_persons_stays(database: Database, everywhere: dict[str, Record]) -> None:
    before, _, _ = reading.changed(database)
    who, organization, network = (everywhere[name] for name in ("person", "organization", "network"))
    people.erase(database, who.id, ADMIN, REASON)
    revision, records, gone = reading.changed(database, before)
    assert revision > before
    assert {record.id for record in records} == {organization.id, network.id}
    assert set(gone) == {who.id, everywhere["note"].id}
    now = reading.get(database, network.id)
    assert now is not None
    assert now["members"] == [
        {"organization_id": organization.id, "contact_id": "", "role": "", "since": "2020-01-01", "until": ""}
    ]
    assert (now["contact_id"], now["description"]) == ("", "Elke maand")
    texts = reading.get(database, organization.id)
    assert texts is not None
    assert texts["description"] == "Vraag naar [gewist] ([gewist], [gewist])."
    assert texts["remark"] == "Was van [gewist]"
    assert history.at_version(database, organization.id, 1)["description"] == "Bel iemand."
    assert history.at_version(database, network.id, 1)["members"] == now["members"]
    # And one can go on working on both.
    saving.save(database, network.id, now.version, {"members": []}, TEAM)
    saving.restore(database, network.id, 1, TEAM)


def test_the_proof_says_when_why_and_by_whom_and_nothing_more(
    database: Database, everywhere: dict[str, Record]
) -> None:
    done = people.erase(database, everywhere["person"].id, ADMIN, REASON)
    with database.reading() as connection:
        rows = connection.execute(select(metadata.tables["erasure"])).all()
    assert [(row.id, row.by, row.reason) for row in rows] == [(done.proof, "Anne", REASON)]
    assert done.proof != everywhere["person"].id


def test_only_an_administrator_erases_for_a_reason_that_names_nobody_and_only_persons(
    database: Database, everywhere: dict[str, Record]
) -> None:
    who = everywhere["person"]
    with pytest.raises(NotAllowed):
        people.erase(database, who.id, TEAM, REASON)
    with pytest.raises(people.EraseError):
        people.erase(database, who.id, ADMIN, f"{NAME} vroeg erom")
    for id_ in (everywhere["organization"].id, "bestaat-niet"):
        with pytest.raises(UnknownRecord):
            people.erase(database, id_, ADMIN, REASON)
    assert reading.get(database, who.id) == who


def test_a_first_name_alone_is_left_in_texts(database: Database) -> None:
    who = person(database, name="Jan", email="", phones=[])
    organization = made(database, RecordKind.ORGANIZATION, name="Sint Jan", status="open")
    people.erase(database, who.id, ADMIN, REASON)
    assert reading.get(database, organization.id) == organization


def test_one_is_told_beforehand_where_else_a_person_is_named(
    database: Database, everywhere: dict[str, Record]
) -> None:
    found = people.mentions(database, everywhere["person"].id)
    organization = everywhere["organization"].id
    assert {(each.record_id, each.field) for each in found} >= {
        (organization, "description"),
        (organization, "remark"),
    }
    assert not any(each.record_id == everywhere["person"].id for each in found)


def test_access_gives_everything_that_is_held(database: Database, everywhere: dict[str, Record]) -> None:
    given = json.dumps(people.access(database, everywhere["person"].id), ensure_ascii=False)
    for part in (NAME, FORMER, MAIL, ROLE_THERE, NOTED, "2026-1", "Tafel Zuid", "2026-W48", "Bram"):
        assert part in given
    with pytest.raises(UnknownRecord):
        people.access(database, everywhere["network"].id)


def test_withdrawing_takes_effect_at_once_and_is_remembered(database: Database) -> None:
    who = person(database)
    assert strip(who, Role.PUBLIC, TODAY) is not None
    now = people.withdraw(database, who.id, TEAM, TODAY)
    assert strip(now, Role.PUBLIC, TODAY) is None
    assert now["consent"]["withdrawn"] == TODAY.isoformat()
    assert people.withdraw(database, who.id, TEAM, TODAY + timedelta(days=1)) == now
    assert history.history(database, who.id)[0].field == "consent"
    with pytest.raises(NotAllowed):
        people.withdraw(database, who.id, Author("Cas", Role.PARTNER), TODAY)


def test_the_worklist_has_who_ends_first_on_top_and_nobody_who_is_in_order(database: Database) -> None:
    later = person(database, name="Later", expires="2026-12-20")
    over = person(database, name="Voorbij", expires="2026-11-25")
    fine = person(database, name="Goed", expires="2027-11-25")
    without = person(database, name="Zonder", expires="2027-11-25", consent={})
    assert people.expiring(database, TODAY, 30) == [over, later]
    assert people.expiring(database, TODAY, 10) == [over]
    assert people.needing(database, TODAY, 30) == [over, later, without]
    people.withdraw(database, fine.id, TEAM, TODAY)
    assert [record.name for record in people.needing(database, TODAY, 10)] == ["Voorbij", "Goed", "Zonder"]


def test_who_was_erased_does_not_come_back_with_an_older_copy(
    sqlite_database: Database, tmp_path: Path
) -> None:
    database = sqlite_database
    who = person(database)
    text = f"Vraag naar {NAME}"
    organization = made(database, RecordKind.ORGANIZATION, name="De Brug", status="open", description=text)
    copy = backup.daily(database, tmp_path / "kopie", 3)
    assert copy is not None
    done = people.erase(database, who.id, ADMIN, REASON)
    backup.restore_file(settings(), copy)
    again = open_database(settings())
    assert reading.get(again, who.id) is None
    now = reading.get(again, organization.id)
    assert now is not None
    assert now["description"] == "Vraag naar [gewist]"
    with again.reading() as connection:
        assert connection.execute(select(metadata.tables["erasure"].c.id)).scalars().all() == [done.proof]
