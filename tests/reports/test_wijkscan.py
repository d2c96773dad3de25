"""Reports of wijkscans: own texts among what was accepted, for each role what it may see."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from tests import secrets, toy
from tests.reports import opened
from wijkkaart.charts.added import offered
from wijkkaart.config import Settings
from wijkkaart.core.wijkscan.parts import Basis, FigureSeen, RecordSeen, to_json
from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide, guide
from wijkkaart.present.profile.area import Area, area_of
from wijkkaart.present.profile.figures import Figures
from wijkkaart.record import ROLES, RecordKind, Role, may_see
from wijkkaart.register import saving
from wijkkaart.register.database import open_database
from wijkkaart.register.writing import Author
from wijkkaart.reports import FORMS, frozen, poster, summary, wijkscan, write
from wijkkaart.reports.document import (
    Grid,
    Listing,
    Notes,
    Photo,
    Picture,
    Prose,
    Report,
    Section,
    Table,
    spoken,
)
from wijkkaart.reports.wijkscan import Scan

ZUID = "WK000100"
TEXT = """Hier wonen [100](cijfer:inwoners) mensen, en [900](cijfer:inwoners@GM0001) in de stad.

### Wat bewoners zeggen

> Iedereen kent elkaar.

![Het plein](foto:plein "Het plein in mei")
"""


def _jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), (90, 140, 90)).save(out, "JPEG")
    return out.getvalue()


JPEG = _jpeg()


def _pictures(id: str) -> tuple[str, bytes] | None:  # noqa: A002 - the word for it
    return {"plein": ("image/jpeg", JPEG), "kapot": ("image/jpeg", b"geen foto")}.get(id)


def _scan(contents: Mapping[str, Mapping[str, Any]], **head: str) -> Scan:
    return Scan.of({"kop": {"visibility": "publiek", **head}, **contents}, _pictures)


def _basis(
    figures: Mapping[str, tuple[str, int]], records: Mapping[str, str] | None = None
) -> dict[str, Any]:
    seen = {name: FigureSeen(text, year, "kwb") for name, (text, year) in figures.items()}
    known = {key: RecordSeen(name, "", "3.4") for key, name in (records or {}).items()}
    return to_json(Basis("2026-03-01", seen, known))


def _area(shown: Guide, code: str = "BU00010000") -> Area:
    found = area_of(shown.atlas, code, {})
    assert found is not None
    return found


def _made(shown: Guide, scan: Scan, code: str = "BU00010000") -> Report:
    return wijkscan.make(shown, _area(shown, code), scan)


def _sections(report: Report) -> dict[str, Section]:
    return {section.key: section for chapter in report.chapters for section in chapter.sections}


def _prose(report: Report) -> list[str]:
    return [spoken(block.spans) for block in report.blocks() if isinstance(block, Prose)]


# -- what people filled in


def test_the_cover_has_the_head(public: Guide) -> None:
    head = {
        "title": "Wijkscan Kruiskamp",
        "owner": "Wijkraad",
        "edition": "1.0",
        "status": "besproken",
        "date": "2026-05-04",
        "review": "2027-05-04",
    }
    report = _made(public, _scan({"basis": _basis({"inwoners": ("100 inwoners", 2024)})}, **head))
    assert (report.kind, report.title, report.day) == ("Wijkscan", "Wijkscan Kruiskamp", date(2026, 5, 4))
    facts = dict(report.facts)
    assert facts["Over"] == "Kruiskamp"
    assert (facts["Van"], facts["Versie"], facts["Stand"]) == ("Wijkraad", "1.0", "Besproken")
    assert facts["Wordt opnieuw bekeken op"] == "4 mei 2027"
    assert facts["Cijfers en lijsten zoals op"] == "1 maart 2026"
    assert report.name == "wijkscan-kruiskamp-2026-05-04"


def test_an_own_text_stands_first_with_the_sources_of_its_figures(public: Guide) -> None:
    blocks = _sections(_made(public, _scan({"2.1": {"text": TEXT}})))["2.1"].blocks
    assert isinstance(blocks[0], Prose)
    assert [span.note for span in blocks[0].spans] == [0, 1, 0, 2, 0]
    notes = next(block for block in blocks if isinstance(block, Notes))
    assert notes.lines[0].startswith("Inwoners, Kruiskamp, 2024. ")
    assert notes.lines[1].startswith("Inwoners, Torenstad, 2024. ")
    assert all("Centraal Bureau" in line or "CBS" in line for line in notes.lines)
    photo = next(block for block in blocks if isinstance(block, Photo))
    assert (photo.width, photo.height, photo.alt, photo.caption) == (
        300,
        200,
        "Het plein",
        "Het plein in mei",
    )
    kinds = [type(block) for block in blocks]
    assert kinds.index(Notes) < kinds.index(Table)


def test_blocks_are_hidden_and_ordered_as_people_want(public: Guide) -> None:
    part = {
        "text": "Eigen tekst.",
        "order": ["cijfers", "tekst"],
        "hidden": ["cijfer:inwoners", "zinnen", "bron"],
    }
    blocks = _sections(_made(public, _scan({"2.1": part})))["2.1"].blocks
    assert isinstance(blocks[0], Table)
    assert "Inwoners" not in {row[0] for row in blocks[0].rows}
    assert isinstance(blocks[1], Prose)
    titles = {block.title for block in blocks if isinstance(block, Listing)}
    assert "Wat deze cijfers zeggen" not in titles
    assert "Wat ontbreekt" in titles
    whole = {"hidden": ["tekst", "cijfers", "zinnen", "ontbreekt", "vertellen", "bron", "notities"]}
    assert "2.2" not in _sections(_made(public, _scan({"2.2": {"text": "Weg.", **whole}})))


def test_charts_and_maps_of_single_figures_are_put_in_and_moved(public: Guide) -> None:
    found = offered(Figures(public.atlas, _area(public, ZUID), []), ["inwoners", "koopwoningen_pct", "niets"])
    assert "verloop:inwoners" in found
    assert "kaart:inwoners" in found
    assert not [id_ for id_ in found if "niets" in id_]
    added = ["kaart:inwoners", "verloop:inwoners", "kaart:weg", "kaart:<script>", "iets", ""]
    part = {"added": added, "order": ["kaart:inwoners", "tekst"], "text": "Daarna."}
    report = _made(public, _scan({"2.1": part}), ZUID)
    blocks = _sections(report)["2.1"].blocks
    assert isinstance(blocks[0], Picture)
    assert blocks[0].caption == "Inwoners (buurten van Zuid, 2024)"
    assert blocks[0].alt.startswith("Kaart van buurten van Zuid, 2024: Inwoners.")
    assert "Kruiskamp" in blocks[0].svg
    captions = [block.caption for block in blocks if isinstance(block, Picture)]
    usual = [
        b.caption for b in _sections(_made(public, _scan({}), ZUID))["2.1"].blocks if isinstance(b, Picture)
    ]
    assert len(captions) == len(usual) + 2
    hidden = {**part, "hidden": ["kaart:inwoners", "verloop:inwoners"]}
    blocks = _sections(_made(public, _scan({"2.1": hidden}), ZUID))["2.1"].blocks
    assert [block.caption for block in blocks if isinstance(block, Picture)] == usual


def test_a_place_that_is_hidden_is_not_in_list_or_map(public: Guide) -> None:
    things = public.things(toy.TOWN)
    key = things.id[things.name == "Bibliotheek"].iloc[0]
    before, after = (
        _sections(_made(public, _scan({"3.4": part}), ZUID))["3.4"]
        for part in ({}, {"hidden": [f"plek:{key}"]})
    )
    assert "Bibliotheek" in str(before.blocks)
    assert "Bibliotheek" not in str(after.blocks)


def test_a_paragraph_that_is_left_out_says_why(public: Guide) -> None:
    section = _sections(_made(public, _scan({"2.2": {"text": "Weg.", "left_out": "Te weinig bekend."}})))[
        "2.2"
    ]
    assert [spoken(block.spans) for block in section.blocks if isinstance(block, Prose)] == [
        "Dit onderdeel is weggelaten. Reden: Te weinig bekend."
    ]
    assert len(section.blocks) == 1


def test_questions_stand_where_nobody_wrote_in_a_draft_alone(public: Guide) -> None:
    asks = "Nog te schrijven: vragen die helpen"
    draft = _sections(_made(public, _scan({"2.1": {"text": "Geschreven."}})))
    assert asks not in str(draft["2.1"].blocks)
    assert asks in str(draft["2.2"].blocks)
    assert asks in str(draft["6.1"].blocks)
    adopted = _made(public, _scan({"2.1": {"text": "Geschreven."}}, status="vastgesteld"))
    assert asks not in str(adopted)
    assert "6" not in {chapter.number for chapter in adopted.chapters}


def test_chapters_end_with_their_summary_and_frames_come_only_when_used(public: Guide) -> None:
    contents = {
        "2.samenvatting": {"text": "Kort."},
        "5.samenvatting": {"text": "Ook kort."},
        "6.5": {"text": "Tien."},
    }
    report = _made(public, _scan(contents))
    chapters = {chapter.number: chapter for chapter in report.chapters}
    assert chapters["2"].sections[-1].title == "Samenvatting van hoofdstuk 2"
    assert [each.title for each in chapters["5"].sections] == ["Samenvatting van hoofdstuk 5"]
    assert chapters["5"].blocks
    keys = set(_sections(report))
    assert "6.5" in keys
    assert not {"6.6", "1.samenvatting"} & keys


def test_the_action_plan_is_a_table_in_the_order_of_the_road(public: Guide) -> None:
    actions = [
        {
            "id": "b",
            "what": "Bankje",
            "who": "Wijkraad",
            "when": "2027-03-01",
            "phase": "doen",
            "state": "bezig",
        },
        {"id": "a", "what": "Gesprekken", "phase": "verkennen", "state": "klaar", "follow_up": "Veertig."},
    ]
    section = _sections(_made(public, _scan({"6.7": {"actions": actions}})))["6.7"]
    grid = next(block for block in section.blocks if isinstance(block, Grid))
    rows = [[spoken(cell) for cell in row] for row in grid.rows]
    assert rows[1] == ["Gesprekken", "", "", "Samen de buurt ontdekken", "Klaar. Veertig."]
    assert rows[2] == ["Bankje", "Wijkraad", "1 maart 2027", "Samen doen", "Bezig"]


def test_a_photo_that_is_gone_or_broken_leaves_its_words(public: Guide) -> None:
    text = "![Een bankje](foto:weg)\n\n![Kapot](foto:kapot)"
    prose = _prose(_made(public, _scan({"2.1": {"text": text}})))
    assert "(deze foto is er niet meer: Een bankje)" in prose
    assert "(deze foto is er niet meer: Kapot)" in prose


# -- what was accepted


def test_figures_are_of_the_accepted_year_and_new_ones_wait(public: Guide) -> None:
    basis = _basis({"inwoners": ("100 inwoners", 2024)})
    section = _sections(_made(public, _scan({"basis": basis})))["2.1"]
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [row[:3] for row in table.rows] == [("Inwoners", "2024", "100 inwoners")]
    assert "nog niet overgenomen" not in str(section.blocks)


def test_a_figure_that_changed_stays_as_accepted_and_says_so(public: Guide) -> None:
    contents = {
        "basis": _basis({"inwoners": ("95 inwoners", 2024)}),
        "2.1": {"text": "[95](cijfer:inwoners)."},
    }
    blocks = _sections(_made(public, _scan(contents)))["2.1"].blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[0][2] == "95 inwoners"
    listing = next(block for block in blocks if isinstance(block, Listing) and "overgenomen" in block.title)
    assert listing.title == "Veranderd na 1 maart 2026, nog niet overgenomen"
    assert [(line.lead, line.text) for line in listing.lines] == [("Inwoners", "nu 100 inwoners (2024).")]
    notes = next(block for block in blocks if isinstance(block, Notes))
    assert notes.lines[0].endswith("In de bron staat nu: 100 inwoners.")


def test_a_figure_whose_source_is_gone_keeps_what_was_accepted(public: Guide) -> None:
    gone = {"inwoners": ("100 inwoners", 2024), "leeftijd_65_plus_pct": ("14%", 1999)}
    contents = {"basis": _basis(gone), "2.1": {"text": "[14%](cijfer:leeftijd_65_plus_pct)."}}
    blocks = _sections(_made(public, _scan(contents)))["2.1"].blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert ("65 jaar of ouder", "1999", "14%") in {row[:3] for row in table.rows}
    assert "de bron heeft dit cijfer niet meer; hier staat het zoals op 1 maart 2026." in str(blocks)
    notes = next(block for block in blocks if isinstance(block, Notes))
    assert "De bron heeft dit cijfer niet meer" in notes.lines[0]


def test_things_that_were_not_accepted_do_not_appear(public: Guide) -> None:
    things = public.things(toy.TOWN)
    key = things.id[things.name == "Bibliotheek"].iloc[0]
    words = str(_made(public, _scan({"basis": _basis({}, {str(key): "Bibliotheek"})}), ZUID).chapters)
    assert "Bibliotheek" in words
    assert "Huisarts Haven" not in words


def test_a_figure_that_is_not_defined_any_more_says_so(public: Guide) -> None:
    report = _made(public, _scan({"2.1": {"text": "[5](cijfer:bestaat_niet)."}}))
    notes = next(block for block in report.blocks() if isinstance(block, Notes))
    assert notes.lines == ("bestaat_niet: dit cijfer staat niet meer in wijkkaart.",)


# -- roles


@pytest.fixture(scope="module")
def secret_town(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    chosen = Settings(data=toy.town(tmp_path_factory.mktemp("geheim") / "stad").root, database_url="")
    secrets.plant(open_database(chosen))
    yasmina = {"name": "Yasmina van Quastervelde", "title": "Opbouwwerker", "expires": "2099-01-01"}
    wanted = {**yasmina, "lawful_basis": "publieke_taak"}
    saving.create(open_database(chosen), RecordKind.CONTACT, wanted, Author("Chef", Role.ADMIN))
    return chosen


CALLED = (
    "Mevrouw **Van** Quastervelde kookt.",
    "Volgens Yasmina is het druk.",
    "Y. van Quastervelde en Van Quastervelde.",
)
"""How people call somebody of the register whom only the team may see."""


def _telling(shown: Guide) -> dict[str, Mapping[str, Any]]:
    """Texts that name every person of the register, bold in half of the name, and link to every record."""
    persons = [record for record in secrets.records() if record.kind is RecordKind.CONTACT]
    texts = []
    for record in persons:
        name = str(record.values["name"])
        phones = [str(phone["number"]) for phone in record.values.get("phones") or ()]
        said = [name, f"{name[:3]}**{name[3:]}**", str(record.values["email"]), *phones]
        texts += [*said, f"[{name}](plek:{record.id})", f"[mail](mailto:{record.values['email']})"]
    text = "\n\n".join([*texts, *CALLED])
    action = {"id": "a", "what": f"Bel {persons[0].values['name']}", "who": "Yasmina"}
    return {
        "inleiding": {"text": text},
        "2.1": {"text": f'> {texts[0]}\n\n- {texts[0]}\n\n![{texts[0]}](foto:plein "{texts[0]}")'},
        "2.2": {"left_out": f"Volgens {texts[0]} en {CALLED[0]}"},
        "6.7": {"text": text, "actions": [action]},
    }


@pytest.mark.parametrize("name", ROLES)
def test_no_file_names_a_person_that_the_role_may_not_see(secret_town: Settings, name: str) -> None:
    role = Role(name)
    shown = guide(secret_town, role)
    least = next(each.values["name"] for each in secrets.records() if each.kind is RecordKind.CONTACT)
    scan = _scan(_telling(shown), title=f"Scan van {least}", owner=str(least))
    report = _made(shown, scan, toy.TOWN)
    kept = frozen.to_json(report)
    texts = [opened.everything(write(report, form), form) for form in FORMS]
    texts.append(opened.everything(summary.write(report), "pdf"))
    texts.append(str(frozen.from_json(kept, _pictures)))
    for text in texts:
        secrets.assert_clean(text, role)
        # Some of it may be seen, or an empty file would be clean too.
        assert secrets.found(text) or not may_see(role, Role.TEAM)
        assert may_see(role, Role.TEAM) or not [each for each in ("Yasmina", "Quaster") if each in text]
        assert may_see(role, Role.TEAM) is ("Yasmina" in text)


def test_a_wijkscan_is_for_who_may_see_it(public: Guide) -> None:
    with pytest.raises(WijkkaartError, match="niet voor iedereen"):
        _made(public, _scan({}, visibility="team"))
    with pytest.raises(WijkkaartError, match="niet voor iedereen"):
        _made(public, _scan({}, visibility="onzin"))


# -- adopted


def test_a_report_comes_back_as_it_was_frozen(public: Guide) -> None:
    report = _made(
        public, _scan({"2.1": {"text": TEXT}, "basis": _basis({"inwoners": ("95 inwoners", 2024)})})
    )
    kept = frozen.to_json(report)
    assert kept == frozen.to_json(report)
    assert JPEG not in kept
    assert frozen.from_json(kept, _pictures) == report
    assert frozen.thawed(report, public) == report
    without = frozen.from_json(kept, lambda _: None)
    assert "(deze foto is er niet meer: Het plein)" in _prose(without)


@pytest.mark.parametrize(
    "data", [b"", b"x", frozen.gzip.compress(b"{}"), frozen.gzip.compress(b'{"form": 9}')]
)
def test_what_is_no_frozen_report_is_refused(data: bytes) -> None:
    with pytest.raises(WijkkaartError, match="niet te lezen"):
        frozen.from_json(data, _pictures)


def test_who_withdrew_is_out_of_what_was_adopted(tmp_path: Path) -> None:
    chosen = Settings(data=toy.town(tmp_path / "stad").root, database_url="")
    database = open_database(chosen)
    secrets.plant(database)
    role = Role.PUBLIC
    shown = guide(chosen, role)
    full = secrets.named("person who agreed")
    record = next(each for each in secrets.records() if each.id == full)
    name = str(record.values["name"])
    report = _made(shown, _scan({"2.1": {"text": f"Vraag het aan {name}."}}), toy.TOWN)
    assert name in str(report)
    assert full in {
        person for block in report.blocks() if isinstance(block, Table) for person in block.persons
    }
    consent = {**record.values["consent"], "withdrawn": secrets.TODAY.isoformat()}
    now = guide(chosen, Role.ADMIN).record(full)
    assert now is not None
    author = Author("Anne", Role.ADMIN)
    saving.save(database, full, now.version, {**now.values, "consent": consent}, author)
    given = frozen.thawed(frozen.from_json(frozen.to_json(report), _pictures), guide(chosen, role))
    assert name not in str(given)
    assert "Vraag het aan" in str(given)
    secrets_left = secrets.found(str(given)) - secrets.expected(role)
    assert secrets_left == set()
    people = [block for block in given.blocks() if isinstance(block, Table) and block.persons]
    assert all(len(block.rows) == len(block.persons) for block in people)


# -- two pages, and one


def _long() -> dict[str, Mapping[str, Any]]:
    sentence = "Dit is een zin over de wijk die langer is dan nodig. "
    keys = ["inleiding", *(f"{n}.samenvatting" for n in range(1, 7)), *(f"6.{n}" for n in range(1, 7))]
    actions = [{"id": str(n), "what": sentence, "who": "Wijkraad"} for n in range(30)]
    return {**{key: {"text": sentence * 200} for key in keys}, "6.7": {"actions": actions}}


@pytest.mark.parametrize("contents", [{}, _long()], ids=["leeg", "vol"])
def test_a_summary_has_two_pages_at_most(public: Guide, contents: dict[str, Mapping[str, Any]]) -> None:
    reader = PdfReader(io.BytesIO(summary.write(_made(public, _scan(contents, status="vastgesteld")))))
    assert len(reader.pages) <= summary.PAGES
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Kerncijfers" in text
    assert ("Waar het op neerkomt" in text) is bool(contents)
    assert ("Teksten met … gaan verder in het hele rapport" in text) is bool(contents)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("a3", (842, 1191))])
def test_a_map_with_list_is_one_page_of_its_size(public: Guide, size: str, points: tuple[int, int]) -> None:
    things = public.things(toy.TOWN)
    key = things.id[things.name == "Bibliotheek"].iloc[0]
    area = _area(public, ZUID)
    reader = PdfReader(io.BytesIO(poster.write(public, area, size)))
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages] == [points]
    text = reader.pages[0].extract_text()
    assert "Wat is er in Zuid?" in text
    for name in ("Bibliotheek", "Huisarts Haven", "Buurthuis De Brug"):
        assert name in text
    assert any("genummerde plekken" in alt for alt in opened.alternatives(reader))
    hidden = _scan({"3.4": {"hidden": [f"plek:{key}"]}})
    text = PdfReader(io.BytesIO(poster.write(public, area, size, hidden))).pages[0].extract_text()
    assert "Bibliotheek" not in text
    assert "Huisarts Haven" in text


def test_a_map_for_the_wall_shows_only_what_everybody_may_see(secret_town: Settings) -> None:
    shown = guide(secret_town, Role.TEAM)
    with pytest.raises(WijkkaartError, match="alleen wat iedereen mag zien"):
        poster.write(shown, _area(shown, toy.TOWN), "a4")
    shown = guide(secret_town)
    poster_a4 = poster.write(shown, _area(shown, toy.TOWN), "a4")
    secrets.assert_clean(opened.everything(poster_a4, "pdf"), Role.PUBLIC)


def test_without_places_there_is_no_map_for_the_wall(public: Guide) -> None:
    with pytest.raises(WijkkaartError, match="geen kaart met lijst"):
        poster.write(public, replace(_area(public, "BU00020001")), "a4")


def test_a_picture_keeps_its_words_in_what_was_frozen(public: Guide) -> None:
    report = _made(public, _scan({}), ZUID)
    before = [each for each in report.blocks() if isinstance(each, Picture)]
    after = [each for each in frozen.thawed(report, public).blocks() if isinstance(each, Picture)]
    assert before
    assert before == after
