"""The answers of the open data API: what everybody may see of the register, in the words of HSDS.

Key persons and notes aren't in it: consent to be shown on a page isn't consent to be spread as data.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wijkkaart import __version__
from wijkkaart.core.source_places import place_record
from wijkkaart.export import calendar, geojson
from wijkkaart.export.choosing import Shown, known_of, rows_in, selected, spot_of
from wijkkaart.export.hsds import spec
from wijkkaart.export.hsds.nested import Tree
from wijkkaart.export.hsds.rows import rows_of
from wijkkaart.export.hsds.sheets import as_uuid
from wijkkaart.export.making import lies_in
from wijkkaart.export.selection import Selection, Spot
from wijkkaart.model import Kind
from wijkkaart.record import Record, RecordKind
from wijkkaart.web.asked import Asked

K = RecordKind
KINDS: Mapping[str, tuple[RecordKind, str]] = {
    "organizations": (K.ORGANIZATION, "organization"),
    "services": (K.SERVICE, "service"),
    "locations": (K.LOCATION, "location"),
    "networks": (K.NETWORK, "organization"),
}
"""Name in the address to the kind of record, and the table of HSDS."""
OPEN = tuple(kind for kind, _ in KINDS.values())

PAGED = ("page", "per_page", "gemeente", "wijk", "buurt", "category", "target_group", "q", "updated_since")
MAPPED = ("gemeente", "wijk", "buurt", "category", "target_group", "q", "updated_since")

ROOT = "/api/v1"
Json = dict[str, Any]


def about() -> Json:
    """What's here, for who comes first."""
    return {
        "version": spec.VERSION,
        "profile": spec.PROFILE,
        "openapi_url": f"{ROOT}/openapi.json",
        "software": f"wijkkaart {__version__}",
        "description": "Wat iedereen mag zien van de sociale kaart, volgens Open Referral HSDS 3.0.",
        "resources": [f"{ROOT}/{name}" for name in KINDS],
        "geojson": f"{ROOT}/places.geojson?gemeente=GM0000",
        "calendar": f"{ROOT}/offers.ics?gemeente=GM0000",
    }


def page(guide: Shown, name: str, asked: Asked, today: date) -> Json:
    """A page of records, newest state, in the order of their names."""
    kind, table = KINDS[name]
    known = _open(guide)
    found = _met(guide, [record for record in known.values() if record.kind is kind], known, asked)
    found.sort(key=lambda record: (record.name.casefold(), record.id))
    first = (asked.page - 1) * asked.per_page
    shown = found[first : first + asked.per_page]
    pages = -(-len(found) // asked.per_page)
    return {
        "total_items": len(found),
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(shown),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not shown,
        "contents": nested(guide, shown, known, table, today),
    }


def one(guide: Shown, name: str, key: str, today: date) -> Json | None:
    """One record by its id; None when there's none that everybody may see."""
    kind, table = KINDS[name]
    known = _open(guide)
    record = known.get(key)
    if record is None or record.kind is not kind:
        return None
    return nested(guide, [record], known, table, today)[0]


def nested(
    guide: Shown, records: list[Record], known: dict[str, Record], table: str, today: date
) -> list[Json]:
    """Records with all that belongs to them, as HSDS nests it."""
    if not records:
        return []
    rows = rows_of(selected(guide, records, known, today=today))
    tree, by_id = Tree(rows), {row["id"]: row for row in rows[table]}
    return [tree.full(table, by_id[as_uuid(record.id)]) for record in records]


def places(guide: Shown, asked: Asked, today: date) -> bytes:
    """GeoJSON of all places in a gemeente with a point, those of sources too, with their notices."""
    return geojson.write(_selection(guide, asked, K.LOCATION, today, sources=True))


def offers(guide: Shown, asked: Asked, today: date) -> bytes:
    """A calendar of the offers in a gemeente."""
    return calendar.write(_selection(guide, asked, K.SERVICE, today))


def _selection(
    guide: Shown, asked: Asked, kind: RecordKind, today: date, *, sources: bool = False
) -> Selection:
    known = _open(guide)
    records = [record for record in known.values() if record.kind is kind]
    total = len(records)
    spots: dict[str, Spot] = {}
    found = _met(guide, records, known, asked)
    if sources:
        others, spots = _of_sources(guide, asked)
        total += len(others)
        found += [record for record in others if asked.meets(record)]
    area = guide.atlas.name(asked.buurt or asked.wijk or asked.gemeente)
    return selected(guide, found, known, spots=spots, area=area, total=total, today=today)


def _of_sources(guide: Shown, asked: Asked) -> tuple[list[Record], dict[str, Spot]]:
    """The places of sources in a gemeente that the register doesn't have itself, and where they lie."""
    places = guide.places(asked.gemeente)
    places = places[(places.record == "") & (places.kind == Kind.PLACE)]
    for name in ("wijk", "buurt"):
        if getattr(asked, name):
            places = places[places[name] == getattr(asked, name)]
    rows = rows_in(places)
    spots = {str(row["id"]): spot_of(guide, asked.gemeente, row["wijk"], row["buurt"]) for row in rows}
    return [place_record(row) for row in rows], spots


def _open(guide: Shown) -> dict[str, Record]:
    return {key: record for key, record in known_of(guide).items() if record.kind in OPEN}


def _met(guide: Shown, records: list[Record], known: dict[str, Record], asked: Asked) -> list[Record]:
    """The records that meet the question; an offer lies where its places lie."""
    found = [record for record in records if asked.meets(record)]
    areas = [code for code in (asked.gemeente, asked.wijk, asked.buurt) if code]
    if not areas:
        return found
    return [record for record in found if all(lies_in(guide, record, known, area) for area in areas)]
