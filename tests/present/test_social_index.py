"""The workbench of the social index: every number with its parts, and only changes that may be made."""

import math
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest

from tests import toy
from tests.grids import rows as rows_of
from wijkkaart.atlas import Atlas, current
from wijkkaart.catalogue import indicators, social_index
from wijkkaart.charts.sides import social_index as social_index_chart
from wijkkaart.errors import InvalidDefinition
from wijkkaart.present.comparison import index as indexes
from wijkkaart.present.comparison import index_table as tables
from wijkkaart.present.comparison import index_words as words
from wijkkaart.present.comparison.index import Addition, Made
from wijkkaart.present.profile.area import OwnSet, area_of
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import paragraph

BU = [*toy.CELLS][:6]
LOW, FEW = BU[0], BU[1]
GIVEN = [
    "goed_ervaren_gezondheid_pct",
    "moeite_rondkomen_pct",
    "afstand_huisarts",
    "afstand_supermarkt",
    "geluidhinder_buren_pct",
    "vrijwilligers_pct",
    "sporters_pct",
    "eenzaam_pct",
    "sterk_eenzaam_pct",
]
_keep: list[TemporaryDirectory[str]] = []


def figures() -> pd.DataFrame:
    """Six buurten; the first does worst in everything, the second has 50 inhabitants."""
    people = dict.fromkeys(BU, 1000.0) | {FEW: 50.0, toy.TOWN: 5050.0}
    frames = [toy.figures(people, toy.COUNT, 2024)]
    rng = np.random.default_rng(3)
    for name in GIVEN:
        good = next(e.direction for _, e in social_index().inputs if e.indicator == name) == "good"
        values = np.round(rng.normal(50, 5, len(BU)), 1)
        values[0] = 20.0 if good else 90.0
        given = dict(zip(BU, values.tolist(), strict=True))
        frames.append(toy.figures(given, name, 2024, source=indicators()[name].source))
    # A dearer district has a figure that the base can't measure: two areas only.
    frames.append(toy.figures({BU[0]: 1.0, BU[2]: 2.0}, "lbm_samenhang", 2024, source="leefbaarometer"))
    return pd.concat(frames, ignore_index=True)


@cache
def _atlas(name: str) -> Atlas:
    assert name
    folder = TemporaryDirectory()
    _keep.append(folder)
    root = Path(folder.name) / "gegevens"
    toy.town(root)
    toy.write(root, toy.File("index", observations=figures()))
    return current(root)


def index_of(**weights: float) -> Made:
    return indexes.make(_atlas("index"), indexes.definition(weights), toy.TOWN, "buurt", year=2024)


def test_an_index_is_never_alone() -> None:
    made = index_of()
    grid = tables.table(made)
    sides = [each["label"] for each in grid.columns]
    assert sides == [
        "Index",
        "Capaciteiten",
        "Leefomgeving",
        "Participatie",
        "Binding",
        "Rust op",
        "Zelfde band",
    ]
    cells = {code: row["cells"] for code, row in rows_of(grid.data()).items()}
    assert cells[LOW][0][1] == "onder het gemiddelde"
    assert cells[LOW][5][:2] == ["9 van 18", "I"]
    said = " ".join(words.verdict(made, LOW))
    row = made.entry(LOW)
    for side in made.scores.definition.dimensions:
        assert f"{side.label.lower()} {row[side.id]:.0f}" in said
    assert "1.000 willekeurige wegingen" in said


def test_the_score_is_that_of_a_sum_by_hand() -> None:
    made = index_of()
    rows = figures()
    people = dict.fromkeys(BU, 1000.0)
    total = {}
    for name in GIVEN:
        found = rows[(rows.indicator == name) & (rows.code != FEW)].set_index("code").value
        mean = sum(found[c] * people[c] for c in found.index) / sum(people[c] for c in found.index)
        spread = math.sqrt(sum((x - found.mean()) ** 2 for x in found) / len(found))
        sign = (
            1 if next(e.direction for _, e in social_index().inputs if e.indicator == name) == "good" else -1
        )
        total[name] = 100 + 15 * max(-3.0, min(3.0, sign * (found[LOW] - mean) / spread))
    sides = {}
    for side in made.scores.definition.dimensions:
        inside = [total[e.indicator] for e in side.inputs if e.indicator in total]
        sides[side.id] = sum(inside) / len(inside)
    assert made.entry(LOW)["index"] == pytest.approx(sum(sides.values()) / len(sides))


