"""What a report says: all of the format, nothing a role may not see, figures as the source has them."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import secrets, toy
from tests.browser import hostile
from tests.reports import opened
from wijkkaart.build.load import load
from wijkkaart.catalogue import format_chapters
from wijkkaart.config import Settings
from wijkkaart.guide import Guide, guide
from wijkkaart.present import dutch
from wijkkaart.present.profile.area import Area, area_of
from wijkkaart.record import ROLES, RecordKind, Role, may_see
from wijkkaart.register import saving
from wijkkaart.register.database import open_database
from wijkkaart.register.writing import Author
from wijkkaart.reports import FORMS, making, write
from wijkkaart.reports.document import Listing, Picture, Report, Section, Table
from wijkkaart.store import Store

ANNE = Author("Anne", Role.ADMIN)
KRUISKAMP = "WK030707"
NOTE = "Hier wonen er meer."


def _area(shown: Guide, code: str) -> Area:
    found = area_of(shown.atlas, code, {})
    assert found is not None
    return found


def _made(shown: Guide, code: str = toy.TOWN) -> Report:
    return making.make(shown, _area(shown, code))


def _sections(report: Report) -> dict[str, Section]:
    return {section.number: section for chapter in report.chapters for section in chapter.sections}


def _words(*blocks: Any) -> str:
    return "\n".join(map(str, blocks))


def test_every_chapter_and_paragraph_of_the_format_is_there(public: Guide) -> None:
    report = _made(public, "BU00010000")
    numbers = {chapter.number for chapter in report.chapters} | set(_sections(report))
    assert set(format_chapters()) <= numbers
    assert [chapter.title for chapter in report.chapters][0::6] == ["In het kort", "Bronnen"]
    for number, section in _sections(report).items():
        assert "Wie kan het vertellen" in _words(*section.blocks), number


def test_the_cover_says_what_when_and_for_whom(public: Guide) -> None:
    report = _made(public, "BU00010000")
    facts = dict(report.facts)
    assert (report.title, report.subtitle) == ("Kruiskamp", "buurt in de wijk Zuid, Torenstad")
    assert facts["Code van het CBS"] == "BU00010000"
    assert facts["Cijfers staan naast die van"] == "Zuid en Torenstad"
    assert facts["Gemaakt op"] == dutch.day(public.day)
    assert facts["Versie van de gegevens"] == public.version
    assert facts["Zichtbaar voor"] == "iedereen"


def test_figures_stand_beside_those_of_the_areas_around_with_their_year(public: Guide) -> None:
    section = _sections(_made(public, "BU00010000"))["2.1"]
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert table.columns == ("Cijfer", "Jaar", "Kruiskamp", "Zuid", "Torenstad")
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Inwoners"][:2] == ("2024", "100 inwoners")
    # A count beside that of the whole gemeente would say nothing.
    assert rows["Inwoners"][2:] == ("–", "–")
    assert rows["65 jaar of ouder"][:2] == ("2023", "10%")


def test_an_area_of_which_nothing_is_known_has_a_report_that_says_so(public: Guide) -> None:
    report = _made(public, "BU00020001")
    assert "Van dit gebied is er geen enkel cijfer over leefbaarheid." in _words(
        *_sections(report)["2.3"].blocks
    )
    for form in FORMS:
        assert "Veen" in opened.text(write(report, form), form)


def test_a_gemeente_of_which_only_the_outline_is_known_has_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = guide(Settings(data=toy.town(tmp_path / "stad").root, database_url=""))
    monkeypatch.setattr(type(shown.atlas), "levels", lambda *_: [])
    report = _made(shown, toy.VILLAGE)
    assert [picture for picture in report.pictures() if picture.data is None] == []
    assert "Dorpshuis" in _words(report)


def test_places_have_a_number_on_the_map_and_in_the_list(public: Guide) -> None:
    section = _sections(_made(public, "WK000100"))["3.4"]
    picture = next(block for block in section.blocks if isinstance(block, Picture))
    table = next(block for block in section.blocks if isinstance(block, Table) and block.columns[0] == "Nr.")
    numbered = [row[:2] for row in table.rows if row[0] != "–"]
    assert [number for number, _ in numbered] == [str(n) for n in range(1, len(numbered) + 1)]
    assert re.findall(r'fill="#fff">(\d+)</text>', picture.svg)[: len(numbered)] == [n for n, _ in numbered]
    assert {"Bibliotheek", "Buurthuis De Brug", "Huisarts Haven"} <= {name for _, name in numbered}
    assert "1 Bibliotheek" in picture.alt
    for part in (">N</text>", "meter</text>", "nummer in de lijst bij deze kaart"):
        assert part in picture.svg


def test_nothing_of_elsewhere_is_in_the_report_of_a_wijk(public: Guide) -> None:
    words = _words(_made(public, "WK000101"))
    assert "École Émile" in words
    for name in ("Bibliotheek", "Dorpshuis", "Buitenland"):
        assert name not in words


def test_a_place_without_coordinates_is_in_the_list_alone(public: Guide) -> None:
    words = _words(_made(public, toy.TOWN))
    assert "('–', 'Zwerfbieb'" in words
    assert "('–', 'Buitenland'" in words


# -- roles


@dataclass(frozen=True)
class Planted:
    """The report of the town full of secrets, for one role."""

    role: Role
    report: Report
    hidden: Report
    """That of the buurt of the shelter."""
    texts: dict[str, str]
    """Form to all that can be read in the file."""


@pytest.fixture(scope="module")
def secret_town(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    chosen = Settings(data=toy.town(tmp_path_factory.mktemp("geheim") / "stad").root, database_url="")
    database = open_database(chosen)
    secrets.plant(database)
    values = {"name": "Tellen", "text": NOTE, "about_kind": "paragraph", "about": "2.1", "date": "2026-04-04"}
    saving.create(database, RecordKind.NOTE, values | {"gemeente": toy.TOWN}, ANNE)
    return chosen


@pytest.fixture(scope="module", params=ROLES)
def planted(request: pytest.FixtureRequest, secret_town: Settings) -> Planted:
    role = Role(request.param)
    shown = guide(secret_town, role)
    report = _made(shown)
    texts = {form: opened.everything(write(report, form), form) for form in FORMS}
    return Planted(role, report, _made(shown, secrets.HIDDEN_BUURT), texts)


def test_no_file_has_what_the_role_may_not_see(planted: Planted) -> None:
    for output in (_words(planted.report), _words(planted.hidden), *planted.texts.values()):
        secrets.assert_clean(output, planted.role)


def test_a_file_has_what_the_role_may_see(planted: Planted) -> None:
    """Else an empty report would keep every secret."""
    # Ids of persons are kept to make their rows anew, and never printed.
    ids = {
        each
        for section in _sections(planted.report).values()
        for table in section.blocks
        if isinstance(table, Table)
        for each in table.persons
    }
    known = secrets.found(_words(planted.report)) - ids
    assert len(known) >= (20 if may_see(planted.role, Role.TEAM) else 10)
    for form, text in planted.texts.items():
        assert secrets.found(text) == known, form


def test_notes_are_for_the_team_alone(planted: Planted) -> None:
    blocks = _sections(planted.report)["2.1"].blocks
    notes = [
        block for block in blocks if isinstance(block, Listing) and block.title == "Notities van het team"
    ]
    assert bool(notes) is may_see(planted.role, Role.TEAM)
    for text in planted.texts.values():
        assert (NOTE in text) is may_see(planted.role, Role.TEAM)


def test_a_shelter_is_never_on_a_map_whoever_asks(planted: Planted) -> None:
    assert [p.caption for p in planted.hidden.pictures() if "nummer in de lijst" in p.svg] == []


def test_a_hostile_town_gives_harmless_files(tmp_path: Path) -> None:
    folder = tmp_path / "kwaad"
    folder.mkdir()
    shown = guide(Settings(data=hostile.make(folder), database_url=""))
    report = _made(shown, hostile.GEMEENTE)
    page = opened.page(write(report, "html"))
    assert page.wrong == []
    assert len(page.named("script")) == 1
    assert page.named("img") == []
    assert [key for _, attributes in page.tags for key in attributes if key.startswith("on")] == []
    assert hostile.ATTACKS[5] in "".join(page.texts)
    for form in ("docx", "pdf"):
        assert opened.text(write(report, form), form)


# -- the publishers' own files


@pytest.mark.shared
def test_figures_of_kruiskamp_are_those_of_the_source(shared: Path, tmp_path: Path) -> None:
    chosen = Settings(data=tmp_path / "gegevens", database_url="")
    names = ("wijken_2024", "buurten_2024")
    files = [shared / "boundaries" / f"amersfoort_{name}.geojson" for name in names]
    loaded = load([*files, shared / "boundaries" / "nl_gemeenten_2024.geojson"], Store(chosen.data), chosen)
    assert [each.error for each in loaded if each.error] == []
    source = next(
        {key.casefold(): value for key, value in row["properties"].items()}
        for row in json.loads(files[0].read_text(encoding="utf-8"))["features"]
        if KRUISKAMP in row["properties"].values()
    )
    report = _made(guide(chosen), KRUISKAMP)
    tables = [b for s in _sections(report).values() for b in s.blocks if isinstance(b, Table)]
    rows = {
        row[0]: row[2] for table in tables if table.columns[:2] == ("Cijfer", "Jaar") for row in table.rows
    }
    assert rows["Inwoners"] == f"{dutch.number(source['inwoners'])} inwoners" == "6.020 inwoners"
    assert rows["Huishoudens"] == f"{dutch.number(source['huishoudens'])} huishoudens"
    assert rows["Koopwoningen"] == f"{dutch.number(source['koopwoningen'])}%" == "42%"
    assert rows["Afstand tot huisarts"] == f"{dutch.number(source['afstandhuisarts'], 1)} km"
    assert rows["Gemiddelde WOZ-waarde"] == f"€ {dutch.number(1000 * source['wozwaarde'])}"
    # 955 of 6,020, as test_pilot has it by hand.
    assert rows["65 jaar of ouder"] == "16%"
    for form in FORMS:
        assert "6.020 inwoners" in opened.text(write(report, form), form)
    # The file of the map holds the key figures too: both sources are named, with what they ask to be said.
    told = _words(report.chapters[-1])
    assert "© Kadaster / Centraal Bureau voor de Statistiek, 2024." in told
    assert "Bron: CBS, Kerncijfers wijken en buurten 2024." in told
