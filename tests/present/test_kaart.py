"""The state of the map, its addresses, and the few figures of one area."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from tests import toy
from wijkkaart.atlas import NL_BOUNDS, Atlas
from wijkkaart.core.classify import Method
from wijkkaart.core.compare.rounding import Value
from wijkkaart.core.figure import Choice, Figure
from wijkkaart.guide import Guide
from wijkkaart.maps.kaart import script_json
from wijkkaart.model import COUNTRY, Status
from wijkkaart.present import areas, kaart, own_card, urls
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.present.profile.cards import Card, Line

CHOICE = Choice(toy.TOWN, "buurt", toy.COUNT, 2024)


def _state(
    guide: Guide,
    area: str = toy.TOWN,
    gemeente: str = toy.TOWN,
    figure: Figure | None = None,
    chosen: np.ndarray | None = None,
    level: str = "buurt",
    parts: tuple[str, ...] = (),
) -> dict[str, object]:
    return dict(
        kaart.state(
            guide.atlas,
            guide,
            area=area,
            gemeente=gemeente,
            parts=parts,
            figure=figure,
            level=level,
            show_figures=True,
            chosen=chosen,
            place="",
            background="geen",
        )
    )


def test_a_gemeente_brings_its_own_outlines_and_colours(atlas: Atlas, public: Guide) -> None:
    state = _state(public, figure=atlas.figure(CHOICE), chosen=np.ones(len(public.places(toy.TOWN)), bool))
    assert state["areas"] == {"url": f"/kaart/gebieden/GM0001/buurt-2024.json?v={atlas.version}"}
    assert state["tiles"] is None
    assert state["classes"] == "0123-4"
    assert urlsplit(state["values"]["url"]).path == "/kaart/waarden.json"  # type: ignore[index]
    assert state["title"] == "Inwoners (2024)"
    assert state["places"] == {"url": f"/kaart/plekken/GM0001.json?v={public.version}", "mask": None}
    assert state["selected"] is None
    assert state["place"] is None
    assert state["figures"] is True


def test_the_country_comes_as_tiles_with_addresses_of_the_rest(atlas: Atlas, public: Guide) -> None:
    choice = replace(CHOICE, gemeente=COUNTRY)
    state = _state(public, COUNTRY, COUNTRY, atlas.figure(choice), np.ones(0, bool))
    assert state["areas"] is None
    assert state["places"] is None
    assert state["view"] == {"id": COUNTRY, "bounds": NL_BOUNDS}
    assert state["tiles"] == {
        "url": f"/kaart/tegels/buurt-2024.pmtiles?v={atlas.version}",
        "names": f"/kaart/namen/buurt-2024.json?v={atlas.version}",
        "detail": f"/kaart/gebieden/{{gemeente}}/buurt-2024.json?v={atlas.version}",
    }
    for part, path in (("classes", "/kaart/klassen.bin"), ("values", "/kaart/waarden.json")):
        assert urlsplit(state[part]["url"]).path == path  # type: ignore[index]
    assert "detail" not in _state(public, COUNTRY, COUNTRY, level="gemeente")["tiles"]  # type: ignore[operator]


def test_a_picked_area_is_outlined_and_zoomed_to(atlas: Atlas, public: Guide) -> None:
    state = _state(public, "BU00010000", figure=atlas.figure(CHOICE))
    assert state["selected"] == "BU00010000"
    view: Any = state["view"]
    (south, west), (north, east) = view["bounds"]
    box = atlas.bounds("BU00010000")
    assert view["id"] == "BU00010000"
    # Some of its neighbours are in sight too, but not the whole town.
    assert south < box[0][0] < box[1][0] < north
    assert west < box[0][1] < box[1][1] < east
    assert east - west < atlas.bounds(toy.TOWN)[1][1] - atlas.bounds(toy.TOWN)[0][1]
    # A wijk among buurten is outlined by its own.
    assert _state(public, "WK000100")["selected"] == ["BU00010000", "BU00010001", "BU00010002"]
    assert _state(public, "WK000100", level="wijk")["selected"] == "WK000100"


def test_the_parts_of_an_own_area_are_outlined_and_zoomed_to(atlas: Atlas, public: Guide) -> None:
    parts = ("BU00010100", "WK000100")
    state = _state(public, "EG0a1b2c3d", parts=parts)
    assert state["selected"] == ["BU00010000", "BU00010001", "BU00010002", "BU00010100"]
    assert _state(public, "EG0a1b2c3d", parts=parts, level="wijk")["selected"] == [*parts]
    view: Any = state["view"]
    for part in parts:
        (south, west), (north, east) = atlas.bounds(part)
        assert view["bounds"][0][0] < south < north < view["bounds"][1][0]
        assert view["bounds"][0][1] < west < east < view["bounds"][1][1]
    # Changed by a colleague: the map goes to what it is now.
    assert view["id"] != _state(public, "EG0a1b2c3d", parts=parts[:1])["view"]["id"]  # type: ignore[index]


def test_an_own_area_is_told_with_its_margins_and_with_what_cannot_be_added(atlas: Atlas) -> None:
    own = OwnSet("EG0a1b2c3d", "De Driehoek", toy.TOWN, ("BU00010000", "BU00010001"))
    told = own_card.card(atlas, own, atlas.figure(Choice(toy.TOWN, "buurt", toy.SHARE, 2023)))
    assert told.kind == "eigen gebied in Torenstad: 2 buurten"
    found = {line.label: line for line in told.figures}
    assert [*found] == ["65 jaar of ouder", "Inwoners"]
    assert found["65 jaar of ouder"].year == 2023
    assert found["65 jaar of ouder"].beside == "Torenstad: 22%"
    # Each of both lies at most 4 from what is printed.
    assert found["Inwoners"].text == "300 inwoners (tussen 292 en 308)"
    assert "afgerond" in told.notes[0]


def test_money_lies_between_amounts_of_money() -> None:
    line = Line("EG0a1b2c3d", "De Driehoek", "€ 248.644", None, known=True, told=True, short="€ 248.644")
    made = Card("woz_waarde", "Gemiddelde WOZ-waarde", 2024, (line,), "", "")
    value = Value("EG0a1b2c3d", "woz_waarde", 2024, 248.644, 247.3, 249.1, Status.OK)
    assert own_card._text(made, value) == "€ 248.644 (tussen € 247.000 en € 250.000)"


def test_what_a_part_does_not_say_is_told_of_the_own_area(atlas: Atlas) -> None:
    secret = OwnSet("EG0a1b2c3d", "Met geheim", toy.TOWN, ("BU00010101", "BU00010100"))
    told = own_card.card(atlas, secret, None)
    assert any(line.startswith("Inwoners: niet te zeggen") for line in told.notes)
    assert any("Zuiderplas" in line for line in told.notes)


def test_without_figures_there_are_outlines_only(public: Guide) -> None:
    state = _state(public)
    assert state["areas"] is not None
    assert (state["classes"], state["values"], state["colours"], state["figures"]) == ("", [], (), False)


def test_without_boundaries_there_is_still_a_state(public: Guide) -> None:
    state = _state(public, "GM9999", "GM9999")
    assert (state["areas"], state["tiles"]) == (None, None)


def test_the_state_goes_into_the_script_as_it_is(atlas: Atlas, public: Guide) -> None:
    for area, gemeente in ((toy.TOWN, toy.TOWN), ("WK000100", toy.TOWN), (COUNTRY, COUNTRY)):
        figure = atlas.figure(replace(CHOICE, gemeente=gemeente))
        state = _state(public, area, gemeente, figure)
        assert json.loads(script_json(state)) == json.loads(json.dumps(state))


@pytest.mark.parametrize("compare", ["", "gemeente", "nederland"])
def test_the_address_of_a_figure_tells_all_of_the_choice(compare: str) -> None:
    choice = replace(CHOICE, compare=compare, method=Method.NATURAL)
    for address in (urls.classes(choice, "v1"), urls.values(choice, "v1")):
        assert dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)) == {
            "gebied": toy.TOWN,
            "niveau": "buurt",
            "indicator": toy.COUNT,
            "jaar": "2024",
            "klassen": "natuurlijk",
            "vergelijk": compare,
            "v": "v1",
        }


def test_the_few_figures_of_an_area_start_with_the_one_on_the_map(atlas: Atlas) -> None:
    figure = atlas.figure(Choice(toy.TOWN, "buurt", toy.SHARE, 2023))
    found = areas.key_figures(atlas, "BU00010000", figure)
    assert [(line.label, line.text, line.year) for line in found] == [
        ("65 jaar of ouder", "10%", 2023),
        ("Inwoners", "100 inwoners", 2024),
    ]
    assert found[0].beside == "Torenstad: 22%"
    assert found[1].beside == ""


def test_a_figure_that_is_missing_tells_why(atlas: Atlas) -> None:
    found = {line.label: line.text for line in areas.key_figures(atlas, "BU00010101", None)}
    assert found["Inwoners"] == "geheim: te weinig mensen om te tonen"
    dorp = {line.label: line.text for line in areas.key_figures(atlas, "BU00020001", None)}
    assert dorp["Inwoners"] == "geen gegevens"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(8.51, 11.0, "9,7% (geschat, tussen 8,5 en 11,0)"), (8.5, np.nan, "9,7%"), (np.nan, np.nan, "9,7%")],
)
def test_an_estimate_tells_its_margins(tmp_path: Path, low: float, high: float, text: str) -> None:
    rows = toy.figures({"BU00010000": 9.7}, "eenzaam_pct", 2024, source="rivm-ggd")
    rows = rows.assign(status="estimate", low=low, high=high)
    atlas = Atlas(toy.write(tmp_path, toy.File("f", toy.areas(2024), rows)))
    figure = atlas.figure(Choice(toy.TOWN, "buurt", "eenzaam_pct", 2024))
    assert areas.key_figures(atlas, "BU00010000", figure)[0].text == text


def test_a_figure_of_older_years_is_told_on_the_boundaries_it_was_worked_out_for(tmp_path: Path) -> None:
    rows = toy.figures({toy.CHANGED: 9.0}, toy.COUNT, 2023)
    texts = {}
    for boundaries in (2023, 2024):
        grounds = [toy.File(f"g{year}", toy.areas(year)) for year in (2023, 2024)]
        figures = toy.File("f", observations=rows.assign(boundaries=boundaries))
        atlas = Atlas(toy.write(tmp_path / str(boundaries), *grounds, figures))
        texts[boundaries] = areas.key_figures(atlas, toy.CHANGED, None)[0].text
    assert texts == {2023: "geen gegevens", 2024: "9 inwoners"}