def test_an_area_of_few_people_has_no_index_and_says_why() -> None:
    made = index_of()
    cells = {code: row["cells"] for code, row in rows_of(tables.table(made).data()).items()}
    assert cells[FEW][0][:2] == ["geen", ""]
    assert words.verdict(made, FEW) == ["'t Zand heeft geen index: minder dan 100 inwoners."]


def test_what_cannot_be_measured_is_named_with_its_reason() -> None:
    left = index_of().left_out()
    assert left[indicators()["lbm_samenhang"].label] == "cijfers van minder dan 5 gebieden in het basisgebied"
    assert left[indicators()["krijgt_steun_pct"].label] == "geen cijfers in het basisgebied"


def test_weights_change_the_index_and_the_base_stays() -> None:
    plain, heavy = index_of(), index_of(afstand_huisarts=3.0, binding=0.0)
    assert heavy.base.measures["eenzaam_pct"] == plain.base.measures["eenzaam_pct"]
    assert heavy.entry(BU[2])["index"] != plain.entry(BU[2])["index"]
    parts = {row["Cijfer"]: row["Weging"] for row in words.parts(heavy, LOW)}
    assert parts[indicators()["afstand_huisarts"].label] == "3,0"


def test_the_same_question_is_answered_once() -> None:
    assert index_of() is index_of()
    assert with_own(BU[2:4]) is with_own(BU[2:4])
    assert with_own(BU[2:4]) is not with_own(BU[3:5])


def test_parts_have_value_year_mean_and_direction() -> None:
    row = next(r for r in words.parts(index_of(), LOW) if r["Cijfer"] == indicators()["eenzaam_pct"].label)
    assert (row["Waarde"], row["Jaar"], row["Hoger is"]) == ("90,0%", "2024", "ongunstig")
    assert row["Kant"] == "Binding"


@pytest.mark.parametrize(
    ("name", "ground"),
    [("leeftijd_65_plus_pct", "leeftijd"), ("inwoners", "aantal"), ("nergens", "bestaat niet")],
)
def test_what_no_index_may_rest_on_is_refused(name: str, ground: str) -> None:
    with pytest.raises(InvalidDefinition, match=ground):
        indexes.definition({}, [Addition("binding", name, "good")])


def test_no_origin_religion_or_age_is_offered() -> None:
    offered = indexes.may_be_added(_atlas("index"), toy.TOWN, "buurt")
    assert toy.SHARE not in offered  # 65 and older
    assert toy.COUNT not in offered
    assert not {*offered} & {*indexes.asked_figures(social_index())}


def test_a_figure_can_be_put_in_and_its_direction_turned() -> None:
    more = indexes.definition({}, [Addition("leefomgeving", "koopwoningen_pct", "good")])
    assert ("leefomgeving", "koopwoningen_pct") in [(d.id, e.indicator) for d, e in more.inputs]
    turned = indexes.definition({}, [Addition("leefomgeving", "koopwoningen_pct", "bad")])
    assert next(e.direction for _, e in turned.inputs if e.indicator == "koopwoningen_pct") == "bad"
    with pytest.raises(InvalidDefinition, match="richting"):
        indexes.definition({}, [Addition("binding", "eenzaam_pct", "good")])


def test_it_is_called_indicative_and_not_rotterdams() -> None:
    assert words.NOT_OFFICIAL.startswith("Indicatief")
    assert "niet het Wijkprofiel van Rotterdam" in words.NOT_OFFICIAL
    assert words.bands().startswith("Onder 70: ruim onder het gemiddelde. 70 tot 90")
    assert "Torenstad" in words.method(index_of())


# Own areas

OWN = "EG00000001"


def with_own(parts: list[str], **weights: float) -> Made:
    own = {OWN: OwnSet(OWN, "Ons *gebied*", toy.TOWN, tuple(parts))}
    return indexes.with_own(_atlas("index"), index_of(**weights), own)


