"""The command `wijkkaart report`."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from tests import toy
from wijkkaart.cli.every import app
from wijkkaart.config import Settings
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.record import Role
from wijkkaart.register import own_areas, wijkscans
from wijkkaart.register.database import open_database
from wijkkaart.register.writing import Author


def _run(root: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(app, ["report", *map(str, words), "--data", str(root)])


def _own(root: Path, name: str, *, for_all: bool) -> str:
    author = Author("Bram", Role.TEAM)
    parts = ["BU00010000", "BU00010001"]
    return own_areas.save(open_database(Settings(data=root)), author, name, parts, for_all=for_all).id


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("html", b"<!doctype html>"),
        ("docx", b"PK"),
        ("odt", b"PK"),
        ("pdf", b"%PDF-"),
    ],
)
def test_a_report_of_a_wijk_in_each_form(root: Path, tmp_path: Path, form: str, start: bytes) -> None:
    out = tmp_path / f"zuid.{form}"
    done = _run(root, "Zuid", out)
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(start)
    assert "Zuid, zichtbaar voor publiek." in done.output


def test_a_report_reads_no_library_that_it_has_no_use_for(root: Path, tmp_path: Path) -> None:
    open_database(Settings(data=root))
    words = ["wijkkaart", "report", "Zuid", str(tmp_path / "zuid.html"), "--data", str(root)]
    code = (
        f"import sys; from wijkkaart.cli import main; sys.argv = {words}\n"
        "try:\n    main()\nfinally:\n    print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (tmp_path / "zuid.html").exists()
    read = {*done.stdout.split()}
    assert {"altair", "sqlalchemy"} <= read
    others = {"alembic", "docx", "fontTools", "holidays", "icalendar", "networkx", "streamlit", "typst"}
    assert not read & {*others, "vl_convert"}


def test_all_wijken_of_a_gemeente_in_a_folder_with_progress(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "rapporten"
    done = _run(root, toy.TOWN, "--all", "--format", "html", out)
    assert done.exit_code == 0, done.output
    names = sorted(path.name for path in out.iterdir())
    assert [name.split("-")[1] for name in names] == ["noord", "zuid"]
    assert "1 van 2: " in done.output
    assert "2 van 2: " in done.output


def test_areas_are_found_by_code_name_and_own_name(root: Path, tmp_path: Path) -> None:
    own = _own(root, "Mijn gebied", for_all=True)
    done = _run(root, "BU00010000", "höfke", "Mijn gebied", own, "--format", "html", tmp_path / "uit")
    assert done.exit_code == 0, done.output
    assert len([*(tmp_path / "uit").iterdir()]) == 4
    words = next((tmp_path / "uit").glob("*mijn-gebied-????-??-??.html")).read_text(encoding="utf-8")
    assert "eigen gebied in Torenstad: 2 buurten" in words


def test_an_own_area_of_the_team_is_not_there_for_others(root: Path, tmp_path: Path) -> None:
    _own(root, "Geheim plan", for_all=False)
    assert "Geheim plan" not in _run(root, "--list").output
    assert _run(root, "Geheim plan", tmp_path / "uit.html").exit_code == 1
    assert _run(root, "Geheim plan", "--role", "team", tmp_path / "uit.html").exit_code == 0


def test_the_list_has_every_area(root: Path) -> None:
    lines = _run(root, "--list").output.splitlines()
    assert f"{toy.TOWN}\t{toy.TOWN_NAME}\tgemeente" in lines
    assert {line.split("\t")[0] for line in lines} == {*toy.GEMEENTEN, *toy.WIJKEN, *toy.CELLS}
    assert all(
        line.split("\t")[0][2:6] == "0002" for line in _run(root, "--list", toy.VILLAGE).output.splitlines()
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Nergenshuizen", "uit.pdf"], "Er is geen gebied ‘Nergenshuizen’"),
        (["GM9999", "uit.pdf"], "Er is geen gebied ‘GM9999’"),
        (["Zuid"], "Noem een gebied en een bestand."),
        ([], "Noem een gebied en een bestand."),
        (["Zuid", "uit.rtf"], "Een rapport in het formaat ‘rtf’ bestaat niet."),
        (["Zuid", "uit"], "Er is geen formaat gekozen."),
        (["Zuid", "--all", "--format", "pdf", "uit"], "Zuid is geen gemeente."),
    ],
)
def test_a_mistake_is_told_in_dutch(root: Path, words: list[str], said: str) -> None:
    done = _run(root, *words)
    assert done.exit_code == 1
    assert said in done.output


def test_a_place_that_cannot_be_written_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    done = _run(root, "Zuid", tmp_path / "bestand" / "uit.html")
    assert done.exit_code == 1
    assert "is niet te schrijven" in done.output


# -- wijkscans, and many at once


def _wijkscan(root: Path, title: str, least: str = "team") -> str:
    """A wijkscan of Zuid with a text and a photo."""
    register, author = open_database(Settings(data=root)), Author("Bram", Role.TEAM)
    made = wijkscans.start(register, author, "WK000100", toy.TOWN, Head(title=title, visibility=least))
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 140, 90)).save(out, "JPEG")
    photo = wijkscans.add_picture(register, made.id, "image/jpeg", out.getvalue(), 40, 30, author)
    text = f"Een mooie wijk.\n\n![Het plein](foto:{photo})"
    wijkscans.save(register, made.id, "2.1", {"text": text}, 0, author)
    return made.id


def test_a_report_of_a_wijkscan_has_what_people_wrote(root: Path, tmp_path: Path) -> None:
    key = _wijkscan(root, "Wijkscan Zuid")
    done = _run(root, key, "--role", "team", tmp_path / "zuid.html")
    assert done.exit_code == 0, done.output
    words = (tmp_path / "zuid.html").read_text(encoding="utf-8")
    assert "Een mooie wijk." in words
    assert "data:image/jpeg;base64," in words
    assert f"{key}\tWijkscan Zuid\twijkscan" in _run(root, "--list", "--role", "team").output
    # Nobody else may know that it's there.
    assert "Wijkscan Zuid" not in _run(root, "--list").output
    refused = _run(root, key, tmp_path / "niet.html")
    assert refused.exit_code == 1
    assert "Deze wijkscan is er niet (meer), of is niet voor u." in refused.output
    assert not (tmp_path / "niet.html").exists()


def test_a_summary_and_a_map_for_the_wall_are_pdfs_in_a_folder(root: Path, tmp_path: Path) -> None:
    key = _wijkscan(root, "Wijkscan Zuid")
    for form, readers in (("samenvatting", "team"), ("kaart-a4", "publiek"), ("kaart-a3", "publiek")):
        done = _run(root, key, "Zuid", "--role", "team", "--format", form, tmp_path / "uit")
        assert done.exit_code == 0, done.output
        assert f"Zuid, zichtbaar voor {readers}." in done.output
    today, made = date.today().isoformat(), [*(tmp_path / "uit").iterdir()]
    names = sorted(path.name.replace(today, "dag") for path in made)
    kinds = ("kaart-a3", "kaart-a4", "samenvatting")
    assert names == [f"{kind}-zuid-dag-{form}.pdf" for kind in ("wijkkaart", "wijkscan") for form in kinds]
    assert all(path.read_bytes().startswith(b"%PDF-") for path in made)


def test_many_reports_are_made_in_processes_and_one_that_fails_stops_no_other(
    root: Path, tmp_path: Path
) -> None:
    key = _wijkscan(root, "Wijkscan Zuid", "publiek")
    # Of Veen nothing can hang on a wall: there's no place in it.
    done = _run(root, "Zuid", "Noord", "Veen", "Dorp", key, "--format", "kaart-a4", tmp_path / "uit")
    assert done.exit_code == 1
    assert len([*(tmp_path / "uit").iterdir()]) == 4
    turns = {line.split(":")[0] for line in done.output.splitlines() if " van 5" in line}
    assert turns == {f"{n} van 5" for n in range(1, 6)}
    assert "Veen: niet gemaakt." in done.output
    assert "Van Veen is geen kaart met lijst te maken" in done.output
