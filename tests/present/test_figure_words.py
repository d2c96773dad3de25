"""Series, own areas, areas alike, supply and the index in words."""

import math

import pytest

from tests.core.compare.planted import INDICATORS, Planted, figure, known
from tests.core.compare.test_series import SAME, A, ground, of
from wijkkaart.core.compare.own_area import own_area
from wijkkaart.core.compare.series import Series, series
from wijkkaart.core.compare.similar import Alike, Trait
from wijkkaart.present.figure_words import (
    alike,
    band,
    firmness,
    own_note,
    series_notes,
    supplied,
    trend,
)

ONE, OTHER = "BU03070701", "BU03070702"
NAMES = {ONE: "Noord", OTHER: "Zuid"}


def over(years: dict[int, float | None], indicator: str = "afstand", changed: int = 0) -> Series:
    links = ground(
        {y: {A: (0, 1500 if changed and y >= changed else 1000, "3" if y == changed else "1")} for y in years}
    )
    return series(known(*of(A, years, indicator)), A, INDICATORS[indicator], links)


def test_a_trend_is_said_with_its_direction() -> None:
    assert trend(over({2022: 1.0, 2024: 2.0})) == (
        "Tussen 2022 en 2024 gestegen van 1,0 km naar 2,0 km, en dat is ongunstiger."
    )
    assert trend(over({2022: 60, 2024: 40}, "koop_pct")) == "Tussen 2022 en 2024 gedaald van 60% naar 40%."
    assert (
        trend(over({2022: 60, 2024: 61}, "koop_pct")) == "Tussen 2022 en 2024 veranderde er nauwelijks iets."
    )


def test_a_trend_that_rounding_can_make_is_not_said() -> None:
    assert trend(over({2022: 40, 2024: 45}, "inwoners")) == (
        "Tussen 2022 en 2024: of er iets veranderde, is niet te zeggen: "
        "het verschil is kleiner dan de afronding."
    )
    assert trend(over({2024: 45}, "inwoners")) == ""


def test_breaks_gaps_and_other_definitions_are_told() -> None:
    notes = series_notes(over({2021: 1.0, 2022: None, 2023: 3.0, 2024: 3.1}, changed=2023))
    assert notes == [
        "In 2023 is de grens veranderd: de cijfers ervoor gaan over een ander gebied.",
        "Geen cijfer van 2022.",
    ]
    links = ground({y: {A: SAME} for y in (2022, 2023)})
    rows = known(*of(A, {2022: 10, 2023: 20}, "nieuw_pct"))
    assert series_notes(series(rows, A, INDICATORS["nieuw_pct"], links)) == [
        "Cijfers van 2022 zijn weggelaten: toen is dit anders gemeten."
    ]
    loose = series(known(*of(A, {2022: 1.0, 2023: 1.0})), A, INDICATORS["afstand"])
    assert series_notes(loose)[0].startswith("Of de grens in 2023 gelijk bleef, is niet bekend")


@pytest.mark.parametrize(
    ("indicator", "rows", "expected"),
    [
        ("inwoners", [(ONE, 600), (OTHER, 300)], "Opgeteld uit 2 gebieden."),
        (
            "bijstand",
            [(ONE, 200), (OTHER, None)],
            "Niet te zeggen: van een te groot deel ontbreekt het cijfer. Van Zuid is geen cijfer. "
            "Het zijn er minstens 191.",
        ),
        (
            "gezond_pct",
            [(ONE, 60.0), (OTHER, 80.0)],
            "Niet op te tellen: om hoeveel mensen of woningen het gaat, is per deel niet bekend. "
            "Het ligt tussen 60,0% en 80,0%.",
        ),
        (
            "score",
            [(ONE, 0.1), (OTHER, 0.2)],
            "Niet op te tellen: een score of klasse geldt alleen voor het gebied zelf.",
        ),
    ],
)
def test_how_a_figure_of_an_own_area_was_made_is_told(
    indicator: str, rows: list[tuple[str, float | None]], expected: str
) -> None:
    planted: list[Planted] = [(code, indicator, 2024, value) for code, value in rows]
    area = own_area(known(*planted), (ONE, OTHER), "Samen", indicators=INDICATORS)
    row = area.figures[area.figures.indicator == indicator].iloc[0].to_dict()
    assert own_note(row, INDICATORS[indicator], 2, NAMES) == expected


