"""Charts as they're drawn: valid specs, Dutch numbers, nothing invented where a figure is missing."""

import json
import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import altair as alt
import jsonschema  # type: ignore[import-untyped]
import pandas as pd
import pytest

from tests.charts.planted import (
    ABOUT,
    CODES,
    HOSTILE,
    HUIZEN,
    KOOP,
    NAMES,
    NAN,
    cells,
    every,
    line,
    outlines,
)
from wijkkaart import charts
from wijkkaart.charts import About, Beside, Chart, files
from wijkkaart.charts.table import as_text

KINDS = [*every()]
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    """What is written in a picture."""
    return ["".join(each.itertext()) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def marks(svg: str, role: str) -> list[str]:
    """What marks of a kind (`bar`, `point`, ...) tell who can't see them."""
    found = ElementTree.fromstring(svg).iter()
    return [e.get("aria-label", "") for e in found if e.get("aria-roledescription") == role]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_in_english_by_the_names_of_columns(pictures: dict[str, str], kind: str) -> None:
    parts = [*ElementTree.fromstring(pictures[kind]).iter()]
    # Vega puts "Title text" before titles, whatever one asks; on a page these are text beside the picture.
    titles = ("title", "subtitle")
    labels = [e.get("aria-label", "") for e in parts if e.get("aria-roledescription") not in titles]
    assert any(labels)
    assert [each for each in labels if re.search(r"-axis |legend for |; \w+: ", each)] == []


def data(spec: Any, layer: Any) -> list[dict[str, Any]]:
    """The data of a layer of a spec."""
    found: list[dict[str, Any]] = spec["datasets"][layer["data"]["name"]]
    return found


@pytest.fixture(scope="module")
def made() -> dict[str, Chart]:
    return {kind: make() for kind, make in every().items()}


@pytest.fixture(scope="module")
def pictures(made: dict[str, Chart]) -> dict[str, str]:
    return {kind: files.svg(chart) for kind, chart in made.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_spec_is_valid_vega_lite(kind: str, made: dict[str, Chart]) -> None:
    schema = alt.Root._rootschema or alt.load_schema()
    for spec in (made[kind].spec, files.with_sources(made[kind])):
        plain = json.loads(json.dumps(spec, allow_nan=False))
        jsonschema.Draft7Validator(schema).validate(plain)


@pytest.mark.parametrize("kind", KINDS)
def test_it_tells_its_heading_sources_and_what_is_seen(
    kind: str, made: dict[str, Chart], pictures: dict[str, str]
) -> None:
    written = " ".join(texts(pictures[kind]))
    assert ABOUT.title in written
    assert "Wijken van Toren, 2024" in written
    assert "Bron: CBS, Kerncijfers 2024" in written
    assert len(made[kind].description) > 60
    assert made[kind].spec["description"] == made[kind].description
    assert len(made[kind].table) > 1


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_fetched_and_nothing_is_worked_out(kind: str, made: dict[str, Chart]) -> None:
    text = json.dumps({name: part for name, part in made[kind].spec.items() if name != "$schema"})
    assert "http" not in text
    for word in ("url", "expr", "labelExpr", "transform", "calculate", "filter", "signal", "test"):
        assert f'"{word}":' not in text


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_are_only_text(kind: str) -> None:
    names = dict.fromkeys(NAMES, HOSTILE)
    chart = every(names, About(HOSTILE, HOSTILE, (HOSTILE,)))[kind]()
    assert len(files.png(chart)) > 1000
    root = ElementTree.fromstring(files.svg(chart))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "g", "path", "text", "line", "rect", "clipPath", "defs", "title", "tspan")
    }
    assert any("alert(1)" in text for text in texts(files.svg(chart)))
    # Two areas of one name stay two.
    if kind == "bars":
        assert len(marks(files.svg(chart), "bar")) == 9
    assert b"\r\n=1" not in files.table_csv(chart)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_chart_has_the_same_spec(kind: str, made: dict[str, Chart]) -> None:
    assert every()[kind]().spec == made[kind].spec


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"spine", "pyramid", "pyramid alone"}))
def test_a_click_gives_the_code_of_an_area(kind: str, made: dict[str, Chart]) -> None:
    (param,) = made[kind].spec["params"]
    assert (param["name"], param["select"]["fields"]) == ("keuze", ["code"])
    assert set(made[kind].areas) <= set(CODES)
    assert f'"code": "{CODES[0]}"' in json.dumps(made[kind].spec)
    views = re.findall(r'"name": "(keuze_\d)"', json.dumps(made[kind].spec))
    assert param["views"] == views != []


