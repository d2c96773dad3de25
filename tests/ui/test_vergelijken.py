"""The pages Vergelijken and Sociale index, without a browser."""

import json
from typing import Any

import pytest

from tests import toy
from tests.grids import rows as rows_of
from tests.present.test_social_index import figures
from tests.ui.visitor import BRAM, Visitor
from wijkkaart.atlas import current
from wijkkaart.catalogue import indicators
from wijkkaart.config import settings
from wijkkaart.core.compare.rounding import Value
from wijkkaart.core.compare.series import Break, Segment, Series
from wijkkaart.export import social_index as files
from wijkkaart.model import Status
from wijkkaart.present.comparison import index as indexes
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.register import own_areas
from wijkkaart.register.database import Database
from wijkkaart.ui.sociale_index import state as index_state
from wijkkaart.ui.vergelijken import pictures, state, table
from wijkkaart.ui.vergelijken.pictures import outlines

PAGE, INDEX = "vergelijken_page.py", "sociale_index_page.py"
BU = [*toy.CELLS][:6]


def grid(visitor: Visitor) -> dict[str, Any]:
    """What the table in the browser gets."""
    found = [each.proto.json for each in visitor.page.get("bidi_component") if "tabel" in each.proto.id]
    table: dict[str, Any] = json.loads(found[0])
    return table


def test_the_table_keeps_areas_on_top_and_says_what_is_missing(visitor: Visitor) -> None:
    visitor.open(PAGE, gebieden=",".join(BU), cijfers=toy.COUNT, vast=BU[3], volgorde=f"-{toy.COUNT}")
    found = grid(visitor)
    rows = rows_of(found)
    assert (rows[BU[3]]["pinned"], rows[BU[0]]["pinned"]) == (True, False)
    assert found["order"] == f"-{toy.COUNT}"
    assert rows[BU[4]]["cells"][0][0] == "geheim"
    # Counts of areas that aren't equally large are never called a difference.
    assert rows[BU[0]]["cells"][0][1] == "?"


def params(visitor: Visitor) -> dict[str, str]:
    return {name: "".join(value) for name, value in visitor.page.query_params.items()}


def test_it_begins_with_the_areas_beside_the_one_that_was_looked_at(visitor: Visitor) -> None:
    visitor.open(PAGE, gebied="BU00010001")
    assert (
        "U ziet <strong>3 buurten van Torenstad</strong> naast <strong>Torenstad</strong>" in visitor.text()
    )
    assert "'t Zand** naast Torenstad" in visitor.text()
    assert params(visitor)["gebieden"].split(",") == ["BU00010001", "BU00010000", "BU00010002"]
    assert params(visitor)["keuze"] == "BU00010001"


def test_the_address_restores_all_that_was_chosen(visitor: Visitor) -> None:
    asked = {
        "gebieden": "BU00010000,BU00010002,BU00020000",
        "cijfers": f"{toy.SHARE},{toy.COUNT}",
        "met": "BU00010000",
        "vorm": "staven",
        "keuze": "BU00010002",
        "cijfer": toy.COUNT,
    }
    visitor.open(PAGE, **asked)
    found = params(visitor)
    assert {name: found[name] for name in asked} == asked
    assert "3 buurten" in visitor.text()
    assert "Tabel bij: Inwoners" in visitor.text()


def test_years_say_which_and_one_year_is_no_trend(visitor: Visitor) -> None:
    visitor.open(PAGE, gebieden=f"{BU[0]},{toy.RENAMED}", cijfers=toy.SHARE, vorm="jaren")
    drawn = "".join(str(each.proto.body) for each in visitor.page.get("html"))
    # The table has one of these years only.
    assert "2 buurten van Torenstad, 2023–2024<" in drawn
    assert "Kerncijfers wijken en buurten, 2023–2024, CC BY 4.0." in visitor.text()
    visitor.open(PAGE, gebieden=BU[1], cijfers=toy.SHARE, vorm="jaren")
    assert "Van dit cijfer zijn er geen eerdere jaren." in visitor.text()


def test_areas_without_a_line_are_named() -> None:
    share = indicators()[toy.SHARE]
    value = Value("A", toy.SHARE, 2024, 1.0, 1.0, 1.0, Status.OK)
    there = {name: Series(name, share, (Segment((value,), Break.NONE),), ()) for name in "ABC"}
    gone = {name: Series(name, share, (), ()) for name in "DEFGHIJ"}
    names = {name: f"Wijk {name}" for name in "ABCDEFGHIJ"}
    drawn = [*there.values()]
    assert [*pictures._left_out(there, drawn, names)] == []
    assert [*pictures._left_out(there | gone, drawn[:2], names)] == [
        "Zonder lijn, want over de jaren niet te volgen: Wijk D, Wijk E, Wijk F, Wijk G, Wijk H en nog 2",
        "Dit zijn de eerste 2; van 1 gebied staat de lijn er niet bij",
    ]


