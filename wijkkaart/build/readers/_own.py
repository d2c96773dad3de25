"""The steps that our own formats for places, activities and key persons have in common."""

from collections import Counter

import geopandas as gpd
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.build.readers._clean import city_name, count, house_number, joined, postcode, texts
from wijkkaart.build.readers._columns import SYNONYMS, recognise
from wijkkaart.build.readers._contact import checked, contacts
from wijkkaart.build.readers._links import place_by_name
from wijkkaart.build.readers._places import (
    exact_duplicates,
    finish,
    gemeente_codes,
    given_ids,
    hashed_ids,
    numbered,
    shown,
    tell_unplaced,
    with_gemeente,
)
from wijkkaart.build.readers._points import points_of
from wijkkaart.build.readers._schedule import iso_date
from wijkkaart.errors import InvalidFile
from wijkkaart.model import Kind
from wijkkaart.raw import Raw

_COORDINATES = {"lat", "lon", "x", "y", "coordinates"}
_ROUGHLY = {"ongeveer", "globaal", "bij benadering", "circa"}
_EXACT = {"precies", "exact", "nauwkeurig", ""}


def open_table(
    raw: Raw, report: Report, without: frozenset[str] = frozenset()
) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    """The recognised columns of a table as clean text (every key of SYNONYMS), and a point or None a row.

    Fields in `without` come out empty, unread. Rows without a name, and rows that say exactly what
    an earlier one said, are left out. Raises InvalidFile when nothing is left.
    """
    columns = recognise(raw.columns)
    fields = {name: column for name, column in columns.items() if name not in _COORDINATES | without}
    rows = texts(raw.frame, fields, report.repaired)
    rows = rows.reindex(columns=list(SYNONYMS), fill_value="").astype("str")
    rows["name"] = rows["name"].where(rows["name"] != "", joined([rows.first_name, rows.last_name], " "))
    points = points_of(raw, columns, report.repaired)
    nameless = (rows["name"] == "").to_numpy(bool)
    double = exact_duplicates(rows, points) & ~nameless
    count(report.left_out, "rij zonder naam", nameless)
    count(report.left_out, "dubbele rij", double)
    kept = ~(nameless | double)
    if not kept.any():
        raise InvalidFile(
            f"{report.file}: geen enkele rij heeft een naam.",
            "Verwacht: een kolom 'naam' met in elke rij een naam.",
            "Vul de namen in en laad het bestand opnieuw.",
        )
    report.kept = int(kept.sum())
    return rows[kept], points[kept]


