"""Every kind of chart on planted figures: with gaps, with margins, with breaks, with names that bite."""

import math
from collections.abc import Callable

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from wijkkaart import charts
from wijkkaart.charts import About, Beside, Chart, Estimate, Pair, Panel
from wijkkaart.core.compare.rounding import Value
from wijkkaart.core.compare.series import Break, Segment, Series
from wijkkaart.model import RD, Indicator, Status

NAN = float("nan")
HOSTILE = """<img src=x onerror=alert(1)> `${alert(1)}` datum['x'] "\\' {{ }} =1+1 </script>"""
ABOUT = About("Koopwoningen in Toren", "Wijken van Toren, 2024", ("Bron: CBS, Kerncijfers 2024 · CC BY 4.0",))
CODES = [f"WK99990{number}" for number in range(10)]
NAMES = {code: f"Wijk {number}" for number, code in enumerate(CODES)} | {"GM9999": "Toren"}


def indicator(id_: str = "koop", label: str = "Koopwoningen", **other: object) -> Indicator:
    fields = {"unit": "%", "theme": "Wonen", "chapter": "3.2", "direction": "good", "source": "kwb"}
    return Indicator(id=id_, label=label, explanation="", **(fields | other))  # type: ignore[arg-type]


KOOP = indicator()
HUIZEN = indicator("huizen", "Woningen", unit="woningen", kind="count")
ROOKT = indicator("rookt", "Rookt", direction="bad", decimals=1)


def cells(entry: Indicator = KOOP, factor: float = 1.0) -> pd.DataFrame:
    """Ten wijken with 0, 10, ... 80 times `factor`; the last is secret, wijk 4 an estimate with margins."""
    value = [10.0 * number * factor for number in range(9)] + [NAN]
    frame = pd.DataFrame({"code": CODES, "indicator": entry.id, "value": value, "year": 2024})
    status = ["ok"] * 9 + ["secret"]
    status[4] = "estimate"
    return frame.assign(status=status, lower=frame.value - 5, upper=frame.value + 5, quality="")


def value(year: int, number: float, entry: Indicator = KOOP, code: str = CODES[0]) -> Value:
    status = Status.NOT_MEASURED if math.isnan(number) else Status.OK
    return Value(code, entry.id, year, number, number - 0.5, number + 0.5, status)


def line(code: str = CODES[0], entry: Indicator = KOOP) -> Series:
    """Of 2018 to 2024 without 2020, on other boundaries since 2022."""
    before = tuple(
        value(y, n, entry, code) for y, n in ((2018, 40.0), (2019, 42.0), (2020, NAN), (2021, 44.0))
    )
    after = tuple(value(y, n, entry, code) for y, n in ((2022, 60.0), (2023, 61.0), (2024, 1234.0)))
    return Series(code, entry, (Segment(before, Break.NONE), Segment(after, Break.BOUNDARY)), ())


def outlines() -> gpd.GeoDataFrame:
    shapes = [box(150_000 + 1000 * n, 460_000, 151_000 + 1000 * n, 461_500) for n in range(len(CODES))]
    return gpd.GeoDataFrame({"code": CODES}, geometry=shapes, crs=RD)


def _parts() -> pd.DataFrame:
    return pd.concat([cells(indicator(name), 0.5) for name in ("oud", "nieuw")], ignore_index=True)


def _estimates(names: dict[str, str]) -> list[Estimate]:
    return [
        Estimate(names[CODES[0]], 53.1, 49.2, 57.3, 46.3, code=CODES[0]),
        Estimate("Zonder marge", 22.5),
        Estimate("Zonder cijfer", NAN, status="secret"),
    ]


def every(names: dict[str, str] = NAMES, about: About = ABOUT) -> dict[str, Callable[[], Chart]]:
    """A maker a kind."""
    both = pd.concat([cells(KOOP), cells(ROOKT, -0.5)], ignore_index=True)
    groups = dict.fromkeys(CODES[:7], names[CODES[1]]) | dict.fromkeys(CODES[7:], "Noord")
    beside = Beside(names["GM9999"], 45.0)
    series = [line(code) for code in CODES[:3]]
    pairs = [Pair("0-14 jaar", 17, 18.5), Pair(names[CODES[2]], NAN, 1234.5, "secret")]
    panels = [Panel("2020", cells(), KOOP), Panel(names[CODES[3]], cells(KOOP, 0.9), KOOP)]
    spined = {"beside": {KOOP.id: 45.0}, "beside_name": names["GM9999"]}
    town = names["GM9999"]
    return {
        "bars": lambda: charts.bars(cells(), names, KOOP, about, beside=beside, chosen=[CODES[1]]),
        "spine": lambda: charts.spine(both, CODES[1], names, [KOOP, ROOKT], about, **spined),  # type: ignore[arg-type]
        "scatter": lambda: charts.scatter(both, names, KOOP, ROOKT, about, chosen=CODES[:2]),
        "trends": lambda: charts.trends(series, names, about, chosen=CODES[:1]),
        "trend of one": lambda: charts.trends(series[:1], names, about),
        "small trends": lambda: charts.small_trends(series, names, about),
        "pyramid": lambda: charts.pyramid(pairs, names[CODES[0]], town, about, decimals=1),
        "pyramid alone": lambda: charts.pyramid(pairs[::-1], town, "", about),
        "stacked": lambda: charts.stacked(
            _parts(), names, {"oud": names[CODES[0]], "nieuw": "Nieuw"}, about, ordered=True
        ),
        "margins": lambda: charts.margins(_estimates(names), about, decimals=1, beside_name=town),
        "boxes": lambda: charts.boxes(cells(), names, groups, KOOP, about, beside=beside, chosen=[CODES[1]]),
        "maps": lambda: charts.maps(panels, outlines(), names, about, chosen=[CODES[1]]),
    }
