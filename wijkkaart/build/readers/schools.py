"""School addresses of DUO: from primary school to university, of any year.

DUO gives no coordinates; a fetch adds them (`lat`, `lon`), a file may have them.
"""

import numpy as np
import pandas as pd

from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.build.readers._clean import city_name, count, house_number, joined, postcode, texts
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
    "school": ("vestigingscode", "vestigingsnummer"),
    "institution": ("instellingscode", "brinnummer"),
    "name": ("vestigingsnaam", "instellingsnaam"),
    "street": ("straatnaam",),
    "number": ("huisnummertoevoeging", "huisnummer"),
    "postcode": ("postcode",),
    "city": ("plaatsnaam",),
    "gemeente": ("gemeentenummer",),
    "denomination": ("denominatie",),
    "structure": ("onderwijsstructuur",),
    "college": ("mboinstellingssoortnaam", "mboinstellingssoortcode", "soortho"),
    "phone": ("telefoonnummer",),
    "website": ("internetadres",),
    "lat": ("lat",),
    "lon": ("lon",),
    "approximate": ("ongeveer",),
}
"""Our word to DUO's header, in the layouts of 2013 and now. A correspondence address has other headers.

Mbo and higher education have institutions only, without a number for each school.
"""
_NEEDED = {"name", "city", "gemeente"}
_CATEGORIES = {
    "po": "basisschool",
    "so": "speciaal_onderwijs",
    "vo": "voortgezet_onderwijs",
    "mbo": "mbo_hbo",
    "ho": "mbo_hbo",
}
"""Sector, as a fetch knows it, to category."""


def matches(raw: Raw) -> bool:
    """Whether it has DUO's columns for schools: a number, a name, a town and the number of the gemeente."""
    columns = set(_columns(raw))
    return columns >= _NEEDED and bool(columns & {"school", "institution"})


def read(raw: Raw, context: Context) -> Loaded:
    """The schools, at their point where it's known. Raises InvalidFile when none has a number and a name."""
    report = report_of(raw.path, "Scholen (DUO)", len(raw.frame))
    columns = _columns(raw)
    points = points_of(raw, columns, report.repaired)
    words = {field: column for field, column in columns.items() if field not in {"lat", "lon"}}
    words.setdefault("school", columns.get("institution", ""))
    rows = texts(raw.frame, words, report.repaired)
    rows = rows.reindex(columns=list(_FIELDS), fill_value="").astype("str")
    rows = _usable(rows, report)
    rows = rows.assign(
        id=numbered("duo:" + _number(rows)),
        kind=Kind.PLACE.value,
        category=_CATEGORIES.get(raw.facts.get("sector", "")) or _categories(rows),
        description=joined([rows.structure, rows.denomination], ", "),
        address=joined([rows.street, rows.number.map(house_number)], " "),
        postcode=checked(rows.postcode, postcode, "postcode", report.repaired),
        city=rows.city.map(city_name),
        gemeente=gemeente_codes(rows.gemeente, context.store),
        approximate=rows.approximate == "ja",
        source="duo",
        updated=year_of(raw, context),
    )
    rows = contacts(rows, report.repaired)
    places = finish(rows, points[rows.index])
    report.kept = len(places)
    tell_unplaced(report, places)
    return Loaded(report, "duo", places=places)


def _columns(raw: Raw) -> dict[str, str]:
    """Our word to the column of the file."""
    by_key = {header_key(name): name for name in reversed(raw.columns)}
    found = {}
    for field, keys in _FIELDS.items():
        column = next((by_key[key] for key in keys if key in by_key), None)
        if column is not None:
            found[field] = column
    return found


def _usable(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """The rows with a number and a name, each once."""
    empty = ((rows.school == "") | (rows["name"] == "")).to_numpy(bool)
    double = rows.duplicated().to_numpy(bool) & ~empty
    count(report.left_out, "rij zonder vestigingsnummer of naam", empty)
    count(report.left_out, "dubbele rij", double)
    if (empty | double).all():
        raise InvalidFile(
            f"{report.file}: geen enkele rij heeft een vestigingsnummer en een naam.",
            "Verwacht: een adressenbestand van DUO met een school per rij.",
            "Download het bestand opnieuw bij DUO.",
        )
    return rows[~(empty | double)]


def _categories(rows: pd.DataFrame) -> np.ndarray:
    """The category by the columns that only one kind of school has."""
    secondary = np.where(rows.structure != "", "voortgezet_onderwijs", "basisschool")
    return np.where(rows.college != "", "mbo_hbo", secondary)


def _number(rows: pd.DataFrame) -> pd.Series:
    """The number of the school: that of the institution and two characters more."""
    short = rows.school.str.len() <= 2
    return rows.school.where(~short, rows.institution + rows.school.str.zfill(2))