def test_bars_run_from_high_to_low_and_what_is_missing_has_no_bar(pictures: dict[str, str]) -> None:
    bars = marks(pictures["bars"], "bar")
    assert bars[:2] == ["Wijk 8: 80%", "Wijk 7: 70%"]
    assert bars[-1] == "Wijk 0: 0%"
    assert len(bars) == 9
    assert "geheim: te weinig mensen om te tonen" in texts(pictures["bars"])
    assert "Toren: 45%" in texts(pictures["bars"])


def test_bars_tell_the_highest_and_the_line(made: dict[str, Chart]) -> None:
    assert made["bars"].description == (
        "Staafdiagram van Koopwoningen: Wijken van Toren, 2024. Het hoogst is Wijk 8 met 80%, het laagst "
        "Wijk 0 met 0%. De lijn is Toren met 45%; 4 staven komen erboven uit. Van 1 gebied is er geen cijfer."
    )
    table = as_text(made["bars"].table)
    assert table.iloc[9].tolist() == ["Wijk 9", "", "", "", "geheim: te weinig mensen om te tonen"]
    assert table.Opmerking[4] == "schatting"
    assert table.iloc[10].tolist()[:2] == ["Toren", "45"]


def test_numbers_are_written_in_dutch() -> None:
    chart = charts.bars(cells(HUIZEN, 1234.5), NAMES, HUIZEN, ABOUT, beside=Beside("Toren", NAN))
    written = texts(files.svg(chart))
    assert "98.760 woningen" in written
    assert "20.000" in written
    small = files.svg(charts.bars(cells(KOOP, -0.002).assign(status="ok"), NAMES, KOOP, ABOUT))
    assert "\N{MINUS SIGN}0,14" in texts(small)
    assert b"Wijk 8;98760;" in files.table_csv(chart)
    assert "98.760" in as_text(chart.table)["Woningen"].tolist()


def test_a_line_is_broken_at_the_gap_and_at_the_border(pictures: dict[str, str]) -> None:
    root = ElementTree.fromstring(pictures["trend of one"])
    drawn = [e for e in root.iter() if e.get("class", "").startswith("mark-line ")]
    lines = [path.get("d", "") for e in drawn for path in e.iter(f"{SVG}path")]
    # 2018-2019, then 2021 alone, then 2022-2024.
    assert sorted(path.count("L") for path in lines) == [0, 1, 2]
    assert "andere grens" in texts(pictures["trend of one"])
    labels = marks(pictures["trend of one"], "point")
    assert "Wijk 0, 2020: geen gegevens" in labels
    assert "Wijk 0, 2024: 1.234%" in labels


def test_a_trend_tells_its_break_and_gap(made: dict[str, Chart]) -> None:
    said = made["trend of one"].description
    assert "In 2022 is de grens veranderd: de cijfers ervoor gaan over een ander gebied." in said
    assert "Geen cijfer van 2020." in said
    table = made["trend of one"].table
    assert table.Opmerking[table.Jaar == "2022"].tolist() == ["andere grens"]
    assert table["Koopwoningen (%)"][table.Jaar == "2020"].isna().all()


def test_names_at_the_ends_of_lines_do_not_touch(made: dict[str, Chart]) -> None:
    spec = made["trends"].spec
    ends = data(spec, spec["layer"][-1])
    spots = sorted(row["spot"] for row in ends)
    assert all(above - below > 70 for below, above in pairwise(spots))


def test_the_spine_has_its_fences_and_says_what_lies_outside(made: dict[str, Chart]) -> None:
    table = made["spine"].table.set_index("Cijfer")
    # Of 0, 10, ... 80 the fifth percentile is 4, the ninety-fifth 76.
    assert [*table.loc["Koopwoningen (%)"]] == [10, 45, 4, 76, ""]
    assert "Koopwoningen (10%): lager dan bij driekwart van de gebieden." in made["spine"].description
    few = charts.spine(cells().head(7), CODES[0], NAMES, [KOOP], ABOUT)
    assert "te weinig gebieden voor een spreiding" in texts(files.svg(few))


