"""Series of CBS tables, one a year with a title that names it: which there are, and how they're fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from wijkkaart.errors import FetchError
from wijkkaart.model import COUNTRY_NAME, Status
from wijkkaart.sources import odata3
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Answer, Piece, Wanted

FIRST = 2013
"""First year with boundaries that can be drawn."""


@dataclass(frozen=True)
class Series:
    """A CBS publication with a table for each year."""

    name: str
    """The publisher module's NAME, for keys."""
    title: str
    """What each title has to hold; also how a piece is called, with its year."""
    source: str
    """Id in `data/sources.toml`."""
    tables: Mapping[int, str]
    """The tables that are known; the catalogue is asked for other years."""
    unfinished: int
    """In so many of the newest editions, a figure without any value is still to come."""
    word: str = ""
    """What a title in the catalogue has to hold beside `title`: there may be tables of other areas."""

    def pieces(self, wanted: Wanted, client: Client) -> list[Piece]:
        """A piece a year, the newest first; of the country only the newest, unless years are named."""
        tables = editions(client, self.title, self.tables, self.word)
        awaited = set([*tables][: self.unfinished])
        years = [year for year in tables if wanted.wants(year)]
        if wanted.country and not wanted.years:
            years = years[:1]
        return [
            Piece(
                f"{self.name}-{year}-{wanted.gemeente}",
                f"{self.title} {year}",
                partial(self._ask, wanted.gemeente, year, tables[year], year in awaited),
            )
            for year in years
        ]

    def _ask(self, gemeente: str, year: int, table_id: str, awaited: bool, client: Client) -> Answer:
        """The rows of one year; raises FetchError when the table is about another."""
        table = odata3.table(client, "cbs", table_id)
        table.expect(self.title, year)
        rows = odata3.rows(client, table, odata3.area_filter(gemeente, table.region))
        facts = {
            "source": self.source,
            "year": str(year),
            "blank": (Status.LATER if awaited else Status.NOT_MEASURED).value,
        }
        raws = partial(rows.raws, f"{self.title} {year}", facts, gemeente)
        return Answer(rows.replies, raws, url=rows.pages[0].url, table=table_id)

    def probe(self, client: Client) -> str:
        """Ask the newest table for the country's row; says what came. Raises FetchError."""
        tables = editions(client, self.title, self.tables, self.word)
        year = max(tables)
        table = odata3.table(client, "cbs", tables[year])
        table.expect(self.title, year)
        where = odata3.one_of(table.region, ["NL00"])
        found = len(odata3.rows(client, table, where).frame())
        if found != 1:
            raise FetchError(
                f"De tabel {table.id} gaf {found} regels voor {COUNTRY_NAME}.",
                "Verwacht: 1 regel.",
                "Meld dit aan de makers van wijkkaart.",
            )
        return f"Tabel {table.id}: '{table.title}', {len(table.topics)} kolommen, jaren {_span(tables)}."


def editions(client: Client, title: str, known: Mapping[int, str], word: str = "") -> dict[int, str]:
    """Year to table id, the newest first: the known ones, and other years from CBS's catalogue.

    Of the catalogue count those with `title`, `word` and exactly one year in their title. When it
    doesn't answer, the known ones will do: each is asked by itself anyway.
    """
    try:
        listed = odata3.catalogue(client, "cbs", title)
    except FetchError:
        listed = {}
    found = dict(known)
    for table_id, name in listed.items():
        year = odata3.year_in(name)
        if year is not None and year >= FIRST and word in name.casefold():
            found.setdefault(year, table_id)
    return dict(sorted(found.items(), reverse=True))


def _span(tables: Mapping[int, str]) -> str:
    return f"{min(tables)}-{max(tables)}"
