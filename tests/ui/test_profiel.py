"""The page Profiel without a browser: its state in the URL, what it shows, and own areas made from it."""

import base64
import html
import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests import toy
from tests.present.test_social_index import figures as index_figures
from tests.ui.visitor import BRAM, Visitor, add
from wijkkaart.config import settings
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import own_areas
from wijkkaart.register.database import Database
from wijkkaart.ui.kept_state import to_params
from wijkkaart.ui.profiel.state import Asked, from_params

PAGE = "profiel_page.py"
KRUISKAMP, ZAND, ZUID = "BU00010000", "BU00010001", "WK000100"


def shown(page: AppTest) -> str:
    """All words that the components on the page draw."""

    def words(tree: Any) -> str:
        if isinstance(tree, str):
            return tree
        return " ".join(words(each) for each in tree[2:]) if isinstance(tree, list) else ""

    found = [each.proto.json for each in page.get("bidi_component")]
    trees = (json.loads(text).get("tree", []) for text in found if text)
    return "\n".join(words(tree) for tree in trees if tree)


CODES = st.sampled_from(["", KRUISKAMP, ZUID, "GM0001", "EG0a1b2c3d"])


@given(st.builds(Asked, gebied=CODES, naast=CODES, deel=st.sampled_from(["1", "2", "5", "alles"]),
                 cijfer=st.sampled_from(["", "inwoners"])))  # fmt: skip
def test_what_is_asked_survives_the_url(asked: Asked) -> None:
    assert from_params(to_params(asked)) == asked


@given(st.dictionaries(st.sampled_from(["gebied", "naast", "deel", "cijfer"]), st.text(max_size=40)))
def test_a_strange_url_gives_a_plain_state(params: dict[str, str]) -> None:
    found = from_params(params)
    assert from_params(to_params(found)) == found


def test_a_buurt_is_shown_beside_another_and_what_it_lies_in(visitor: Visitor) -> None:
    page = visitor.open(PAGE, gebied=KRUISKAMP, naast=ZAND)
    assert "Kruiskamp had op 1 januari 2024 100 inwoners." in visitor.text()
    assert "Elk cijfer staat naast dat van 't Zand, Zuid en Torenstad." in visitor.text().replace(
        "&#x27;", "'"
    )
    words = shown(page)
    # 10% in 2023: of 2024 nearly nothing is known.
    assert "65 jaar of ouder" in words
    assert "10%" in words
    assert "20%" in words
    assert "Wat ontbreekt" in visitor.text()


def test_a_chapter_is_drawn_when_it_is_open_and_all_on_demand(visitor: Visitor) -> None:
    visitor.open(PAGE, gebied=KRUISKAMP, deel="4")
    assert "Sleutelpersonen in de wijk" in visitor.text()
    assert "Bevolking: opbouw" not in visitor.text()
    visitor.open(PAGE, gebied=KRUISKAMP, deel="alles")
    for title in ("Geschiedenis van de wijk", "Bevolking: opbouw", "Voorzieningen", "Sociale index"):
        assert title in visitor.text()


def test_the_chapter_of_the_index_tells_it_with_its_parts(
    visitor: Visitor,
) -> None:
    toy.write(settings().data, toy.File("index", observations=index_figures()))
    visitor.open(PAGE, gebied=KRUISKAMP, deel="5")
    text = visitor.text()
    assert "Indicatief: dit is een eigen rekenwijze" in text
    assert "De index van Kruiskamp is" in text
    assert "Hij rust op 9 van 18 cijfers" in text
    assert "Vijftien punten is één spreiding van de gebieden" in text
    assert "Hierover staat nog niets" not in text
    own = own_areas.save(
        visitor.register, BRAM, "Langs het *spoor*", ["BU00010002", "BU00010100"], for_all=True
    )
    visitor.open(PAGE, gebied=own.id, deel="5")
    assert "Langs het *spoor* heeft geen index" in visitor.text()
    assert "alleen bekend waar zij tussen liggen" in visitor.text()
    visitor.open(PAGE, gebied=toy.TOWN, deel="5")
    assert "Torenstad heeft zelf geen index: 100 is hier het gemiddelde" in visitor.text()
    assert not visitor.page.error


