"""The page Wijkscan without a browser: starting one, its parts, who sees what, and its state in the URL."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import toy
from tests.ui.test_profiel import shown
from tests.ui.visitor import BRAM, Visitor, add
from wijkkaart.core.wijkscan import asking, definition, parts
from wijkkaart.core.wijkscan.checklist import how_far
from wijkkaart.core.wijkscan.parts import (
    BASE,
    Action,
    Answer,
    Basis,
    FigureSeen,
    Head,
    Part,
    RecordSeen,
    to_json,
)
from wijkkaart.errors import RegisterError, WijkkaartError
from wijkkaart.present.profile import around
from wijkkaart.present.profile.area import area_of
from wijkkaart.record import RecordKind, Role
from wijkkaart.register import own_areas, saving, wijkscans
from wijkkaart.register.wijkscans import Wijkscan
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.kept_state import to_params
from wijkkaart.ui.wijkscan import changed, checking, downloads, menu, own_text, paragraph
from wijkkaart.ui.wijkscan.blocks import arranged
from wijkkaart.ui.wijkscan.opened import opened
from wijkkaart.ui.wijkscan.state import VIEWS, Asked, from_params

PAGE = "wijkscan_page.py"
KRUISKAMP, ZUID = "BU00010000", "WK000100"


@pytest.fixture(autouse=True)
def _no_browser_to_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraph, "HEAD_START", 0)


def made(visitor: Visitor, visibility: Role = Role.TEAM, **texts: str) -> Wijkscan:
    """A wijkscan of Kruiskamp, with texts by key (`_2_1` for 2.1)."""
    head = Head(title="Wijkscan Kruiskamp", owner="Wijkteam Zuid", visibility=visibility.value)
    content = {key.strip("_").replace("_", "."): to_json(Part(text=text)) for key, text in texts.items()}
    return wijkscans.start(visitor.register, BRAM, KRUISKAMP, toy.TOWN, head, content)


def part(visitor: Visitor, scan: Wijkscan, key: str) -> Part:
    """A part as the register has it."""
    return parts.part(wijkscans.parts(visitor.register, scan.id, Role.TEAM)[key].content)


KEYS = st.sampled_from(["inleiding", "2.1", "5", "6.7", "3.samenvatting"])


@given(st.builds(Asked, scan=st.sampled_from(["", "WS0a1b2c3d"]), deel=KEYS, blad=st.sampled_from(VIEWS),
                 gebied=st.sampled_from(["", KRUISKAMP, "EG0a1b2c3d"]),
                 cijfer=st.sampled_from(["", "inwoners"])))  # fmt: skip
def test_what_is_asked_survives_the_url(asked: Asked) -> None:
    assert from_params(to_params(asked)) == asked


@given(st.dictionaries(st.sampled_from(["scan", "deel", "blad", "gebied", "cijfer"]), st.text(max_size=40)))
def test_a_strange_url_gives_a_plain_state(params: dict[str, str]) -> None:
    found = from_params(params)
    assert from_params(to_params(found)) == found


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcxyz"), unique=True))
def test_every_piece_stands_once_in_the_order_that_was_chosen(ids: list[str], order: list[str]) -> None:
    found = arranged(ids, order)
    assert sorted(found) == sorted(ids)
    assert [each for each in found if each in order] == [each for each in order if each in ids]


def test_the_empty_list_says_who_can_start_one(visitor: Visitor) -> None:
    visitor.open(PAGE)
    assert "Er is nog geen wijkscan die u kunt lezen." in visitor.text()
    assert "ws-nieuw" not in visitor.widgets()
    visitor.enter()
    visitor.open(PAGE)
    assert "Begin er een: kies een wijk" in visitor.text()
    assert "ws-nieuw" in visitor.widgets()


def test_the_team_starts_one_from_a_profile(visitor: Visitor) -> None:
    visitor.enter()
    visitor.open("profiel_page.py", gebied=KRUISKAMP)
    assert "Maak hier een wijkscan van" in visitor.text()
    page = visitor.open(PAGE, gebied=KRUISKAMP)
    assert page.text_input(key=f"ws-titel-{KRUISKAMP}").value == "Wijkscan Kruiskamp"
    page.text_input(key="ws-eigenaar").set_value("Wijkteam Zuid")
    next(each for each in page.button if each.label == "Begin").click()
    page = visitor.run()
    (scan,) = wijkscans.listed(visitor.register, Role.TEAM)
    assert (scan.area, scan.gemeente, scan.by) == (KRUISKAMP, toy.TOWN, "Noor")
    assert scan.head == Head(title="Wijkscan Kruiskamp", owner="Wijkteam Zuid")
    assert page.query_params["scan"] == scan.id
    assert "De wijkscan van Kruiskamp staat klaar." in visitor.text()
    basis = parts.basis(wijkscans.parts(visitor.register, scan.id, Role.TEAM)[BASE].content)
    assert basis.figures["inwoners"].year == 2024
    visitor.open("profiel_page.py", gebied=KRUISKAMP)
    assert "Maak hier een wijkscan van" not in visitor.text()
    assert "Lees: Wijkscan Kruiskamp" in visitor.text()


def test_a_part_shows_questions_an_editor_and_what_wijkkaart_knows(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor)
    visitor.open(PAGE, scan=scan.id, deel="2.1")
    text = visitor.text()
    assert definition.title("2.1") in text
    assert definition.questions("2.1")[0] in text
    for title in ("Cijfers", "Wie kan het vertellen", "Bronnen"):
        assert f">{title}</h3>" in text
    assert "65 jaar of ouder" in shown(visitor.page)


def test_the_own_text_waits_for_nothing_wherever_it_stands(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.enter()
    scan = made(visitor)
    order = Part(order=("cijfers", "tekst"))
    wijkscans.save(visitor.register, scan.id, "2.1", to_json(order), 0, BRAM)
    done: list[str] = []
    for module, name in ((own_text, "write"), (paragraph, "blocks"), (changed, "banner")):
        real = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *of, r=real, n=name: (done.append(n), r(*of))[1])
    monkeypatch.setattr(paragraph, "time", SimpleNamespace(sleep=lambda _: done.append("sleep")))
    visitor.open(PAGE, scan=scan.id, deel="2.1")
    assert done == ["write", "sleep", "blocks", "banner"]
    done.clear()
    visitor.run()  # the editor is there already
    assert done == ["write", "blocks", "banner"]
    text = visitor.text()
    places = [text.index(f">{title}</h3>") for title in ("Cijfers", "Eigen tekst", "Bronnen")]
    assert places == sorted(places)


def test_a_piece_is_left_out_and_moved(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor)
    visitor.open(PAGE, scan=scan.id, deel="2.1")
    visitor.type("ws-in-2-1-cijfers", False)
    assert part(visitor, scan, "2.1").hidden == ("cijfers",)
    assert "Dit staat niet in het rapport." in visitor.text()
    moving = [each for each in visitor.page.button if (each.key or "").startswith(("ws-hoger", "ws-lager"))]
    names = [each.label for each in moving]
    assert "Hoger: Cijfers" in names
    assert len(names) == len(set(names))  # or who hears the page doesn't know what they move
    visitor.press("ws-hoger-2-1-cijfers")
    assert part(visitor, scan, "2.1").order[:2] == ("cijfers", "tekst")
    visitor.type("ws-in-2-1-cijfers", True)
    assert part(visitor, scan, "2.1").hidden == ()
    visitor.type("ws-weg-2-1-cijfers", ["cijfer:inwoners"])
    assert part(visitor, scan, "2.1").hidden == ("cijfer:inwoners",)
    visitor.type("ws-erbij-2-1-keuze", ["kaart:inwoners"])
    assert part(visitor, scan, "2.1").added == ("kaart:inwoners",)
    assert "Inwoners, op de kaart" in visitor.text()


def test_a_part_is_left_out_with_a_reason_and_taken_in_again(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, _1_2="Er komt een park.")
    visitor.open(PAGE, scan=scan.id, deel="1.2")
    visitor.press("ws-reden-1-2-weg")
    assert "Er staat nog geen reden." in visitor.text()
    visitor.type("ws-reden-1-2", "nog geheim")
    visitor.press("ws-reden-1-2-weg")
    assert part(visitor, scan, "1.2") == Part(text="Er komt een park.", left_out="nog geheim")
    assert "Reden: nog geheim" in visitor.text()
    visitor.press("ws-opnemen-1.2")
    assert part(visitor, scan, "1.2") == Part(text="Er komt een park.")


def test_who_works_on_it_and_whether_it_is_done_count_in_the_progress(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, _1_2="Er komt een park.")
    visitor.open(PAGE, scan=scan.id, deel="1.2")
    visitor.type("ws-wie-1-2", "Noor")
    visitor.type("ws-klaar-1-2", True)
    assert part(visitor, scan, "1.2") == Part(text="Er komt een park.", who="Noor", done=True)
    total = how_far({}).total
    assert f"1 van {total} onderdelen klaar" in visitor.text()


def test_what_somebody_else_wrote_meanwhile_stays(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, _1_2="Er komt een park.")
    visitor.open(PAGE, scan=scan.id, deel="1.2")
    now = wijkscans.parts(visitor.register, scan.id, Role.TEAM)["1.2"]
    wijkscans.save(
        visitor.register, scan.id, "1.2", to_json(Part(text="Er komt een school.")), now.version, BRAM
    )
    visitor.type("ws-klaar-1-2", True)
    assert part(visitor, scan, "1.2") == Part(text="Er komt een school.", done=True)
    assert "Laatst bewerkt door Noor" in visitor.text()


def test_an_action_is_added_followed_and_taken_away(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor)
    page = visitor.open(PAGE, scan=scan.id, deel="6.7")
    assert "Er zijn nog geen acties." in visitor.text()
    page.text_input(key="ws-a-0-what").set_value("Een buurttafel beginnen")
    page.text_input(key="ws-a-0-who").set_value("Wijkteam")
    page.selectbox(key="ws-a-0-phase").set_value(definition.phases()[2].id)
    next(each for each in page.button if each.label == "Bewaren" and "ws-a-0" in str(each.form_id)).click()
    visitor.run()
    (action,) = part(visitor, scan, "6.7").actions
    assert (action.what, action.who, action.state) == ("Een buurttafel beginnen", "Wijkteam", "open")
    visitor.type(f"ws-stand-{action.id}", "bezig")
    assert part(visitor, scan, "6.7").actions == (replace(action, state="bezig"),)
    visitor.press(f"ws-wis-{action.id}")
    assert part(visitor, scan, "6.7").actions == ()


def save_head(visitor: Visitor) -> None:
    forms = (each for each in visitor.page.button if each.label == "Bewaren")
    next(each for each in forms if "ws-kop" in str(each.form_id)).click()
    visitor.run()


def test_the_head_is_changed(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor)
    page = visitor.open(PAGE, scan=scan.id)
    name = f"{scan.id}-1"
    page.text_input(key=f"ws-kop-versie-{name}").set_value("1.0")
    page.selectbox(key=f"ws-kop-stand-{name}").set_value("besproken")
    save_head(visitor)
    found = wijkscans.get(visitor.register, scan.id, Role.TEAM)
    assert found is not None
    assert found.head == replace(scan.head, edition="1.0", status="besproken")
    assert "besproken · versie 1.0" in visitor.text()


def test_all_that_comes_in_the_report_can_be_seen(visitor: Visitor) -> None:
    for number in range(8):
        network = {"name": f"Overleg {number}", "status": "open"}
        saving.create(visitor.register, RecordKind.NETWORK, network, BRAM)
    area = area_of(open_guide().atlas, toy.TOWN, {})
    assert area is not None
    visitor.enter()
    scan = wijkscans.start(visitor.register, BRAM, toy.TOWN, toy.TOWN, Head(title="De stad"))
    visitor.open(PAGE, scan=scan.id, deel="4.1")
    names = [f"Overleg {number}" for number in range(8)]
    assert sum(name in shown(visitor.page) for name in names) == around.MOST
    button = visitor.page.button(key="ws-alles-4-1")
    assert button.label == "Toon alle 8"
    visitor.press("ws-alles-4-1")
    assert [name for name in names if name not in shown(visitor.page)] == []
    visitor.press("ws-alles-4-1")
    assert sum(name in shown(visitor.page) for name in names) == around.MOST


def test_who_writes_on_in_an_adopted_one_is_told(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor)
    visitor.open(PAGE, scan=scan.id, deel="1.2")
    assert "hoort bij een volgende versie" not in visitor.text()
    head = replace(scan.head, status="vastgesteld", edition="1.0")
    wijkscans.save(visitor.register, scan.id, "kop", to_json(head), 1, BRAM)
    visitor.open(PAGE, scan=scan.id, deel="1.2")
    assert "Versie 1.0 is vastgesteld. Wat u nu nog wijzigt, hoort bij een volgende versie." in visitor.text()
    visitor.press("ws-verder-werken")
    found = wijkscans.get(visitor.register, scan.id, Role.TEAM)
    assert found is not None
    assert (found.head.status, found.head.edition) == ("concept", "")
    assert "hoort bij een volgende versie" not in visitor.text()


@pytest.mark.parametrize(("choice", "title"), [("ws-kop-mijn", "Van mij"), ("ws-kop-ander", "Van Bram")])
def test_two_who_save_the_head_at_once_lose_nothing(visitor: Visitor, choice: str, title: str) -> None:
    visitor.enter()
    scan = made(visitor)
    page = visitor.open(PAGE, scan=scan.id)
    theirs = replace(scan.head, title="Van Bram", status="besproken")
    wijkscans.save(visitor.register, scan.id, "kop", to_json(theirs), 1, BRAM)
    name = f"{scan.id}-1"
    page.text_input(key=f"ws-kop-titel-{name}").set_value("Van mij")
    page.text_input(key=f"ws-kop-versie-{name}").set_value("1.0")
    save_head(visitor)
    # What only one of the two changed is saved; what both did is theirs, until somebody chooses.
    found = wijkscans.get(visitor.register, scan.id, Role.TEAM)
    assert found is not None
    assert found.head == replace(theirs, edition="1.0")
    assert "Bewaard, behalve wat Bram intussen ook veranderde: de titel." in visitor.text()
    assert "Er staat nu: ‘Van Bram’. U koos: ‘Van mij’." in visitor.text()
    visitor.press(choice)
    after = wijkscans.get(visitor.register, scan.id, Role.TEAM)
    assert after is not None
    assert after.head == replace(theirs, edition="1.0", title=title)
    assert "U koos" not in visitor.text()


def test_a_wijkscan_is_thrown_away_and_put_back(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor)
    visitor.open(PAGE, scan=scan.id)
    visitor.press("ws-weggooien")
    visitor.press("ws-weggooien-zeker")
    assert wijkscans.listed(visitor.register, Role.TEAM) == []
    visitor.press(f"ws-terug-{scan.id}")
    assert [each.id for each in wijkscans.listed(visitor.register, Role.TEAM)] == [scan.id]


def test_an_administrator_erases_what_was_thrown_away_when_sure(visitor: Visitor) -> None:
    scan = made(visitor, _2_1="Van Quastermans.")
    wijkscans.trash(visitor.register, scan.id, BRAM)
    visitor.enter()
    visitor.open(PAGE)
    assert "Voorgoed wissen kan alleen een beheerder." in visitor.text()
    visitor.enter("Chef", Role.ADMIN)
    visitor.open(PAGE)
    visitor.page.session_state[f"ws-wissen-{scan.id}"] = True
    visitor.run()
    assert "Alles verdwijnt: 2 onderdelen" in visitor.text()
    assert "hoogstens 14 dagen" in visitor.text()
    visitor.page.selectbox(key=f"ws-wissen-{scan.id}-reden").set_value(wijkscans.REASONS[0])
    button = next(each for each in visitor.page.button if each.label == "Voorgoed wissen")
    button.click()
    visitor.run()
    assert "Er is niets gewist." in visitor.text()
    visitor.page.session_state[f"ws-wissen-{scan.id}"] = True
    visitor.run()
    visitor.page.selectbox(key=f"ws-wissen-{scan.id}-reden").set_value(wijkscans.REASONS[0])
    visitor.page.checkbox(key=f"ws-wissen-{scan.id}-zeker").set_value(True)
    next(each for each in visitor.page.button if each.label == "Voorgoed wissen").click()
    visitor.run()
    assert "‘Wijkscan Kruiskamp’ is voorgoed gewist." in visitor.text()
    assert wijkscans.listed(visitor.register, Role.ADMIN, trashed=True) == []


@pytest.mark.parametrize("visibility", [Role.TEAM, Role.PARTNER])
def test_who_may_not_read_it_does_not_find_it(visitor: Visitor, visibility: Role) -> None:
    scan = made(visitor, visibility, _1_2="Er komt een park.")
    visitor.open(PAGE, scan=scan.id, deel="1.2")
    assert "Deze wijkscan is er niet, of is niet voor u." in visitor.text()
    for secret in ("Wijkteam Zuid", "Er komt een park."):
        assert secret not in visitor.text() + shown(visitor.page)


def test_a_reader_sees_the_text_and_no_tools(visitor: Visitor) -> None:
    text = "Er komt **een park**. <script>alert(1)</script>\n\n[100](cijfer:inwoners) mensen"
    scan = made(visitor, Role.PUBLIC, _2_1=text)
    state = wijkscans.parts(visitor.register, scan.id, Role.TEAM)["2.1"]
    hidden = Part(text=text, hidden=("cijfer:leeftijd_65_plus_pct", "bron"))
    wijkscans.save(visitor.register, scan.id, "2.1", to_json(hidden), state.version, BRAM)
    visitor.open(PAGE, scan=scan.id, deel="2.1")
    seen = visitor.text()
    assert "Er komt <strong>een park</strong>. &lt;script&gt;" in seen
    assert ">100</span> mensen" in seen
    assert "65 jaar of ouder" not in shown(visitor.page)
    assert ">Bronnen</h3>" not in seen
    assert not {each for each in visitor.widgets() if each.startswith(("ws-in-", "ws-hoger", "ws-klaar"))}
    assert definition.questions("2.1")[0] not in seen


def test_an_own_text_does_not_name_who_a_reader_may_not_see(visitor: Visitor) -> None:
    add(visitor.register, RecordKind.CONTACT, "Fatima el Idrissi")
    scan = made(visitor, Role.PUBLIC, _4_5="Vraag het Fatima el Idrissi.")
    visitor.open(PAGE, scan=scan.id, deel="4.5")
    assert "Idrissi" not in visitor.text()
    assert "(niet getoond)" in visitor.text()


def test_the_menu_tells_how_far_each_part_is() -> None:
    found = {"1.1": Part(done=True), "1.2": Part(text="x"), "2.1": Part(left_out="nee")}
    states = {key: menu.state_of(found.get(key, Part())) for key in ("1.1", "1.2", "2.1", "2.2")}
    assert states == {"1.1": "klaar", "1.2": "begonnen", "2.1": "weg", "2.2": "leeg"}


def test_every_part_opens(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor)
    for key in ("inleiding", "3.1", "4.1", "5", "5.samenvatting", "6.5"):
        visitor.open(PAGE, scan=scan.id, deel=key)
        assert definition.title(key) in visitor.text()


def aged(visitor: Visitor, scan: Wijkscan) -> None:
    """What the wijkscan stands on, as if it was accepted a year ago, with other figures."""
    seen = FigureSeen("90 inwoners", 2023, "cbs-kwb")
    gone = RecordSeen("De Oude Brug", "Buurthuis", "3.4")
    content = to_json(Basis("2025-06-01", {"inwoners": seen}, {"weg": gone}))
    state = wijkscans.parts(visitor.register, scan.id, Role.TEAM).get(BASE)
    wijkscans.save(visitor.register, scan.id, BASE, content, state.version if state else 0, BRAM)


def basis(visitor: Visitor, scan: Wijkscan) -> Basis:
    return parts.basis(wijkscans.parts(visitor.register, scan.id, Role.TEAM)[BASE].content)


def test_what_changed_is_told_accepted_and_taken_back(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, _2_1="Er wonen [90 inwoners](cijfer:inwoners), zegt **men**.", _1_2="Een park.")
    aged(visitor, scan)
    visitor.open(PAGE, scan=scan.id, deel="2.1")
    assert "Sinds 1 juni 2025 is er iets veranderd" in visitor.text()
    visitor.press("ws-bekijk")
    words = shown(visitor.page)
    for said in ("nieuw jaar", "90 inwoners (2023)", "100 inwoners (2024)", "De Oude Brug"):
        assert said in words
    visitor.press("ws-alles-overnemen")
    assert part(visitor, scan, "2.1").text == "Er wonen [100 inwoners](cijfer:inwoners), zegt **men**."
    assert basis(visitor, scan).figures["inwoners"].text == "100 inwoners"
    assert "weg" not in basis(visitor, scan).records
    assert "1 tekst ging mee." in visitor.text()
    visitor.press("ongedaan")
    assert part(visitor, scan, "2.1").text == "Er wonen [90 inwoners](cijfer:inwoners), zegt **men**."
    assert basis(visitor, scan).figures["inwoners"].text == "90 inwoners"
    assert part(visitor, scan, "1.2").text == "Een park."


def test_one_change_is_accepted_and_the_others_wait(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, _2_1="Er wonen [90 inwoners](cijfer:inwoners).")
    aged(visitor, scan)
    found = opened(open_guide(), scan.id)
    assert found is not None
    changed._accept(found, "een:record:weg")
    assert basis(visitor, scan).records == {}
    assert basis(visitor, scan).figures["inwoners"].text == "90 inwoners"
    assert part(visitor, scan, "2.1").text == "Er wonen [90 inwoners](cijfer:inwoners)."
    changed._accept(opened(open_guide(), scan.id) or found, "een:figure:inwoners")
    assert part(visitor, scan, "2.1").text == "Er wonen [100 inwoners](cijfer:inwoners)."


def test_what_was_written_after_accepting_is_not_taken_back(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, _2_1="Er wonen [90 inwoners](cijfer:inwoners).")
    aged(visitor, scan)
    visitor.open(PAGE, scan=scan.id, deel="2.1", blad="veranderd")
    visitor.press("ws-alles-overnemen")
    state = wijkscans.parts(visitor.register, scan.id, Role.TEAM)["2.1"]
    wijkscans.save(visitor.register, scan.id, "2.1", to_json(Part(text="Nieuw.")), state.version, BRAM)
    visitor.press("ongedaan")
    assert part(visitor, scan, "2.1").text == "Nieuw."
    assert basis(visitor, scan).figures["inwoners"].text == "90 inwoners"
    assert "behalve waar daarna aan gewerkt is: Bevolking" in visitor.text()


def test_the_checklist_tells_what_is_to_be_done_and_by_whom(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, _2_1="Er wonen [90 inwoners](cijfer:inwoners).")
    visitor.open(PAGE, scan=scan.id, blad="controle")
    words = shown(visitor.page)
    for said in ("Nog te schrijven", "Hier staat nog geen tekst.", "Wie doet wat", "Nog niemand"):
        assert said in words
    assert "0 van de 28 onderdelen zijn klaar." in visitor.text()


def test_a_question_about_a_name_that_was_answered_stands_apart(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, _4_5="Roos helpt in de tuin.")
    person = add(visitor.register, RecordKind.CONTACT, "Roos de Vries")
    words = shown(visitor.open(PAGE, scan=scan.id, blad="controle"))
    assert "Bedoelt u met ‘Roos’ hier Roos de Vries" in words
    assert "Geen persoon" in words
    found = opened(open_guide(), scan.id)
    assert found is not None
    (question,) = asking.questions("Roos helpt in de tuin.", checking.facts_of(found))
    answer = Answer("a1", question.what, "Roos", "niemand", question.where, (person.id,), "Noor")
    content = to_json(replace(found.part("4.5"), answers=(answer,)))
    wijkscans.save(visitor.register, scan.id, "4.5", content, found.states["4.5"].version, BRAM)
    words = shown(visitor.open(PAGE, scan=scan.id, blad="controle"))
    assert "Bedoelt u" not in words
    assert "‘Roos’ is geen persoon. Noor, " in words


def test_who_only_reads_gets_the_action_plan_with_persons_taken_out(visitor: Visitor) -> None:
    add(visitor.register, RecordKind.CONTACT, "Fatima el Idrissi")
    head = Head(title="Wijkscan Kruiskamp", visibility=Role.PUBLIC.value)
    plan = Part(actions=(Action("a1", "Koken <b>samen</b>", "Fatima el Idrissi", "2027-03-01"),))
    content = {definition.ACTIONS: to_json(plan)}
    scan = wijkscans.start(visitor.register, BRAM, KRUISKAMP, toy.TOWN, head, content)
    visitor.open(PAGE, scan=scan.id, deel=definition.ACTIONS)
    words = visitor.text()
    for said in ("Koken &lt;b&gt;samen&lt;/b&gt;", "1 maart 2027", 'data-label="Wie">(niet getoond)'):
        assert said in words
    assert "Fatima" not in words


def test_a_version_is_adopted_downloaded_and_compared(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, Role.PUBLIC, _1_2="Er komt een park.", _4_5="Vraag het Fatima el Idrissi.")
    add(visitor.register, RecordKind.CONTACT, "Fatima el Idrissi")
    page = visitor.open(PAGE, scan=scan.id, blad="versies")
    assert "Er is nog geen versie vastgesteld." in visitor.text()
    page.text_input(key="ws-vaststellen-naam").set_value("1.0")
    page.text_area(key="ws-vaststellen-toelichting").set_value("Door de wijkraad")
    next(each for each in page.button if each.label == "Vaststellen").click()
    visitor.run()
    (version,) = wijkscans.versions(visitor.register, scan.id, Role.TEAM)
    assert (version.name, version.note, version.by) == ("1.0", "Door de wijkraad", "Noor")
    found = wijkscans.get(visitor.register, scan.id, Role.PUBLIC)
    assert found is not None
    assert (found.head.status, found.head.edition) == ("vastgesteld", "1.0")
    assert "Versie 1.0 is vastgesteld." in visitor.text()
    for token, seen in ((visitor.token, True), ("", False)):
        text = downloads.version_of(token, scan.id, version.id, "html").decode()
        assert "Er komt een park." in text
        assert ("Idrissi" in text) is seen
    state = wijkscans.parts(visitor.register, scan.id, Role.TEAM)["1.2"]
    later = to_json(Part(text="Er komt een school."))
    wijkscans.save(visitor.register, scan.id, "1.2", later, state.version, BRAM)
    visitor.run()
    assert "weg: </span>park</del>" in visitor.text()
    assert "erbij: </span>school</ins>" in visitor.text()
    visitor.press("ws-verder-werken")
    assert "concept" in visitor.text()


def test_a_version_that_can_not_be_made_leaves_everything_as_it_was(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.enter()
    scan = made(visitor)

    def fails(*_: object) -> None:
        raise RegisterError("Het register is even bezet.")

    monkeypatch.setattr(downloads, "made", fails)
    page = visitor.open(PAGE, scan=scan.id, blad="versies")
    page.text_input(key="ws-vaststellen-naam").set_value("1.0")
    next(each for each in page.button if each.label == "Vaststellen").click()
    visitor.run()
    assert "Het register is even bezet." in visitor.text()
    assert wijkscans.versions(visitor.register, scan.id, Role.TEAM) == []
    found = wijkscans.get(visitor.register, scan.id, Role.TEAM)
    assert found is not None
    assert found.head == scan.head


def test_files_are_made_for_who_asks(visitor: Visitor) -> None:
    visitor.enter()
    scan = made(visitor, Role.TEAM, _1_2="Er komt een park.")
    assert "Er komt een park." in downloads.report_of(visitor.token, scan.id, "html").decode()
    with pytest.raises(WijkkaartError):
        downloads.report_of("", scan.id, "html")
    own = own_areas.save(visitor.register, BRAM, "Ons dorp", [KRUISKAMP, "BU00010001"])
    head = Head(title="Ons dorp", visibility=Role.PUBLIC.value)
    shared = wijkscans.start(visitor.register, BRAM, own.id, toy.TOWN, head)
    assert "Ons dorp" in downloads.report_of("", shared.id, "html").decode()


def test_a_wijkscan_of_an_area_that_is_gone_keeps_its_texts(visitor: Visitor) -> None:
    visitor.enter()
    head = Head(title="Wijkscan van elders")
    content = {"1.2": to_json(Part(text="Er komt een park."))}
    scan = wijkscans.start(visitor.register, BRAM, "WK099900", "GM0999", head, content)
    visitor.open(PAGE, scan=scan.id, deel="1.2")
    assert "Het gebied van deze wijkscan is er niet meer." in visitor.text()
    visitor.open(PAGE, scan=scan.id, blad="controle")
    visitor.open(PAGE, scan=scan.id, blad="versies")
    visitor.open(PAGE)
