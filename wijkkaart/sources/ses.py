"""CBS SES-WOA: scores of welfare, education and work per area, all years in one table.

CBS makes a new table for each new division and works the older years out for it; the newest is taken.
The title tells which division that is.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

from functools import partial

import pandas as pd

from wijkkaart.errors import FetchError
from wijkkaart.model import COUNTRY, Status
from wijkkaart.sources import odata3
from wijkkaart.sources.client import Client
from wijkkaart.sources.editions import editions
from wijkkaart.sources.parts import Answer, Piece, Wanted

NAME = "ses"
LABEL = "Sociaal-economische status (CBS)"

TABLES = {2024: "86092NED", 2025: "86296NED"}
"""Year of the division to table id."""

_TITLE = "Sociaal-economische status"
_AREAS = "per wijk en buurt"
_PERIODS = "Perioden"


def pieces(wanted: Wanted, client: Client) -> list[Piece]:
    """One piece with all years that are wanted."""
    division, table_id = _newest(client)
    ask = partial(_ask, wanted, division, table_id)
    return [Piece(f"{NAME}-{wanted.gemeente}", f"{_TITLE} {_AREAS}", ask)]


def _newest(client: Client) -> tuple[int, str]:
    """Year of the newest division, and the table on it."""
    return next(iter(editions(client, _TITLE, TABLES, _AREAS).items()))


def _ask(wanted: Wanted, division: int, table_id: str, client: Client) -> Answer:
    table = odata3.table(client, "cbs", table_id)
    table.expect(_TITLE)
    rows = odata3.rows(client, table, odata3.area_filter(wanted.gemeente, table.region))
    facts = {
        "source": "cbs-ses",
        "boundaries": str(odata3.year_in(table.title) or division),
        "blank": Status.NOT_MEASURED.value,
    }
    raws = partial(rows.raws, f"{_TITLE} {_AREAS}", facts, wanted.gemeente, partial(_wanted, wanted))
    return Answer(rows.replies, raws, url=rows.pages[0].url, table=table_id)


def _wanted(wanted: Wanted, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the years that are wanted; of the country the newest alone, unless years are named."""
    if _PERIODS not in frame.columns:
        raise FetchError(
            f"De tabel van de {_TITLE.lower()} heeft geen kolom '{_PERIODS}'.",
            "Verwacht: regels per jaar.",
            "Kijk of er een nieuwere versie van wijkkaart is.",
        )
    years = pd.to_numeric(frame[_PERIODS].str[:4], errors="coerce")
    if wanted.gemeente == COUNTRY and not wanted.years:
        return frame[years == years.max()]
    return frame[years.isin(wanted.years)] if wanted.years else frame


def probe(client: Client) -> str:
    """Ask the newest table for the country's rows; says which years came. Raises FetchError."""
    _, table_id = _newest(client)
    table = odata3.table(client, "cbs", table_id)
    table.expect(_TITLE)
    frame = odata3.rows(client, table, odata3.one_of(table.region, [COUNTRY])).frame()
    years = [] if frame.empty else sorted(str(period)[:4] for period in frame[_PERIODS].unique())
    if not years:
        raise FetchError(
            f"De tabel {table_id} gaf geen regels voor Nederland.", "Verwacht: een regel per jaar."
        )
    return f"Tabel {table_id}: '{table.title}', jaren {years[0]}-{years[-1]}."
