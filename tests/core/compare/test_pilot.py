"""The pilot wijken on the publishers' own files. Numbers were checked by hand against those files."""

import math

import pandas as pd
import pytest

from wijkkaart.catalogue import indicators, social_index
from wijkkaart.core.compare.comparing import Comparison, Verdict, compare
from wijkkaart.core.compare.own_area import How, own_area
from wijkkaart.core.compare.rounding import Reason, bounded, value_of
from wijkkaart.core.compare.series import Break, Series, series
from wijkkaart.core.compare.similar import features, similar
from wijkkaart.core.compare.striking import striking
from wijkkaart.core.compare.supply import supply
from wijkkaart.core.compare.table import choose_years, comparison_table
from wijkkaart.core.index.base import make_base
from wijkkaart.core.index.scores import score
from wijkkaart.core.index.stability import stability
from wijkkaart.core.links import history
from wijkkaart.model import RD
from wijkkaart.present.comparison_words import sentence
from wijkkaart.store import Store

pytestmark = pytest.mark.shared

KRUISKAMP, KOPPEL, AMERSFOORT, BANKRAS = "WK030707", "WK030706", "GM0307", "WK036206"
OF_FORTY, NOTHING = "BU03072709", "WK030732"


@pytest.fixture(scope="module")
def amersfoort(pilot: Store) -> pd.DataFrame:
    return bounded(pilot.observations(gemeente=AMERSFOORT))


def beside(rows: pd.DataFrame, indicator: str, code: str, other: str, year: int = 2024) -> Comparison:
    mine, its = (value_of(rows, each, indicator, year) for each in (code, other))
    return compare(mine, its, indicators()[indicator])


def over_years(pilot: Store, code: str, indicator: str, **options: object) -> Series:
    gemeente = "GM" + code[2:6]
    links = history({year: pilot.areas("wijk", year, gemeente) for year in (2016, 2024)})
    rows = bounded(pilot.observations(gemeente=gemeente, indicators=[indicator, "inwoners"]))
    return series(rows, code, indicators()[indicator], links, **options)  # type: ignore[arg-type]


def drawn(found: Series) -> list[list[int]]:
    return [[value.year for value in line] for segment in found.segments for line in segment.lines]


def test_kruiskamp_beside_de_koppel_and_amersfoort(amersfoort: pd.DataFrame) -> None:
    found = beside(amersfoort, "leeftijd_65_plus_pct", KRUISKAMP, KOPPEL)
    # The file has 955 of 6,020 inhabitants, and 650 of 3,175.
    assert found.value.value == pytest.approx(100 * 955 / 6020)
    assert (found.value.lower, found.value.upper) == pytest.approx((100 * 951 / 6024, 100 * 959 / 6016))
    assert (found.other.lower, found.other.upper) == pytest.approx((100 * 646 / 3179, 100 * 654 / 3171))
    assert sentence(found, "Kruiskamp", "De Koppel") == (
        "65 jaar of ouder (2024): 16% in Kruiskamp, 20% in De Koppel. "
        "Dat is ongeveer driekwart van wat het in De Koppel is."
    )
    whole = beside(amersfoort, "leeftijd_65_plus_pct", KRUISKAMP, AMERSFOORT)
    assert sentence(whole, "Kruiskamp", "Amersfoort").endswith("Dat is nauwelijks verschil met Amersfoort.")
    dense = beside(amersfoort, "bevolkingsdichtheid", KRUISKAMP, AMERSFOORT)
    assert "ongeveer drie keer zo hoog als in Amersfoort" in sentence(dense, "Kruiskamp", "Amersfoort")


def test_households_of_two_and_of_two_point_one_are_not_told_apart(
    amersfoort: pd.DataFrame,
) -> None:
    assert beside(amersfoort, "huishoudensgrootte", KRUISKAMP, KOPPEL).reason is Reason.OVERLAP


def test_counts_and_bare_estimates_are_not_compared(amersfoort: pd.DataFrame) -> None:
    assert beside(amersfoort, "inwoners", KRUISKAMP, KOPPEL).reason is Reason.COUNT
    # This edition has no margins: 53.1% beside 46.3% can't be called a difference.
    assert beside(amersfoort, "eenzaam_pct", KRUISKAMP, AMERSFOORT, 2020).reason is Reason.MARGIN


