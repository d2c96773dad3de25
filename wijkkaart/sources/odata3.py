"""CBS's OData v3, at opendata.cbs.nl and dataderden.cbs.nl: tables, their topics, and rows.

Rows come from ODataFeed, which pages on with `odata.nextLink` until there's no more; ODataApi refuses
results of more than 10,000 rows and was seen to cut them short. The library cbsodata does the same with
a new session for each page and no pause, cache, retry or stop; what's left of it is a loop.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from wijkkaart.errors import FetchError
from wijkkaart.model import COUNTRY, gemeente_of, is_code
from wijkkaart.raw import Raw
from wijkkaart.sources.client import Client, Reply

PROTOCOL = "odata3"
"""What `Raw.facts["protocol"]` says of these tables."""

_JSON = {"$format": "json"}
_REGION = "WijkenEnBuurten"
_WIDTH = 10
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_REMEDY = "Probeer het later opnieuw. Blijft het misgaan, meld het dan aan de makers van wijkkaart."
_OLDER = "Misschien heeft de uitgever iets veranderd. Kijk of er een nieuwere versie van wijkkaart is."


@dataclass(frozen=True)
class Topic:
    """A column of figures, as DataProperties describes it."""

    key: str
    """Name of the column; the number behind it differs per year: `AantalInwoners_5`."""
    unit: str
    """Unit as CBS writes it: `aantal`, `%`, `x 1 000 euro`; "" when it has none."""
    heading: str
    """Its title under the titles of its groups: `Bevolking/Leeftijdsgroepen/0 tot 15 jaar`."""


@dataclass(frozen=True)
class Table:
    """A table, without its rows."""

    base: str
    """Key of `Settings.urls`: `cbs` or `dataderden`."""
    id: str
    title: str
    period: str
    modified: str
    region: str
    """The column with area codes: `WijkenEnBuurten`, in some old tables `RegioS`."""
    dimensions: tuple[str, ...]
    """Every column that says what a row is of, `region` among them."""
    topics: tuple[Topic, ...]
    replies: tuple[Reply, ...]

    @property
    def year(self) -> int | None:
        """The one year in its title, or else in its period; None when there isn't exactly one."""
        return year_in(self.title) or year_in(self.period)

    def expect(self, subject: str, year: int | None = None) -> None:
        """Raises FetchError when the table is about something else, or about another year."""
        name = f"De tabel {self.id}"
        if subject.casefold() not in self.title.casefold():
            raise FetchError(f"{name} heet '{self.title}', verwacht '{subject}'.", remedy=_OLDER)
        if year is not None and self.year != year:
            told = f"gaat over {self.year}" if self.year else f"noemt niet één jaar ('{self.title}')"
            raise FetchError(f"{name} {told}, verwacht {year}.", remedy=_OLDER)


@dataclass(frozen=True)
class Rows:
    """The rows of a table that meet a condition: asked, not yet read."""

    table: Table
    replies: tuple[Reply, ...]
    """Those of the table too: together they're all that the rows are made of."""
    pages: tuple[Reply, ...]

    def frame(self) -> pd.DataFrame:
        """The rows: text without padding, topics as numbers (NaN where CBS has null). Raises FetchError."""
        frames = [_tidy(pd.DataFrame.from_records(_values(page))) for page in self.pages]
        filled = [frame for frame in frames if len(frame)]
        if not filled:
            columns = dict.fromkeys(self.table.dimensions, "str")
            columns |= dict.fromkeys((topic.key for topic in self.table.topics), "float64")
            return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
        return pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0]

    def raws(
        self,
        name: str,
        facts: Mapping[str, str],
        gemeente: str,
        change: Callable[[pd.DataFrame], pd.DataFrame] = lambda frame: frame,
    ) -> list[Raw]:
        """The rows as a table for the readers; none when the table doesn't know the gemeente.

        `name` is Dutch, for messages; `change` is applied to the checked rows. Raises FetchError.
        """
        frame = change(checked(self.frame(), self.table, gemeente))
        if frame.empty:
            return []
        topics = [topic for topic in self.table.topics if topic.key in frame.columns]
        known = {"protocol": PROTOCOL, "table": self.table.id, "modified": self.table.modified}
        return [
            Raw(
                Path(name),
                frame,
                facts={**known, **facts},
                units={topic.key: topic.unit for topic in topics},
                headings={topic.key: topic.heading for topic in topics},
            )
        ]


