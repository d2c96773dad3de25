"""The pages that keep the sociale kaart alive: calling, how fresh it is, a walk, and doubles."""

import ast
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests import toy
from tests.ui.visitor import BRAM, Visitor, add
from tests.ui.visitor import PAGES as VISITED
from wijkkaart.core.worklist import week_of
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import accounts, reading, saving, settle
from wijkkaart.register.database import Database

K = RecordKind
PAGES = ("werklijst_page.py", "versheid_page.py", "wandeling_page.py", "dubbel_page.py")
LONG_AGO = date.today() - timedelta(days=500)
HOURS = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}


def place(database: Database, name: str, column: float, row: float, **values: Any) -> Record:
    point = toy.at(column, row)
    given = {"latitude": point.y, "longitude": point.x, "gemeente": toy.TOWN, "address": f"{name} 1"}
    return add(database, K.LOCATION, name, **given, **values)


def known(database: Database, id_: str) -> Record:
    found = reading.get(database, id_)
    assert found is not None
    return found


@pytest.mark.parametrize("page", PAGES)
def test_only_the_team_may_look(visitor: Visitor, page: str) -> None:
    place(visitor.register, "Het Huis", 0.5, 0.5)
    visitor.open(page)
    assert "voor wie zich heeft aangemeld" in visitor.text()
    assert "Het Huis" not in visitor.text()
    visitor.enter("Piet", Role.PARTNER)
    visitor.open(page)
    assert "voor de rol team" in visitor.text()
    assert "Het Huis" not in visitor.text()


def test_a_record_is_called_about_confirmed_and_put_back(visitor: Visitor) -> None:
    house = place(
        visitor.register,
        "Het Huis",
        0.5,
        0.5,
        schedules=[HOURS],
        phones=[{"number": "033-1234567", "description": ""}],
    )
    saving.confirm(visitor.register, house.id, ["schedules"], BRAM, LONG_AGO)
    visitor.enter()
    visitor.open("werklijst_page.py")
    text = visitor.text()
    assert "0 van 1 gedaan" in text
    assert "Vraag: kloppen de tijden nog?" in text
    assert "Vraag: klopt het telefoonnummer nog?" in text
    assert "tel:0331234567" in text
    assert f"nagekeken op {LONG_AGO.day} " in text
    assert "nog nooit nagekeken" in text
    (listed,) = settle.assignments(visitor.register, week_of(date.today()))
    assert (listed.account, listed.by) == ("Noor", "")
    visitor.press(f"klopt-{house.id}-schedules")
    assert "Vraag: kloppen de tijden nog?" not in visitor.text()
    visitor.press(f"klopt-{house.id}")
    assert "1 van 1 gedaan" in visitor.text()
    assert "Gedaan (1)" in visitor.text()
    assert known(visitor.register, house.id).meta["phones"].checked_by == "Noor"
    visitor.press(f"toch-niet-{house.id}")
    assert "0 van 1 gedaan" in visitor.text()
    assert "phones" not in known(visitor.register, house.id).meta


def test_who_isnt_reached_is_counted_and_passed_on(visitor: Visitor) -> None:
    houses = [place(visitor.register, f"Huis {number}", 0.5, 0.5 + number / 10) for number in range(4)]
    accounts.add(visitor.register, "Sam", "fiets-lamp-wolk-brug", Role.TEAM, datetime.now(UTC))
    visitor.enter()
    visitor.open("werklijst_page.py")
    week = week_of(date.today())
    mine = [each.record_id for each in settle.assignments(visitor.register, week, "Noor")]
    assert len(mine) == 2
    assert {house.id for house in houses} == {
        each.record_id for each in settle.assignments(visitor.register, week)
    }
    visitor.press(f"niet-bereikt-{mine[0]}")
    visitor.press(f"niet-bereikt-{mine[0]}")
    assert "2 keer niet bereikt" in visitor.text()
    assert "0 van 2 gedaan" in visitor.text()
    visitor.press(f"toch-bereikt-{mine[0]}")
    assert "1 keer niet bereikt" in visitor.text()
    visitor.type(f"aan-{mine[0]}", "Sam")
    visitor.press(f"geef-{mine[0]}")
    assert "staat nu op de lijst van Sam" in visitor.text()
    assert f"klopt-{mine[0]}" not in visitor.widgets()
    visitor.type("lijst", "Hele team")
    assert f"klopt-{mine[0]}" in visitor.widgets()
    assert "doorgegeven door Noor" in visitor.text()