def test_of_a_buurt_of_forty_inhabitants_nothing_is_said(amersfoort: pd.DataFrame) -> None:
    assert value_of(amersfoort, OF_FORTY, "inwoners", 2024).value == 40
    for name in ("huishoudensgrootte", "leeftijd_65_plus_pct", "afstand_supermarkt", "bevolkingsdichtheid"):
        assert beside(amersfoort, name, OF_FORTY, KRUISKAMP).reason is Reason.FEW, name
    # The file has 1,240 crimes per 1,000 inhabitants there.
    assert beside(amersfoort, "misdrijven_per_1000", OF_FORTY, KRUISKAMP).verdict is Verdict.UNSURE
    assert striking(amersfoort, OF_FORTY, AMERSFOORT, indicators().values()) == []


def test_an_area_with_nothing_is_not_an_area_with_zero(amersfoort: pd.DataFrame) -> None:
    entries = [indicators()[name] for name in ("inwoners", "koopwoningen_pct", "afstand_huisarts")]
    cells = comparison_table(amersfoort, [NOTHING, KRUISKAMP], entries, reference=AMERSFOORT).cells
    assert cells.value[cells.code == NOTHING].isna().all()
    assert set(cells.reason[cells.code == NOTHING]) == {"missing"}
    assert cells["first"][cells.code == NOTHING].isna().all()
    assert striking(amersfoort, NOTHING, AMERSFOORT, indicators().values()) == []


def test_the_buurten_of_kruiskamp_do_not_add_up_to_it_and_need_not(amersfoort: pd.DataFrame) -> None:
    buurten = sorted({code for code in amersfoort.code if code.startswith("BU030707")})
    area = own_area(amersfoort, buurten, "Kruiskamp uit buurten")
    found = value_of(area.figures, area.code, "inwoners", 2024)
    assert (found.value, found.lower, found.upper) == (6015, 6003, 6027)  # the wijk itself: 6,020


def test_every_wijk_of_utrecht_is_within_the_bounds_of_its_buurten(pilot: Store) -> None:
    """The rules of own areas, held against what CBS publishes: 10 wijken, 90 figures."""
    rows = bounded(pilot.observations(gemeente="GM0344", year=2023))
    rows = rows[rows.level.isin(["wijk", "buurt"])]
    checked = 0
    for wijk in sorted(rows.code[rows.level == "wijk"].unique()):
        parts = sorted(rows.code[rows.code.str.startswith("BU" + wijk[2:])].unique())
        mine = own_area(rows, parts, wijk).figures
        both = mine.merge(
            rows[(rows.code == wijk) & rows.lower.notna()], on=["indicator", "year"], suffixes=("", "_cbs")
        )
        both = both[both.lower.notna() & both.upper.notna()]
        apart = both[(both.lower > both.upper_cbs) | (both.upper < both.lower_cbs)]
        assert apart.indicator.tolist() == []
        checked += len(both)
    assert checked > 800


def test_bankras_has_no_line_over_the_changed_boundaries(pilot: Store) -> None:
    lonely = over_years(pilot, BANKRAS, "eenzaam_pct")
    assert drawn(lonely) == [[2012], [2016], [2020]]
    assert lonely.trend is None
    # Leefbaarometer worked out all years for the wijken of 2022.
    livable = over_years(pilot, BANKRAS, "lbm_score")
    assert drawn(livable) == [[2014, 2018, 2020, 2022]]
    assert livable.trend is not None
    assert livable.trend.reason is Reason.MARGIN


def test_kruiskamp_kept_its_outline(pilot: Store) -> None:
    found = over_years(pilot, KRUISKAMP, "eenzaam_pct")
    # Of 2012 there are no outlines here.
    assert drawn(found) == [[2012], [2016, 2020]]
    assert found.segments[1].since is Break.UNKNOWN


def test_isselt_gets_nothing_of_bosgebied_that_had_its_code(pilot: Store) -> None:
    index = pilot.area_index()
    rows = index[index.code == "WK030705"]
    names = dict(zip(rows.year.astype(int), rows.name, strict=True))
    assert {name.removeprefix("Wijk 05 ") for name in names.values()} == {"Bosgebied", "Isselt"}
    assert drawn(over_years(pilot, "WK030705", "eenzaam_pct", names=names)) == []
    assert drawn(over_years(pilot, "WK030705", "inwoners", names=names)) == [[2024]]


