"""Own areas on the map page, without a browser."""

from tests import toy
from tests.ui.visitor import BRAM, Visitor
from wijkkaart.model import COUNTRY
from wijkkaart.register import own_areas, sessions
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


def test_who_was_signed_out_sees_it_no_longer(visitor: Visitor, town: Database) -> None:
    visitor.enter()
    own = own_areas.save(town, BRAM, "Geheim plan", [KRUISKAMP])
    visitor.open(MAP, gebied=own.id)
    assert "Geheim plan" in visitor.text()
    sessions.sign_out(town, visitor.token)
    page = visitor.run()
    assert "Geheim plan" not in visitor.text()
    assert "Geheim plan" not in str(page.selectbox(key="gebied").options)


def test_all_pages_look_at_the_same_own_area(visitor: Visitor, town: Database) -> None:
    own = own_areas.save(town, BRAM, "Oost", [KRUISKAMP, ZAND], for_all=True)
    visitor.open(MAP, gebied=own.id)
    for name in ("profiel_page.py", "sociale_kaart_page.py", MAP):
        page = visitor.open(name)
        assert page.query_params["gebied"] == own.id, name
        assert "Oost" in visitor.text()
    own_areas.remove(town, own.id, BRAM)
    for name in ("profiel_page.py", "sociale_kaart_page.py", MAP):
        page = visitor.open(name)
        assert page.query_params["gebied"] == toy.TOWN, name


def test_a_profile_of_one_that_was_taken_away_gives_way_to_its_gemeente(
    visitor: Visitor, town: Database
) -> None:
    own = own_areas.save(town, BRAM, "Oost", [KRUISKAMP, ZAND], for_all=True)
    visitor.open("profiel_page.py", gebied=own.id)
    own_areas.remove(town, own.id, BRAM)
    page = visitor.run()
    assert page.query_params["gebied"] == toy.TOWN


def test_pages_that_know_no_own_areas_take_its_gemeente(visitor: Visitor, town: Database) -> None:
    visitor.enter()
    own = own_areas.save(town, BRAM, "Oost", [KRUISKAMP, ZAND], for_all=True)
    visitor.open(MAP, gebied=own.id)
    for name in ("notities_page.py", "vergelijken_page.py", "versheid_page.py"):
        visitor.open(name)
        assert own.id not in visitor.text(), name
