"""Health per wijk and buurt of RIVM and GGD, as its API or StatLine writes it. All model estimates."""

from collections.abc import Mapping

import pandas as pd

from wijkkaart.build import figures
from wijkkaart.build.figures import Table
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.raw import Raw

_ADULTS = ("20300", "18 jaar en ouder", "18 jaar of ouder")
_AGES: Mapping[str, str] = {"53115": "18 tot 65 jaar", "80200": "65 jaar en ouder"}
_VALUES = ("MW00000", "Waarde")
_REQUIRED = {"leeftijd", "marges", "perioden", "wijken_en_buurten"}


def matches(raw: Raw) -> bool:
    """Whether it has the dimensions of the health tables."""
    return raw.geometry is None and figures.keys_of(raw) >= _REQUIRED


def read(raw: Raw, context: Context) -> Loaded:  # noqa: ARG001 - all readers are asked alike
    """The figures of all adults; those of other ages and the margins are left out, and counted."""
    age = _text(raw, "leeftijd")
    adults = age.isin(_ADULTS)
    values = _text(raw, "marges").isin(_VALUES)
    left_out = {
        f"Andere leeftijd ({_AGES.get(str(which), str(which))})": int(count)
        for which, count in age[values & ~adults].value_counts().items()
    }
    left_out["Boven- of ondergrens van de schatting"] = int((~values).sum())
    kept = raw.frame[adults & values]
    codes = figures.code_column(raw, "codering", "wijken_en_buurten", "regioaanduiding/codering_(code)")
    name = codes or figures.column(raw, "wijken_en_buurten")
    return figures.load(
        raw,
        Table(
            frame=kept,
            codes=kept[name],
            years=figures.years_of(kept[figures.column(raw, "perioden")]),
            source="rivm-ggd",
            kind="Gezondheid per wijk en buurt",
            publisher="RIVM en GGD'en, schattingen",
            table=figures.table_id(raw),
            read=len(raw.frame),
            left_out=left_out,
        ),
    )


def _text(raw: Raw, key: str) -> pd.Series:
    return raw.frame[figures.column(raw, key)].astype("str").str.strip()
