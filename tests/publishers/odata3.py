"""A loopback server that speaks CBS's OData v3, with what it does silently: padding, ignoring, cutting.

Used for opendata.cbs.nl and for dataderden.cbs.nl: `serve(server, "cbs", [Table(...), ...])`.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Row = dict[str, Any]

MOST = 10_000
"""ODataApi refuses results of more rows; ODataFeed pages by so many."""


@dataclass(frozen=True)
class Column:
    """A topic, as DataProperties describes it."""

    stem: str
    title: str
    unit: str = "aantal"
    groups: tuple[str, ...] = ()
    """Titles of the groups that it stands in, from the outside in."""
    decimals: int = 0
    text: bool = False


@dataclass
class Table:
    """A table as CBS has it; its topics get their numbers in the order in which they stand."""

    id: str
    title: str
    columns: Sequence[Column]
    rows: Callable[["Table"], pd.DataFrame]
    """Makes the rows: a column for each dimension (without padding) and each key in `keys`."""
    region: str = "WijkenEnBuurten"
    region_kind: str = "GeoDetail"
    dimensions: dict[str, int] = field(default_factory=dict)
    """The other dimensions, with the width to which CBS pads them: `{"Perioden": 8}`."""
    modified: str = "2026-03-31T02:00:00"
    period: str = ""
    first: int = 1
    """The number of the first topic."""
    widths: dict[str, int] = field(default_factory=lambda: {"Gemeentenaam": 40})
    _made: pd.DataFrame | None = None

    @property
    def keys(self) -> list[str]:
        """The topics as the columns of TypedDataSet are called."""
        return [f"{column.stem}_{number}" for number, column in enumerate(self.columns, self.first)]

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as CBS keeps them: padded, with an ID, dimensions first."""
        if self._made is None:
            made = self.rows(self)
            pads = {self.region: 10, **self.dimensions}
            for name, width in pads.items():
                made[name] = made[name].str.ljust(width)
            for column, key in zip(self.columns, self.keys, strict=True):
                if column.text and key in made:
                    width = self.widths.get(column.stem, 0)
                    made[key] = made[key].astype("object").where(made[key].notna(), None)
                    made[key] = made[key].map(lambda text, width=width: text and text.ljust(width))
            made.insert(0, "ID", range(len(made)))
            ordered = ["ID", *pads, *[key for key in self.keys if key in made]]
            self._made = made[ordered]
        return self._made

    def properties(self) -> list[Row]:
        """What DataProperties gives: dimensions, and topics after the groups that they stand in."""
        found: list[Row] = []
        kinds = {self.region: self.region_kind}
        for name in (self.region, *self.dimensions):
            kind = kinds.get(name, "TimeDimension" if name == "Perioden" else "Dimension")
            found.append(_property(len(found), None, kind, name, name))
        groups: dict[tuple[str, ...], int] = {}
        for column, key in zip(self.columns, self.keys, strict=True):
            parent = None
            for depth in range(1, len(column.groups) + 1):
                path = column.groups[:depth]
                if path not in groups:
                    groups[path] = len(found)
                    found.append(_property(len(found), parent, "TopicGroup", "", path[-1]))
                parent = groups[path]
            topic = _property(len(found), parent, "Topic", key, column.title)
            kind = "String" if column.text else "Long" if not column.decimals else "Double"
            found.append({**topic, "Datatype": kind, "Unit": column.unit, "Decimals": column.decimals})
        return found


def _property(number: int, parent: int | None, kind: str, key: str, title: str) -> Row:
    return {
        "odata.type": f"Cbs.OData.{kind}",
        "ID": number,
        "Position": number,
        "ParentID": parent,
        "Type": kind,
        "Key": key,
        "Title": title,
        "Description": "",
        "ReleasePolicy": False,
    }