def test_somebody_takes_on_less(visitor: Visitor) -> None:
    for number in range(4):
        place(visitor.register, f"Huis {number}", 0.5, 0.5 + number / 10)
    accounts.add(visitor.register, "Sam", "fiets-lamp-wolk-brug", Role.TEAM, datetime.now(UTC))
    visitor.enter()
    settle.set_share(visitor.register, "Noor", 1)
    settle.set_share(visitor.register, "Sam", 1)
    visitor.open("werklijst_page.py")
    assert "0 van 1 gedaan" in visitor.text()
    assert "wachten nog 2 gegevens" in visitor.text()
    assert visitor.page.number_input(key="aantal-Sam").disabled
    visitor.type("aantal-Noor", 2)
    assert settle.shares(visitor.register, {"Noor": 10}) == {"Noor": 2}
    assert "0 van 2 gedaan" in visitor.text()


def test_how_fresh_each_buurt_is_with_the_list_behind_it(visitor: Visitor) -> None:
    fresh = place(visitor.register, "Vers", 0.5, 0.5)
    place(visitor.register, "Oud", 1.5, 0.5)
    saving.confirm(visitor.register, fresh.id, None, BRAM, date.today())
    visitor.enter()
    visitor.open("versheid_page.py", gebied="BU00010001")
    text = visitor.text()
    assert "<strong>50%</strong> van de adressen, tijden en contactgegevens in Torenstad" in text
    assert ">100%</td>" in text
    assert ">0%</td>" in text
    assert text.count("geen gegevens") == 5  # four buurten, and the legend
    assert "Nagekeken moet: 1 in 't Zand" in text
    assert f'href="/record?id={fresh.id}"' not in text
    visitor.type("versheid_gebied", toy.TOWN)
    visitor.type("versheid_welke", "Nog nooit nagekeken")
    assert "Nagekeken moet: 1 in Torenstad" in visitor.text()


def test_freshness_is_one_of_the_figures_on_the_map_for_the_team(visitor: Visitor) -> None:
    house = place(visitor.register, "Het Huis", 0.5, 0.5, schedules=[HOURS])
    asked = {"gebied": toy.TOWN, "indicator": "versheid", "niveau": "buurt", "jaar": "2023"}

    def drawn() -> str:
        """What the map got: the classes of the areas, and their values."""
        (frame,) = visitor.page.get("component_instance")
        found = re.search(r'classes\W+([-0-9x]+).+?values\W+([^"\\]+)', str(frame.proto))
        return f"{found[1]} {found[2]}" if found else ""

    def offered() -> bool:
        (choice,) = [each for each in visitor.page.selectbox if each.key == "indicator"]
        return any("Nagekeken gegevens" in option for option in choice.options)

    visitor.open("kaart_page.py", **asked)
    assert not offered()
    assert "Nagekeken gegevens" not in visitor.text()
    visitor.enter()
    visitor.open("kaart_page.py", **asked)
    assert offered()
    assert f"Nagekeken gegevens per buurt, {date.today().year}." in visitor.text()
    assert "Wat er nagekeken moet worden" in visitor.text()
    assert drawn() == "0----- 0%"
    saving.confirm(visitor.register, house.id, None, BRAM, date.today())
    visitor.run()
    assert drawn() == "0----- 100%"
    # The country has no register to be fresh.
    visitor.open("kaart_page.py", **{**asked, "gebied": "NL00"})
    assert not offered()


def test_a_walk_is_printed_and_what_was_seen_is_noted_at_once(visitor: Visitor) -> None:
    houses = [place(visitor.register, f"Huis {number}", 0.5 + number / 5, 0.5) for number in (3, 0, 2)]
    visitor.enter()
    visitor.open("wandeling_page.py")
    assert "3 plekken, ongeveer 1,6 kilometer lopen (21 minuten" in visitor.text()
    visitor.type("wandel_terug", False)
    text = visitor.text()
    names = [text.index(f"<strong>Huis {number}</strong>") for number in (0, 2, 3)]
    assert names in (sorted(names), sorted(names, reverse=True))
    assert "3 plekken, ongeveer 0,8 kilometer lopen (10 minuten" in text
    assert "data:image/svg+xml;base64," in text
    visitor.press("wandel_noteer")
    assert "Vink eerst aan wat klopt" in visitor.text()
    visitor.press("wandel_alles")
    visitor.type(f"gezien-{houses[0].id}", [])
    visitor.press("wandel_noteer")
    assert "2 plekken nagekeken" in visitor.text()
    checked = ["address" in known(visitor.register, house.id).meta for house in houses]
    assert checked == [False, True, True]
    visitor.press("ongedaan")
    assert not any(known(visitor.register, house.id).meta for house in houses)


