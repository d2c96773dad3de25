"""The page Sociale kaart: its state in the URL, and what it shows, without a browser."""

import json
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import toy
from tests.ui.visitor import BRAM, Visitor, add
from wijkkaart.config import settings
from wijkkaart.guide import guide
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.present.sociale_kaart.filters import FACETS, RADII, allowed
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import own_areas, sessions
from wijkkaart.register.database import Database
from wijkkaart.ui.kept_state import to_params
from wijkkaart.ui.sociale_kaart import downloads, in_force
from wijkkaart.ui.sociale_kaart.asking import ask
from wijkkaart.ui.sociale_kaart.state import ORDERS, VIEWS, Search, from_params

K = RecordKind
PAGE = "sociale_kaart_page.py"
TEXT = st.text(st.characters(codec="utf-8"), max_size=100).map(str.strip)
CODES = ["BU00010000", "BU00010001", "BU9999AB01"]
MONDAYS = st.dates(date(2000, 1, 10), date(2100, 1, 1)).map(lambda day: day - timedelta(days=day.weekday()))


def _some(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    options = CODES if name == "buurt" else [*allowed(name)]
    return st.lists(st.sampled_from(options), unique=True, max_size=5).map(tuple)


SEARCHES = st.builds(
    Search,
    **{name: _some(name) for name in FACETS},
    **dict.fromkeys(("gebied", "zoek", "bij", "midden", "plek"), TEXT),
    straal=st.sampled_from([*RADII]),
    volgorde=st.sampled_from(ORDERS),
    toon=st.sampled_from(VIEWS),
    maandag=st.one_of(st.just(""), MONDAYS.map(date.isoformat)),
)
NONSENSE = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=150),
    st.sampled_from(
        ["<script>", "`${x}`", "ma,zo,ma,xx", ",,,", "0001-01-01", "2026-02-31", "nu,vandaag,\x00"]
    ),
)
PARAMS = st.dictionaries(
    st.sampled_from([*(field.name for field in fields(Search)), "embed"]), NONSENSE, max_size=8
)


@given(SEARCHES)
def test_a_search_survives_a_real_url(search: Search) -> None:
    query = urlencode(to_params(search))
    assert from_params(dict(parse_qsl(query, keep_blank_values=True))) == search


@given(PARAMS)
def test_nonsense_gives_a_search_that_is_stable_and_known(params: dict[str, str]) -> None:
    search = from_params(params)
    assert from_params(to_params(search)) == search
    assert search.toon in VIEWS
    assert search.volgorde in ORDERS
    assert search.straal in RADII
    for name in set(FACETS) - {"buurt"}:
        assert set(getattr(search, name)) <= {*allowed(name)}
    assert all(len(getattr(search, name)) <= 100 for name in ("gebied", "zoek", "bij", "midden", "plek"))
    assert not search.maandag or date.fromisoformat(search.maandag).weekday() == 0


@pytest.mark.parametrize("day", ["9999-12-27", "9999-12-31", "0001-01-01", "1999-12-31"])
def test_a_week_of_another_age_is_this_week(day: str) -> None:
    assert from_params({"maandag": day}).maandag == ""


def test_nothing_asked_is_an_empty_url() -> None:
    assert to_params(Search()) == {}
    assert from_params({}) == Search()


# -- the page

ALWAYS = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "24:00"}
TUESDAY = {"freq": "WEEKLY", "byday": "TU", "opens_at": "19:00", "closes_at": "21:00"}


@pytest.fixture
def filled(visitor: Visitor) -> dict[str, Record]:
    """A house that's always open, whoever is in it, what they give, and a network."""
    register, spot = visitor.register, toy.at(0.5, 0.5)
    place = {"latitude": spot.y, "longitude": spot.x, "gemeente": toy.TOWN}
    phones = [{"number": "020 000 0011", "description": ""}]
    house = add(
        register, K.LOCATION, "Huis van de Wijk", address="Dorpsstraat 1", schedules=[ALWAYS], **place
    )
    club = add(register, K.ORGANIZATION, "Welzijn Toren", phones=phones, service_area=[toy.TOWN])
    given = {"organization_id": club.id, "locations": [{"location_id": house.id}]}
    lesson = add(register, K.SERVICE, "Taalles", themes=["taal"], cost="gratis", registration="inloop",
                 schedules=[TUESDAY], **given)  # fmt: skip
    dinner = add(register, K.SERVICE, "Eettafel", cost="betaald", **given)
    person = add(register, K.CONTACT, "An Stil", title="Opbouwwerker", lawful_basis="publieke_taak",
                 expires="2030-01-01")  # fmt: skip
    members = [
        {"organization_id": club.id, "role": "voorzitter"},
        {"contact_id": person.id, "role": "notulist"},
    ]
    network = add(register, K.NETWORK, "Wijkoverleg", service_area=["WK000100"], members=members,
                  remark="Alleen voor ons")  # fmt: skip
    return {"house": house, "club": club, "lesson": lesson, "dinner": dinner, "network": network}