@pytest.mark.parametrize("view", [*state.VIEWS])
def test_every_view_says_something_and_fails_on_nothing(visitor: Visitor, view: str) -> None:
    visitor.open(PAGE, gebieden=",".join(BU), cijfers=f"{toy.SHARE},{toy.COUNT}", vorm=view, keuze=BU[0])
    assert not visitor.page.error
    assert "Kruiskamp** naast Torenstad" in visitor.text()


def test_a_click_on_an_area_goes_to_that_area_in_all_views(visitor: Visitor) -> None:
    visitor.open(PAGE, gebieden=",".join(BU), vorm="staven")
    visitor.type("vg-staven-gebied", BU[2])
    assert params(visitor)["keuze"] == BU[2]
    visitor.type("vorm", "gebied")
    assert "Tabel bij: Oude Haven tussen de andere" in visitor.text()
    visitor.press("vg-laat-los")
    assert "keuze" not in params(visitor)


def opened(visitor: Visitor, menu: str) -> None:
    """Open a menu: what stands in it is drawn only then."""
    visitor.page.session_state[menu] = True
    visitor.run()


def test_one_click_gives_all_wijken_and_a_set_of_figures(visitor: Visitor) -> None:
    visitor.open(PAGE, gebieden=",".join(BU), cijfers=toy.COUNT)
    assert not any(key.startswith(("klik-", "set-")) for key in buttons(visitor))
    opened(visitor, f"vg-klik-{toy.TOWN}")
    visitor.press(f"klik-{toy.TOWN}-wijk")
    assert params(visitor)["gebieden"] == "WK000101,WK000100"
    visitor.open(PAGE, gebieden=",".join(BU), cijfers=toy.COUNT)
    opened(visitor, "vg-sets")
    visitor.press("set-2.1")
    assert params(visitor)["cijfers"] == toy.SHARE


def test_the_look_of_the_page_arrives_whole() -> None:
    # A browser leaves a style sheet out that may hold a tag.
    assert "<" not in table._style().removeprefix("<style>").removesuffix("</style>")


def test_an_area_can_be_typed_and_an_unknown_one_is_told(visitor: Visitor) -> None:
    visitor.open(PAGE, gebieden=BU[0])
    visitor.page.multiselect(key="gebieden").set_value([BU[0], "veen"])
    visitor.run()
    assert params(visitor)["gebieden"] == f"{BU[0]},BU00020001"
    visitor.page.multiselect(key="gebieden").set_value([BU[0], "Atlantis*"])
    visitor.run()
    assert params(visitor)["gebieden"] == BU[0]
    assert "‘Atlantis*’" in visitor.text()


def test_supply_stands_beside_need(visitor: Visitor) -> None:
    visitor.open(PAGE, gebieden="WK000100,WK000101", cijfers=toy.COUNT, aanbod="iedereen")
    assert not visitor.page.error
    labels = {each["label"]: place for place, each in enumerate(grid(visitor)["columns"])}
    cells = {code: row["cells"] for code, row in rows_of(grid(visitor)).items()}
    # One playground for everybody in Noord, on 1,000 inhabitants.
    assert cells["WK000101"][labels["Aanbod voor iedereen"]][0] == "1,0"
    assert cells["WK000100"][labels["Aanbod voor iedereen"]][0] == "0,0"


def test_an_own_area_of_the_team_is_compared_by_who_may_see_it(visitor: Visitor) -> None:
    own = own_areas.save(visitor.register, BRAM, "De *Brug*", BU[:2])
    visitor.open(PAGE, gebieden=f"{own.id},{BU[2]}", cijfers=toy.COUNT)
    assert "De" not in visitor.text().partition("U ziet")[2]
    assert params(visitor)["gebieden"] == BU[2]
    visitor.enter()
    visitor.open(PAGE, gebieden=f"{own.id},{BU[2]}", cijfers=toy.COUNT)
    assert params(visitor)["gebieden"] == f"{own.id},{BU[2]}"
    row = rows_of(grid(visitor))[own.id]
    assert (row["name"], row["cells"][0][0]) == ("De *Brug* (eigen gebied)", "300")