def serve(server: HTTPServer, prefix: str, tables: Iterable[Table], page: int = MOST) -> None:
    """Answer everything under `/prefix/ODataApi`, `/ODataFeed` and `/ODataCatalog` with these tables.

    ODataFeed gives `page` rows at a time. Links name the publisher's host as CBS does: by plain http.
    """
    known = {table.id.upper(): table for table in tables}
    hosts = {"cbs": "opendata.cbs.nl", "dataderden": "dataderden.cbs.nl"}

    def catalogue(request: Request) -> Response:
        listed = pd.DataFrame([{"Identifier": t.id, "Title": t.title} for t in known.values()])
        return _json(request, _chosen(listed, request).to_dict("records"))

    def answer(request: Request) -> Response:
        _, _, service, _, table_id, name = (request.path + "/").split("/")[:6]
        table = known.get(table_id.upper())
        if table is None:
            return Response("Resource not found for the segment", 404, content_type="text/plain")
        metadata = {
            "": lambda: [{"name": each} for each in ("TableInfos", "DataProperties", "TypedDataSet")],
            "TableInfos": lambda: [_info(table)],
            "DataProperties": table.properties,
        }
        if name in metadata:
            return _json(request, metadata[name]())
        if name in table.dimensions:
            keys = table.frame[name].unique()
            return _json(request, [{"Key": key, "Title": key.strip(), "Description": ""} for key in keys])
        if name != "TypedDataSet":
            return Response("Resource not found for the segment", 404, content_type="text/plain")
        found = _chosen(table.frame, request)
        if service == "ODataApi":
            if len(found) > MOST:
                text = f"The requested query returns more than {MOST} records."
                return Response(json.dumps({"odata.error": {"message": {"value": text}}}), 500)
            return _json(request, found)
        skip = int(request.args.get("$skip", 0))
        link = ""
        if skip + page < len(found):
            query = "&".join(f"{k}={v}" for k, v in request.args.items() if k != "$skip")
            path = request.path.removeprefix(f"/{prefix}")
            link = f"http://{hosts[prefix]}{path}?{query}&$skip={skip + page}".replace(" ", "%20")
        return _json(request, found.iloc[skip : skip + page], link)

    base = rf"^/{prefix}"
    server.expect_request(re.compile(rf"{base}/ODataCatalog/Tables$")).respond_with_handler(catalogue)
    server.expect_request(re.compile(rf"{base}/OData(Api|Feed)/odata/")).respond_with_handler(answer)


def _info(table: Table) -> Row:
    return {
        "ID": 0,
        "Title": table.title,
        "ShortTitle": table.title.split(";")[0],
        "Identifier": table.id,
        "Modified": table.modified,
        "Period": table.period,
        "Frequency": "Stopgezet",
    }


def _json(request: Request, rows: pd.DataFrame | list[Row], link: str = "") -> Response:
    """The rows as OData's JSON; numbers that aren't there as null."""
    values = rows.to_json(orient="records") if isinstance(rows, pd.DataFrame) else json.dumps(rows)
    text = f'{{"odata.metadata":"{request.base_url}/$metadata","value":{values}'
    text += f',"odata.nextLink":{json.dumps(link)}' if link else ""
    return Response(text + "}", content_type="application/json;odata=minimalmetadata;charset=utf-8")


def _chosen(frame: pd.DataFrame, request: Request) -> pd.DataFrame:
    """The rows and columns that `$filter`, `$select` and `$top` ask for."""
    if condition := request.args.get("$filter"):
        frame = frame[_Filter(condition, frame).mask()]
    if columns := request.args.get("$select"):
        frame = frame[[name for name in columns.split(",") if name in frame.columns]]
    return frame.head(int(request.args["$top"])) if "$top" in request.args else frame


class _Filter:
    """The part of OData's conditions that CBS is known to honour; `ge` and `le` are ignored, as it does."""

    _TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[(),]|[\w.]+)")

    def __init__(self, text: str, frame: pd.DataFrame) -> None:
        self._tokens = self._TOKEN.findall(text)
        self._frame = frame

    def mask(self) -> pd.Series:
        """True for the rows that meet the condition."""
        found = self._either()
        if self._tokens:
            raise ValueError(f"not understood: {self._tokens}")
        return found

    def _either(self) -> pd.Series:
        found = self._both()
        while self._take("or"):
            found = found | self._both()
        return found

    def _both(self) -> pd.Series:
        found = self._one()
        while self._take("and"):
            found = found & self._one()
        return found

    def _one(self) -> pd.Series:
        if self._take("("):
            found = self._either()
            self._take(")")
            return found
        left = self._operand()
        if left.dtype == bool:
            return left
        operator, right = self._tokens.pop(0), self._tokens.pop(0).strip("'")
        return left == right if operator == "eq" else pd.Series(True, index=self._frame.index)

    def _operand(self) -> pd.Series:
        """A column, or what a function makes of one."""
        name = self._tokens.pop(0)
        if not self._take("("):
            return self._frame[name].astype("str")
        arguments = []
        while not self._take(")"):
            arguments.append(self._tokens.pop(0))
            self._take(",")
        if name == "substringof":
            arguments.reverse()
        column, values = self._frame[arguments[0]].astype("str"), arguments[1:]
        if name == "startswith":
            return column.str.startswith(values[0].strip("'")).astype(bool)
        if name == "substringof":
            return column.str.contains(values[0].strip("'"), regex=False).astype(bool)
        if name == "substring":
            return column.str.slice(int(values[0]), int(values[0]) + int(values[1]))
        raise ValueError(name)

    def _take(self, token: str) -> bool:
        if self._tokens[:1] == [token]:
            self._tokens.pop(0)
            return True
        return False