def data(visitor: Visitor, key: str) -> Any:
    """What one of our own components was given."""
    for each in visitor.page.get("bidi_component"):
        if key in each.proto.id:
            return json.loads(each.proto.json)
    return None


def names(visitor: Visitor) -> list[str]:
    """The names in the list, in order."""
    found = data(visitor, "sk_lijst")
    return [row[1] for row in found["rows"]] if found else []


def params(visitor: Visitor) -> dict[str, str]:
    """The parameters in the URL."""
    found = dict(visitor.page.query_params)
    return {name: value if isinstance(value, str) else value[-1] for name, value in found.items()}


def labels(visitor: Visitor) -> list[str]:
    """The labels of all buttons."""
    return [str(button.label).replace("\\", "") for button in visitor.page.button]


def test_one_search_finds_it_with_other_words_and_typing_errors(
    visitor: Visitor, filled: dict[str, Record]
) -> None:
    visitor.open(PAGE, gebied=toy.TOWN)
    total = len(names(visitor))
    visitor.type("zoek", "samen eten")
    assert names(visitor)[0] == "Eettafel"
    assert f"van {total} gevonden" in visitor.text()
    visitor.type("zoek", "wijkoverlag")
    assert names(visitor)[0] == "Wijkoverleg"
    assert "lijkt erop" in visitor.text()


def test_a_day_and_part_that_is_typed_is_understood(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, zoek="dinsdagavond")
    assert names(visitor) == ["Huis van de Wijk", "Taalles"]
    assert "op dinsdagavond" in visitor.text()
    visitor.type("zoek", "taal woensdagavond")
    assert names(visitor) == []


def test_quick_choices_filter_and_stand_in_the_url(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied=toy.TOWN)
    visitor.type("snel", ["gratis"])
    assert names(visitor) == ["Taalles"]
    assert params(visitor)["kosten"] == "gratis"
    visitor.type("snel", ["nu"])
    assert names(visitor) == ["Huis van de Wijk"]
    assert params(visitor)["wanneer"] == "nu"
    assert "kosten" not in params(visitor)
    visitor.type("snel", ["nu", "vandaag"])
    assert params(visitor)["wanneer"] == "vandaag"


def test_filters_in_the_url_are_restored_and_taken_away_by_a_click(
    visitor: Visitor, filled: dict[str, Record]
) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, dag="di", dagdeel="avond", thema="taal")
    assert names(visitor) == ["Taalles"]
    assert {"Dinsdagavond", "Taal en lezen"} <= set(labels(visitor))
    visitor.press("weg-thema-taal")
    assert names(visitor) == ["Huis van de Wijk", "Taalles"]
    visitor.press("sk-wis")
    assert params(visitor) == {"gebied": toy.TOWN}


def test_what_to_leave_out_when_nothing_is_found(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, thema="taal", kosten="betaald")
    assert names(visitor) == []
    assert "Niets voldoet" in visitor.text()
    assert {"Zonder ‘Taal en lezen’: 1", "Zonder ‘Betaald’: 1"} <= set(labels(visitor))
    visitor.press("uitweg-kosten-betaald")
    assert names(visitor) == ["Taalles"]


def test_within_reach_of_an_address_that_is_known(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, bij="dorpstraat 1", straal="250")
    found = names(visitor)
    assert "Binnen 250 meter van Dorpsstraat 1" in visitor.text()
    assert {"Huis van de Wijk", "Taalles", "Eettafel"} <= set(found)
    visitor.open(PAGE, gebied=toy.TOWN)
    assert len(found) < len(names(visitor))
    visitor.open(PAGE, gebied=toy.TOWN, bij="Onvindbaarlaan 99")
    assert "is niet bekend bij wijkkaart" in visitor.text()


def test_a_network_is_found_in_the_wijk_it_is_for(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied="WK000100", soort="netwerken")
    assert names(visitor) == ["Wijkoverleg"]
    visitor.open(PAGE, gebied="WK000101", soort="netwerken")
    assert names(visitor) == []