def test_nothing_of_a_walk_is_noted_when_one_place_was_changed_since(visitor: Visitor) -> None:
    houses = [place(visitor.register, f"Huis {number}", 0.5 + number / 5, 0.5) for number in (0, 1)]
    visitor.enter()
    visitor.open("wandeling_page.py")
    visitor.press("wandel_alles")
    saving.save(visitor.register, houses[1].id, houses[1].version, {"address": "Elders 9"}, BRAM)
    visitor.press("wandel_noteer")
    assert "Bram heeft intussen ook gewijzigd" in visitor.text()
    assert not any(known(visitor.register, house.id).meta for house in houses)


def test_two_that_are_one_are_joined_and_come_apart_again(visitor: Visitor) -> None:
    one = place(visitor.register, "Wijkhuis Zuid", 0.5, 0.5, email="zuid@voorbeeld.nl", city="Toren")
    two = place(visitor.register, "Wijkhuis Zuid", 0.5, 0.5, email="balie@voorbeeld.nl")
    offer = add(visitor.register, K.SERVICE, "Soep", locations=[{"location_id": two.id}])
    visitor.enter()
    visitor.open("dubbel_page.py")
    assert "zelfde naam" in visitor.text()
    visitor.type(f"kies-email-{one.id}-{two.id}", "other")
    visitor.press("samenvoegen")
    assert "Samengevoegd: Wijkhuis Zuid" in visitor.text()
    assert known(visitor.register, one.id)["email"] == "balie@voorbeeld.nl"
    assert known(visitor.register, two.id).trashed
    assert known(visitor.register, offer.id)["locations"][0]["location_id"] == one.id
    visitor.press("ongedaan")
    assert not known(visitor.register, two.id).trashed
    visitor.press("geen-dubbel")
    assert settle.apart(visitor.register) == {tuple(sorted((one.id, two.id)))}
    assert "samenvoegen" not in visitor.widgets()
    visitor.press("toch-dubbel")
    assert "samenvoegen" in visitor.widgets()


def test_a_place_of_a_source_is_taken_for_the_one_in_the_register(visitor: Visitor) -> None:
    library = place(visitor.register, "Bibliotheek", 0.5, 0.5)
    visitor.enter()
    visitor.open("dubbel_page.py")
    assert "In de bron" in visitor.text()
    visitor.press("zelfde-plek")
    assert known(visitor.register, library.id)["source_ref"] == "eigen:bibliotheek"
    assert "Niets gevonden dat dubbel lijkt" in visitor.text()


def test_what_else_waits_is_told(visitor: Visitor) -> None:
    soon = (date.today() + timedelta(days=10)).isoformat()
    add(visitor.register, K.CONTACT, "Zénobie Quast", expires=soon)
    place(visitor.register, "Bibliotheek", 0.5, 0.5)
    visitor.enter()
    visitor.open("werklijst_page.py")
    assert "Zénobie Quast: De bewaartermijn is bijna voorbij" in visitor.text()
    assert "1 paar lijkt** dubbel te zijn in Torenstad" in visitor.text()


def test_no_page_says_more_than_it_means_to() -> None:
    """Streamlit shows a string that stands by itself in the script of a page."""
    for path in VISITED.glob("*_page.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body[1:]
        loose = [
            each.lineno
            for each in body
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
        ]
        assert loose == [], path.name


def test_where_a_shelter_is_isnt_put_on_paper(visitor: Visitor) -> None:
    place(visitor.register, "Het Huis", 0.5, 0.5)
    place(visitor.register, "Stille Opvang", 0.6, 0.5, category="opvang")
    visitor.enter()
    visitor.open("wandeling_page.py")
    assert "1 plek moet hier nagekeken worden" in visitor.text()
    assert "Stille Opvang" not in visitor.text()
    assert "Stille Opvang" not in str(visitor.page.selectbox(key="wandel_begin").options)
    visitor.open("werklijst_page.py")
    assert "Stille Opvang" in visitor.text()
