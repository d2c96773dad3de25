"""What is striking: certain, unusual, and not six times the same theme."""

from tests.core.compare.planted import INDICATORS, SOURCES, Planted, figure, known, observations
from wijkkaart.core.compare.rounding import bounded
from wijkkaart.core.compare.striking import PER_THEME, striking

WHOLE = "GM0307"
CODES = [f"WK0307{i:02d}" for i in range(1, 9)]
MINE = CODES[0]


def spread(indicator: str, mine: float, whole: float, others: list[float]) -> list[Planted]:
    rows: list[Planted] = [(MINE, indicator, 2024, mine), (WHOLE, indicator, 2024, whole)]
    return rows + [(code, indicator, 2024, value) for code, value in zip(CODES[1:], others, strict=True)]


USUAL = [8.0, 9.0, 10.0, 10.0, 11.0, 12.0, 13.0]


def names(*rows: Planted, **options: object) -> list[str]:
    found = striking(known(*rows), MINE, WHOLE, INDICATORS.values(), **options)  # type: ignore[arg-type]
    return [each.comparison.indicator.id for each in found]


def test_what_differs_more_than_is_usual_comes_first() -> None:
    rows = [*spread("afstand", 16.0, 10.0, USUAL), *spread("inkomen", 20.0, 10.0, USUAL)]
    assert names(*rows) == ["inkomen", "afstand"]


def test_a_difference_that_is_usual_is_not_striking() -> None:
    assert names(*spread("afstand", 10.3, 9.0, [1.0, 5.0, 8.0, 12.0, 15.0, 20.0, 2.0])) == []


def test_a_difference_that_rounding_can_make_is_not_striking() -> None:
    # 15% of 60 people is unusual, and it's 3 persons more than 10%.
    rows = [(code, "inwoners", 2024, 60) for code in CODES]
    rows += spread("ouderen_pct", 15.0, 10.0, [10.0, 10.0, 10.0, 10.0, 10.5, 11.0, 9.5])
    assert names(*rows) == []


def test_counts_and_estimates_without_a_margin_are_not_striking() -> None:
    assert names(*spread("bijstand", 900, 10, [*USUAL]), *spread("gezond_pct", 90.0, 10.0, USUAL)) == []


def test_few_areas_tell_not_what_is_usual() -> None:
    rows = spread("afstand", 16.0, 10.0, USUAL)[:4]
    assert names(*rows) == []


def test_a_theme_has_not_all_places() -> None:
    many = {f"w{i}": figure(f"w{i}", "mean", theme="Wonen", source="exact", decimals=1) for i in range(5)}
    every = {**INDICATORS, **many}
    INDICATORS.update(many)
    try:
        rows = [row for i in range(5) for row in spread(f"w{i}", 30.0 + i, 10.0, USUAL)]
        rows += spread("afstand", 16.0, 10.0, USUAL)
        frame = bounded(observations(rows), every, sources=SOURCES)
    finally:
        for name in many:
            del INDICATORS[name]
    found = striking(frame, MINE, WHOLE, every.values())
    themes = [each.comparison.indicator.theme for each in found]
    assert themes[:2] == ["Wonen", "Afstand"]
    assert themes.count("Wonen") == PER_THEME
    assert [each.comparison.indicator.id for each in found][::2] == ["w4", "w3"]


def test_an_area_with_nothing_has_nothing_striking() -> None:
    assert striking(known(), MINE, WHOLE, INDICATORS.values()) == []
    assert names(*spread("afstand", 16.0, 10.0, USUAL), most=0) == []
