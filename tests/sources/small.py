"""CBS tables of one small gemeente with planted values, and the way from there to observations."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from tests.publishers._kwb_columns import columns_of
from tests.publishers.odata3 import Column, Table
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import odata, reader_of
from wijkkaart.raw import Raw
from wijkkaart.sources import kwb
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Publisher, Wanted
from wijkkaart.store import Snapshot

AREAS = ("NL00", "GM0307", "WK030701", "BU03070101", "BU03070102", "BU030701AB")
AMERSFOORT = Wanted("GM0307")

Planted = Mapping[str, Sequence[float | None]]
"""Stem (`Nederland#2` for the second of that name) to its values in AREAS."""


def filled(table: Table, planted: Planted, areas: Sequence[str] = AREAS) -> pd.DataFrame:
    """Rows with these values, and null elsewhere."""
    seen: dict[str, int] = {}
    found: dict[str, object] = {table.region: [*areas]}
    for column, key in zip(table.columns, table.keys, strict=True):
        seen[column.stem] = seen.get(column.stem, 0) + 1
        turn = f"{column.stem}#{seen[column.stem]}"
        values = planted.get(turn) or (planted.get(column.stem) if seen[column.stem] == 1 else None)
        empty: list[float | str | None] = ["tekst" if column.text else None] * len(areas)
        found[key] = pd.Series([*values] if values else empty, dtype="str" if column.text else "float64")
    return pd.DataFrame(found)


def kwb_table(year: int, planted: Planted, columns: Iterable[Column] = (), **changes: object) -> Table:
    """The key figures of a year, with other columns when given."""
    known = [*columns] or [column for column, _ in columns_of(year)]
    asked: dict[str, object] = {
        "id": kwb.TABLES.get(year, "99999NED"),
        "title": f"Kerncijfers wijken en buurten {year}",
        "columns": known,
        "rows": lambda table: filled(table, planted),
    }
    return Table(**{**asked, **changes})  # type: ignore[arg-type]


def raws(client: Client, publisher: Publisher, wanted: Wanted = AMERSFOORT) -> dict[str, list[Raw]]:
    """Key to tables of every piece that a publisher gives."""
    return {piece.key: piece.ask(client).raws() for piece in publisher.pieces(wanted, client)}


def loaded(raw: Raw, store: Snapshot) -> Loaded:
    """What the reader that knows a table makes of it."""
    reader = reader_of(raw)
    assert reader is odata
    return reader.read(raw, Context(store))


def values(found: Loaded, indicator: str) -> dict[str, tuple[float, str]]:
    """Code to value and status of an indicator."""
    assert found.observations is not None
    rows = found.observations[found.observations.indicator == indicator]
    return {row.code: (row.value, row.status) for row in rows.itertuples()}