def test_an_own_area_stands_above_the_others_and_takes_no_place_among_them() -> None:
    plain, made = index_of(), with_own(BU[2:4])
    rows = tables.table(made).rows
    assert [row["code"] for row in rows if row["pinned"]] == [OWN]
    assert rows[0]["name"] == "Ons *gebied* (eigen gebied)"
    pd.testing.assert_frame_equal(made.scores.table, plain.scores.table)
    pd.testing.assert_frame_equal(made.firmness.drop(index=OWN, errors="ignore"), plain.firmness)
    assert made.base == plain.base
    assert words.APART in tables.legend(made)
    assert words.APART not in tables.legend(plain)
    assert "eigen gebied" not in str(tables.table(plain).rows)


def test_what_cannot_be_added_is_told_as_a_range_and_not_as_an_index() -> None:
    made = with_own(BU[2:4])
    said = " ".join(words.verdict(made, OWN))
    assert said.startswith("Ons *gebied* heeft geen index: te weinig cijfers voor ten minste drie kanten.")
    assert "Niet op te tellen uit de delen, en daarom niet meegeteld: voelt zich gezond" in said
    assert "Bij 2 cijfers is niet precies bekend hoe zwaar elk deel van het gebied telt." in said
    assert "Van 5 cijfers is alleen bekend waar zij tussen liggen." in said
    row = made.entry(OWN)
    lowest, highest = (
        min(made.entry(code)["index"] for code in BU[2:4]),
        max(made.entry(code)["index"] for code in BU[2:4]),
    )
    # Every figure of the whole lies between those of its parts, so it can't be better or worse in all.
    assert row["least"] <= highest
    assert row["most"] >= lowest
    value = next(r for r in words.parts(made, OWN) if r["Cijfer"] == indicators()["sporters_pct"].label)
    assert value["Waarde"].startswith("tussen ")
    assert value["Score"] == "telt niet mee"
    cell = rows_of(tables.table(made).data())[OWN]["cells"][0]
    assert (cell[0], cell[1][:7]) == ("geen", "tussen ")


def test_an_own_area_of_whole_numbers_has_an_index_that_says_on_how_little_it_rests() -> None:
    # Only what can be added counts: two distances, and nothing else that the town has.
    off = [each.id for each in social_index().dimensions if each.id != "leefomgeving"]
    rest = [name for name in GIVEN if not name.startswith("afstand")]
    made = with_own(BU[2:4], **dict.fromkeys([*off, *rest], 0.0), **_nothing_else())
    row = made.entry(OWN)
    figures_ = {
        name: made.parts(OWN).set_index("indicator").value[name]
        for name in ("afstand_huisarts", "afstand_supermarkt")
    }
    for name, value in figures_.items():
        whole = figures()
        parts = whole[(whole.indicator == name) & whole.code.isin(BU[2:4])].value
        assert value == pytest.approx(parts.mean())  # both have as many inhabitants
    scores = made.parts(OWN).set_index("indicator").score
    assert row["index"] == pytest.approx(scores[[*figures_]].mean())
    said = " ".join(words.verdict(made, OWN))
    assert f"De index van Ons *gebied* is {words.shown(row['index'])}" in said
    assert "Met alle marges en afronding ligt hij" in said
    assert "Hij rust op 2 van 2 cijfers" in said
    assert words.APART in said
    assert "laagste vijf bij" not in said
    assert "hoort bij" not in said
    firm = made.firm(OWN)
    assert 0 <= firm["band_kept"] <= 1
    assert not firm["bottom"]


def _nothing_else() -> dict[str, float]:
    """Weights of nothing for all figures of the living environment that the town doesn't have."""
    side = next(each for each in social_index().dimensions if each.id == "leefomgeving")
    return {e.indicator: 0.0 for e in side.inputs if e.indicator not in GIVEN}


