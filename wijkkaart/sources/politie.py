"""Crimes that the police recorded, per wijk, buurt and year; asked a year at a time, as it answers slowly.

All years are on the newest division. A null isn't published, and isn't zero. Rare crimes that touch on
persons aren't asked: only the kinds that `data/indicators` defines are.
Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

from functools import partial

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import odata3
from wijkkaart.sources.client import Client
from wijkkaart.sources.dataderden import BASE, Dimension, boundaries, dimension
from wijkkaart.sources.odata3 import Rows, Table
from wijkkaart.sources.parts import Answer, Piece, Wanted

NAME = "politie"
LABEL = "Geregistreerde misdrijven (politie)"

_TABLE = "47018NED"
_SUBJECT = "geregistreerde misdrijven"
_KIND = "SoortMisdrijf"
_NUMBER = "GeregistreerdeMisdrijven"
_TOTAL = "0.0.0"


def pieces(wanted: Wanted, client: Client) -> list[Piece]:
    """A piece a year; of the whole country only the newest, unless others are named. Raises FetchError."""
    table, periods = _table(client)
    years = [year for year in periods.years if wanted.wants(year)]
    if wanted.country and not wanted.years:
        years = years[:1]
    return [
        Piece(
            f"{NAME}-{year}-{wanted.gemeente}",
            f"Geregistreerde misdrijven {year}",
            partial(_ask, wanted, table, periods, year),
        )
        for year in years
    ]


def probe(client: Client) -> str:
    """Ask the country's total of the newest year."""
    table, periods = _table(client)
    newest = max(periods.years)
    where = odata3.every(
        odata3.one_of(table.region, ["NL00"]),
        dimension(client, table, _KIND).one_of(_TOTAL),
        periods.one_of(periods.years[newest]),
    )
    found = odata3.rows(client, table, where).frame()
    if len(found) != 1:
        raise FetchError(
            f"De tabel {_TABLE} geeft {len(found)} regels van Nederland.", "Verwacht: een regel."
        )
    return f"Tabel {_TABLE} heeft cijfers tot en met {newest}."


def kinds() -> list[str]:
    """The kinds of crime that wijkkaart has a definition of, without padding; the total first."""
    named = (name for each in catalogue.indicators().values() for name in each.columns.get("politie", ()))
    return sorted(named)


def _table(client: Client) -> tuple[Table, Dimension]:
    """The table and its periods. Raises FetchError when it isn't what it was."""
    table = odata3.table(client, BASE, _TABLE)
    table.expect(_SUBJECT)
    if not any(topic.key.rsplit("_", 1)[0] == _NUMBER for topic in table.topics):
        raise FetchError(
            f"De tabel {_TABLE} heeft geen kolom {_NUMBER}.",
            "Verwacht: het aantal misdrijven per gebied en jaar.",
            "Kijk of er een nieuwere versie van wijkkaart is.",
        )
    return table, dimension(client, table, "Perioden")


def _ask(wanted: Wanted, table: Table, periods: Dimension, year: int, client: Client) -> Answer:
    known = dimension(client, table, _KIND)
    there = [kind for kind in kinds() if kind in known.keys or kind == _TOTAL]
    where = odata3.every(
        odata3.area_filter(wanted.gemeente, table.region),
        known.one_of(*there),
        periods.one_of(periods.years[year]),
    )
    rows = odata3.rows(client, table, where)
    facts = {
        "source": "politie",
        "year": str(year),
        "boundaries": str(boundaries(table, max(periods.years))),
    }
    replies = [*rows.replies, periods.reply, known.reply]
    return Answer(replies, partial(_raws, wanted, rows, facts, there), table=_TABLE)


def _raws(wanted: Wanted, rows: Rows, facts: dict[str, str], there: list[str]) -> list[Raw]:
    """The table, after a check that it is what was asked. Raises FetchError."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        right = (frame.Perioden == f"{facts['year']}JJ00") & frame[_KIND].isin(there)
        if not right.all() or frame.duplicated([rows.table.region, _KIND]).any():
            raise FetchError(
                f"De tabel {_TABLE} geeft regels die niet gevraagd zijn, of een regel dubbel.",
                f"Verwacht: van elk gebied en elke soort misdrijf een aantal over {facts['year']}.",
                "Probeer het later opnieuw. Blijft het misgaan, meld het dan aan de makers van wijkkaart.",
            )
        return frame

    return rows.raws(f"Geregistreerde misdrijven {facts['year']}", facts, wanted.gemeente, change)
