"""What a wijkscan stands on in the toy town, what is known to hold texts against, and the list in words."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests import toy
from tests.register.people import ANNE
from wijkkaart.atlas import Atlas, current
from wijkkaart.config import Settings
from wijkkaart.core.wijkscan import definition, parts
from wijkkaart.core.wijkscan.changes import What, changes
from wijkkaart.core.wijkscan.checklist import Item, Kind, checklist, how_far
from wijkkaart.core.wijkscan.parts import Basis, FigureSeen, Head, Part
from wijkkaart.guide import Guide, guide
from wijkkaart.present.profile.area import Area, OwnSet, area_of
from wijkkaart.present.wijkscan import facts, todo
from wijkkaart.present.wijkscan.basis import basis_now
from wijkkaart.present.wijkscan.facts import facts_now
from wijkkaart.record import RecordKind, Role
from wijkkaart.register import saving
from wijkkaart.register.database import open_database

KRUISKAMP, ZAND = "BU00010000", "BU00010001"
OWN = OwnSet("EG00000001", "Ons dorp", toy.TOWN, (KRUISKAMP, ZAND))


def area(atlas: Atlas, code: str) -> Area:
    found = area_of(atlas, code, {OWN.code: OWN})
    assert found is not None
    return found


@pytest.fixture
def team(tmp_path: Path) -> Guide:
    root = tmp_path / "gegevens"
    toy.town(root)
    estimate = toy.figures({KRUISKAMP: 54.1, toy.TOWN: 50.0}, "eenzaam_pct", 2022, source="rivm")
    estimate["status"] = "estimate"
    toy.write(root, toy.File("meer", observations=estimate))
    settings = Settings(data=root)
    register = open_database(settings)
    note = {"date": "2026-03-01", "about_kind": "paragraph", "about": "2.1", "gemeente": toy.TOWN}
    saving.create(register, RecordKind.NOTE, {"name": "Avond", "text": "Er wonen 70 inwoners.", **note}, ANNE)
    saving.create(register, RecordKind.ORGANIZATION, {"name": "Samen Oost", "status": "open"}, ANNE)
    person = {
        "name": "Willemijn Verhoeven",
        "title": "Opbouwwerker",
        "lawful_basis": "publieke_taak",
        "expires": "2027-01-01",
        "service_area": [toy.TOWN],
    }
    saving.create(register, RecordKind.CONTACT, person, ANNE)
    return guide(settings, Role.TEAM)


def test_a_basis_has_every_figure_and_record_and_no_person(team: Guide) -> None:
    found = basis_now(team, area(team.atlas, toy.TOWN))
    assert found.at == team.day.isoformat()
    assert (
        found.figures["inwoners"] == FigureSeen("1.500 inwoners", 2024, "cbs-kwb")
        or found.figures["inwoners"].year
    )
    assert found.figures["eenzaam_pct"].text.startswith("naar schatting 50")
    names = {seen.name for seen in found.records.values()}
    assert {"Samen Oost", "Bibliotheek"} <= names
    assert (team.things(toy.TOWN).kind == RecordKind.CONTACT.value).any()
    assert "Willemijn" not in str(found)
    assert all(team.record(id_) is not None or team.source(id_) is not None for id_ in found.records)
    assert parts.basis(parts.to_json(found)) == found


def test_nothing_has_changed_right_after(team: Guide) -> None:
    here = area(team.atlas, KRUISKAMP)
    assert changes(basis_now(team, here), basis_now(team, here)) == []


def test_of_another_year_it_says_so(team: Guide) -> None:
    here = area(team.atlas, KRUISKAMP)
    basis = basis_now(team, here)
    root = team.atlas.store.root
    newer = toy.figures({KRUISKAMP: 120.0, ZAND: 210.0, toy.TOWN: 1700.0}, "inwoners", 2025)
    toy.write(root, toy.File("nieuw", observations=newer))
    later = guide(Settings(data=root), Role.TEAM)
    assert current(root).version != team.atlas.version
    [change] = changes(basis, basis_now(later, here))
    assert (change.id, change.what) == ("inwoners", What.NEW_YEAR)
    assert change.now == FigureSeen("120 inwoners", 2025, "cbs-kwb")


def test_figures_of_other_areas_are_those_that_texts_use(team: Guide) -> None:
    here = area(team.atlas, KRUISKAMP)
    texts = [
        f"In de stad [x](cijfer:inwoners@{toy.TOWN}), en [z](cijfer:weg@{toy.TOWN}).",
        "[100](cijfer:inwoners), daar [y](cijfer:inwoners@GM9876)",
    ]
    found = basis_now(team, here, texts)
    assert [key for key in found.figures if "@" in key] == [f"inwoners@{toy.TOWN}"]
    whole = basis_now(team, area(team.atlas, toy.TOWN))
    assert found.figures[f"inwoners@{toy.TOWN}"] == whole.figures["inwoners"]


def test_an_own_area_has_a_basis_too(team: Guide) -> None:
    found = basis_now(team, area(team.atlas, OWN.code))
    assert found.figures["inwoners"].text == "300 inwoners"


def test_a_role_that_sees_less_keeps_less(team: Guide) -> None:
    public = guide(Settings(data=team.atlas.store.root), Role.PUBLIC)
    found = basis_now(public, area(team.atlas, toy.TOWN))
    assert not any(word in str(found) for word in toy.HIDDEN_WORDS)
    assert {*found.records} <= {*basis_now(team, area(team.atlas, toy.TOWN)).records}


def test_facts_hold_what_is_known_beside_the_town(team: Guide) -> None:
    here = area(team.atlas, KRUISKAMP)
    basis = basis_now(team, here)
    record = next(iter(basis.records))
    texts = {
        "2.1": Part(text=f"[er is](plek:{record}) en [weg](plek:weg) en [1.600](cijfer:inwoners@{toy.TOWN})")
    }
    found = facts_now(team, here, basis, texts, ["f1"])
    assert found.beside == "Torenstad"
    assert "'t Zand" in found.others
    assert "Kruiskamp" not in found.others
    assert found.records == {record}
    assert found.photos == {"f1"}
    assert found.doubtful["eenzaam_pct"] == facts.ESTIMATE
    assert found.verdicts["eenzaam_pct"] == "unsure"
    assert "inwoners" not in found.verdicts, "of a count nothing may be asked"
    assert [note.text for note in found.notes["2.1"]] == ["Er wonen 70 inwoners."]
    assert found.persons == ("Willemijn Verhoeven",)
    assert found.basis.figures[f"inwoners@{toy.TOWN}"] == FigureSeen("1.600", 0, "")


def test_parts_that_a_text_names_are_known_by_themselves(team: Guide) -> None:
    own = area(team.atlas, OWN.code)
    texts = {"2.1": Part(text="In Kruiskamp wonen 100 mensen.")}
    found = facts_now(team, own, basis_now(team, own), texts)
    assert found.area == own.name
    assert {name: part.figures["inwoners"].text for name, part in found.within.items()} == {
        "Kruiskamp": basis_now(team, area(team.atlas, KRUISKAMP)).figures["inwoners"].text
    }
    assert "Kruiskamp" not in found.others
    assert [each.kind for each in checklist(texts, Head(), found) if each.part == "2.1"][1:] == []
    whole = facts_now(team, area(team.atlas, toy.TOWN), Basis(), texts)
    assert [*whole.within] == ["Kruiskamp"]


def test_the_list_of_a_wijkscan_in_the_town(team: Guide) -> None:
    here = area(team.atlas, KRUISKAMP)
    basis = basis_now(team, here)
    said = "In de wijk wonen 70 inwoners. Eenzaamheid is hoger dan in Torenstad. Vraag het "
    texts = {"2.1": Part(text=f"{said} Willemijn Verhoeven.")}
    items = checklist(texts, Head(owner="Wij", review="2999-01-01"), facts_now(team, here, basis, texts))
    here_items = [each for each in items if each.part == "2.1"]
    assert [each.kind for each in here_items] == [Kind.OTHER_NUMBER, Kind.UNSURE, Kind.NOTE, Kind.PERSON]
    rows = todo.rows(here_items, "Torenstad")
    assert rows[0].where == "2.1 Bevolking: opbouw en samenstelling"
    assert rows[0].text.startswith(
        "Er staat: ‘In de wijk wonen 70 inwoners.’ Geteld is iets anders: ‘Inwoners’ is 100"
    )
    assert rows[1].text.endswith("Maar of ‘Eenzaam’ hier anders is, is niet te zeggen.")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words_and_a_group(kind: Kind) -> None:
    said = "2" if kind is Kind.CHANGED else "2026-11-26" if kind in (Kind.OLD, Kind.REVIEW) else "{woorden}"
    truth = {Kind.LATE: "2026-11-26", Kind.OTHER_WAY: "lower"}.get(kind, "12%")
    [row] = todo.rows([Item("2.1", kind, "inwoners", said, truth)], "Amersfoort")
    assert row.group in todo.GROUPS
    assert row.text[-1] in ".?}"
    assert "None" not in row.text
    assert (kind is Kind.OTHER_WAY) == ("minder dan in Amersfoort" in row.text)
    assert ("26 november 2026" in row.text) == (kind in (Kind.OLD, Kind.REVIEW, Kind.LATE))


def test_where_names_every_part() -> None:
    assert todo.where("kop") == "Voorblad"
    assert todo.where("inleiding") == "Inleiding"
    assert todo.where("2.samenvatting") == "Samenvatting van hoofdstuk 2"
    assert todo.where("5") == "5 Sociale index"


def test_long_sentences_are_cut() -> None:
    [row] = todo.rows([Item("2.1", Kind.UNSURE, "eenzaam_pct", "x" * 500, "unsure")])
    assert len(row.text) < 260
    assert "…" in row.text


def test_how_far_and_who_in_words() -> None:
    found = how_far({"1.1": Part(done=True), "1.2": Part(who="Bilal"), "2.1": Part(who="anne")})
    assert todo.far(found) == f"1 van de {found.total} onderdelen is klaar."
    names = todo.who(found)
    assert [name for name, _ in names] == ["anne", "Bilal", "Nog niemand"]
    assert names[1][1] == "1.2 Plannen voor de toekomst"
    done = how_far(dict.fromkeys(definition.keys(), Part(done=True)))
    assert todo.far(done) == f"Alle {done.total} onderdelen zijn klaar."


def test_without_a_basis_all_is_new(team: Guide) -> None:
    here = area(team.atlas, KRUISKAMP)
    found = facts_now(team, here, Basis(), {})
    assert found.day == team.day
    assert isinstance(found.day, date)
    assert {each.what for each in changes(found.basis, found.now)} == {What.NEW}
    assert pd.notna(found.beside)