def test_an_own_area_that_rests_on_less_is_not_to_be_held_against_the_others() -> None:
    made = with_own(
        BU[2:4], **dict.fromkeys(("capaciteiten", "participatie", "binding"), 0.0), **_nothing_else()
    )
    said = " ".join(words.verdict(made, OWN))
    assert "Een buurt hier rust meestal op 3 cijfers. Zet deze index daarom niet zonder meer naast" in said
    assert "Zet deze index" not in " ".join(words.verdict(made, BU[2]))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (84.4, "84"),
        (89.7, "89,7"),
        (89.97, "89,97"),
        (90.0, "90"),
        (110.0, "110"),
        (110.3, "110,3"),
        (69.6, "69,6"),
    ],
)
def test_an_index_is_never_printed_in_another_band_than_its_own(value: float, said: str) -> None:
    assert words.shown(value) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (83.2, 91.7, "tussen 83 en 92"),
        (83.2, 89.6, "tussen 83 en 89,6"),
        (90.4, 109.8, "tussen 90 en 110"),
        (97.0, 97.0, "ongeveer 97"),
    ],
)
def test_a_range_is_rounded_outwards_within_its_bands(low: float, high: float, said: str) -> None:
    assert words.between(low, high) == said


def test_of_an_own_area_that_is_gone_or_has_nothing_no_index_is_made_up() -> None:
    made = with_own([FEW])
    assert words.verdict(made, OWN) == ["Ons *gebied* heeft geen index: minder dan 100 inwoners."]
    plain = index_of()
    assert indexes.with_own(_atlas("index"), plain, {}) is plain


def test_the_profile_takes_the_proposed_index_of_areas_like_it() -> None:
    atlas = _atlas("index")
    buurt, gemeente = area_of(atlas, LOW, {}), area_of(atlas, toy.TOWN, {})
    assert buurt is not None
    assert gemeente is not None
    made = indexes.of_area(atlas, buurt)
    assert made is not None
    assert made.scores.table.equals(index_of().scores.table)
    assert indexes.of_area(atlas, gemeente) is None
    told = words.told(made, LOW)
    assert told[0] == words.NOT_OFFICIAL
    assert words.method(made) == told[-1]


def test_a_figure_of_another_area_that_had_the_code_is_none_of_the_index(tmp_path: Path) -> None:
    root = tmp_path / "gegevens"
    toy.town(root)
    toy.write(root, toy.File("index", observations=figures()))
    before = toy.figures(dict.fromkeys(BU, 40.0) | {BU[0]: 60.0, BU[2]: 50.0}, "krijgt_steun_pct", 2023)
    toy.write(root, toy.File("voor", observations=before))
    made = indexes.make(current(root), indexes.definition({}), toy.TOWN, "buurt", year=2024)
    # Of the five with enough people two were another area then: too few are left to measure by.
    assert made.base.left_out["krijgt_steun_pct"].startswith("cijfers van minder dan 5 gebieden")
    assert "krijgt_steun_pct" in made.entry(toy.CHANGED)["missing"]


def test_a_picture_in_a_report_tells_its_doubts() -> None:
    made = with_own(BU[2:4])
    assert "Geen index: te weinig cijfers voor ten minste drie kanten." in words.doubts(made, OWN)
    assert words.APART in words.doubts(made, OWN)
    said = words.doubts(made, LOW)
    assert "Deze index is indicatief" in said
    assert "1.000 willekeurige wegingen" in said
    area = area_of(_atlas("index"), LOW, {})
    assert area is not None
    chart = social_index_chart(Figures(_atlas("index"), area, []))
    assert chart is not None
    assert said in chart.note
    assert [*chart.table["Kant"]] == ["Index", "Capaciteiten", "Leefomgeving", "Participatie", "Binding"]


def test_the_sources_of_the_index_go_along_in_its_paragraph() -> None:
    area = area_of(_atlas("index"), LOW, {})
    assert area is not None
    found = paragraph(Figures(_atlas("index"), area, []), "5").sources
    assert any("Gezondheid per wijk en buurt" in line and "2024" in line for line in found)
    whole = area_of(_atlas("index"), toy.TOWN, {})
    assert whole is not None
    assert paragraph(Figures(_atlas("index"), whole, []), "5").sources == ()


def test_invented_figures_are_not_said_to_be_of_a_publisher(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = indexes._figures
    monkeypatch.setattr(indexes, "_figures", lambda *asked: figures(*asked).assign(source="voorbeeld"))
    made = indexes.make(Atlas(_atlas("index").store), social_index(), toy.TOWN, "buurt", year=2024)
    assert made.base.measures
    assert words.source_names(made) == ["wijkkaart, Verzonnen voorbeeld, Vrij te gebruiken"]