def test_it_begins_with_the_own_area_that_was_looked_at(visitor: Visitor) -> None:
    own = own_areas.save(visitor.register, BRAM, "Oost", [BU[1], BU[2]], for_all=True)
    visitor.open("profiel_page.py", gebied=own.id)
    visitor.open(PAGE)
    assert set(params(visitor)["gebieden"].split(",")) == {own.id, *BU[:3]}
    assert params(visitor)["keuze"] == own.id
    assert "Oost (eigen gebied)** naast Torenstad" in visitor.text()


def test_it_begins_anew_where_one_looked_since_unless_the_areas_were_chosen(visitor: Visitor) -> None:
    visitor.open(PAGE, gebied=BU[1])
    visitor.open("profiel_page.py", gebied=BU[3])
    visitor.open(PAGE)
    assert (params(visitor)["keuze"], set(params(visitor)["gebieden"].split(","))) == (BU[3], {*BU[3:]})
    visitor.type("gebieden", [BU[0], BU[5]])
    visitor.open("profiel_page.py", gebied=BU[1])
    visitor.open(PAGE)
    assert params(visitor)["gebieden"] == f"{BU[0]},{BU[5]}"


@pytest.mark.parametrize("view", [*state.VIEWS])
def test_the_chosen_area_leads_to_its_profile_in_every_view(visitor: Visitor, view: str) -> None:
    own = own_areas.save(visitor.register, BRAM, "Oost", [BU[0], BU[1]], for_all=True)
    for code in (BU[2], own.id):
        visitor.open(PAGE, gebieden=f"{BU[2]},{own.id}", cijfers=toy.COUNT, vorm=view, keuze=code)
        assert not visitor.page.error
        links = [each.proto for each in visitor.page.get("page_link") if each.proto.label == "Profiel"]
        assert f"gebied={code}" in [each.query_string for each in links]


def test_an_own_area_has_its_place_in_maps_and_over_the_years(visitor: Visitor) -> None:
    own = own_areas.save(visitor.register, BRAM, "Oost", [BU[0], BU[1]], for_all=True)
    asked = f"{own.id},{BU[2]}"
    for view in ("kaartjes", "jaren", "staven", "spreiding"):
        visitor.open(PAGE, gebieden=asked, cijfers=f"{toy.COUNT},{toy.SHARE}", vorm=view, cijfer=toy.COUNT)
        assert not visitor.page.error
        assert "Oost (eigen gebied)" in visitor.text().partition("Tabel bij: ")[2], view


def test_an_own_area_lies_under_what_is_in_it_until_it_is_chosen(town: Database) -> None:
    assert town
    atlas = current(settings().data)
    own = {"EG00000001": OwnSet("EG00000001", "Oost", toy.TOWN, (BU[0], BU[1]))}
    codes = ("EG00000001", BU[0], BU[2])
    under = outlines(atlas, codes, own)
    assert [*under.code] == [*codes]
    assert under.area.tolist() == [2e6, 1e6, 1e6]
    assert [*outlines(atlas, codes, own, top=["EG00000001"]).code] == [BU[0], BU[2], "EG00000001"]
    assert [*outlines(atlas, ["EG00000001"], own).code] == ["EG00000001"]
    assert not len(outlines(atlas, [], own))


def buttons(visitor: Visitor) -> set[str]:
    """The keys of the buttons on the page."""
    return {str(each.key) for each in visitor.page.button}


def test_the_team_keeps_lists_for_another_time(visitor: Visitor) -> None:
    visitor.open(PAGE, gebieden=",".join(BU[:2]), cijfers=toy.COUNT)
    assert "vg-lijst-bewaar-gebieden" not in buttons(visitor)
    visitor.enter()
    visitor.open(PAGE, gebieden=",".join(BU[:2]), cijfers=toy.COUNT)
    opened(visitor, "vg-lijsten-gebieden")
    visitor.type("vg-lijst-naam-gebieden", "Langs de *spoorlijn*")
    visitor.press("vg-lijst-bewaar-gebieden")
    visitor.open(PAGE, gebieden=BU[3], cijfers=toy.COUNT)
    opened(visitor, "vg-lijsten-gebieden")
    visitor.press("vg-lijst-gebieden-Langs de *spoorlijn*")
    assert params(visitor)["gebieden"] == ",".join(BU[:2])
    visitor.press("vg-lijst-bewaar-gebieden")
    assert any("niet te bewaren" in str(each.value) for each in visitor.page.error)
    visitor.press("vg-lijst-wis-gebieden-Langs de *spoorlijn*")
    assert "vg-lijst-gebieden-Langs de *spoorlijn*" not in buttons(visitor)