BY_ADULTS = "Gewogen naar het aantal inwoners van 18 jaar en ouder, dat niet precies bekend is"


@pytest.mark.parametrize(
    ("shares", "year", "expected"),
    [
        ((40, 44), 2024, f"{BY_ADULTS}: tussen 40,0% en 40,8%."),
        ((40, 40), 2024, f"{BY_ADULTS}. Voor dit cijfer maakt dat niets uit."),
        (
            (40, 42),
            2023,
            "Gewogen naar het aantal inwoners van 18 jaar en ouder in 2024, dat niet precies bekend is:"
            " tussen 40,0% en 40,4%.",
        ),
        (
            (40, 60),
            2024,
            "Niet op te tellen: hoeveel inwoners van 18 jaar en ouder er per deel wonen, is niet precies"
            " genoeg bekend. Het ligt tussen 40,0% en 43,8%.",
        ),
    ],
)
def test_by_whom_an_own_area_is_weighted_is_told_with_what_that_leaves_open(
    shares: tuple[float, float], year: int, expected: str
) -> None:
    planted: list[Planted] = [(ONE, "inwoners", 2024, 900), (OTHER, "inwoners", 2024, 200)]
    planted += [(ONE, "ouderen", 2024, 900), (OTHER, "jonger_dan_15", 2024, 0)]
    planted += [(code, "eenzaam_pct", year, share) for code, share in zip((ONE, OTHER), shares, strict=True)]
    area = own_area(known(*planted), (ONE, OTHER), "Samen", indicators=INDICATORS)
    row = area.figures[area.figures.indicator == "eenzaam_pct"].iloc[0].to_dict()
    assert own_note(row, INDICATORS["eenzaam_pct"], 2, NAMES) == expected


def test_why_areas_are_alike_is_told() -> None:
    entries = {"koop": figure("koop"), "oud": figure("oud"), "ver": figure("ver", "mean", decimals=1)}
    found = Alike(
        "x", 0.3, 3, (Trait("koop", 42, 39, 0.1), Trait("oud", 16, 16, 0)), (Trait("ver", 0.5, 1.5, 2),)
    )
    assert alike(found, "Kruiskamp", "Liendert", entries) == (
        "Liendert lijkt op Kruiskamp. Zij lijken op elkaar in koop (42% en 39%) en oud (16%). "
        "Zij verschillen in ver (0,5 km en 1,5 km)."
    )
    bare = Alike("x", 0.3, 3, (), ())
    assert alike(bare, "A", "B", entries) == "B lijkt op A. Duidelijke verschillen zijn er niet."


def test_supply_is_told_with_the_people_it_is_for() -> None:
    row = {"places": 1, "offers": 3, "group": "ouderen", "per_1000": 20.0, "year": 2024, "reason": ""}
    assert supplied(row, "Ouderen") == (
        "Bekend zijn 1 plek en 3 activiteiten voor ouderen: "
        "20,0 per 1.000 mensen van 65 jaar en ouder (2024)."
    )
    assert supplied(row | {"reason": "few"}, "Ouderen").endswith(
        "niet te zeggen: daarvoor wonen er te weinig."
    )
    assert supplied(row | {"reason": "missing"}, "Ouderen").endswith(
        "hoeveel mensen het zijn, is niet bekend."
    )


def test_how_firm_an_index_is_is_told() -> None:
    row = {"band_kept": 0.866, "bottom_share": 0.967}
    assert firmness(row, "Kruiskamp", 1000) == (
        "Kruiskamp blijft bij 87% van 1.000 willekeurige wegingen in dezelfde band, "
        "en hoort bij 97% bij de laagste vijf."
    )
    assert firmness(row | {"bottom_share": math.nan}, "Kruiskamp", 1000).endswith("in dezelfde band.")
    assert (band(0.0), band(2.0), band(math.nan)) == (
        "ruim onder het gemiddelde",
        "rond het gemiddelde",
        "geen index",
    )