def test_an_area_with_nothing_has_a_calm_page(visitor: Visitor) -> None:
    visitor.open(PAGE, gebied="BU00020001")
    assert "Hoeveel mensen er in Veen wonen, is niet bekend." in visitor.text()
    assert "Van dit gebied is er geen enkel cijfer over leefbaarheid." in visitor.text()


def test_a_figure_opens_with_its_definition_and_years(visitor: Visitor) -> None:
    page = visitor.open(PAGE, gebied=KRUISKAMP, cijfer="inwoners")
    assert "Aantal mensen dat op 1 januari in het gebied woont" in visitor.text()
    assert "een aantal, in inwoners" in visitor.text()
    assert page.query_params["cijfer"] == "inwoners"


def test_what_the_team_knows_stays_with_the_team(visitor: Visitor) -> None:
    visitor.enter()
    add(visitor.register, RecordKind.NOTE, "Avond in de wijk", about_kind="paragraph", about="2.3",
        gemeente=toy.TOWN, text="Het is er stil.")  # fmt: skip
    visitor.open(PAGE, gebied=KRUISKAMP)
    assert "Het is er stil." in visitor.text()
    assert "Notitie bij deze paragraaf" in visitor.text()
    visitor.token = ""
    visitor.open(PAGE, gebied=KRUISKAMP)
    assert "Het is er stil." not in visitor.text()
    assert "Notitie bij deze paragraaf" not in visitor.text()


def test_an_own_area_is_made_shown_and_removed(visitor: Visitor) -> None:
    visitor.enter()
    page = visitor.open(PAGE, gebied=toy.TOWN)
    page.text_input(key="eigen-naam-nieuw").set_value("Ons dorp")
    page.multiselect(key="eigen-delen-nieuw").set_value([KRUISKAMP, ZAND])
    next(each for each in page.button if each.label == "Bewaren").click()
    page = visitor.run()
    (made,) = own_areas.listed(visitor.register, Role.TEAM)
    assert (made.name, made.parts, made.for_all) == ("Ons dorp", (KRUISKAMP, ZAND), False)
    assert "eigen gebied in Torenstad: 2 buurten" in visitor.text()
    assert "Ons dorp had op 1 januari 2024 300 inwoners." in visitor.text()
    visitor.press("eigen-wissen")
    assert "Wilt u ‘Ons dorp’ wissen?" in visitor.text()
    visitor.press("eigen-wissen-niet")
    assert "Wilt u" not in visitor.text()
    visitor.press("eigen-wissen")
    assert own_areas.listed(visitor.register, Role.TEAM) == [made]
    visitor.press("eigen-wissen-zeker")
    assert own_areas.listed(visitor.register, Role.TEAM) == []
    assert "‘Ons dorp’ is gewist." in visitor.text()


def test_an_own_area_is_drawn_shown_named_and_kept(visitor: Visitor) -> None:
    visitor.enter()
    visitor.open(PAGE, gebied=toy.TOWN)
    page = visitor.press("eigen-teken")
    assert "Kies dan bij ‘Eigen gebied’ de wijken en buurten uit de lijst" in visitor.text()
    assert "Dit wordt uw gebied" not in visitor.text()
    cells = [(0, 0), (2, 0), (2, 0.6), (0, 0.6)]
    drawn = " ".join(f"{point.y:.6f},{point.x:.6f}" for point in (toy.at(*cell) for cell in cells))
    page.session_state["_eigen_omtrek"] = drawn
    page = visitor.run()
    assert "De tekening snijdt 2 buurten door" in str([each.value for each in page.warning])
    told = html.unescape(visitor.text())
    assert "Telt helemaal mee, ook wat buiten de tekening ligt: " in told
    assert "Kruiskamp (40% erbuiten)" in told
    assert "<th scope='row'>Kruiskamp</th><td>Zuid</td><td>60%</td><td>ja, helemaal</td><td>100</td>" in told
    keep = next(each for each in page.button if each.label == "Bewaren")
    keep.click()
    page = visitor.run()
    assert "Het gebied heeft nog geen naam." in visitor.text()
    assert "Dit wordt uw gebied" in visitor.text()  # nothing is lost
    page.text_input(key="eigen-naam-getekend").set_value("Langs het *spoor*")
    next(each for each in page.button if each.label == "Bewaren").click()
    visitor.run()
    (made,) = own_areas.listed(visitor.register, Role.TEAM)
    assert (made.name, made.parts, made.for_all) == ("Langs het *spoor*", (KRUISKAMP, ZAND), False)
    assert made.outline is not None
    assert "eigen gebied in Torenstad: 2 buurten" in visitor.text()
    assert "eigen-tekenen-niet" not in visitor.widgets()
    # It stays to be seen what was drawn and what it became.
    told = html.unescape(visitor.text())
    assert "Zuid: Kruiskamp en 't Zand" in told
    assert "Kruiskamp (40% erbuiten)" in told


