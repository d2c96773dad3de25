"""Planted figures: a few indicators and observations of them, for the tests of what may be said."""

from collections.abc import Iterable

import pandas as pd

from wijkkaart.core.compare.rounding import bounded
from wijkkaart.model import OBSERVATION_COLUMNS, Indicator, Source, Status, gemeente_of, level_of

SOURCES = {
    "cbs": Source("cbs", "CBS", "Kerncijfers", "CC BY", "Bron", rounded=5),
    "exact": Source("exact", "Telling", "Telling", "CC0", "Bron"),
    "model": Source("model", "RIVM", "Gezondheid", "CC BY", "Bron", estimate=True),
}


def figure(name: str, kind: str = "share", direction: str = "none", **more: object) -> Indicator:
    """An indicator with the fields that a test needs."""
    unit = {"share": "%", "count": "inwoners", "mean": "km", "score": "punten", "class": "van 9"}[kind]
    given = {"unit": unit, "theme": "Bevolking", "source": "cbs", "decimals": 0, **more}
    return Indicator(
        id=name,
        label=name.capitalize(),
        explanation="",
        chapter="2.1",
        direction=direction,
        kind=kind,
        **given,
    )  # type: ignore[arg-type]


INDICATORS = {
    entry.id: entry
    for entry in (
        figure("inwoners", "count", age_from=0),
        figure("jonger_dan_15", "count", age_from=0, age_to=15),
        figure("van_15_tot_25", "count", age_from=15, age_to=25),
        figure("van_25_tot_65", "count", age_from=25, age_to=65),
        figure("ouderen", "count", age_from=65),
        figure("ouderen_pct", numerator="ouderen", denominator="inwoners"),
        figure("woningen", "count", rounded=1, unit="woningen"),
        figure("koop_pct", denominator="woningen", theme="Wonen"),
        figure("bijstand", "count", rounded=10, theme="Uitkeringen"),
        figure(
            "bijstand_per_1000",
            direction="bad",
            unit="per 1.000 inwoners",
            numerator="bijstand",
            denominator="inwoners",
            factor=1000.0,
            theme="Uitkeringen",
        ),
        figure("afstand", "mean", "bad", decimals=1, theme="Afstand", source="exact"),
        figure("inkomen", "mean", "good", decimals=1, unit="duizend euro", theme="Inkomen"),
        figure("eenzaam_pct", direction="bad", decimals=1, source="model", theme="Gezondheid", age_from=18),
        figure("gezond_pct", direction="good", decimals=1, source="model", theme="Gezondheid"),
        figure("score", "score", "good", decimals=2, source="exact", theme="Leefbaarheid"),
        figure("klasse", "class", "good", source="exact", theme="Leefbaarheid"),
        figure("nieuw_pct", since=2023),
        figure("oud_pct", until=2022),
    )
}

Planted = tuple[object, ...]
"""Code, indicator, year, value, and then maybe low, high."""


def observations(rows: Iterable[Planted]) -> pd.DataFrame:
    """OBSERVATION_COLUMNS; None as value is a figure that is secret, NaN one that wasn't measured."""
    found = []
    for code, indicator, year, value, *margins in rows:
        entry = INDICATORS[str(indicator)]
        low, high = margins or (None, None)
        estimate = SOURCES[entry.source].estimate
        status = Status.SECRET if value is None else Status.ESTIMATE if estimate else Status.OK
        found.append(
            {
                "code": code,
                "level": str(level_of(str(code))),
                "gemeente": gemeente_of(str(code)),
                "indicator": indicator,
                "year": year,
                "boundaries": year,
                "value": float("nan") if value is None else value,
                "low": float("nan") if low is None else low,
                "high": float("nan") if high is None else high,
                "status": str(status),
                "unit": entry.unit,
                "source": entry.source,
            }
        )
    return pd.DataFrame(found, columns=[*OBSERVATION_COLUMNS]).astype(
        {"value": float, "low": float, "high": float, "year": int, "boundaries": int}
    )


def known(*rows: Planted, **options: object) -> pd.DataFrame:
    """The same with their bounds."""
    return bounded(observations(rows), INDICATORS, sources=SOURCES, **options)  # type: ignore[arg-type]