def test_the_spine_says_in_words_what_is_better() -> None:
    frame = cells().assign(quality=["better", "worse", *[""] * 8])
    written = [texts(files.svg(charts.spine(frame, code, NAMES, [KOOP], ABOUT))) for code in CODES[:3]]
    assert "0%, gunstiger" in written[0]
    assert "10%, ungunstiger" in written[1]
    assert "20%" in written[2]


def test_an_area_without_one_of_two_figures_has_no_point(
    made: dict[str, Chart], pictures: dict[str, str]
) -> None:
    points = marks(pictures["scatter"], "point")
    assert len(points) == 9
    assert not any("Wijk 9" in point for point in points)
    assert "Hoe hoger 'Koopwoningen', hoe lager meestal 'Rookt'." in made["scatter"].description
    assert "Zonder punt, omdat een cijfer ontbreekt: Wijk 9." in made["scatter"].description


def test_parts_keep_their_order_and_what_lacks_is_unknown(
    made: dict[str, Chart], pictures: dict[str, str]
) -> None:
    bars = marks(pictures["stacked"], "bar")
    first = [bar for bar in bars if bar.startswith("Wijk 4,")]
    assert first == ["Wijk 4, Wijk 0: 20%", "Wijk 4, Nieuw: 20%", "Wijk 4, niet bekend: 60%"]
    assert not any(bar.startswith("Wijk 9") for bar in bars)
    assert "Wijk 9: geen cijfers." in made["stacked"].description


def test_margins_are_drawn_where_they_are_known(pictures: dict[str, str]) -> None:
    points = marks(pictures["margins"], "point")
    assert "Wijk 0: 53,1% (49,2 tot 57,3)" in points
    assert "Zonder marge: 22,5% (marge niet bekend)" in points
    assert not any("Zonder cijfer" in point for point in points)
    assert "geheim: te weinig mensen om te tonen" in texts(pictures["margins"])


def test_a_side_of_a_pyramid_without_a_figure_says_so(pictures: dict[str, str]) -> None:
    bars = marks(pictures["pyramid"], "bar")
    assert "Wijk 0, 0-14 jaar: 17,0%" in bars
    assert "Toren, Wijk 2: 1.234,5%" in bars
    assert len(bars) == 3
    assert "geheim: te weinig mensen om te tonen" in texts(pictures["pyramid"])


def test_a_pyramid_with_nothing_beside_it_is_plain_bars(
    made: dict[str, Chart], pictures: dict[str, str]
) -> None:
    chart = made["pyramid alone"]
    assert [*chart.table.columns] == ["Groep", "Toren (%)", "Opmerking"]
    assert len(marks(pictures["pyramid alone"], "bar")) == 1
    assert "Staafdiagram" in chart.description
    # What isn't there at all isn't missing: only the figures of the area itself may be.
    assert [*chart.table.Opmerking] == ["geheim: te weinig mensen om te tonen", ""]


def test_a_group_of_few_has_dots_but_no_box(made: dict[str, Chart]) -> None:
    said = made["boxes"].description
    assert "Wijk 1: de middelste is 30%, de middelste helft ligt tussen 15% en 45%." in said
    assert "Noord: 2 gebieden met een cijfer." in said


def test_maps_share_their_classes_and_hatch_what_is_missing(
    made: dict[str, Chart], pictures: dict[str, str]
) -> None:
    spec = made["maps"].spec
    first, second = (
        {row["code"]: row["colour"] for row in data(spec, panel["layer"][0])} for panel in spec["concat"]
    )
    assert first[CODES[9]] == second[CODES[9]] == "#d9d9d9"
    # 80 in the one map and 81 would be alike; 40 and 36 (0.9 times) are as the shared limits have it.
    assert first[CODES[8]] != first[CODES[0]] == second[CODES[0]]
    hatching = data(spec, spec["concat"][0]["layer"][1])
    assert [each["geometry"]["type"] for each in hatching] == ["MultiLineString"]
    assert texts(pictures["maps"]).count("geen gegevens") == 1


