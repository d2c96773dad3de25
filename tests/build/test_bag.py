"""Construction years of dwellings: which count, in which area, and what of a few."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests import toy
from tests.toy import SIDE, SOUTH, TOWN, WEST
from wijkkaart import catalogue
from wijkkaart.build.parts import Context, Loaded, NotYet
from wijkkaart.build.readers import bag
from wijkkaart.errors import InvalidFile
from wijkkaart.model import OBSERVATION_COLUMNS, check
from wijkkaart.raw import Raw
from wijkkaart.store import Store

KRUISKAMP, ZAND, PLAS = "BU00010000", "BU00010001", "BU00010101"


def addresses(
    *years: int, column: float = 0.5, row: float = 0.5, use: str = "woonfunctie", status: str = ""
) -> pd.DataFrame:
    """Addresses at one spot of the toy town's grid."""
    return pd.DataFrame(
        {
            "bouwjaar": years,
            "gebruiksdoel": use,
            "status": status or "Verblijfsobject in gebruik",
            "x": WEST + column * SIDE,
            "y": SOUTH + row * SIDE,
        }
    )


def read(context: Context, *frames: pd.DataFrame, gemeente: str = TOWN) -> Loaded:
    frame = pd.concat(frames, ignore_index=True)
    facts = {"source": "bag", "year": "2026", "gemeente": gemeente, "table": "bag:verblijfsobject"}
    return bag.read(Raw(Path("BAG"), frame, facts=facts), context)


def values(loaded: Loaded, indicator: str) -> dict[str, float]:
    assert loaded.observations is not None
    rows = loaded.observations[loaded.observations.indicator == indicator]
    return {
        str(code): float(value) for code, value in zip(rows.code, rows.value, strict=True) if value == value
    }


@pytest.fixture
def context(town: Store) -> Context:
    return Context(town)


def test_dwellings_are_counted_per_period_in_every_area_they_lie_in(context: Context) -> None:
    loaded = read(
        context,
        addresses(1850, 1905, 1906, 1944, 1945, 1959, 1960, 1999, 2000, 2009, 2010, 2026),
        addresses(1985, 1986, 1987, 1988, column=1.5, row=1.5),
    )
    counts = {name: values(loaded, name) for name in bag.PERIODS}
    assert [counts[name][KRUISKAMP] for name in bag.PERIODS] == [2, 2, 2, 1, 1, 2, 2]
    assert counts["bouwperiode_1980_1999"] == {
        **dict.fromkeys([code for code in toy.CELLS if code.startswith("BU0001")], 0),
        **{KRUISKAMP: 1, PLAS: 4, "WK000100": 1, "WK000101": 4, TOWN: 5},
    }
    assert values(loaded, bag.TOTAL)[TOWN] == 16
    assert values(loaded, "bouwperiode_1980_1999_pct")[TOWN] == pytest.approx(5 / 16 * 100)
    assert loaded.report.kept == 16


def test_figures_are_of_the_day_they_were_fetched_on_the_newest_boundaries(context: Context) -> None:
    loaded = read(context, addresses(1980))
    assert loaded.observations is not None
    rows = check(loaded.observations, OBSERVATION_COLUMNS, "de cijfers")
    assert set(rows.year) == {2026}
    assert set(rows.boundaries) == {2024}
    assert set(rows.source) == {"bag"}
    assert set(rows.gemeente) == {TOWN}
    assert set(rows.indicator) == {
        each.id for each in catalogue.indicators().values() if each.source == "bag"
    }
    assert loaded.report.kind == "Bouwjaren van woningen 2026 (Kadaster, BAG)"


def test_no_share_is_made_of_fewer_than_five(context: Context) -> None:
    loaded = read(context, addresses(1980, 1981, 1982, 1983), addresses(*[1950] * 5, column=1.5))
    assert loaded.observations is not None
    shares = loaded.observations[loaded.observations.indicator == "bouwperiode_1945_1959_pct"]
    status = shares.set_index("code").status
    assert (status[KRUISKAMP], status[ZAND], status[PLAS]) == ("not measured", "ok", "not measured")
    assert values(loaded, "bouwperiode_1945_1959_pct")[ZAND] == 100
    assert values(loaded, bag.TOTAL)[KRUISKAMP] == 4


def test_what_is_no_dwelling_or_not_in_use_or_of_no_year_is_left_out_and_counted(context: Context) -> None:
    loaded = read(
        context,
        addresses(1980, 1980),
        addresses(1980, use="winkelfunctie"),
        addresses(1980, use="winkelfunctie,woonfunctie"),
        addresses(1980, 1980, status="Verblijfsobject gevormd"),
        addresses(1980, status="Verblijfsobject in gebruik (niet ingemeten)"),
        addresses(9999, 1005, 1005),
        addresses(1980, column=3.5),
        addresses(1980, column=4.5),
        addresses(1980, column=np.nan),
    )
    assert values(loaded, bag.TOTAL)[TOWN] == 4
    assert loaded.report.left_out == {
        "geen woning": 1,
        "woning niet (meer) in gebruik": 2,
        "bouwjaar onbekend": 3,
        "zonder plaats": 1,
        "ligt buiten de gemeente": 2,
    }
    assert loaded.report.read == loaded.report.kept + sum(loaded.report.left_out.values())


def test_an_address_on_a_border_is_counted_once(context: Context) -> None:
    loaded = read(context, addresses(1980, column=1, row=1))
    assert values(loaded, bag.TOTAL)[TOWN] == 1


def test_years_wait_for_the_boundaries(tmp_path: Path) -> None:
    with pytest.raises(NotYet, match="nog niet te tellen: de grenzen van GM0001 zijn er niet"):
        read(Context(Store(tmp_path / "leeg")), addresses(1980))


def test_nothing_in_the_gemeente_is_an_error(context: Context) -> None:
    with pytest.raises(InvalidFile, match="geen enkele woning"):
        read(context, addresses(1980, column=4.5))


def test_the_periods_follow_each_other_and_have_their_figures() -> None:
    known = catalogue.indicators()
    assert [*bag.PERIODS.values()] == sorted(bag.PERIODS.values())
    for name in bag.PERIODS:
        share = known[f"{name}_pct"]
        assert (share.numerator, share.denominator, share.chapter) == (name, bag.TOTAL, "3.2")
        assert (known[name].kind, known[name].chapter) == ("count", "1.1")
