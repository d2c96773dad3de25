"""Health per wijk and buurt of RIVM, the GGDs and CBS: estimates of a model, with their margins.

One table has all years, on the division of one year. Of every figure the value and both margins are
taken, of all adults.
Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

from functools import partial

import pandas as pd

from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import odata3
from wijkkaart.sources.client import Client
from wijkkaart.sources.dataderden import BASE, Dimension, boundaries, dimension
from wijkkaart.sources.odata3 import Rows, Table
from wijkkaart.sources.parts import Answer, Piece, Wanted

NAME = "rivm"
LABEL = "Gezondheid per wijk en buurt (RIVM en GGD'en)"

_TABLES = ("50150NED", "50120NED")
"""The newest edition first; an older one only when that's no longer there."""
_SUBJECT = "gezondheid per wijk en buurt"
_ADULTS = "20300"
_VALUE = "MW00000"
_COUNTRY = "NL01"
"""The country's code in these tables."""
_GONE = (404, 410)


def pieces(wanted: Wanted, client: Client) -> list[Piece]:
    """One piece, as far as there are figures of the years that are wanted. Raises FetchError."""
    table, periods = _table(client)
    years = _years(wanted, periods)
    if not years:
        return []
    dated = "-".join(str(year) for year in wanted.years)
    key = "-".join(part for part in (NAME, dated, wanted.gemeente) if part)
    return [Piece(key, "Gezondheid per wijk en buurt", partial(_ask, wanted, table, periods, years))]


def probe(client: Client) -> str:
    """Ask the country's figures of the newest year."""
    table, periods = _table(client)
    newest = max(periods.years)
    where = odata3.every(
        odata3.one_of(table.region, [_COUNTRY]),
        periods.one_of(periods.years[newest]),
        dimension(client, table, "Leeftijd").one_of(_ADULTS),
        dimension(client, table, "Marges").one_of(_VALUE),
    )
    found = odata3.rows(client, table, where).frame()
    if len(found) != 1:
        raise FetchError(
            f"De tabel {table.id} geeft {len(found)} regels van Nederland.", "Verwacht: een regel."
        )
    return f"Tabel {table.id} heeft cijfers tot en met {newest}."


def _table(client: Client) -> tuple[Table, Dimension]:
    """The newest edition that there is, and its periods. Raises FetchError."""
    for name in _TABLES:
        try:
            table = odata3.table(client, BASE, name)
        except FetchError as error:
            if error.status in _GONE and name != _TABLES[-1]:
                continue
            raise
        break
    table.expect(_SUBJECT)
    return table, dimension(client, table, "Perioden")


def _years(wanted: Wanted, periods: Dimension) -> list[int]:
    """The years to ask, newest first; of the whole country only the newest, unless others are named."""
    years = [year for year in periods.years if wanted.wants(year)]
    return years[:1] if wanted.country and not wanted.years else years


def _ask(wanted: Wanted, table: Table, periods: Dimension, years: list[int], client: Client) -> Answer:
    ages = dimension(client, table, "Leeftijd")
    where = odata3.every(
        odata3.area_filter(wanted.gemeente, table.region, _COUNTRY),
        periods.one_of(*(periods.years[year] for year in years)),
        ages.one_of(_ADULTS),
    )
    rows = odata3.rows(client, table, where)
    facts = {
        "source": "rivm-ggd",
        "year": str(max(years)),
        "boundaries": str(boundaries(table, max(periods.years))),
    }
    replies = [*rows.replies, periods.reply, ages.reply]
    return Answer(replies, partial(_raws, wanted, rows, facts, years), table=table.id)


def _raws(wanted: Wanted, rows: Rows, facts: dict[str, str], years: list[int]) -> list[Raw]:
    """The table, after a check that it is what was asked. Raises FetchError."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        _check(frame, rows.table, years)
        return frame

    return rows.raws("Gezondheid per wijk en buurt", facts, wanted.gemeente, change)


def _check(frame: pd.DataFrame, table: Table, years: list[int]) -> None:
    """Raises FetchError when rows are of other people or periods, or a value comes twice."""
    periods = {f"{year}JJ00" for year in years}
    right = (frame.Leeftijd == _ADULTS) & frame.Perioden.isin(periods)
    if not right.all() or frame.duplicated([table.region, "Perioden", "Marges"]).any():
        raise FetchError(
            f"De tabel {table.id} geeft regels die niet gevraagd zijn, of een regel dubbel.",
            "Verwacht: van elk gebied en jaar de cijfers van alle volwassenen, een keer.",
            "Probeer het later opnieuw. Blijft het misgaan, meld het dan aan de makers van wijkkaart.",
        )
    if frame.empty:
        return
    missing = sorted(periods - set(frame.Perioden[frame.Marges == _VALUE]))
    if missing:
        raise FetchError(
            f"De tabel {table.id} geeft geen waarden van {', '.join(missing)}, maar noemt die jaren wel.",
            "Verwacht: cijfers van elk jaar dat de tabel noemt.",
            "Probeer het later opnieuw, of noem met --year de jaren die u wilt.",
        )