def test_the_detail_says_when_where_and_whom_to_call(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, plek=filled["lesson"].id)
    text = visitor.text()
    assert "Elke dinsdag van 19.00 tot 21.00 uur" in text
    assert "Alles hierover" in text
    # It has no telephone of its own: that of who gives it.
    assert 'href="tel:0200000011"' in text
    assert "openstreetmap.org/directions" in text
    visitor.press("sluit_plek")
    assert "plek" not in params(visitor)


def test_the_area_is_that_of_the_map_page_too(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied="WK000101")
    visitor.open("kaart_page.py")
    assert "Noord" in visitor.text()
    visitor.open(PAGE)
    assert params(visitor)["gebied"] == "WK000101"


def test_a_week_is_a_table_of_offers(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, toon="week", maandag="2026-11-23")
    name, attributes, _, head, body = data(visitor, "sk_week")["tree"]
    assert (name, attributes["class"]) == ("table", "wk-week")
    assert [cell[2] for cell in head[2][2:]] == ["Dag", "Ochtend", "Middag", "Avond"]
    rows = body[2:]
    assert len(rows) == 7
    assert "Taalles" in json.dumps(rows[1][-1])
    assert "Taalles" not in json.dumps([rows[0], rows[1][:-1], *rows[2:]])
    visitor.press("sk-later")
    assert params(visitor)["maandag"] == "2026-11-30"


def test_networks_can_be_walked_as_a_picture_and_a_list(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.enter()
    visitor.open(PAGE, gebied=toy.TOWN, toon="netwerken")
    assert [(row[1], row[2]) for row in data(visitor, "sk_relaties")["rows"]] == [
        ("Welzijn Toren", "Organisatie · doet mee (voorzitter)"),
        ("An Stil", "Sleutelpersoon · doet mee (notulist)"),
    ]
    drawn = json.dumps(data(visitor, "sk_net")["tree"])
    assert filled["club"].id in drawn
    visitor.type("midden", filled["club"].id)
    assert params(visitor)["midden"] == filled["club"].id
    assert [row[1] for row in data(visitor, "sk_relaties")["rows"]] == ["Wijkoverleg"]


def test_from_a_detail_one_goes_to_its_relations(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, plek=filled["lesson"].id)
    visitor.press("sk-relaties")
    assert params(visitor)["midden"] == filled["lesson"].id
    assert "plek" not in params(visitor)
    ties = [(row[1], row[2]) for row in data(visitor, "sk_relaties")["rows"]]
    assert ties == [
        ("Welzijn Toren", "Organisatie · wordt gegeven door"),
        ("Huis van de Wijk", "Plek · is bij"),
    ]


def test_visitors_see_the_organisations_that_take_part_and_no_one_who_did_not_agree(
    visitor: Visitor, filled: dict[str, Record]
) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, toon="netwerken", midden=filled["network"].id)
    assert [row[1] for row in data(visitor, "sk_relaties")["rows"]] == ["Welzijn Toren"]
    seen = json.dumps([data(visitor, "sk_relaties"), data(visitor, "sk_net")]) + visitor.text()
    assert "An Stil" not in seen
    assert "notulist" not in seen


def test_only_the_team_sees_what_should_be_checked(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied=toy.TOWN, zoek="huis wijk")
    assert "nakijken" not in json.dumps(data(visitor, "sk_lijst"))
    visitor.enter()
    visitor.open(PAGE, gebied=toy.TOWN, zoek="huis wijk")
    assert "nakijken" in json.dumps(data(visitor, "sk_lijst"))


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.TEAM])
def test_a_download_holds_what_is_shown_for_the_role(
    visitor: Visitor, filled: dict[str, Record], role: Role
) -> None:
    if role is not Role.PUBLIC:
        visitor.enter(role=role)
    visible = guide(settings(), role)
    answer = ask(visible, Search(gebied=toy.TOWN, zoek="overleg"), datetime(2026, 11, 24, 12))
    text = downloads._data(visitor.token, answer, "csv", in_force.said(answer, visible)).decode("utf-8-sig")
    assert "Wijkoverleg" in text
    assert "Huis van de Wijk" not in text
    assert "Welzijn Toren" in text
    assert ("Alleen voor ons" in text) == (role is Role.TEAM)
    assert ("notulist" in text) == (role is Role.TEAM)
    for form in ("xlsx", "geojson", "hsds", "ics"):
        assert downloads._data(visitor.token, answer, form, "")