def test_a_drawing_that_holds_nothing_is_told_and_left(visitor: Visitor) -> None:
    visitor.enter()
    visitor.open(PAGE, gebied=toy.TOWN)
    page = visitor.press("eigen-teken")
    page.session_state["_eigen_omtrek"] = "52.9,5.0 52.9,5.1 52.8,5.1"
    visitor.run()
    assert "Dit vlak ligt niet in Torenstad." in visitor.text()
    visitor.press("eigen-tekenen-niet")
    assert "eigen-teken" in visitor.widgets()
    assert own_areas.listed(visitor.register, Role.TEAM) == []


def test_an_own_area_of_the_team_is_not_there_for_others(visitor: Visitor) -> None:
    own = own_areas.save(visitor.register, BRAM, "Geheim plan", [KRUISKAMP, ZAND])
    shared = own_areas.save(visitor.register, BRAM, "Oost", [ZUID], for_all=True)
    visitor.open(PAGE, gebied=own.id)
    assert "Geheim plan" not in visitor.text()
    page = visitor.open(PAGE, gebied=shared.id, naast=own.id)
    assert "Oost had op 1 januari 2024 600 inwoners." in visitor.text()
    assert "naast" not in page.query_params
    assert "Geheim plan" not in str(page.selectbox(key="naast").options)


def test_what_is_named_has_its_number_on_a_small_map(visitor: Visitor) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, deel="3")
    pictures = re.findall(r'<img class="wk-plan"[^>]* alt="([^"]*)" src="([^"]*)"', visitor.text())
    assert pictures
    for words, source in pictures:
        svg = base64.b64decode(source.partition("base64,")[2]).decode()
        assert words.startswith("Kaart van Torenstad met ")
        named = re.findall(r"(\d+) ([^,.]+?)(?=,| en |\.)", words.partition(": ")[2])
        assert named
        for number, name in named:
            assert f"{number}. {html.unescape(name)}" in shown(visitor.page)
            assert f">{number}</text>" in svg
    visitor.open(PAGE, gebied=toy.TOWN, deel="2")
    assert "wk-plan" not in visitor.text()


def test_the_team_is_told_who_in_the_register_can_tell(visitor: Visitor, town: Database) -> None:
    def person(name: str, area: str) -> Record:
        given = {"title": "wijkagent", "themes": ["veiligheid"], "service_area": [area]}
        return add(town, RecordKind.CONTACT, name, **given)

    people = [person(f"Agent {letter}", KRUISKAMP) for letter in "CABD"]
    person("Agent Elders", ZAND)
    add(town, RecordKind.NETWORK, "*Overleg* veilig", category="veiligheid", service_area=[toy.TOWN])
    add(town, RecordKind.NETWORK, "Gestopt", category="veiligheid", service_area=[KRUISKAMP], status="closed")
    visitor.open(PAGE, gebied=KRUISKAMP)
    assert "Uit de sociale kaart" not in visitor.text()
    visitor.enter()
    page = visitor.open(PAGE, gebied=KRUISKAMP)
    names = [str(each.proto.label).replace("\\", "") for each in page.get("page_link")]
    told = [name for name in names if "Agent" in name]
    assert told == [f"Agent {n} (wijkagent)" for n in "ABC"]
    assert "en nog 2" in visitor.text()  # the fourth, and the network of the gemeente
    queries = [each.proto.query_string for each in page.get("page_link")]
    assert f"id={people[1].id}" in queries