def table(client: Client, base: str, table_id: str) -> Table:
    """What a table is about and which columns it has. Raises FetchError."""
    where = f"ODataApi/odata/{table_id}"
    info = client.get(base, f"{where}/TableInfos", _JSON)
    described = client.get(base, f"{where}/DataProperties", _JSON)
    about = next(iter(_values(info)), {})
    properties = _values(described)
    keys = {_kind(each): str(each["Key"]) for each in reversed(properties) if each.get("Key")}
    region = next((key for kind, key in keys.items() if kind.startswith("Geo")), _REGION)
    dimensions = [str(each["Key"]) for each in properties if _kind(each).endswith(("Dimension", "GeoDetail"))]
    topics = _topics(properties)
    if not topics:
        raise FetchError(f"De tabel {table_id} noemt geen enkel cijfer.", "Verwacht: cijfers.", _REMEDY)
    return Table(
        base=base,
        id=table_id,
        title=_text(about, "Title"),
        period=_text(about, "Period"),
        modified=_text(about, "Modified"),
        region=region,
        dimensions=tuple(dict.fromkeys([region, *dimensions])),
        topics=topics,
        replies=(info, described),
    )


def rows(client: Client, table: Table, where: str = "", columns: Iterable[str] | None = None) -> Rows:
    """The rows that meet the condition `where`, to the last page; with all columns, or these topics only.

    Raises FetchError.
    """
    path = f"ODataFeed/odata/{table.id}/TypedDataSet"
    params = dict(_JSON)
    if where:
        params["$filter"] = where
    if columns is not None:
        params["$select"] = ",".join(dict.fromkeys([*table.dimensions, *columns]))
    pages = [client.get(table.base, path, params)]
    links: set[str] = set()
    while link := _payload(pages[-1]).get("odata.nextLink"):
        if link in links:
            raise FetchError(f"De bladzijden van de tabel {table.id} lopen in een kring.", remedy=_REMEDY)
        links.add(link)
        pages.append(client.get(table.base, link))
    return Rows(table, (*table.replies, *pages), tuple(pages))


def area_filter(gemeente: str, region: str = _REGION, country: str = COUNTRY) -> str:
    """The condition for a gemeente with its wijken and buurten, and the country to compare with.

    The country's row also shows that the table was asked right when it has nothing of the gemeente.
    "" for the whole country. Codes are padded: without that CBS gives no rows, and says nothing.
    """
    if gemeente == COUNTRY:
        return ""
    inside = (f"startswith({region},'{level}{gemeente[2:]}')" for level in ("WK", "BU"))
    return " or ".join((one_of(region, [gemeente, country]), *inside))


def one_of(column: str, values: Iterable[str], width: int = _WIDTH) -> str:
    """The condition that a column has one of these values, padded to `width` as CBS keeps them."""
    return " or ".join(f"{column} eq '{value:<{width}}'" for value in values)


def every(*conditions: str) -> str:
    """The condition that all of these hold; empty ones don't count."""
    there = [condition for condition in conditions if condition]
    return " and ".join(f"({condition})" for condition in there) if len(there) > 1 else "".join(there)


def catalogue(client: Client, base: str, words: str) -> dict[str, str]:
    """Table id to title, of the tables with these words in their title. Raises FetchError."""
    params = {**_JSON, "$select": "Identifier,Title", "$filter": f"substringof('{words}',Title)"}
    listed = _values(client.get(base, "ODataCatalog/Tables", params))
    found = {_text(each, "Identifier"): _text(each, "Title") for each in listed}
    return {key: title for key, title in found.items() if key and words.casefold() in title.casefold()}