def addressed(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """`rows` with one address, and postcode and town as they're written."""
    number = joined([rows.number.map(house_number), rows.addition], "")
    street = joined([rows.street, number.where(rows.street != "", "")], " ")
    return rows.assign(
        address=rows.address.where(rows.address != "", street),
        postcode=checked(rows.postcode, postcode, "postcode", report.repaired),
        city=rows.city.map(city_name),
    )


def dated(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """`rows` with `updated` as an ISO date."""
    return rows.assign(updated=checked(rows.updated, iso_date, "datum", report.repaired))


def categorised(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """`rows` with ids of categories; a category that isn't known goes into the description."""
    known = {text: catalogue.category_of(text) if text else "overig" for text in rows.category.unique()}
    ids = rows.category.map(known)
    unknown = ids.isna()
    if unknown.any():
        names = Counter(rows.category[unknown])
        report.notes.append(f"Onbekende categorieën, geladen als 'overig': {shown(names)}.")
    said = ("Soort: " + rows.category).where(unknown, "")
    return rows.assign(
        category=ids.fillna("overig").astype("str"), description=joined([rows.description, said], ". ")
    )


def targeted(rows: pd.DataFrame, report: Report, *, keep_text: bool = True) -> pd.DataFrame:
    """`rows` with ids of target groups; words that aren't known go into the description."""
    known = {text: _target_groups(text) for text in rows.target_groups.unique()}
    unknown = Counter(word for text in rows.target_groups for word in known[text][1])
    if unknown:
        what = shown(unknown) if keep_text else f"{unknown.total()} keer"
        report.notes.append(f"Onbekende doelgroepen: {what}.")
    said = {
        text: f"Voor: {', '.join(words)}" if words and keep_text else "" for text, (_, words) in known.items()
    }
    return rows.assign(
        target_groups=rows.target_groups.map({text: ";".join(ids) for text, (ids, _) in known.items()}),
        description=joined([rows.description, rows.target_groups.map(said)], ". "),
    )


def _target_groups(text: str) -> tuple[list[str], list[str]]:
    """Ids of the target groups that a text names, and the words in it that aren't known."""
    ids: dict[str, None] = {}
    unknown = []
    for part in _split(text, (";", "|", "/", ",")):
        for word in [part] if catalogue.target_group_of(part) else _split(part, (" en ", " & ")):
            found = catalogue.target_group_of(word)
            if found:
                ids[found] = None
            else:
                unknown.append(word)
    return list(ids), unknown


def _split(text: str, marks: tuple[str, ...]) -> list[str]:
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return [part.strip() for part in text.split(marks[0]) if part.strip()]


def located(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with `approximate`, and with `place` from `locatie` where that names one."""
    word = rows.precision.str.casefold()
    named = ~word.isin(_ROUGHLY | _EXACT)
    return rows.assign(
        approximate=word.isin(_ROUGHLY),
        place=rows.place.where((rows.place != "") | ~named, rows.precision),
    )


def hand_over(
    rows: pd.DataFrame, points: gpd.GeoSeries, kind: Kind, raw: Raw, context: Context, report: Report
) -> Loaded:
    """What a reader gives: `rows` with ids, their gemeente, and what they say of a place looked up."""
    source = _source(rows.source)
    keys = ("name", "organisation", "role") if kind is Kind.KEY_PERSON else ("name", "address")
    ids = given_ids(rows.id, kind, raw.path)
    ids = ids.where(rows.id != "", hashed_ids(rows, kind, keys, raw.path))
    twice = (rows.id != "") & rows.id.duplicated()
    if twice.any():
        report.notes.append(f"Een id kwam al eerder in het bestand voor: {int(twice.sum())} keer.")
    said = joined([rows.gemeente, rows.area], "\n").str.split("\n").str[0]
    rows = rows.assign(
        id=numbered(ids), kind=kind.value, gemeente=gemeente_codes(said, context.store), source=source
    )
    rows = contacts(rows, report.repaired)
    places = finish(rows, points)
    if kind is not Kind.PLACE:
        places = place_by_name(places, context.store.places())
    places = with_gemeente(places, context.store)
    tell_unplaced(report, places)
    return Loaded(report, source, places=places)


def _source(column: pd.Series) -> str:
    """The source that the whole file names by its id, else `eigen`."""
    named = {text.casefold() for text in column.unique()}
    return named.pop() if len(named) == 1 and named <= set(catalogue.sources()) else "eigen"


def unknown_columns(raw: Raw) -> list[str]:
    """The columns that no field is known for."""
    known = set(recognise(raw.columns).values())
    return [name for name in raw.columns if name not in known]


def listed(columns: list[str], most: int = 10) -> str:
    """Names of columns for in a sentence, bounded."""
    names = ", ".join(f"'{name[:60]}'" for name in columns[:most])
    return names + (f" en nog {len(columns) - most}" if len(columns) > most else "")


def tell_unknown(raw: Raw, report: Report) -> None:
    """Note which columns weren't taken."""
    columns = unknown_columns(raw)
    if columns:
        report.notes.append(f"Kolommen die wijkkaart niet kent, zijn niet geladen: {listed(columns)}.")


def first_filled(*columns: pd.Series) -> pd.Series:
    """For each row the first text that isn't empty."""
    found = columns[0]
    for column in columns[1:]:
        found = found.where(found != "", column)
    return found
