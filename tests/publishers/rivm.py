"""Health per wijk and buurt at dataderden.cbs.nl, as sources.md §3.2 tells of it.

The values of 2012, 2016 and 2020 are those of the older edition 50090NED, which is at hand for Amersfoort
and Amstelveen; those of 2022 and 2024, the other ages' and all margins follow from them.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from tests.publishers.odata3 import Column, Table

ID, TITLE = "50150NED", "Gezondheid per wijk en buurt; 2012/2016/2020/2022/2024 (indeling 2024)"
OLD_ID, OLD_TITLE = "50120NED", "Gezondheid per wijk en buurt; 2012/2016/2020/2022 (indeling 2022)"
YEARS = (2012, 2016, 2020, 2022, 2024)
AGES = {"20300": 0.0, "53115": -2.0, "80200": 8.0}
MARGINS = {"MW00000": 0.0, "MOG0095": -2.5, "MBG0095": 2.5}
TOPICS: Mapping[str, str] = {
    "GoedErvarenGezondheid": "ErvarenGezondheidGoedZeerGoed_4",
    "EenOfMeerLangdurigeAandoeningen": "EenOfMeerLangdurigeAandoeningen_16",
    "LangdurigBeperkt": "",
    "HoogRisicoAngststoornisOfDepressie": "HoogRisicoOpAngstOfDepressie_25",
    "HeelVeelStressAfg4Weken": "HeelVeelStressInAfgelopen4Weken_26",
    "LageVeerkracht": "",
    "MatigVeelRegieOverHetEigenLeven": "MatigVeelRegieOverEigenLeven_27",
    "Eenzaam": "Eenzaam_28",
    "SterkEenzaam": "ErnstigZeerErnstigEenzaam_29",
    "EmotioneelEenzaam": "EmotioneelEenzaam_30",
    "SociaalEenzaam": "SociaalEenzaam_31",
    "KrijgtSteunVanAnderen": "",
    "Mantelzorger": "Mantelzorger_32",
    "Vrijwilligerswerk": "Vrijwilligerswerk_33",
    "MoeiteMetRondkomen": "MoeiteMetRondkomen_38",
    "Overgewicht": "Overgewicht_9",
    "ErnstigOvergewichtObesitas": "ErnstigOvergewicht_10",
    "RooktTabak": "Roker_11",
    "OvermatigDrinken": "OvermatigeDrinker_15",
    "VoldoetAanDeBeweegrichtlijn": "VoldoetAanBeweegrichtlijn_5",
    "TevredenMetDeWoning": "",
    "TevredenMetDeWoonomgeving": "",
}
"""Stem of a column to the column of the older edition; "" where that hasn't got it."""


def table(shared: Path, *, old: bool = False) -> Table:
    """The newest edition, or the one before it."""
    columns = [
        Column("Gemeentenaam", "Gemeentenaam", "", text=True),
        Column("SoortRegio", "Soort regio", "", text=True),
        Column("Codering", "Codering", "", text=True),
        *(Column(stem, stem, "%", ("Gezondheid",), decimals=1) for stem in TOPICS),
    ]
    years = YEARS[:-1] if old else YEARS
    return Table(
        OLD_ID if old else ID,
        OLD_TITLE if old else TITLE,
        columns,
        lambda made: _rows(made, shared, years),
        dimensions={"Leeftijd": 5, "Marges": 7, "Perioden": 8},
        widths={"Gemeentenaam": 40, "SoortRegio": 10, "Codering": 20},
    )


def _rows(made: Table, shared: Path, years: tuple[int, ...]) -> pd.DataFrame:
    values, topics = _values(made, shared), made.keys[3:]
    frames = []
    for year in years:
        rows = values[values.Perioden == f"{min(year, 2020)}JJ00"].assign(Perioden=f"{year}JJ00")
        for age, older in AGES.items():
            for margin, away in MARGINS.items():
                shift = older + away + 0.3 * max(year - 2020, 0)
                numbers = (rows[topics] + shift).round(1).clip(0, 100)
                frames.append(rows.assign(**numbers, Leeftijd=age, Marges=margin))
    return pd.concat(frames, ignore_index=True)


def _values(made: Table, shared: Path) -> pd.DataFrame:
    """The real values of all adults in 2012, 2016 and 2020, with made-up ones for the country."""
    path = shared / "stats/rivm_50090NED_amersfoort_amstelveen.csv"
    real = pd.read_csv(path, dtype="str")
    real = real[real.Leeftijd == "20300"].apply(lambda column: column.str.strip())
    dimensions = pd.DataFrame({"WijkenEnBuurten": real.WijkenEnBuurten, "Perioden": real.Perioden})
    labels = real[["Gemeentenaam_1", "SoortRegio_2", "Codering_3"]].set_axis(made.keys[:3], axis=1)
    columns = {
        key: pd.to_numeric(real.get(name, 50.0), errors="coerce")
        for key, name in zip(made.keys[3:], TOPICS.values(), strict=True)
    }
    found = pd.concat([dimensions, labels, pd.DataFrame(columns, index=real.index)], axis=1)
    named = dict(zip(made.keys[:3], ("Nederland", "Land", "NL01"), strict=True))
    whole = found[found.WijkenEnBuurten == "GM0307"].assign(WijkenEnBuurten="NL01", **named)
    return pd.concat([whole, found], ignore_index=True)
