"""Files into the register: what comes back unchanged changes nothing, and nothing is written over."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.export import sample
from wijkkaart.config import Settings
from wijkkaart.core.duplicates import Known
from wijkkaart.errors import InvalidFile
from wijkkaart.export import csv as csv_writer
from wijkkaart.export import excel, table
from wijkkaart.export.hsds import nested, package
from wijkkaart.export.hsds.rows import rows_of
from wijkkaart.export.selection import Selection, all_terms
from wijkkaart.intake.apply import apply
from wijkkaart.intake.held import hold
from wijkkaart.intake.plan import Outcome, Step, plan
from wijkkaart.intake.reading import read
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import history, people, reading, saving
from wijkkaart.register.database import FILE, Database, open_database

K = RecordKind
AUTHOR = saving.Author("Inlezer", Role.ADMIN)
AREAS = {"BU00010000": "Kruiskamp"}
FORMATS = ("csv", "xlsx", "zip", "json")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "gegevens")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with tables and nothing in them: copying it is quicker than making it."""
    settings = Settings(data=tmp_path_factory.mktemp("leeg"))
    made = open_database(settings)
    made.dispose()
    return settings.data / FILE


@pytest.fixture
def db(settings: Settings, empty: Path) -> Iterator[Database]:
    settings.data.mkdir()
    shutil.copy(empty, settings.data / FILE)
    found = open_database(settings)
    yield found
    found.dispose()


def _filled(db: Database) -> None:
    """The sample in the register, in an order in which everything pointed at is there."""
    order = [sample.ORG, sample.PLACE, sample.SHELTER, sample.PERSON, sample.OFFER, sample.LOOSE]
    known = {found.id: found for found in sample.records()}
    required = {"lawful_basis": "publieke_taak"}
    for key in [*order, sample.NETWORK, sample.NOTE]:
        values = dict(known[key].values) | (required if key == sample.PERSON else {})
        saving.create(db, known[key].kind, values, AUTHOR, id=key)


def _all(db: Database) -> dict[str, Record]:
    return {found.id: found for found in reading.changed(db, 0)[1]}


def _selection(db: Database, **changes: Any) -> Selection:
    records = _all(db)
    said: dict[str, Any] = {"known": records, "terms": all_terms(), "areas": AREAS, "role": Role.ADMIN}
    return Selection(**({"records": list(records.values())} | said | changes))


def _exported(path: Path, chosen: Selection) -> Path:
    """The selection as a file of the kind that the path's name says; a CSV has its first kind only."""
    match path.suffix:
        case ".csv":
            made = csv_writer.write(table.records_table(chosen.records[0].kind, chosen))
        case ".xlsx":
            made = excel.write(table.tables(chosen), chosen)
        case ".zip":
            made = package.write(rows_of(chosen), chosen)
        case _:
            made = nested.write(rows_of(chosen), chosen)
    path.write_bytes(made)
    return path


def _planned(path: Path, db: Database, settings: Settings, **more: Any) -> list[Step]:
    return plan(read(path, settings, **more), hold(db, AREAS), None)


def _outcomes(steps: list[Step]) -> set[Outcome]:
    return {step.outcome for step in steps}


