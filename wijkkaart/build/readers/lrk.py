"""Childcare out of the national register (LRK): day care and out-of-school care.

Childminders, who work at home, their agencies and what is no longer registered are left out. Contact
persons and e-mail addresses aren't read; of a file that a user loads, the holder and the telephone
number aren't either, for they may be a person's.
"""

import numpy as np
import pandas as pd

from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.build.readers._clean import city_name, count, joined, postcode, texts
from wijkkaart.build.readers._columns import header_key
from wijkkaart.build.readers._contact import checked, contacts
from wijkkaart.build.readers._places import (
    finish,
    gemeente_codes,
    numbered,
    report_of,
    tell_unplaced,
    year_of,
)
from wijkkaart.build.readers._points import points_of
from wijkkaart.errors import InvalidFile
from wijkkaart.model import Kind
from wijkkaart.raw import Raw

_FIELDS = {
    "number": "lrkid",
    "type": "typeoko",
    "name": "actuelenaamoko",
    "children": "aantalkindplaatsen",
    "status": "status",
    "address": "opvanglocatieadres",
    "postcode": "opvanglocatiepostcode",
    "city": "opvanglocatiewoonplaats",
    "gemeente": "cbscode",
    "website": "contactwebsite",
    "lat": "lat",
    "lon": "lon",
    "approximate": "ongeveer",
}
"""Our word to LRK's header: the only columns that are read."""
_OF_COMPANIES = {"organisation": "naamhouder", "phone": "contacttelefoon"}
"""Read as well when the source has taken out those of persons."""
_LABELS = {"KDV": "Kinderdagverblijf", "BSO": "Buitenschoolse opvang"}


def matches(raw: Raw) -> bool:
    """Whether it has LRK's columns: a number, the type of care, its name and its status."""
    keys = {header_key(name) for name in raw.columns}
    return keys >= {_FIELDS[field] for field in ("number", "type", "name", "status")}


def read(raw: Raw, context: Context) -> Loaded:
    """The places of care. Raises InvalidFile when there's none."""
    report = report_of(raw.path, "Kinderopvang (LRK)", len(raw.frame))
    columns = _columns(raw)
    points = points_of(raw, columns, report.repaired)
    words = {field: column for field, column in columns.items() if field not in {"lat", "lon"}}
    rows = texts(raw.frame, words, report.repaired)
    rows = rows.reindex(columns=[*_FIELDS, *_OF_COMPANIES], fill_value="").astype("str")
    rows = _usable(rows, report)
    quoted = {name: rows[name].str.strip("'") for name in ("phone", "website")}
    children = ("Kindplaatsen: " + rows.children).where(rows.children.str.fullmatch(r"[1-9]\d*"), "")
    rows = rows.assign(
        **quoted,
        id=numbered("lrk:" + rows.number),
        kind=Kind.PLACE.value,
        category="kinderopvang",
        description=joined([rows.type.str.upper().map(_LABELS), children], ". "),
        postcode=checked(rows.postcode, postcode, "postcode", report.repaired),
        city=rows.city.map(city_name),
        gemeente=gemeente_codes(rows.gemeente, context.store),
        approximate=rows.approximate == "ja",
        source="lrk",
        updated=year_of(raw, context),
    )
    places = finish(contacts(rows, report.repaired), points[rows.index])
    report.kept = len(places)
    tell_unplaced(report, places)
    return Loaded(report, "lrk", places=places, table=raw.facts.get("table", ""))


def _columns(raw: Raw) -> dict[str, str]:
    """Our word to the column of the file."""
    by_key = {header_key(name): name for name in reversed(raw.columns)}
    fields = _FIELDS | (_OF_COMPANIES if raw.facts.get("source") == "lrk" else {})
    return {field: by_key[key] for field, key in fields.items() if key in by_key}


def _usable(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """The day care and out-of-school care that is registered, each once."""
    kind = rows.type.str.upper()
    home = (kind == "VGO").to_numpy(bool)
    other = ~kind.isin(_LABELS).to_numpy(bool) & ~home
    ended = (rows.status.str.casefold() != "ingeschreven").to_numpy(bool) & ~home & ~other
    empty = ((rows.number == "") | (rows["name"] == "")).to_numpy(bool) & ~home & ~other & ~ended
    double = rows.duplicated().to_numpy(bool) & ~home & ~other & ~ended & ~empty
    count(report.left_out, "gastouder aan huis: die toont wijkkaart niet", home)
    count(report.left_out, "gastouderbureau of andere soort, geen opvang op die plek", other)
    count(report.left_out, "niet (meer) ingeschreven", ended)
    count(report.left_out, "rij zonder nummer of naam", empty)
    count(report.left_out, "dubbele rij", double)
    kept = ~np.logical_or.reduce([home, other, ended, empty, double])
    if not kept.any():
        raise InvalidFile(
            f"{report.file}: hierin staat geen enkele plek voor kinderopvang.",
            "Verwacht: kinderdagverblijven of buitenschoolse opvang die ingeschreven zijn.",
            "Controleer of dit het goede bestand is.",
        )
    return rows[kept]