@pytest.mark.parametrize(
    "wrong",
    [
        {"gebieden": "XX,<b>,GM9999", "cijfers": "bestaat_niet", "vorm": "taart"},
        {"keuze": "'; DROP", "cijfer": "../..", "volgorde": "-" * 200, "met": "EG00000000"},
        {"gebieden": ",".join(["BU00010000"] * 400), "vast": "BU99999999"},
    ],
)
def test_an_address_that_cannot_be_right_falls_back(visitor: Visitor, wrong: dict[str, str]) -> None:
    visitor.open(PAGE, **wrong)
    assert not visitor.page.error


@pytest.fixture
def measured(visitor: Visitor) -> Visitor:
    toy.write(settings().data, toy.File("index", observations=figures()))
    return visitor


def test_areas_are_found_that_an_own_area_is_like(measured: Visitor) -> None:
    own = own_areas.save(measured.register, BRAM, "*Oost*", [BU[2], BU[3]], for_all=True)
    by = ",".join(["afstand_huisarts", "afstand_supermarkt", "moeite_rondkomen_pct", toy.SHARE])
    measured.open(PAGE, gebieden=f"{own.id},{BU[0]}", cijfers=by, vorm="lijkt-op", keuze=own.id)
    assert not measured.page.error
    text = measured.text()
    assert "*Oost* is een eigen gebied. Het wordt naast buurten en andere eigen gebieden gelegd." in text
    assert "Niet te zeggen van dit eigen gebied, en dus niet meegeteld: Moeite met rondkomen" in text
    found = {key.removeprefix("vg-erbij-") for key in measured.widgets() if key.startswith("vg-erbij-")}
    assert found
    assert not found & {own.id, BU[2], BU[3]}
    assert "lijkt op *Oost*" in text


def test_an_own_area_is_found_as_one_that_is_alike_by_who_may_see_it(measured: Visitor) -> None:
    own = own_areas.save(measured.register, BRAM, "Oost", [BU[2], BU[3]])
    by = "afstand_huisarts,afstand_supermarkt"
    asked = {"gebieden": f"{BU[4]},{BU[5]}", "cijfers": by, "vorm": "lijkt-op", "keuze": BU[4]}
    measured.open(PAGE, **asked)
    assert "Oost" not in measured.text()
    measured.enter()
    measured.open(PAGE, **asked)
    assert "**Oost (eigen gebied)**" in measured.text()
    measured.press(f"vg-erbij-{own.id}")
    assert params(measured)["gebieden"].split(",") == [BU[4], BU[5], own.id]


def test_what_cannot_be_said_of_an_own_area_is_told(measured: Visitor) -> None:
    own = own_areas.save(measured.register, BRAM, "Oost", [BU[2], BU[3]], for_all=True)
    measured.open(PAGE, gebieden=f"{own.id},{BU[0]}", cijfers="moeite_rondkomen_pct,eenzaam_pct")
    assert (
        "Van Oost niet te zeggen: Moeite met rondkomen, want dat is niet op te tellen uit de delen."
        in measured.text()
    )
    assert (
        "Van Oost gewogen naar het aantal inwoners van 18 jaar en ouder in 2024, dat niet precies bekend is:"
        " Eenzaam." in measured.text()
    )


# Sociale index


@pytest.mark.parametrize("view", [*index_state.VIEWS])
def test_every_view_of_the_index_says_that_it_is_indicative(measured: Visitor, view: str) -> None:
    measured.open(INDEX, gemeente=toy.TOWN, niveau="buurt", deel=view, keuze=BU[0])
    assert not measured.page.error
    assert "Indicatief: dit is een eigen rekenwijze" in measured.text()
    assert params(measured)["basisjaar"] == "2024"  # said, so that it stays


def test_a_weight_is_changed_shared_by_the_address_and_reset(measured: Visitor) -> None:
    measured.open(INDEX, gemeente=toy.TOWN, niveau="buurt", deel="maken")
    measured.type("si-weging-afstand_huisarts", 3.0)
    measured.type("si-weging-binding", 0.0)
    assert params(measured)["weging"] == "afstand_huisarts:3,binding:0"
    assert "2 wijzigingen tegenover het voorstel" in measured.text()
    measured.open(
        INDEX, gemeente=toy.TOWN, niveau="buurt", deel="delen", keuze=BU[0], weging="afstand_huisarts:3"
    )
    assert "<td>3,0</td>" in measured.text()
    measured.open(INDEX, gemeente=toy.TOWN, niveau="buurt", deel="maken", weging="afstand_huisarts:3")
    measured.press("si-terug")
    assert "weging" not in params(measured)
    assert "Zoals voorgesteld" in measured.text()