def _changed_csv(path: Path, change: Callable[[dict[str, str]], None]) -> None:
    """Change the rows of a CSV as a user would in a spreadsheet."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    for row in rows:
        change(row)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig")


def _one(db: Database, kind: RecordKind) -> list[Record]:
    return [found for found in _all(db).values() if found.kind is kind]


# -- round trips


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_exported_and_comes_back_changes_nothing(
    db: Database, settings: Settings, tmp_path: Path, form: str
) -> None:
    _filled(db)
    before = reading.changed(db, 0)
    steps = _planned(_exported(tmp_path / f"uit.{form}", _selection(db)), db, settings)
    assert [step.lines for step in steps if step.outcome is not Outcome.UNCHANGED] == []
    assert steps
    assert apply(db, steps, AUTHOR) == 0
    assert reading.changed(db, 0) == before


@pytest.mark.parametrize("form", ["xlsx", "zip", "json"])
def test_an_empty_register_gets_all_that_was_exported(
    db: Database, settings: Settings, tmp_path: Path, form: str
) -> None:
    _filled(db)
    path = _exported(tmp_path / f"uit.{form}", _selection(db))
    other_settings = Settings(data=tmp_path / "anders")
    other_settings.data.mkdir()
    other = open_database(other_settings)
    steps = _planned(path, other, other_settings)
    assert _outcomes(steps) == {Outcome.NEW}, [step.lines for step in steps]
    apply(other, steps, AUTHOR)
    expected = {key: found for key, found in _all(db).items() if form == "xlsx" or found.kind is not K.NOTE}
    found = _all(other)
    assert {key: dict(each.values) for key, each in found.items()} == {
        key: dict(each.values) for key, each in expected.items()
    }
    assert {change.action for key in found for change in history.history(other, key)} == {
        history.Action.IMPORT
    }
    again = _planned(path, other, other_settings)
    assert _outcomes(again) == {Outcome.UNCHANGED}
    other.dispose()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_hostile_text_comes_back_as_it_was(
    db: Database, settings: Settings, tmp_path: Path, form: str
) -> None:
    for text in sample.HOSTILE:
        saving.create(db, K.ORGANIZATION, {"name": f"A{text}", "description": text, "status": "open"}, AUTHOR)
    path = _exported(tmp_path / f"uit.{form}", _selection(db))
    steps = _planned(path, db, settings)
    assert len(steps) == len(sample.HOSTILE)
    assert _outcomes(steps) == {Outcome.UNCHANGED}


# -- changes


def test_only_cells_that_were_changed_change(db: Database, settings: Settings, tmp_path: Path) -> None:
    _filled(db)
    places = _selection(db, records=_one(db, K.LOCATION))
    path = _exported(tmp_path / "uit.csv", places)

    def change(row: dict[str, str]) -> None:
        if row["id"] == sample.PLACE:
            row["Telefoon"] = "033 7654321 (beheer)"
            row["Breedtegraad"] = "52,13"

    # Meanwhile a colleague changes something else.
    saving.save(db, sample.PLACE, 1, {"alert": "In juli dicht"}, AUTHOR)
    _changed_csv(path, change)
    steps = {step.id: step for step in _planned(path, db, settings)}
    assert steps[sample.SHELTER].outcome is Outcome.UNCHANGED
    assert steps[sample.PLACE].outcome is Outcome.CHANGED
    assert steps[sample.PLACE].values == {
        "phones": [{"number": "033 765 4321", "description": "beheer"}],
        "latitude": 52.13,
    }
    assert steps[sample.PLACE].lines[0] == "Breedtegraad: '52,1234567' wordt '52,13'"
    assert apply(db, list(steps.values()), AUTHOR) == 1
    now = _all(db)[sample.PLACE]
    assert (now["latitude"], now["alert"]) == (52.13, "In juli dicht")
    assert _outcomes(_planned(path, db, settings)) == {Outcome.UNCHANGED}


def test_a_cell_that_a_colleague_changed_too_is_told_and_stays(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    _filled(db)
    path = _exported(tmp_path / "uit.csv", _selection(db, records=_one(db, K.LOCATION)))
    saving.save(db, sample.PLACE, 1, {"name": "Van een collega"}, AUTHOR)
    _changed_csv(path, lambda row: row.update(Naam="Van mij", Plaats="Elders"))
    step = next(step for step in _planned(path, db, settings) if step.id == sample.PLACE)
    assert step.values == {"city": "Elders"}
    assert step.lines[-1] == "Naam: in het register staat intussen 'Van een collega'; dat blijft zo"
    apply(db, [step], AUTHOR)
    assert _all(db)[sample.PLACE].name == "Van een collega"


def test_a_stale_file_that_says_nothing_new_undoes_nothing(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    _filled(db)
    path = _exported(tmp_path / "uit.csv", _selection(db, records=_one(db, K.LOCATION)))
    saving.save(db, sample.PLACE, 1, {"name": "Van een collega", "phones": []}, AUTHOR)
    assert _outcomes(_planned(path, db, settings)) == {Outcome.UNCHANGED}


def test_what_the_exporter_could_not_see_is_not_emptied_or_overwritten(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    _filled(db)
    saving.save(db, sample.PLACE, 1, {"remark": "Alleen voor het team"}, AUTHOR)
    [place] = [found for found in _one(db, K.LOCATION) if found.id == sample.PLACE]
    seen = Record(place.id, place.kind, {"name": place.name, "status": "open"}, version=place.version)
    path = _exported(tmp_path / "uit.csv", _selection(db, records=[seen], role=Role.PUBLIC))
    assert _outcomes(_planned(path, db, settings)) == {Outcome.UNCHANGED}
    _changed_csv(path, lambda row: row.update({"Opmerking voor het team": "Overschreven"}))
    [step] = _planned(path, db, settings)
    assert (step.outcome, step.values) == (Outcome.CONFLICT, {})


def test_an_emptied_cell_empties_the_field_but_not_a_required_one(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    _filled(db)
    path = _exported(tmp_path / "uit.csv", _selection(db, records=_one(db, K.LOCATION)))
    _changed_csv(path, lambda row: row.update(Telefoon=""))
    step = next(step for step in _planned(path, db, settings) if step.id == sample.PLACE)
    assert step.values == {"phones": []}
    _changed_csv(path, lambda row: row.update(Naam=""))
    step = next(step for step in _planned(path, db, settings) if step.id == sample.PLACE)
    assert step.outcome is Outcome.REFUSED
    assert "Naam" in step.lines[0]


def test_places_of_an_offer_can_be_changed_by_name_and_keep_their_times(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    _filled(db)
    path = _exported(tmp_path / "uit.csv", _selection(db, records=_one(db, K.SERVICE)))
    _changed_csv(path, lambda row: row.update(Waar="opvang") if row["id"] == sample.OFFER else None)
    step = next(step for step in _planned(path, db, settings) if step.id == sample.OFFER)
    assert [row["location_id"] for row in step.values["locations"]] == [sample.SHELTER]
    assert len(step.values["locations"][0]["schedules"]) == 2


def test_a_schedule_in_words_is_not_guessed(db: Database, settings: Settings, tmp_path: Path) -> None:
    _filled(db)
    path = _exported(tmp_path / "uit.csv", _selection(db, records=_one(db, K.LOCATION)))
    _changed_csv(path, lambda row: row.update(Open="altijd"))
    assert all(
        step.outcome is Outcome.REFUSED and "in de app" in step.lines[0]
        for step in _planned(path, db, settings)
    )


# -- new rows


def test_a_file_of_ones_own_with_dutch_quirks(db: Database, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "plekken.csv"
    text = (
        "Naam;Soort;Van wie;Straat en huisnummer;Breedtegraad;Lengtegraad;Open sinds;Stand;Voor wie\r\n"
        "Caf\u00e9 Zon;Buurthuis;;Dorpsstraat 1;52,10;5,30;1-2-2020;open;ouderen\r\n"
        "Zonder soort;;;;;;;open;\r\n"
        "Gek;Buurthuis;;;abc;;;open;\r\n"
        "Wees;Buurthuis;Niemand;;;;;open;\r\n"
    )
    path.write_bytes(text.encode("cp1252"))
    steps = _planned(path, db, settings)
    assert [step.outcome for step in steps] == [Outcome.NEW, *[Outcome.REFUSED] * 3]
    assert steps[0].values["opened"] == "2020-02-01"
    assert (steps[0].values["latitude"], steps[0].row.name) == (52.1, "Caf\u00e9 Zon")
    assert [step.row.where for step in steps] == [f"plekken.csv, rij {n}" for n in (2, 3, 4, 5)]
    assert "'abc' is geen getal" in steps[2].lines[0]
    assert "'Niemand' staat niet in het register" in steps[3].lines[0]
    assert apply(db, steps, AUTHOR) == 1
    assert _planned(path, db, settings)[0].outcome is Outcome.UNCHANGED


def test_new_rows_may_point_at_each_other_by_name(db: Database, settings: Settings, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Plekken"
    first.append(["Naam", "Soort", "Van wie", "Stand"])
    first.append(["Plein", "buurthuis", "Nieuwe club", "open"])
    second = book.create_sheet("Organisaties")
    second.append(["Naam", "Hoort bij", "Stand"])
    second.append(["Kind", "Nieuwe club", "open"])
    second.append(["Nieuwe club", "", "open"])
    path = tmp_path / "nieuw.xlsx"
    book.save(path)
    steps = _planned(path, db, settings)
    assert _outcomes(steps) == {Outcome.NEW}, [step.lines for step in steps]
    assert apply(db, steps, AUTHOR) == 3
    by_name = {found.name: found for found in _all(db).values()}
    assert by_name["Plein"]["organization_id"] == by_name["Nieuwe club"].id


def test_a_row_that_points_at_a_refused_row_is_refused(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "uit.csv"
    path.write_text(
        "Wat;Naam;Van wie;Stand;Soort\norganisatie;Club;;bestaat niet;\nplek;Plein;Club;open;buurthuis\n",
        encoding="utf-8",
    )
    assert [step.outcome for step in _planned(path, db, settings)] == [Outcome.REFUSED] * 2


def test_what_looks_like_another_record_is_not_added(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    _filled(db)
    path = tmp_path / "uit.csv"
    path.write_text("Wat;Naam;Telefoon;Stand\norganisatie;De Kamp;033-1234567;open\n", encoding="utf-8")

    held = hold(db, AREAS)
    [step] = plan(read(path, settings), held, Known(held.records.values()))
    assert step.outcome is Outcome.DUPLICATE
    assert step.lines[0].startswith("lijkt op 'Stichting De Kamp' (")
    assert sample.ORG in step.lines[0]
    assert apply(db, [step], AUTHOR) == 0
    [step] = plan(read(path, settings), hold(db, AREAS), None)
    assert step.outcome is Outcome.NEW


def test_what_was_erased_or_thrown_away_does_not_come_back(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    _filled(db)
    path = _exported(tmp_path / "uit.xlsx", _selection(db))
    people.erase(db, sample.PERSON, AUTHOR, people.REASONS[0])
    saving.trash(db, sample.NOTE, AUTHOR)
    steps = {step.id: step for step in _planned(path, db, settings)}
    assert steps[sample.PERSON].outcome is Outcome.REFUSED
    assert "gewist" in steps[sample.PERSON].lines[0]
    assert steps[sample.NOTE].outcome is Outcome.REFUSED
    assert "prullenbak" in steps[sample.NOTE].lines[0]


def test_a_row_of_a_source_and_a_row_that_comes_twice_are_refused(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "uit.csv"
    path.write_text(
        "id;Wat;Naam;Stand\nosm-node-1;organisatie;A;open\n;organisatie;B;open\n;organisatie;B;open\n",
        encoding="utf-8",
    )
    steps = _planned(path, db, settings)
    assert [step.outcome for step in steps] == [Outcome.REFUSED, Outcome.NEW, Outcome.REFUSED]


def test_all_of_a_file_is_written_or_nothing(db: Database, settings: Settings, tmp_path: Path) -> None:
    _filled(db)
    path = _exported(tmp_path / "uit.csv", _selection(db, records=_one(db, K.LOCATION)))
    _changed_csv(path, lambda row: row.update(Plaats="Elders"))
    steps = _planned(path, db, settings)
    # Between looking and doing, somebody changes the last row.
    saving.save(db, steps[-1].id, 1, {"city": "Ergens"}, AUTHOR)
    before = _all(db)
    with pytest.raises(saving.EditConflict):
        apply(db, steps, AUTHOR)
    assert _all(db) == before


# -- HSDS of others


def test_hsds_of_others_comes_in(db: Database, settings: Settings, tmp_path: Path) -> None:
    org, service, place = (f"aaaaaaaa-0000-4000-8000-00000000000{n}" for n in range(3))
    path = tmp_path / "hsds.json"
    whole = {
        "organizations": [{"id": org, "name": "Club", "description": "Een club", "kleur": "rood"}],
        "services": [
            {
                "id": service,
                "organization_id": org,
                "name": "Schaken",
                "status": "active",
                "schedules": [
                    {
                        "id": "x",
                        "freq": "WEEKLY",
                        "byday": "MO",
                        "opens_at": "19:00:00",
                        "closes_at": "21:00Z",
                    }
                ],
                "languages": [{"id": "y", "code": "nld"}, {"id": "z", "name": "Arabisch"}],
                "service_at_locations": [
                    {
                        "id": "s",
                        "location": {"id": place, "name": "Zaal", "location_type": "physical"},
                        "location_id": place,
                    }
                ],
            }
        ],
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    steps = _planned(path, db, settings)
    assert _outcomes(steps) == {Outcome.NEW}, [step.lines for step in steps]
    apply(db, steps, AUTHOR)
    found = _all(db)
    assert found[service]["languages"] == ["nl", "ar"]
    assert found[service]["schedules"][0]["closes_at"] == "21:00"
    assert [row["location_id"] for row in found[service]["locations"]] == [place]
    assert found[place]["category"] == "overig"


def test_hsds_of_ours_is_weighed_against_the_version_it_was_made_from(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    _filled(db)
    path = _exported(tmp_path / "uit.json", _selection(db))
    saving.save(db, sample.ORG, 1, {"website": "https://collega.example/"}, AUTHOR)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("info@kamp.example", "nieuw@kamp.example"), encoding="utf-8")
    steps = [step for step in _planned(path, db, settings) if step.outcome is not Outcome.UNCHANGED]
    assert [(step.id, step.outcome, step.values) for step in steps] == [
        (sample.ORG, Outcome.CHANGED, {"email": "nieuw@kamp.example"})
    ]


# -- key persons


PERSONS = (
    "naam;rol;organisatie;telefoon;mag_openbaar;geboortedatum\n"
    "Noor Voorbeeld;Vraagbaak;Stichting De Kamp;0612345678;ja;1-1-1980\n"
    "Sam Fictief;Buurtmoeder;Onbekend;;nee;\n"
)


def test_key_persons_need_a_lawful_basis(db: Database, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "personen.csv"
    path.write_text(PERSONS, encoding="utf-8")
    steps = _planned(path, db, settings)
    assert _outcomes(steps) == {Outcome.REFUSED}
    assert "--grondslag" in steps[0].lines[0]


def test_key_persons_go_into_the_register_and_are_not_public(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    saving.create(db, K.ORGANIZATION, {"name": "Stichting De Kamp", "status": "open"}, AUTHOR, id=sample.ORG)
    path = tmp_path / "personen.csv"
    path.write_text(PERSONS, encoding="utf-8")
    steps = _planned(path, db, settings, basis="toestemming", expires="2027-01-01")
    assert _outcomes(steps) == {Outcome.NEW}, [step.lines for step in steps]
    assert any("geen vastgelegde toestemming" in line for line in steps[0].lines)
    assert any("'Onbekend' staat niet in het register" in line for line in steps[1].lines)
    apply(db, steps, AUTHOR)
    [noor] = [found for found in _one(db, K.CONTACT) if found.name == "Noor Voorbeeld"]
    assert noor["organization_id"] == sample.ORG
    assert noor["consent"] == {}
    assert noor["expires"] == "2027-01-01"
    assert "1980" not in json.dumps(dict(noor.values))
    assert _outcomes(_planned(path, db, settings, basis="toestemming", expires="2027-01-01")) == {
        Outcome.UNCHANGED
    }


# -- what can't be read


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("leeg.csv", b""),
        ("vreemd.csv", b"a;b\n1;2\n"),
        ("kapot.zip", b"PK\x03\x04organizations.csv"),
        ("kapot.json", b'{"organizations": ['),
        ("diep.json", b"[" * 100_000),
        ("anders.json", b'{"features": 1}'),
        ("kapot.xlsx", b"PK\x03\x04"),
    ],
)
def test_what_is_no_register_is_refused_in_dutch(
    settings: Settings, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InvalidFile):
        read(path, settings)


def test_a_zip_that_unpacks_to_too_much_is_refused(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "bom.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("organizations.csv", b"id\n" + b"0" * 30_000_000)
    with pytest.raises(InvalidFile, match="verdacht"):
        read(path, settings)