def test_north_is_up_and_shapes_keep_their_form(made: dict[str, Chart]) -> None:
    spec = made["maps"].spec
    features = data(spec, spec["concat"][0]["layer"][0])
    ring = features[0]["geometry"]["coordinates"][0]
    wide, high = (max(p[axis] for p in ring) - min(p[axis] for p in ring) for axis in (0, 1))
    assert high / wide == pytest.approx(1.5, rel=0.02)
    left = [min(p[0] for p in feature["geometry"]["coordinates"][0]) for feature in features]
    assert left == sorted(left)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_draw_is_still_a_chart(kind: str) -> None:
    none = cells().assign(value=NAN, status="not measured")
    empty = {
        "bars": lambda: charts.bars(none, NAMES, KOOP, ABOUT, beside=Beside("Toren", NAN)),
        "spine": lambda: charts.spine(none, CODES[0], NAMES, [KOOP], ABOUT),
        "scatter": lambda: charts.scatter(none, NAMES, KOOP, HUIZEN, ABOUT),
        "trends": lambda: charts.trends([], NAMES, ABOUT),
        "trend of one": lambda: charts.trends([type(line())(CODES[0], KOOP, (), ())], NAMES, ABOUT),
        "small trends": lambda: charts.small_trends([], NAMES, ABOUT),
        "pyramid": lambda: charts.pyramid([], "a", "a", ABOUT),
        "pyramid alone": lambda: charts.pyramid([], "a", "", ABOUT),
        "stacked": lambda: charts.stacked(none, NAMES, {"koop": "Koop"}, ABOUT),
        "margins": lambda: charts.margins([], ABOUT),
        "boxes": lambda: charts.boxes(none, NAMES, dict.fromkeys(CODES, "Toren"), KOOP, ABOUT),
        "maps": lambda: charts.maps([charts.Panel("2024", none, KOOP)], outlines(), NAMES, ABOUT),
    }[kind]()
    assert "<svg" in files.svg(empty)
    assert isinstance(empty.table, pd.DataFrame)
    assert "nan" not in empty.description.casefold().split()


def test_a_png_is_twice_as_fine_as_the_screen(made: dict[str, Chart]) -> None:
    png = files.png(made["bars"])
    assert png.startswith(b"\x89PNG")
    width = int(re.search(r'width="(\d+)', files.svg(made["bars"]))[1])  # type: ignore[index]
    assert int.from_bytes(png[16:20]) == pytest.approx(2 * width, abs=4)


def test_the_table_as_a_file_opens_in_excel_and_names_its_source(made: dict[str, Chart]) -> None:
    text = files.table_csv(made["margins"]).decode("utf-8-sig")
    assert text.splitlines()[0] == "Wat;Schatting (%);Ondergrens;Bovengrens;Toren;Opmerking"
    assert text.splitlines()[1] == "Wijk 0;53,1;49,2;57,3;46,3;"
    assert text.splitlines()[-1] == "Bron: CBS, Kerncijfers 2024 · CC BY 4.0"


def test_a_picture_for_a_word_processor_has_letters_that_every_machine_has(pictures: dict[str, str]) -> None:
    for kind, picture in pictures.items():
        found = files.portable_svg(picture).decode()
        assert texts(found) == texts(picture), kind
        families = {each.get("font-family") for each in ElementTree.fromstring(found).iter(f"{SVG}text")}
        assert families == {"Arial, Liberation Sans, sans-serif"}, kind


def test_the_edge_of_a_text_is_drawn_below_it_for_who_draws_it_above() -> None:
    edge = 'stroke="#fff" stroke-width="4" paint-order="stroke"'
    name = f'<text x="1" fill="#333" {edge}>paint-order=&quot;</text>'
    plain = '<text x="2" stroke="#fff">Noord &lt;text&gt;</text>'
    picture = f'<svg xmlns="http://www.w3.org/2000/svg">{plain}{name}{plain}</svg>'
    found = [*ElementTree.fromstring(files.portable_svg(picture))]
    assert [each.get("x") for each in found] == ["2", "1", "1", "2"]
    assert [each.get("stroke") for each in found] == ["#fff", "#fff", None, "#fff"]
    assert [each.get("stroke-width") for each in found] == [None, "4", None, None]
    assert {each.text for each in found[1:3]} == {'paint-order="'}
    assert all(each.get("paint-order") is None for each in found)
