"""Who is erased is out of wijkscans too: parts, history, adopted versions and their documents."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.register.people import ANNE, BILAL, added
from wijkkaart.config import settings
from wijkkaart.core.naming import Naming
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import backup, people, reading, wijkscans
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.wijkscan_schema import (
    wijkscan_change,
    wijkscan_frozen,
    wijkscan_part,
    wijkscan_version,
)
from wijkkaart.register.wijkscans import PartConflict, Wijkscan
from wijkkaart.register.wijkscans.scrubbing import Scrubber
from wijkkaart.register.writing import Author

CHEF = Author("Chef", Role.ADMIN)
TRACES = ("Quaster", "quaster", "11223344", "1122 3344")
REASON = people.REASONS[0]


@pytest.fixture
def who(database: Database) -> Record:
    return _person(database)


def _person(database: Database) -> Record:
    return added(
        database,
        RecordKind.CONTACT,
        name="Zénobie Quastermans",
        email="zeno.quaster@voorbeeld.nl",
        phones=["0611223344"],
    )


def _written(database: Database, who: Record) -> Wijkscan:
    """A wijkscan that names the person wherever that can be."""
    head = Head(title="Wijkscan van ZÉNOBIE QUASTERMANS", owner="Groep Zuid")
    scan = wijkscans.start(database, ANNE, "WK000100", "GM0001", head)
    link = f"[Zénobie \\[Quastermans\\]](plek:{who.id})"
    contents: dict[str, Any] = {
        "4.5": {
            "text": f"Bel **Zénobie** Quastermans, {link}, +31 6 1122 3344 of zeno.quaster@voorbeeld.nl.",
            "left_out": "Zenobie Quastermans wil niet.",
            "hidden": [f"plek:{who.id}", "bron"],
        },
        "6.7": {"actions": [{"id": "a", "what": "Eten", "who": "Zénobie Quastermans"}]},
        "basis": {
            "records": {
                who.id: {"name": "Z", "line": "L", "paragraph": "4.5"},
                "x": {"name": "Huis", "line": "Bij Zénobie Quastermans", "paragraph": "3.4"},
            }
        },
        "2.1": {"text": "Zonder namen."},
    }
    for key, content in contents.items():
        wijkscans.save(database, scan.id, key, content, 0, ANNE)
    answer = {"what": "meant", "answer": "niemand", "where": [], "by": "Noor", "at": ""}
    about = [{"id": "a1", "said": "Zénobie", "among": [who.id, "c2"]}, {"id": "a2", "said": "Roos"}]
    answers = {"text": "Roos.", "answers": [answer | each for each in about]}
    wijkscans.save(database, scan.id, "4.4", answers, 0, ANNE)
    report = {
        "form": 1,
        "report": {
            "spans": [{"text": "Bel "}, {"text": "Zénobie Quas", "bold": True}, {"text": "termans nu"}],
            "link": "mailto:zeno.quaster@voorbeeld.nl",
            "rows": [["Zénobie", "hier"], ["Huis", "daar"]],
            "persons": [who.id, ""],
            "svg": "<path d='0611223344'/>",
        },
    }
    document = gzip.compress(json.dumps(report).encode())
    note = "Met dank aan Zénobie Quastermans"
    wijkscans.freeze(database, scan.id, ANNE, "Quastermans 1.0", note, {Role.TEAM: document})
    wijkscans.save(database, scan.id, "4.5", {"text": "Nu zonder."}, 1, BILAL)
    return scan


def _held(database: Database) -> str:
    with database.reading() as connection:
        tables = (wijkscan_part, wijkscan_change, wijkscan_version)
        rows = [list(row) for table in tables for row in connection.execute(table.select())]
        frozen = connection.execute(wijkscan_frozen.select()).mappings()
        rows += [json.loads(gzip.decompress(row["data"])) for row in frozen]
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_who_is_erased_is_nowhere_in_a_wijkscan(database: Database, who: Record) -> None:
    scan = _written(database, who)
    before = wijkscans.parts(database, scan.id, Role.TEAM)
    done = people.erase(database, who.id, CHEF, REASON)
    # Parts: head, action plan, basis, 4.4. History: these and 4.5. A version: name, note, parts. A document.
    assert done.wijkscans == 4 + 5 + 3 + 1
    held = _held(database).replace("<path d='0611223344'/>", "")
    assert [trace for trace in (*TRACES, who.id, "Zénobie", "Zenobie") if trace in held] == []
    first = wijkscans.history(database, scan.id, "4.5", Role.TEAM)[-1]
    assert first.content["text"] == "Bel **[gewist], [gewist], [gewist] of [gewist]."
    assert first.content["hidden"] == ["bron"]
    after = wijkscans.parts(database, scan.id, Role.TEAM)
    assert after["basis"].content["records"] == {
        "x": {"name": "Huis", "line": "Bij [gewist]", "paragraph": "3.4"}
    }
    assert [each["id"] for each in after["4.4"].content["answers"]] == ["a2"]
    assert (after["2.1"], after["4.5"].content) == (before["2.1"], {"text": "Nu zonder."})
    (version,) = wijkscans.versions(database, scan.id, Role.TEAM)
    assert (version.note, version.parts["2.1"]) == ("Met dank aan [gewist]", {"text": "Zonder namen."})
    document = wijkscans.document(database, version.id, Role.TEAM)
    assert document is not None
    assert json.loads(gzip.decompress(document))["report"] == {
        "spans": [{"text": "Bel "}, {"text": "[gewist]", "bold": True}, {"text": " nu"}],
        "link": "",
        "rows": [["Huis", "daar"]],
        "persons": [""],
        "svg": "<path d='0611223344'/>",
    }


def test_what_people_call_somebody_goes_and_what_may_be_another_is_told(
    database: Database, who: Record
) -> None:
    texts = {
        "4.5": {"text": "Mevrouw Quastermans kookt. Vraag het Zénobie. Quastermans' tuin."},
        "2.1": {"text": "Zénobie Aksoy woont op het Quasterhof. Els Quastermans ook."},
    }
    scan = wijkscans.start(database, ANNE, "WK000100", "GM0001", Head(title="Oost"), texts)
    note = added(database, RecordKind.NOTE, text="Zenobie belde; mevrouw quastermans ook.")
    told = people.doubtful(database, who.id)
    assert [(each.title, each.key, each.said) for each in told] == [("Oost", "2.1", "Quastermans")]
    assert {each.record_id for each in people.mentions(database, who.id)} == {note.id}
    people.erase(database, who.id, CHEF, REASON)
    now = wijkscans.parts(database, scan.id, Role.TEAM)
    assert now["4.5"].content["text"] == "Mevrouw [gewist] kookt. Vraag het [gewist]. [gewist]' tuin."
    assert now["2.1"].content == texts["2.1"]
    left = reading.get(database, note.id)
    assert left is not None
    assert left["text"] == "[gewist] belde; mevrouw [gewist] ook."


def test_a_first_name_that_another_has_too_is_left(database: Database, who: Record) -> None:
    added(database, RecordKind.CONTACT, name="Zénobie Aksoy")
    texts = {"4.5": {"text": "Zénobie kookt met mevrouw Quastermans."}}
    scan = wijkscans.start(database, ANNE, "WK000100", "GM0001", Head(title="Oost"), texts)
    people.erase(database, who.id, CHEF, REASON)
    now = wijkscans.parts(database, scan.id, Role.TEAM)["4.5"].content["text"]
    assert now == "Zénobie kookt met mevrouw [gewist]."


def test_a_wijk_called_as_somebody_stays(database: Database) -> None:
    who = added(database, RecordKind.CONTACT, name="Piet de Koppel")
    texts = {"4.5": {"text": "In De Koppel wonen 5.000 mensen. De heer De Koppel kookt."}}
    scan = wijkscans.start(database, ANNE, "WK000100", "GM0001", Head(title="De Koppel"), texts)
    people.erase(database, who.id, CHEF, REASON, ["De Koppel", "Kruiskamp"])
    found = wijkscans.parts(database, scan.id, Role.TEAM)
    assert found["4.5"].content["text"] == "In De Koppel wonen 5.000 mensen. De heer [gewist] kookt."
    assert found["kop"].content["title"] == "De Koppel"


def test_who_has_an_older_text_open_cannot_bring_the_name_back(database: Database, who: Record) -> None:
    scan = wijkscans.start(
        database,
        ANNE,
        "WK000100",
        "GM0001",
        Head(title="Oost"),
        {"4.5": {"text": "Met Zénobie Quastermans."}, "2.1": {"text": "Zonder."}},
    )
    people.erase(database, who.id, CHEF, REASON)
    opened = {"text": "Met Zénobie Quastermans, elke week."}
    with pytest.raises(PartConflict) as found:
        wijkscans.save(database, scan.id, "4.5", opened, 1, BILAL)
    assert found.value.theirs.content == {"text": "Met [gewist]."}
    now = found.value.theirs.version
    saved = wijkscans.save(database, scan.id, "4.5", {"text": "Met [gewist], elke week."}, now, BILAL)
    assert wijkscans.restore(database, scan.id, "4.5", now, ANNE).version == saved.version + 1
    assert wijkscans.save(database, scan.id, "2.1", {"text": "Anders."}, 1, BILAL).version == 2


def test_one_is_told_beforehand_and_by_access_which_wijkscans_name_a_person(
    database: Database, who: Record
) -> None:
    scan = _written(database, who)
    found = people.named_in_wijkscans(database, who.id)
    assert {(each.wijkscan_id, each.key, each.past) for each in found} == {
        (scan.id, "kop", False),
        (scan.id, "6.7", False),
        (scan.id, "basis", False),
        (scan.id, "4.4", False),
        (scan.id, "4.5", True),
    }
    told = people.access(database, who.id)["genoemd in wijkscans"]
    assert {"wijkscan": scan.head.title, "nummer": scan.id, "onderdeel": "4.5", "vroeger": True} in told
    other = added(database, RecordKind.CONTACT, name="Iemand Anders")
    assert people.named_in_wijkscans(database, other.id) == []


def test_who_was_erased_does_not_come_back_with_an_older_copy(
    sqlite_database: Database, tmp_path: Path
) -> None:
    who = _person(sqlite_database)
    scan = _written(sqlite_database, who)
    copy = backup.daily(sqlite_database, tmp_path / "kopie", 3)
    assert copy is not None
    people.erase(sqlite_database, who.id, CHEF, REASON)
    backup.restore_file(settings(), copy)
    again = open_database(settings())
    assert "Zénobie Quastermans" not in _held(again)
    assert wijkscans.parts(again, scan.id, Role.TEAM)["2.1"].content == {"text": "Zonder namen."}


def test_a_value_without_the_person_stays_what_it_was() -> None:
    value = {"a": [1, None, {"text": "x", "link": "y"}, ["plek:ander"]], "rows": [[1]], "persons": ["z"]}
    assert Scrubber("id", Naming(["Els de Vries"])).value(value) == value