def test_what_is_alike_says_why(amersfoort: pd.DataFrame) -> None:
    names = ["koopwoningen_pct", "woz_waarde", "inkomen_per_inwoner", "leeftijd_65_plus_pct"]
    table = features(amersfoort, names, "wijk", choose_years(amersfoort, names))
    found = similar(table, KRUISKAMP, most=3)
    assert found[0].code == "WK030710"  # Liendert
    assert found[0].because[0].indicator == "koopwoningen_pct"
    assert similar(table, NOTHING) == []


def test_the_index_of_kruiskamp_stands_with_its_parts_and_its_doubts(amersfoort: pd.DataFrame) -> None:
    whole = social_index()
    missing = make_base(whole, amersfoort, AMERSFOORT, "wijk", 2024).left_out
    index = whole.without(*missing)
    base = make_base(index, amersfoort, AMERSFOORT, "wijk", 2024)
    wijken = sorted(amersfoort.code[amersfoort.level == "wijk"].unique())
    found = score(index, base, amersfoort, wijken)
    table = found.table.set_index("code")
    assert table.band[[KRUISKAMP, KOPPEL]].tolist() == [1, 1]
    assert set(table.flag) <= {"I", ""}  # none of the estimates has a margin here
    assert math.isnan(table["index"][NOTHING])
    parts = found.parts[found.parts.code == KRUISKAMP]
    income = parts[parts.indicator == "inkomen_per_inwoner"].iloc[0]
    measure = base.measures["gestandaardiseerd_inkomen"]
    assert income.value == 31.5
    assert income.score == pytest.approx(100 + 15 * (31.5 - measure.mean) / measure.spread)
    firm = stability(found).set_index("code")
    assert firm.bottom[KRUISKAMP]
    assert firm.bottom_share[KRUISKAMP] > 0.9
    assert 0.5 < firm.band_kept[KRUISKAMP] < 1


def test_stops_are_for_nobody_in_particular(pilot: Store, amersfoort: pd.DataFrame) -> None:
    wijk = pilot.areas("wijk", 2024, AMERSFOORT).set_index("code").geometry[KRUISKAMP]
    stops = pilot.places()
    inside = stops.to_crs(RD).within(wijk)
    things = stops.assign(wijk=inside.map({True: KRUISKAMP, False: ""}), buurt="")
    found = supply(things, amersfoort, [KRUISKAMP], ["ouderen"]).iloc[0]
    assert found.unknown == inside.sum() > 5
    assert (found.places, found.per_1000, found.people) == (0, 0, 955)


def test_how_a_figure_was_made_is_known_of_all_of_them(amersfoort: pd.DataFrame) -> None:
    area = own_area(amersfoort, [KRUISKAMP, KOPPEL], "De Koppel-Kruiskamp")
    how = dict(zip(area.figures.indicator, area.figures.how, strict=True))
    assert how["inwoners"] == How.ADDED
    assert how["leeftijd_65_plus_pct"] == How.RECOMPUTED
    assert how["inkomen_per_inwoner"] == How.WEIGHTED
    assert how["eenzaam_pct"] == How.BY_AGES
    assert how["woz_waarde"] == How.BETWEEN  # how many dwellings there are isn't in these files
    found = value_of(area.figures, area.code, "leeftijd_65_plus_pct", 2024)
    assert found.value == pytest.approx(100 * (955 + 650) / (6020 + 3175))


def test_the_health_of_an_own_area_is_weighted_by_its_adults(amersfoort: pd.DataFrame) -> None:
    area = own_area(amersfoort, [KRUISKAMP, KOPPEL], "De Koppel-Kruiskamp")
    healthy = area.figures[area.figures.indicator == "goed_ervaren_gezondheid_pct"]
    row = healthy[healthy.year == 2020].iloc[0]
    # Of 6020 (985 below 15, 955 of 65 and older) 74.6% is healthy, of 3175 (465 and 650) 73.7%: those of 15
    # to 65 aren't counted by age, so adults are all of 65 and older at least, and all from 15 at most.
    few, all_ = 955 - 4, 6020 + 4 - (985 - 4)
    few_there, all_there = 650 - 4, 3175 + 4 - (465 - 4)
    assert row.least == pytest.approx((74.6 * few + 73.7 * all_there) / (few + all_there))
    assert row.most == pytest.approx((74.6 * all_ + 73.7 * few_there) / (all_ + few_there))
    assert row.least < row.value < row.most
    assert row.value == pytest.approx(74.284, abs=1e-3)
    # The margins of these estimates aren't published.
    assert (row.reason, row.how, row.counted) == (Reason.MARGIN, How.BY_AGES, 2024)
    assert math.isnan(row.lower)