def checked(frame: pd.DataFrame, table: Table, gemeente: str) -> pd.DataFrame:
    """The rows, after a check that they are of the gemeente (or of the whole country) and complete.

    No rows when the table holds the country but not the gemeente, which then wasn't there in that year.
    Raises FetchError.
    """
    name = f"de tabel {table.id} ({table.title})"
    if frame.empty or table.region not in frame.columns:
        raise FetchError(
            f"Uit {name} kwam geen enkele regel, terwijl er geen fout werd gemeld.",
            f"Verwacht: regels van {gemeente} en van Nederland.",
            _REMEDY,
        )
    codes = frame[table.region]
    found = {code: gemeente_of(code) for code in codes.unique() if is_code(str(code))}
    if gemeente == COUNTRY:
        if COUNTRY not in found.values() or not any(code.startswith("GM") for code in found):
            raise FetchError(f"In {name} ontbreken Nederland of de gemeenten.", remedy=_REMEDY)
        return frame
    strange = sorted(code for code, own in found.items() if own not in (gemeente, COUNTRY))
    if strange or len(found) < codes.nunique():
        others = ", ".join(strange[:3]) or "gebieden met een onbekende code"
        raise FetchError(
            f"In {name} zitten regels die niet gevraagd zijn: {others}.",
            f"Verwacht: alleen {gemeente}, met de wijken en buurten, en Nederland.",
            _REMEDY,
        )
    if set(found.values()) == {COUNTRY}:
        return frame.iloc[:0]
    if gemeente not in found:
        raise FetchError(
            f"In {name} staan wel wijken of buurten van {gemeente}, maar niet de gemeente zelf.",
            "Verwacht: de gemeente met alle wijken en buurten.",
            _REMEDY,
        )
    return frame


def year_in(text: str) -> int | None:
    """The one year that a text names; None when it names none, or several."""
    years = {int(year) for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _topics(properties: list[dict[str, Any]]) -> tuple[Topic, ...]:
    """The columns of figures with their headings, in order."""
    groups = {each.get("ID"): each for each in properties if _kind(each) == "TopicGroup"}

    def heading(each: dict[str, Any]) -> str:
        titles, parent = [_text(each, "Title")], each.get("ParentID")
        while parent in groups and len(titles) < 10:  # a circle ends too
            titles.append(_text(groups[parent], "Title"))
            parent = groups[parent].get("ParentID")
        return "/".join(reversed(titles))

    found = [each for each in properties if _kind(each) == "Topic" and each.get("Key")]
    return tuple(Topic(_text(each, "Key"), _text(each, "Unit"), heading(each)) for each in found)


def _kind(entry: dict[str, Any]) -> str:
    """`Topic`, `TopicGroup`, `GeoDetail`, `TimeDimension`, ..."""
    return _text(entry, "Type") or _text(entry, "odata.type").rsplit(".", 1)[-1]


def _text(entry: dict[str, Any], name: str) -> str:
    """A field as text without padding; "" for null."""
    return str(entry.get(name) or "").strip()


def _payload(reply: Reply) -> dict[str, Any]:
    """The body, which has to be an object with a list of objects. Raises FetchError."""
    body = reply.json()
    values = body.get("value") if isinstance(body, dict) else None
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        raise FetchError(
            f"{reply.url} gaf een antwoord zonder lijst van gegevens.", "Verwacht: OData van CBS.", _REMEDY
        )
    return dict(body)


def _values(reply: Reply) -> list[dict[str, Any]]:
    return list(_payload(reply)["value"])


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Text without padding; columns with nothing but null as numbers that aren't there."""
    text = {}
    for name in frame.columns[~frame.dtypes.map(pd.api.types.is_numeric_dtype)]:
        column = frame[name]
        empty = bool(column.isna().all())
        text[name] = column.astype("float64") if empty else column.astype("str").str.strip()
    return frame.assign(**text)
