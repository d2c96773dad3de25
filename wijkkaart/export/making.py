"""One door for every download: what was chosen, for whom, in which form."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from wijkkaart.core.source_places import place_record
from wijkkaart.export import calendar, csv, excel, geojson, table
from wijkkaart.export.choosing import SOURCE, Shown, known_of, rows_in, selected, spot_of
from wijkkaart.export.hsds import nested, package
from wijkkaart.export.hsds.rows import rows_of
from wijkkaart.export.selection import Selection
from wijkkaart.model import Level, level_of, parent_of
from wijkkaart.record import Record, RecordKind


class Made(NamedTuple):
    """A file for whoever asked."""

    data: bytes
    filename: str
    mime: str


@dataclass(frozen=True)
class Form:
    """A form in which records go out."""

    label: str
    """Dutch, as on a button."""
    suffix: str
    mime: str
    write: Callable[[Selection], bytes]


_ZIP = "application/zip"


def _tables(selection: Selection) -> bytes:
    """A CSV of the one kind there is, else a zip with one for each kind and an account of the whole."""
    made = [table.records_table(kind, selection) for kind in RecordKind if selection.of(kind)]
    if len(made) <= 1:
        return csv.write(made[0] if made else table.records_table(RecordKind.LOCATION, selection))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in made:
            archive.writestr(zipfile.ZipInfo(f"{each.title.lower()}.csv"), csv.write(each))
        lines = [f"{heading}: {text}" for heading, text in selection.account()]
        archive.writestr(zipfile.ZipInfo("LEESMIJ.txt"), "\r\n".join([*lines, ""]))
    return out.getvalue()


FORMS: Mapping[str, Form] = {
    "xlsx": Form(
        "Excel",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda selection: excel.write(table.tables(selection), selection),
    ),
    "csv": Form("CSV", "csv", "text/csv; charset=utf-8", _tables),
    "tijden": Form(
        "CSV, een regel per keer dat iets is",
        "csv",
        "text/csv; charset=utf-8",
        lambda selection: csv.write(table.occurrences_table(selection)),
    ),
    "geojson": Form("GeoJSON (kaart)", "geojson", "application/geo+json", geojson.write),
    "hsds": Form(
        "HSDS 3.0, tabellen", "zip", _ZIP, lambda selection: package.write(rows_of(selection), selection)
    ),
    "hsds-json": Form(
        "HSDS 3.0, JSON",
        "json",
        "application/json",
        lambda selection: nested.write(rows_of(selection), selection),
    ),
    "ics": Form("Agenda", "ics", "text/calendar; charset=utf-8", calendar.write),
}
"""Name of a form to how it's made, in the order of a menu."""


def make(guide: Shown, query: Any, form: str, *, filters: str = "", today: date | None = None) -> Made:
    """What `query` finds in `guide`, in the order in which it's shown, as a file.

    `query` is what `guide.find` takes; `filters` says in Dutch what was asked. The role is the guide's.
    Made anew each time and kept nowhere. Raises KeyError for a form that isn't in FORMS.
    """
    return made(chosen(guide, query, filters=filters, today=today), form)


def made(selection: Selection, form: str) -> Made:
    """A selection as a file. Raises KeyError for a form that isn't in FORMS."""
    how = FORMS[form]
    data = how.write(selection)
    zipped = data.startswith(b"PK\x03\x04") and form == "csv"
    mime, suffix = (_ZIP, "zip") if zipped else (how.mime, how.suffix)
    counted = selection.counted.replace(" ", "-")
    parts = [
        form if form in ("tijden", "hsds", "hsds-json") else "sociale-kaart",
        _slug(selection.area),
        counted,
    ]
    name = "-".join(part for part in (*parts, selection.today.isoformat()) if part)
    return Made(data, f"{name}.{suffix}", mime)


def chosen(guide: Shown, query: Any, *, filters: str = "", today: date | None = None) -> Selection:
    """The records that `query` finds; places of sources among them as records with their origin."""
    rows, gemeente, known = guide.find(query).rows, str(query.gemeente), known_of(guide)
    wanted = set(rows.id[rows.kind == SOURCE])
    places = guide.places(gemeente) if wanted else None
    of_sources = [] if places is None else rows_in(places[places.id.isin(wanted)])
    others = {str(row["id"]): place_record(row) for row in of_sources}
    found = [known.get(record) or others.get(key) for key, record in zip(rows.id, rows.record, strict=True)]
    return selected(
        guide,
        [record for record in found if record is not None],
        known,
        spots={str(row["id"]): spot_of(guide, gemeente, row["wijk"], row["buurt"]) for row in of_sources},
        area=guide.atlas.name(gemeente),
        filters=filters,
        total=len(guide.things(gemeente)),
        today=today,
    )


def everything(guide: Shown, area: str = "", *, today: date | None = None) -> Selection:
    """All records that the guide's role sees, or those in an area (a CBS code); no places of sources."""
    known = known_of(guide)
    whole = selected(guide, known.values(), known, total=len(known), today=today)
    if not area:
        return whole
    there = [record for record in known.values() if lies_in(guide, record, known, area)]
    return replace(whole, records=there, area=guide.atlas.name(area))


def lies_in(guide: Shown, record: Record, known: Mapping[str, Record], area: str) -> bool:
    """Whether a record is of an area: by where it or its places (out of `known`) lie, or by whom it's for."""
    if level_of(area) is Level.GEMEENTE:
        return area in guide.gemeenten_of(record.id)
    codes = set(record.values.get("service_area") or [])
    for key in (record.id, *(row.get("location_id") for row in record.values.get("locations") or [])):
        if key in known and known[key].kind is RecordKind.LOCATION:
            lies = guide.area_of(known[key])
            codes |= {lies.wijk, lies.buurt}
    return any(code == area or _within(code, area) for code in codes if code)


def _within(code: str, area: str) -> bool:
    """Whether an area lies in another."""
    while (above := parent_of(code)) is not None:
        if above == area:
            return True
        code = above
    return False


def labels() -> dict[str, str]:
    """Form to its label, for a menu."""
    return {name: form.label for name, form in FORMS.items()}


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