def test_age_cannot_be_put_in_by_the_address(measured: Visitor) -> None:
    measured.open(INDEX, gemeente=toy.TOWN, niveau="buurt", erbij=f"binding:{toy.SHARE}:good")
    assert any("leeftijd" in str(each.value) for each in measured.page.error)


def test_a_gemeente_without_figures_says_so(visitor: Visitor) -> None:
    visitor.open(INDEX, gemeente=toy.VILLAGE)
    assert "zijn er geen cijfers voor een index" in visitor.text()


def test_the_chosen_area_is_told_with_its_sides_and_firmness(measured: Visitor) -> None:
    measured.open(INDEX, gemeente=toy.TOWN, niveau="buurt", keuze=BU[0])
    text = measured.text()
    assert "De index van Kruiskamp is" in text
    assert "capaciteiten" in text
    assert "willekeurige wegingen" in text


def test_a_downloaded_method_is_loaded_again_and_left(measured: Visitor) -> None:
    measured.open(INDEX, gemeente=toy.TOWN, niveau="buurt", deel="maken")
    index = indexes.definition({"binding": 0.5})
    data = files.as_json(indexes.make(current(settings().data), index, toy.TOWN, "buurt", year=2024))
    upload = ("toen *2024*.json", data, "application/json")
    measured.page.file_uploader(key="si-bestand-laden-0").set_value(upload)
    measured.run()
    assert not measured.page.error
    assert "Geladen rekenwijze** uit toen *2024*.json: 100 is het gemiddelde van Torenstad" in measured.text()
    assert params(measured)["weging"] == "binding:0.5"
    assert "basis" not in measured.widgets()
    measured.press("si-geladen-weg")
    assert "Geladen rekenwijze" not in measured.text()
    assert "basis" in measured.widgets()
    measured.page.file_uploader(key="si-bestand-laden-1").set_value(("x.json", b"{}", "application/json"))
    measured.run()
    assert "Dit bestand is niet te laden: het is geen rekenwijze van wijkkaart." in measured.text()


def test_the_index_begins_with_the_area_looked_at(measured: Visitor) -> None:
    measured.open("profiel_page.py", gebied=BU[2])
    measured.open(INDEX)
    found = params(measured)
    assert (found["niveau"], found["keuze"]) == ("buurt", BU[2])


def test_an_own_area_stands_beside_the_others_and_is_told_with_its_doubts(measured: Visitor) -> None:
    own = own_areas.save(measured.register, BRAM, "Langs het *spoor*", BU[2:4], for_all=True)
    measured.open("profiel_page.py", gebied=own.id)
    measured.open(INDEX)
    found = params(measured)
    assert (found["niveau"], found["keuze"]) == ("buurt", own.id)
    text = measured.text()
    assert "Langs het *spoor* heeft geen index: te weinig cijfers voor ten minste drie kanten." in text
    assert "Niet op te tellen uit de delen, en daarom niet meegeteld" in text
    for view in index_state.VIEWS:
        measured.open(INDEX, keuze=own.id, deel=view)
        assert not measured.page.error, view
        assert params(measured)["keuze"] == own.id


def test_an_own_area_of_the_team_is_not_in_the_index_of_others(measured: Visitor) -> None:
    own = own_areas.save(measured.register, BRAM, "Geheim plan", BU[2:4])
    measured.open(INDEX, gemeente=toy.TOWN, niveau="buurt", keuze=own.id, deel="delen")
    assert params(measured).get("keuze") != own.id
    assert "Geheim plan" not in measured.text()
    assert "Geheim plan" not in str(measured.page.selectbox(key="keuze").options)
    # Nor does its id lead to its gemeente for who comes with nothing else.
    measured.open(INDEX, keuze=own.id)
    assert "Geheim plan" not in measured.text()
    measured.enter()
    measured.open(INDEX, gemeente=toy.TOWN, niveau="buurt", keuze=own.id, deel="delen")
    assert params(measured)["keuze"] == own.id
    assert "Geheim plan heeft geen index" in measured.text()
