"""Own areas on the map page, without a browser."""

from tests import toy
from tests.ui.visitor import BRAM, Visitor
from wijkkaart.model import COUNTRY
from wijkkaart.register import own_areas
from wijkkaart.register.database import Database

MAP = "kaart_page.py"
KRUISKAMP, ZAND, ZUID = "BU00010000", "BU00010001", "WK000100"


def test_an_own_area_is_chosen_under_its_gemeente(visitor: Visitor, town: Database) -> None:
    own = own_areas.save(town, BRAM, "Oost", [KRUISKAMP, ZAND], for_all=True)
    page = visitor.open(MAP, gebied=toy.TOWN)
    options = page.selectbox(key="gebied").options
    assert options.index("Oost (eigen gebied)") == options.index("Torenstad") + 1
    page = visitor.type("gebied", own.id)
    assert page.query_params["gebied"] == own.id
    said = visitor.text()
    assert "eigen gebied in Torenstad: 2 buurten" in said
    assert "300 inwoners (tussen 292 en 308)" in said


def test_a_link_to_an_own_area_leads_to_it_and_from_there_up(visitor: Visitor, town: Database) -> None:
    own = own_areas.save(town, BRAM, "Oost", [ZUID], for_all=True)
    page = visitor.open(MAP, gebied=own.id)
    assert page.query_params["gebied"] == own.id
    assert f"naar_{COUNTRY}" in visitor.widgets()
    page = visitor.press(f"naar_{toy.TOWN}")
    assert page.query_params["gebied"] == toy.TOWN


def test_one_of_the_team_is_to_others_as_one_that_is_not_there(visitor: Visitor, town: Database) -> None:
    own = own_areas.save(town, BRAM, "Geheim plan", [KRUISKAMP])
    page = visitor.open(MAP, gebied="EG00000000")
    unknown = page.selectbox(key="gebied").value
    page = visitor.open(MAP, gebied=own.id)
    assert page.selectbox(key="gebied").value == unknown
    assert "Geheim plan" not in visitor.text()
    assert "Geheim plan" not in str(page.selectbox(key="gebied").options)
    visitor.enter()
    page = visitor.open(MAP, gebied=own.id)
    assert page.query_params["gebied"] == own.id
    assert "Geheim plan" in visitor.text()


def test_one_that_a_colleague_changed_or_took_away_is_followed(visitor: Visitor, town: Database) -> None:
    visitor.enter()
    own = own_areas.save(town, BRAM, "Oost", [KRUISKAMP])
    visitor.open(MAP, gebied=own.id)
    own_areas.save(town, BRAM, "Groot Oost", [KRUISKAMP, ZAND], id=own.id)
    visitor.run()
    assert "Groot Oost" in visitor.text()
    assert "2 buurten" in visitor.text()
    own_areas.remove(town, own.id, BRAM)
    page = visitor.run()
    assert page.query_params["gebied"] == toy.TOWN
    assert "Oost" not in str(page.selectbox(key="gebied").options)
