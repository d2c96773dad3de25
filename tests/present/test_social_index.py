"""The workbench of the social index: every number with its parts, and only changes that may be made."""

import math
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest

from tests import toy
from wijkkaart.atlas import Atlas, current
from wijkkaart.catalogue import indicators, social_index
from wijkkaart.errors import InvalidDefinition
from wijkkaart.present.comparison import index as indexes
from wijkkaart.present.comparison import index_words as words
from wijkkaart.present.comparison.index import Addition, Made

BU = [*toy.CELLS][:6]
LOW, FEW = BU[0], BU[1]
GIVEN = [
    "goed_ervaren_gezondheid_pct",
    "moeite_rondkomen_pct",
    "afstand_huisarts",
    "afstand_supermarkt",
    "vrijwilligers_pct",
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
    grid = words.table(made)
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
    cells = {row["code"]: row["cells"] for row in grid.rows}
    assert cells[LOW][0][1] == "onder het gemiddelde"
    assert cells[LOW][5][:2] == ["7 van 7", "I"]
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
        inside = [total[e.indicator] for e in side.inputs]
        sides[side.id] = sum(inside) / len(inside)
    assert made.entry(LOW)["index"] == pytest.approx(sum(sides.values()) / len(sides))


def test_an_area_of_few_people_has_no_index_and_says_why() -> None:
    made = index_of()
    cells = {row["code"]: row["cells"] for row in words.table(made).rows}
    assert cells[FEW][0][:2] == ["geen", ""]
    assert words.verdict(made, FEW) == ["'t Zand heeft geen index: minder dan 100 inwoners."]


def test_what_cannot_be_measured_is_named_with_its_reason() -> None:
    left = index_of().left_out()
    assert left[indicators()["lbm_samenhang"].label] == "cijfers van minder dan 5 gebieden in het basisgebied"
    assert left[indicators()["sporters_pct"].label] == "geen cijfers in het basisgebied"


def test_weights_change_the_index_and_the_base_stays() -> None:
    plain, heavy = index_of(), index_of(afstand_huisarts=3.0, binding=0.0)
    assert heavy.base.measures["eenzaam_pct"] == plain.base.measures["eenzaam_pct"]
    assert heavy.entry(BU[2])["index"] != plain.entry(BU[2])["index"]
    parts = {row["Cijfer"]: row["Weging"] for row in words.parts(heavy, LOW)}
    assert parts[indicators()["afstand_huisarts"].label] == "3,0"


def test_the_same_question_is_answered_once() -> None:
    assert index_of() is index_of()


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
