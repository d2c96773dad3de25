"""Records with a point as GeoJSON (RFC 7946: longitude and latitude in WGS 84)."""

import json
from typing import Any

from wijkkaart.export import cells
from wijkkaart.export.selection import KIND_LABELS, Selection
from wijkkaart.export.table import origin
from wijkkaart.record import FIELDS, FieldType, Record, RecordKind

MOST_DECIMALS = 5
"""Of a degree: about a metre."""
_LEFT_OUT = {"latitude", "longitude", "approximate"}


def write(selection: Selection) -> bytes:
    """A FeatureCollection of what has a point that may be seen: places, and offers at each of their places.

    Properties have the Dutch headings of the tables; `Plek is ongeveer` is true where the point isn't
    exact. What was chosen, and whose it is, stands beside the features.
    """
    features = [feature for record in selection.records for feature in _features(record, selection)]
    whole = {
        "type": "FeatureCollection",
        "wijkkaart": dict(selection.account()) | {"Bron en licentie": selection.notices},
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def point(record: Record | None) -> list[float] | None:
    """Longitude and latitude of a place; None when it has none, or it may not be seen."""
    if record is None or record.kind is not RecordKind.LOCATION:
        return None
    lon, lat = record.values.get("longitude"), record.values.get("latitude")
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        return None
    on_earth = -180 <= lon <= 180 and -90 <= lat <= 90  # false for NaN too
    return [round(lon, MOST_DECIMALS), round(lat, MOST_DECIMALS)] if on_earth else None


def _features(record: Record, selection: Selection) -> list[dict[str, Any]]:
    if record.kind is RecordKind.LOCATION:
        places = [record]
    else:
        rows = record.values.get("locations") or []
        places = [found for row in rows if (found := selection.known.get(row.get("location_id", "")))]
    made = []
    for place in places:
        at = point(place)
        if at is not None:
            made.append(_feature(record, place, at, selection))
    return made


def _feature(record: Record, place: Record, at: list[float], selection: Selection) -> dict[str, Any]:
    said: dict[str, Any] = {"id": record.id, "Wat": KIND_LABELS[record.kind][0]}
    for entry in FIELDS[record.kind]:
        text = cells.written(entry, record.values.get(entry.name), selection)
        if text != "" and entry.name not in _LEFT_OUT and entry.type is not FieldType.CONSENT:
            said[entry.label] = text
    if place is not record:
        said |= {"Plek": cells.clean(place.name), "id plek": place.id}
    spot = selection.spot(place.id)
    said |= {"Wijk": spot.wijk_name, "Buurt": spot.buurt_name}
    said["Plek is ongeveer"] = bool(place.values.get("approximate"))
    said["Bron"] = origin(record.meta, selection)
    key = record.id if place is record else f"{record.id}@{place.id}"
    return {
        "type": "Feature",
        "id": key,
        "geometry": {"type": "Point", "coordinates": at},
        "properties": said,
    }
