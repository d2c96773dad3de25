"""Health per wijk and buurt of RIVM and GGD, as its API or StatLine writes it. All model estimates."""

from collections.abc import Mapping

import pandas as pd

from wijkkaart.build import figures, observations
from wijkkaart.build.figures import Table
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.model import OBSERVATION_COLUMNS
from wijkkaart.raw import Raw

_ADULTS = ("20300", "18 jaar en ouder", "18 jaar of ouder")
_AGES: Mapping[str, str] = {"53115": "18 tot 65 jaar", "80200": "65 jaar en ouder"}
_MARGINS = {"MW": "value", "Wa": "value", "MO": "low", "On": "low", "MB": "high", "Bo": "high"}
"""Start of a code (`MOG0095`) or title (`Ondergrens 95%-interval`) to what the row gives."""
_REQUIRED = {"leeftijd", "marges", "perioden", "wijken_en_buurten"}
_SOURCE = "rivm-ggd"
_KEY = ["code", "indicator", "year"]


def matches(raw: Raw) -> bool:
    """Whether it has the dimensions of the health tables."""
    return raw.geometry is None and figures.keys_of(raw) >= _REQUIRED


def read(raw: Raw, context: Context) -> Loaded:  # noqa: ARG001 - all readers are asked alike
    """The figures of all adults with their margins; those of other ages are left out, and counted."""
    age = _text(raw, "leeftijd")
    adults = age.isin(_ADULTS)
    gives = _text(raw, "marges").str[:2].map(_MARGINS)
    left_out = {
        f"Andere leeftijd ({_AGES.get(str(which), str(which))})": int(count)
        for which, count in age[~adults].value_counts().items()
    }
    left_out["Onbekende soort marge"] = int((adults & gives.isna()).sum())
    margins = {name: raw.frame[adults & (gives == name)] for name in ("low", "high")}
    kept = raw.frame[adults & (gives == "value")]
    loaded = figures.load(
        raw,
        Table(
            frame=kept,
            codes=_codes(raw, kept),
            years=_years(raw, kept),
            source=_SOURCE,
            kind="Gezondheid per wijk en buurt",
            publisher="RIVM en GGD'en, schattingen",
            table=raw.facts.get("table") or figures.table_id(raw),
            read=len(raw.frame),
            left_out=left_out,
        ),
    )
    if loaded.observations is not None:
        loaded.report.kept += sum(len(rows) for rows in margins.values())
        loaded.observations = _with_margins(raw, loaded.observations, margins)
    return loaded


def _with_margins(raw: Raw, found: pd.DataFrame, margins: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The observations with `low` and `high`, as far as the value lies between them."""
    for name, rows in margins.items():
        years = _years(raw, rows)
        rows = rows[years.notna()]
        if rows.empty:
            continue
        bound, _ = observations.from_wide(rows, _codes(raw, rows), years.dropna().astype("int64"), _SOURCE)
        bound = bound.drop_duplicates(_KEY)[[*_KEY, "value"]].rename(columns={"value": name})
        found = found.drop(columns=name).merge(bound, on=_KEY, how="left")
    around = (found.low <= found.value) & (found.value <= found.high)
    found[["low", "high"]] = found[["low", "high"]].where(around)
    return found[[*OBSERVATION_COLUMNS]]


def _codes(raw: Raw, rows: pd.DataFrame) -> pd.Series:
    name = figures.code_column(raw, "codering", "wijken_en_buurten", "regioaanduiding/codering_(code)")
    return rows[name or figures.column(raw, "wijken_en_buurten")]


def _years(raw: Raw, rows: pd.DataFrame) -> pd.Series:
    return figures.years_of(rows[figures.column(raw, "perioden")])


def _text(raw: Raw, key: str) -> pd.Series:
    return raw.frame[figures.column(raw, key)].astype("str").str.strip()
