"""The definition of the social index: whole, explained, and never of origin, religion or age."""

import copy
import tomllib
from typing import Any

import pytest

from wijkkaart.catalogue import indicators, social_index
from wijkkaart.config import DEFINITIONS
from wijkkaart.errors import InvalidDefinition
from wijkkaart.index_definition import IndexInput, checked, forbidden, parsed, read


@pytest.fixture
def content() -> dict[str, Any]:
    """The file as it is, to spoil."""
    return copy.deepcopy(tomllib.loads((DEFINITIONS / "social_index.toml").read_text("utf-8")))


def test_the_index_has_the_four_dimensions_of_the_book() -> None:
    names = [dimension.id for dimension in social_index().dimensions]
    assert names == ["capaciteiten", "leefomgeving", "participatie", "binding"]
    assert all(len(dimension.inputs) >= 3 for dimension in social_index().dimensions)
    assert "indicatief" in social_index().label


def test_no_input_is_made_of_another_index_that_holds_the_same() -> None:
    names = {entry.indicator for _, entry in social_index().inputs}
    assert not names & {"ses_score", "lbm_score", "lbm_afwijking", "lbm_klasse"}


@pytest.mark.parametrize(
    "name",
    [
        "herkomst_buiten_europa_pct",
        "niet_westers_pct",
        "achtergrond_turkije_pct",
        "geboren_nl_herkomst_europa_pct",
        "leeftijd_65_plus_pct",
        "jonger_dan_15_pct",
        "jonger_dan_20_pct",
        "aow_per_1000",
    ],
)
def test_origin_and_age_are_refused(name: str) -> None:
    entry = IndexInput(name, "bad", "Omdat iemand het wil.")
    with pytest.raises(InvalidDefinition, match=r"gaat over (afkomst|leeftijd)"):
        checked(social_index().with_input("binding", entry), indicators())


def test_every_figure_of_origin_or_age_is_known_as_such() -> None:
    for indicator in indicators().values():
        words = ("herkomst", "migratie", "jonger dan", "jaar of ouder", "tot 25 jaar", "westers", "marok")
        if indicator.theme == "Bevolking" and any(word in indicator.label.casefold() for word in words):
            assert forbidden(indicator), indicator.id
    assert not any(forbidden(indicators()[entry.indicator]) for _, entry in social_index().inputs)


def spoil_weight(content: dict[str, Any]) -> None:
    content["dimensions"]["binding"]["inputs"]["eenzaam_pct"]["weight"] = -1


def spoil_direction(content: dict[str, Any]) -> None:
    content["dimensions"]["binding"]["inputs"]["eenzaam_pct"]["direction"] = "good"


def spoil_explanation(content: dict[str, Any]) -> None:
    content["dimensions"]["binding"]["inputs"]["eenzaam_pct"]["explanation"] = ""


def spoil_field(content: dict[str, Any]) -> None:
    del content["dimensions"]["binding"]["inputs"]["eenzaam_pct"]["direction"]


def spoil_name(content: dict[str, Any]) -> None:
    content["dimensions"]["binding"]["inputs"]["bestaat_niet"] = {"direction": "good", "explanation": "x"}


def spoil_twice(content: dict[str, Any]) -> None:
    row = {"direction": "bad", "explanation": "x"}
    content["dimensions"]["capaciteiten"]["inputs"]["eenzaam_pct"] = row


def spoil_count(content: dict[str, Any]) -> None:
    row = {"direction": "bad", "explanation": "x"}
    content["dimensions"]["capaciteiten"]["inputs"]["bijstand_aantal"] = row


def spoil_instead(content: dict[str, Any]) -> None:
    content["dimensions"]["binding"]["inputs"]["eenzaam_pct"]["instead"] = ["leeftijd_65_plus_pct"]


def spoil_all(content: dict[str, Any]) -> None:
    for dimension in content["dimensions"].values():
        dimension["inputs"] = {}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_weight, "kleiner dan 0"),
        (spoil_direction, "richting van 'Eenzaam'"),
        (spoil_explanation, "waarom het meetelt"),
        (spoil_field, "een veld ontbreekt"),
        (spoil_name, "'bestaat_niet' bestaat niet"),
        (spoil_twice, "'eenzaam_pct' telt dubbel"),
        (spoil_count, "aantal of klasse"),
        (spoil_instead, "leeftijd"),
        (spoil_all, "geen enkel cijfer"),
    ],
)
def test_a_definition_that_breaks_a_rule_is_told(content: dict[str, Any], spoil: Any, said: str) -> None:
    spoil(content)
    with pytest.raises(InvalidDefinition, match=said):
        parsed(content, indicators())


def test_a_file_that_cannot_be_read_is_told(tmp_path: Any) -> None:
    with pytest.raises(InvalidDefinition, match="niet te lezen"):
        read(tmp_path / "er_is_niets.toml", indicators())


def test_changes_give_another_index_and_leave_the_first_as_it_is() -> None:
    first = social_index()
    other = first.weighted({"eenzaam_pct": 3.0, "binding": 2.0}).without("krijgt_steun_pct")
    weights = {entry.indicator: entry.weight for _, entry in other.inputs}
    assert weights["eenzaam_pct"] == 3
    assert "krijgt_steun_pct" not in weights
    assert other.dimensions[3].weight == 2
    assert {entry.weight for _, entry in first.inputs} == {1.0}
    moved = other.with_input("participatie", IndexInput("eenzaam_pct", "bad", "Anders ingedeeld."))
    assert [dimension.id for dimension, entry in moved.inputs if entry.indicator == "eenzaam_pct"] == [
        "participatie"
    ]
    assert checked(moved, indicators()) is moved
