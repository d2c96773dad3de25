"""The commands on the register: import, export, backup, restore, and what check and load do with it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from tests import secrets, toy
from tests.export import sample
from tests.export.test_making import opened
from wijkkaart.cli.every import app
from wijkkaart.config import Settings
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import history, reading, saving
from wijkkaart.register.database import forget, open_database
from wijkkaart.store import Store

K = RecordKind
AUTHOR = saving.Author("Tester", Role.ADMIN)


def _run(root: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--data", str(root)])


def _add(root: Path, kind: RecordKind, key: str, **values: object) -> Record:
    return saving.create(open_database(Settings(data=root)), kind, values, AUTHOR, id=key)


def _records(root: Path) -> dict[str, Record]:
    return {found.name: found for found in reading.changed(open_database(Settings(data=root)), 0)[1]}


def _place(root: Path) -> Record:
    at = {"latitude": 52.1302, "longitude": 5.3362, "gemeente": toy.TOWN}
    return _add(root, K.LOCATION, sample.PLACE, name="Huis", category="buurthuis", status="open", **at)


# -- export and import


def test_what_goes_out_comes_back_and_nothing_is_written_unasked(root: Path, tmp_path: Path) -> None:
    _place(root)
    out = tmp_path / "uit.xlsx"
    done = _run(root, "export", out, "--role", "team")
    assert done.exit_code == 0, done.output
    assert "1 van 1, zichtbaar voor team" in done.output
    again = _run(root, "import", out, "--apply")
    assert (again.exit_code, again.output.strip().splitlines()[-1]) == (0, "In het register gezet: 0.")

    book = openpyxl.load_workbook(out)
    sheet = book["Plekken"]
    [column] = [cell.column for cell in sheet[1] if cell.value == "Naam"]
    sheet.cell(2, column, "Huis van de wijk")
    book.save(out)
    dry = _run(root, "import", out)
    assert dry.exit_code == 0
    assert "Naam: 'Huis' wordt 'Huis van de wijk'" in dry.output
    assert "nog niets geschreven" in dry.output
    assert [*_records(root)] == ["Huis"]
    assert _run(root, "import", out, "--apply", "--door", "Anne").exit_code == 0
    assert [*_records(root)] == ["Huis van de wijk"]
    newest = history.history(open_database(Settings(data=root)), sample.PLACE)[0]
    assert (newest.action, newest.by) == (history.Action.IMPORT, "Anne")
    assert "0 nieuw, 0 gewijzigd, 1 gelijk" in _run(root, "import", out, "--apply").output


def test_what_cannot_be_taken_is_told_by_row_and_gives_code_1(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(
        "Wat;Naam;Soort;Stand\nplek;A;bestaat niet;open\nplek;B;buurthuis;open\n", encoding="utf-8"
    )
    done = _run(root, "import", path, "--apply")
    assert done.exit_code == 1
    assert "GEWEIGERD  in.csv, rij 2: A" in done.output
    assert "Soort: 'bestaat niet' kennen we niet" in done.output
    assert [*_records(root)] == ["B"]


@pytest.mark.parametrize("form", ["xlsx", "hsds"])  # all of them: tests/export
def test_the_command_line_keeps_what_a_role_may_not_see(root: Path, tmp_path: Path, form: str) -> None:
    secrets.plant(open_database(Settings(data=root)))
    for role in ("publiek", "partner"):
        out = tmp_path / f"{role}.uit"
        assert _run(root, "export", out, "--format", form, "--role", role).exit_code == 0
        secrets.assert_clean(opened(out.read_bytes()), Role(role))


def test_an_area_and_wrong_words(root: Path, tmp_path: Path) -> None:
    _place(root)
    out = tmp_path / "uit.geojson"
    assert "0 van 1" in _run(root, "export", out, "--format", "geojson", "--area", toy.VILLAGE).output
    assert "1 van 1" in _run(root, "export", out, "--format", "geojson", "--area", toy.TOWN).output
    assert json.loads(out.read_text(encoding="utf-8"))["features"][0]["properties"]["Naam"] == "Huis"
    for words in (["--format", "pdf"], ["--role", "baas"], ["--area", "GM9999"]):
        assert _run(root, "export", out, *words).exit_code == 2
    assert _run(root, "export", tmp_path / "nergens" / "uit.xlsx").exit_code == 1
    assert _run(root, "import", tmp_path / "nergens.csv").exit_code == 1


# -- copies


def test_a_copy_is_put_back(root: Path, tmp_path: Path) -> None:
    _place(root)
    copy = tmp_path / "kopie.sqlite"
    assert _run(root, "backup", copy).exit_code == 0
    assert _run(root, "backup", copy).exit_code == 1  # it's there already
    saving.save(open_database(Settings(data=root)), sample.PLACE, 1, {"name": "Anders"}, AUTHOR)
    assert CliRunner().invoke(app, ["restore", str(copy), "--data", str(root)], input="n\n").exit_code == 1
    assert [*_records(root)] == ["Anders"]
    done = _run(root, "restore", copy, "--ja")
    assert done.exit_code == 0, done.output
    assert "bewaard als" in done.output
    assert [*_records(root)] == ["Huis"]
    assert _run(root, "backup").exit_code == 0
    assert "was er al" in _run(root, "backup").output
    copy.write_bytes(b"geen kopie")
    assert _run(root, "restore", copy, "--ja").exit_code == 1
    assert [*_records(root)] == ["Huis"]


# -- check


def test_check_looks_at_the_register(root: Path) -> None:
    assert _run(root, "check").exit_code == 0  # there's none yet
    _place(root)
    assert _run(root, "check").exit_code == 0
    said = {"name": "Noor Voorbeeld", "title": "Vraagbaak", "lawful_basis": "publieke_taak"}
    _add(root, K.CONTACT, sample.PERSON, **said, expires="2020-01-01")
    done = _run(root, "check")
    assert done.exit_code == 1
    assert "bewaartermijn is voorbij" in done.output
    assert "Noor" not in done.output
    file = root / "register.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE location SET organization_id = 'weg', category = 'gek'")
    forget(Settings(data=root))
    done = _run(root, "check")
    assert done.exit_code == 1
    assert "Register:" in done.output
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE location SET organization_id = NULL")
    done = _run(root, "check")
    assert "'gek' staat niet in de lijst" in done.output
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'later'")
    forget(Settings(data=root))
    assert "nieuwere versie" in _run(root, "check").output


# -- load


def test_load_puts_key_persons_in_the_register(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "sleutelpersonen.csv").write_text("naam;rol\nNoor Voorbeeld;Vraagbaak\n", encoding="utf-8")
    (folder / "plekken.csv").write_text("naam;categorie;adres\nHuis;buurthuis;Straat 1\n", encoding="utf-8")
    done = _run(root, "load", folder)
    assert done.exit_code == 1
    assert "gaan naar het register" in done.output
    assert "--grondslag" in done.output
    assert _records(root) == {}
    done = _run(root, "load", folder / "sleutelpersonen.csv", "--grondslag", "publieke_taak")
    assert done.exit_code == 0, done.output
    assert [*_records(root)] == ["Noor Voorbeeld"]
    assert "Noor Voorbeeld" not in Store(root).places().name.tolist()
