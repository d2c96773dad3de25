"""CBS's own tables: key figures 2013 to 2025, proximity and SES-WOA, as opendata.cbs.nl has them.

Areas, inhabitants and households are real where the shared data has them; the other figures are made up
around a plausible value, with CBS's rounding and secrecy.
"""

import csv
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd
from pytest_httpserver import HTTPServer

from tests.publishers import odata3
from tests.publishers._kwb_columns import columns_of
from tests.publishers.odata3 import Column, Table
from wijkkaart.sources import kwb, nabijheid

NAMES = {"GM0307": "Amersfoort", "GM0362": "Amstelveen"}
EMPTY = {
    2025: {"Energie", "Inkomen", "Sociale zekerheid", "Zorg", "Onderwijs", "Bedrijfsvestigingen"},
    2024: {"Energie"},
}
"""Headings under which CBS has nothing yet in the newest editions."""
EMPTY[2025] |= {"Nabijheid voorzieningen"}

SES_DIVISION, SES_TABLE = 2025, "86296NED"
SES_YEARS = range(2014, 2025)

_COUNTRY = pd.DataFrame(
    {"code": ["NL00"], "name": ["Nederland"], "inw": [17_942_942.0], "hh": [8_373_000.0], "gm": ["Nederland"]}
)
_SORTS = {"NL": "Land", "GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}


def serve(
    server: HTTPServer,
    prefix: str,
    shared: Path,
    *,
    country: bool = False,
    years: Sequence[int] = tuple(kwb.TABLES),
    page: int = odata3.MOST,
) -> None:
    """Serve the tables under `/prefix`: of Amersfoort and Amstelveen, or (much larger) of the country."""
    areas = cache(partial(_country if country else _gemeenten, shared))
    tables = [_kwb(year, areas) for year in years]
    tables += [_nabijheid(year, areas, shared) for year in years if year in nabijheid.TABLES]
    tables.append(_ses(areas, shared))
    odata3.serve(server, prefix, tables, page)


# ---------------------------------------------------------------- areas


def _gemeenten(shared: Path) -> pd.DataFrame:
    """`code`, `name`, `inw`, `hh` and `gm` (name of the gemeente) of the country and two gemeenten."""
    frames = [_COUNTRY]
    for code, name in NAMES.items():
        parts = [
            _features(shared / "boundaries" / f"{name.lower()}_{level}en_2024.geojson", level)
            for level in ("wijk", "buurt")
        ]
        whole = parts[1][["inw", "hh"]].sum().to_dict()
        own = pd.DataFrame([{"code": code, "name": name, **whole}])
        frames.append(pd.concat([own, *parts]).assign(gm=name))
    return pd.concat(frames, ignore_index=True)


def _features(path: Path, level: str) -> pd.DataFrame:
    found = [each["properties"] for each in json.loads(path.read_text(encoding="utf-8"))["features"]]
    frame = pd.DataFrame(
        {
            "code": [each[f"{level}code"] for each in found],
            "name": [each[f"{level}naam"] for each in found],
            "inw": [each["inwoners"] or 0.0 for each in found],
            "hh": [each["huishoudens"] or 0.0 for each in found],
        }
    )
    return frame.drop_duplicates("code")


def _country(shared: Path) -> pd.DataFrame:
    """The same of every gemeente, wijk and buurt of 2024."""
    stats = shared / "stats"
    buurten = pd.read_csv(stats / "nl_buurten_2024_kwb_selectie.csv", low_memory=False)
    buurten = buurten.fillna({"inwoners": 0, "huishoudens": 0})
    frames = [_COUNTRY]
    for code, name in (
        ("gemeentecode", "gemeentenaam"),
        ("wijkcode", "wijkcode"),
        ("buurtcode", "buurtnaam"),
    ):
        groups = buurten.groupby(code)
        frames.append(
            pd.DataFrame(
                {
                    "name": groups[name].first(),
                    "inw": groups.inwoners.sum(),
                    "hh": groups.huishoudens.sum(),
                    "gm": groups.gemeentenaam.first(),
                }
            ).reset_index(names="code")
        )
    return pd.concat(frames, ignore_index=True)


# ---------------------------------------------------------------- tables


def _kwb(year: int, areas: Callable[[], pd.DataFrame]) -> Table:
    columns = columns_of(year)

    def rows(table: Table) -> pd.DataFrame:
        places = areas()
        grown = places.assign(inw=places.inw * (1 + (year - 2024) / 100))
        found = {table.region: places.code}
        for (column, made), key in zip(columns, table.keys, strict=True):
            if column.groups[0] in EMPTY.get(year, ()):
                found[key] = pd.Series(np.nan, index=places.index)
            else:
                found[key] = _values(column, made, grown, f"{year}{key}")
        return pd.DataFrame(found)

    return Table(
        kwb.TABLES[year],
        f"Kerncijfers wijken en buurten {year}",
        [column for column, _ in columns],
        rows,
        # The oldest calls its regions otherwise.
        region="RegioS" if year == 2013 else "WijkenEnBuurten",
        region_kind="GeoDimension" if year == 2013 else "GeoDetail",
        period=str(year),
    )


def _values(column: Column, made: str, areas: pd.DataFrame, seed: str) -> pd.Series:
    """What a column has in each area; null where CBS keeps it secret."""
    texts = {"naam": areas.gm, "code": areas.code.str.ljust(10), "soort": areas.code.str[:2].map(_SORTS)}
    if made in texts:
        return texts[made]
    small = areas.code.str[:2].isin(["WK", "BU"])
    if made == "marker":
        return pd.Series("1", index=areas.index).where(small)
    if made == "postcode":
        return pd.Series("3811", index=areas.index).where(small & (areas.inw > 10))
    noise = np.random.default_rng(crc32(seed.encode())).uniform(0.85, 1.15, len(areas))
    base, _, factor = made.partition("*")
    if not factor:
        value = pd.Series(float(made) * noise, index=areas.index).round(column.decimals)
        return value.where(areas.inw >= (10 if column.unit == "km" else 100))
    whole = areas.inw if base == "inw" else areas.hh
    exact = whole if float(factor) == 1 else whole * float(factor) * noise
    value = (exact / 5).round() * 5
    value = value.where(small, exact.round())
    if column.groups == ("Zorg",):
        return value.where(value > 7)
    return value.where(areas.inw >= 10) if base != "inw" else value


def _nabijheid(year: int, areas: Callable[[], pd.DataFrame], shared: Path) -> Table:
    columns = _statline(shared / "stats" / "nabijheid_utrecht_2023_statline.csv")

    def rows(table: Table) -> pd.DataFrame:
        places = areas()
        made = {"km": "1.4", "aantal": "6.5"}
        known = {key: made.get(column.unit, "") for key, column in zip(table.keys, columns, strict=True)}
        texts = dict(zip(table.keys, ("naam", "soort", "code", "marker"), strict=False))
        found = {
            key: _values(column, texts.get(key) or known[key], places, f"{year}{key}")
            for key, column in zip(table.keys, columns, strict=True)
        }
        return pd.DataFrame({table.region: places.code, **found})

    title = f"Nabijheid voorzieningen; afstand locatie, wijk- en buurtcijfers {year}"
    return Table(nabijheid.TABLES[year], title, columns, rows, period=str(year))


_SES = """
Regiocode (gemeente, wijk, buurt) (code)|Particuliere huishoudens (Aantal)
Financiële welvaart/Vermogen/Waarde (%)|Financiële welvaart/Vermogen/Ondergrens (%)
Financiële welvaart/Vermogen/Bovengrens (%)|Financiële welvaart/Inkomen/Waarde (%)
Financiële welvaart/Inkomen/Ondergrens (%)|Financiële welvaart/Inkomen/Bovengrens (%)
Arbeid/Langdurig werk/Waarde (%)|Arbeid/Langdurig werk/Ondergrens (%)|Arbeid/Langdurig werk/Bovengrens (%)
Arbeid/Geen werk/Waarde (%)|Arbeid/Geen werk/Ondergrens (%)|Arbeid/Geen werk/Bovengrens (%)
Arbeid/Onbekend/Waarde (%)
Opleidingsniveau/Laag/Waarde (%)|Opleidingsniveau/Laag/Ondergrens (%)|Opleidingsniveau/Laag/Bovengrens (%)
Opleidingsniveau/Middelbaar/Waarde (%)|Opleidingsniveau/Middelbaar/Ondergrens (%)
Opleidingsniveau/Middelbaar/Bovengrens (%)
Opleidingsniveau/Hoog/Waarde (%)|Opleidingsniveau/Hoog/Ondergrens (%)|Opleidingsniveau/Hoog/Bovengrens (%)
Leeftijd/Waarde (%)|Leeftijd/Ondergrens (%)|Leeftijd/Bovengrens (%)|Leeftijd/Onbekend (%)
SES-WOA/Totaalscore/Gemiddelde score (Getal)|SES-WOA/Totaalscore/Marge (Getal)
SES-WOA/Deelscore welvaart/Gemiddelde score (Getal)|SES-WOA/Deelscore welvaart/Marge (Getal)
SES-WOA/Deelscore opleiding/Gemiddelde score (Getal)|SES-WOA/Deelscore opleiding/Marge (Getal)
SES-WOA/Deelscore arbeid/Gemiddelde score (Getal)|SES-WOA/Deelscore arbeid/Marge (Getal)
Spreiding/Spreiding totaal/Waarde (Getal)
"""
"""Columns of SES-WOA: 16, 19, 22, 29, 31, 33, 35 and 37 are as in the real table, those between invented."""


def _ses(areas: Callable[[], pd.DataFrame], shared: Path) -> Table:
    columns = [_column(path) for line in _SES.strip().splitlines() for path in line.split("|")]

    def rows(table: Table) -> pd.DataFrame:
        frames = []
        for year in SES_YEARS:
            places = areas()
            found = {"Perioden": f"{year}JJ00", table.region: places.code}
            for column, key in zip(columns, table.keys, strict=True):
                # A table of CBS gives households here rounded to hundreds.
                made = "code" if column.text else {"Aantal": "hh*1", "%": "30.1"}.get(column.unit, "0.1")
                found[key] = _values(column, made, places, f"{year}{key}")
            frames.append(pd.DataFrame(found))
        return pd.concat(frames, ignore_index=True)

    return Table(
        SES_TABLE,
        f"Sociaal-economische status; scores per wijk en buurt, regio-indeling {SES_DIVISION}",
        columns,
        rows,
        dimensions={"Perioden": 8},
        period="2014 t/m 2024",
    )


def _statline(path: Path) -> list[Column]:
    """The topics of a StatLine export, of whose headers OData's groups and titles are the parts."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [_column(header) for header in next(csv.reader(stream, delimiter=";"))[1:]]


def _column(header: str) -> Column:
    """`Groep/Titel (eenheid)` as a topic; a `/` in a title looks like a group."""
    path, _, unit = header.removesuffix(")").rpartition(" (")
    *groups, title = path.split("/")
    text = unit in ("naam", "omschrijving", "code")
    return Column(
        _stem(title),
        title,
        "code" if text else unit,
        tuple(groups),
        decimals=3 if unit == "Getal" else 0 if text or unit == "Aantal" else 1,
        text=text,
    )


def _stem(title: str) -> str:
    """The name that CBS makes of a title: `Afstand tot café e.d.` is `AfstandTotCafeED`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    stem = "".join(word[:1].upper() + word[1:] for word in re.split(r"[^0-9A-Za-z]+", plain))
    return f"k_{stem}" if stem[:1].isdigit() else stem
