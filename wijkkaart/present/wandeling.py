"""A walk past places that have to be checked: which, in which order, as a picture and as a sheet of paper."""

import math
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from wijkkaart.core.freshness import freshness
from wijkkaart.core.route import PACE, Stop, Walk, rd, walk
from wijkkaart.core.visibility import sensitive
from wijkkaart.guide import Guide
from wijkkaart.model import gemeente_of
from wijkkaart.present import dutch, route_picture, werklijst
from wijkkaart.present.record import address
from wijkkaart.present.record_words import Around
from wijkkaart.record import Record, RecordKind


@dataclass(frozen=True)
class Route:
    """A walk in words and numbers."""

    records: tuple[Record, ...]
    """The places in the order to pass them."""
    legs: tuple[float, ...]
    """Metres to each from the one before, as the crow flies, and back to the start if that was asked."""
    text: str
    """`12 plekken, ongeveer 3,1 kilometer lopen (55 minuten)`."""
    picture: str
    """The map as SVG, with numbers; it needs nothing from elsewhere."""


def stale_places(guide: Guide, area: str, today: date, months: Mapping[str, int]) -> list[Record]:
    """The places in an area of which something has to be checked, the longest stale first."""
    found = []
    for record in werklijst.stale(guide, today, months).values():
        if can_pass(record):
            lies = guide.area_of(record)
            if area in (lies.gemeente, lies.wijk, lies.buurt):
                found.append((-freshness(record, today, months).overdue(today), record.name, record))
    return [record for *_, record in sorted(found, key=lambda each: each[:2])]


def can_pass(record: Record) -> bool:
    """Whether one can walk to it: where a shelter is, isn't put on paper, so those are called."""
    place = record.kind is RecordKind.LOCATION and not record.trashed
    return place and _point(record) is not None and not sensitive(record)


def near(records: Sequence[Record], number: int) -> list[Record]:
    """The first of some places, and those that lie nearest to it: so many as can be walked past in one go."""
    points = {record.id: rd(*point) for record in records if (point := _point(record)) is not None}
    if not points:
        return []
    first = points[next(iter(points))]
    return sorted(records, key=lambda record: math.dist(points[record.id], first))[:number]


def _point(record: Record) -> tuple[float, float] | None:
    latitude, longitude = record["latitude"], record["longitude"]
    return None if latitude is None or longitude is None else (float(latitude), float(longitude))


def route(guide: Guide, records: Sequence[Record], start: Record | None, *, back: bool) -> Route:
    """The walk past places, from the place `start` if there's one, and `back` there."""
    places = {record.id: record for record in records if _point(record) is not None}
    begin = _point(start) if start else None
    stops = [Stop(id_, rd(*point)) for id_, record in places.items() if (point := _point(record)) is not None]
    found = walk(stops, rd(*begin) if begin else None, back=back)
    return Route(
        tuple(places[stop.id] for stop in found.stops),
        found.legs,
        _text(found),
        _picture(guide, found, rd(*begin) if begin else None, back) if stops else "",
    )


def _text(found: Walk) -> str:
    kilometres = found.minutes * PACE / 1000
    hours, minutes = divmod(round(found.minutes), 60)
    time = f"{hours} uur en {minutes} minuten" if hours else dutch.count(minutes, "minuut", "minuten")
    return (
        f"{dutch.count(len(found.stops), 'plek', 'plekken')}, ongeveer {dutch.number(kilometres, 1)} "
        f"kilometer lopen ({time}, zonder de bezoeken)"
    )


def _picture(guide: Guide, found: Walk, start: tuple[float, float] | None, back: bool) -> str:
    first = guide.record(found.stops[0].id)
    gemeente = gemeente_of(guide.area_of(first).smallest or "GM0000") if first else ""
    levels = guide.atlas.levels(gemeente)
    year = guide.atlas.drawn_year(gemeente, levels[-1], None) if levels else None
    outlines = guide.atlas.areas(levels[-1], year, gemeente) if levels and year else None
    return route_picture.draw(found, outlines, start, back=back)


def sheet(found: Route, title: str, day: str, around: Around, start: Record | None) -> str:
    """The sheet to take along, as HTML: the map, and for each place boxes to tick and lines to write on."""
    image = b64encode(found.picture.encode()).decode()
    said = f"Kaart met {dutch.count(len(found.records), 'plek', 'plekken')} in de volgorde van de wandeling"
    begin = f" Begin bij {escape(start.name)}." if start else ""
    stops = "".join(_stop(number, *pair, around) for number, pair in enumerate(_legs(found), 1))
    return (
        f'<section class="wk-sheet"><h2>{escape(title)}</h2>'
        f"<p>{escape(found.text)}.{begin}</p>"
        f'<p class="wk-small">Gemaakt op {escape(day)}. Gelopen op ____________ door ____________________</p>'
        f'<img alt="{escape(said)}" src="data:image/svg+xml;base64,{image}">'
        f'<ol class="wk-stops">{stops}</ol></section>'
    )


def _legs(found: Route) -> list[tuple[Record, float]]:
    return [*zip(found.records, found.legs, strict=False)]


def _stop(number: int, record: Record, leg: float, around: Around) -> str:
    asked = werklijst.questions(record, freshness(record, around.today, around.months), around)
    checks = "".join(
        f'<div class="wk-check">{_box("klopt")}{_box("klopt niet")}<span class="wk-asked">'
        f"<strong>{escape(each.subject)}:</strong> {escape(each.known)}</span></div>"
        for each in asked
    )
    seen = "".join(map(_box, ("bestaat niet meer", "verhuisd", "dicht bij bezoek")))
    far = f"{dutch.number(round(leg, -1))} meter verder · " if leg >= 10 else ""
    where = escape(far + (address(record) or "alleen een plek op de kaart"))
    return (
        f'<li><span class="wk-nr">{number}</span><div class="wk-stop"><strong>{escape(record.name)}</strong>'
        f'<div class="wk-small">{where}</div>{checks}<div class="wk-check">{seen}</div>'
        '<div class="wk-blank"></div></div></li>'
    )


def _box(label: str) -> str:
    return f'<span class="wk-tick"><span class="wk-box"></span> {label}</span>'