def test_a_download_of_a_page_that_was_left_open_holds_what_one_may_see_by_then(
    visitor: Visitor, filled: dict[str, Record]
) -> None:
    visitor.enter()
    team = guide(settings(), Role.TEAM)
    answer = ask(team, Search(gebied=toy.TOWN, zoek="overleg"), datetime(2026, 11, 24, 12))
    assert "Alleen voor ons" in downloads._data(visitor.token, answer, "csv", "").decode()
    sessions.sign_out(visitor.register, visitor.token)
    text = downloads._data(visitor.token, answer, "csv", "").decode()
    assert "Wijkoverleg" in text
    assert "Alleen voor ons" not in text


def test_an_own_area_holds_what_lies_in_its_parts(
    visitor: Visitor, filled: dict[str, Record], town: Database
) -> None:
    here = own_areas.save(town, BRAM, "Oost", ["BU00010000", "BU00010100"], for_all=True)
    there = own_areas.save(town, BRAM, "Leeg", ["BU00010101"], for_all=True)
    visitor.open(PAGE, gebied=here.id, zoek="taalles")
    assert "Taalles" in names(visitor)
    assert params(visitor)["gebied"] == here.id
    assert "Oost" in visitor.text()
    assert "Oost (eigen gebied)" in visitor.page.selectbox(key="gebied").options
    visitor.open(PAGE, gebied=there.id, zoek="taalles")
    assert "Taalles" not in names(visitor)
    assert "Leeg" in visitor.text()


def test_own_areas_count_as_their_parts_do(visitor: Visitor, filled: dict[str, Record]) -> None:
    public, moment = guide(settings(), Role.PUBLIC), datetime(2026, 11, 24, 12)

    def found(gebied: str, *parts: str) -> tuple[set[str], int, dict[str, int]]:
        own = OwnSet(gebied, "Oost", toy.TOWN, parts) if parts else None
        answer = ask(public, Search(gebied=gebied), moment, own)
        return {*answer.found.ids}, answer.total, dict(answer.found.counts["category"])

    for wijk in ("WK000100", "WK000101"):
        assert found("EG0a1b2c3d", wijk) == found(wijk)
    one, other, both = (
        found("EG0a1b2c3d", *parts) for parts in (["BU00010000"], ["WK000101"], ["BU00010000", "WK000101"])
    )
    assert one[0] | other[0] == both[0]
    assert both[1] == len(both[0])
    assert one[0]
    within = Search(gebied="EG0a1b2c3d", buurt=("BU00010001",))
    nothing = ask(public, within, moment, OwnSet("EG0a1b2c3d", "Oost", toy.TOWN, ("BU00010000",)))
    assert nothing.found.total == 0


def test_an_own_area_of_the_team_is_not_there_for_others(
    visitor: Visitor, filled: dict[str, Record], town: Database
) -> None:
    own = own_areas.save(town, BRAM, "Geheim plan", ["BU00010000"])
    visitor.open(PAGE, gebied=own.id)
    assert params(visitor)["gebied"] == toy.TOWN
    assert "Geheim plan" not in visitor.text()
    assert "Geheim plan" not in str(visitor.page.selectbox(key="gebied").options)


def test_what_is_opened_on_the_map_can_be_called_and_leads_to_all_that_is_known(
    visitor: Visitor, filled: dict[str, Record]
) -> None:
    visitor.open("kaart_page.py", gebied=toy.TOWN, plek=filled["dinner"].id)
    text = visitor.text()
    # The offer has no number of its own: one calls who gives it, and goes to where it is.
    assert 'href="tel:0200000011"' in text
    assert "Bel Welzijn Toren" in text
    assert "Route Huis van de Wijk" in text
    (link,) = [each for each in visitor.page.get("page_link") if each.proto.label == "Alles hierover"]
    assert link.proto.query_string == f"id={filled['dinner'].id}"
    # Of a source's place too.
    visitor.open("kaart_page.py", gebied=toy.TOWN, plek="bibliotheek")
    assert "Route" in visitor.text()
    assert "Alles hierover" in visitor.text()


def test_a_country_asks_for_a_gemeente(visitor: Visitor, filled: dict[str, Record]) -> None:
    visitor.open(PAGE, gebied="NL00")
    assert "Kies een gemeente" in visitor.text()
    visitor.press(f"sk-waar-{toy.TOWN}")
    assert "Kies een gemeente" not in visitor.text()
    assert params(visitor)["gebied"] == toy.TOWN
