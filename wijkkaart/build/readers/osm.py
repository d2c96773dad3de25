"""Places out of OpenStreetMap, as Overpass gives them.

Of each element what anyone may know of a place where the public comes: name, address, telephone, website,
opening hours. No e-mail, no operator, and of a defibrillator or a book case not its name either: those may
be a person's. A women's refuge isn't taken at all; of other sensitive places it isn't taken where they are.
"""

import hashlib
import re
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build.parts import Context, Loaded, NotYet, Report
from wijkkaart.build.readers._clean import count, house_number, joined, postcode, texts
from wijkkaart.build.readers._contact import checked, contacts
from wijkkaart.build.readers._hours import hours
from wijkkaart.build.readers._places import finish, outlines
from wijkkaart.build.readers._points import as_points
from wijkkaart.build.readers._same import also_listed, merged
from wijkkaart.errors import InvalidFile
from wijkkaart.model import RD, Kind
from wijkkaart.raw import Raw
from wijkkaart.sources.osm_tags import Rules

UNNAMED = ("speeltuin", "trapveld", "buurttuin", "aed", "minibieb")
"""Categories of which it's enough to know where: without a name they get that of their category."""
NAMELESS = ("aed", "minibieb")
"""Those that hang on a house: a name or a number there is that of who lives in it."""

_REFUGE = re.compile(r"(?i)vrouwenopvang|blijf[ -]van[ -]mijn|blijfgroep|blijfhuis|oranje huis")

_FIELDS = {
    "name": ("name:nl", "name"),
    "street": ("addr:street", "addr:place"),
    "number": ("addr:housenumber",),
    "postcode": ("addr:postcode",),
    "city": ("addr:city",),
    "phone": ("phone", "contact:phone"),
    "website": ("website", "contact:website", "url"),
    "hours": ("opening_hours",),
}
"""Our word to the tags it may stand in. Nothing else is taken over."""


def matches(raw: Raw) -> bool:
    """Whether it's an answer of Overpass."""
    return raw.facts.get("source") == "osm" and "tags" in raw.frame


def read(raw: Raw, context: Context) -> Loaded:
    """The places with a category of ours. Raises InvalidFile when there's none in the gemeente.

    Waits for the registers, which may have the same places, and for the outline of the gemeente.
    """
    if not context.last:
        raise NotYet("Plekken uit OpenStreetMap wachten op de grenzen en de registers.")
    report = Report(raw.path.name, "Plekken (OpenStreetMap)", len(raw.frame))
    rules = Rules()
    category = pd.Series([rules.category(tags) for tags in raw.frame["tags"]], raw.frame.index, dtype="str")
    rows = _texts(raw, report).assign(
        type=raw.frame["type"],
        osm=raw.frame["type"] + "/" + raw.frame["id"],
        category=category,
        tags=raw.frame["tags"].map(len),
        **_metres(raw.frame),
    )
    rows = _usable(rows, raw.frame["tags"], report)
    rows = _inside(rows, raw.facts["gemeente"], context, report)
    both = len(rows)
    rows = merged(rows, list(_FIELDS))
    count(report.repaired, "gebouw en punt van dezelfde plek samengevoegd", both - len(rows))
    listed = also_listed(rows, context.store)
    count(report.left_out, "staat al op de kaart uit een register (DUO, LRK of haltes)", listed)
    places = _places(rows[~listed], raw.facts, report)
    report.kept = len(places)
    return Loaded(report, "osm", places=places, table=raw.facts.get("table", ""))


def _texts(raw: Raw, report: Report) -> pd.DataFrame:
    """The texts that we take of every element, clean."""
    found = {field: [_first(tags, keys) for tags in raw.frame["tags"]] for field, keys in _FIELDS.items()}
    frame = pd.DataFrame(found, index=raw.frame.index, dtype="str")
    return texts(frame, {field: field for field in _FIELDS}, report.repaired)


def _first(tags: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((str(tags[key]) for key in keys if tags.get(key)), "")


def _metres(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Longitude and latitude, and the same in metres: `lon`, `lat`, `x`, `y`."""
    points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"], frame["lat"]), crs="EPSG:4326").to_crs(RD)
    return {
        "lon": frame["lon"].to_numpy(float),
        "lat": frame["lat"].to_numpy(float),
        "x": points.x.to_numpy(),
        "y": points.y.to_numpy(),
    }


def _usable(rows: pd.DataFrame, tags: pd.Series, report: Report) -> pd.DataFrame:
    """The elements that have a category, a place, and a name where one is needed."""
    said = tags.map(lambda each: " ".join(map(str, each.values())))
    reasons = {
        "opvang waarvan de plek geheim is": said.str.contains(_REFUGE),
        "geen soort plek die wijkkaart kent": rows.category == "",
        "zonder plaats": rows.lon.isna(),
        "zonder naam": (rows["name"] == "") & ~rows.category.isin(UNNAMED),
    }
    usable = np.ones(len(rows), bool)
    for reason, wrong in reasons.items():
        count(report.left_out, reason, usable & wrong)
        usable &= ~wrong.to_numpy(bool)
    return rows[usable]


def _inside(rows: pd.DataFrame, gemeente: str, context: Context, report: Report) -> pd.DataFrame:
    """The places within the newest outline of the gemeente; all of them while there's no outline."""
    index = context.store.area_index()
    found = outlines(index[(index.gemeente == gemeente) & ~index.example.astype(bool)], context.store)
    if found is None:
        report.notes.append("De grens van de gemeente was er nog niet: plekken zijn daarop niet nagekeken.")
        inside = np.ones(len(rows), bool)
    else:
        points = gpd.GeoSeries(gpd.points_from_xy(rows.x, rows.y), index=rows.index, crs=RD)
        inside = points.within(found.union_all()).to_numpy(bool)
        count(report.left_out, "buiten de gemeente", ~inside)
    if not inside.any():
        raise InvalidFile(
            f"OpenStreetMap gaf geen plekken die in {gemeente} liggen.",
            "Verwacht: plekken van de soorten die wijkkaart kent.",
            "Probeer het later opnieuw.",
        )
    return rows[inside]


def _places(rows: pd.DataFrame, facts: Mapping[str, str], report: Report) -> gpd.GeoDataFrame:
    """The rows as PLACE_COLUMNS."""
    labels = {key: each.label for key, each in catalogue.categories().items()}
    secret = rows.category.map({key: each.sensitive for key, each in catalogue.categories().items()})
    secret = secret.astype(bool)
    nameless = rows.category.isin(NAMELESS)
    rows = rows.assign(
        id="osm/" + rows.osm.mask(secret, rows.osm.map(_hidden)),
        kind=Kind.PLACE.value,
        name=rows["name"].mask(nameless, "").replace("", pd.NA).fillna(rows.category.map(labels)),
        address=joined([rows.street, rows.number.map(house_number)], " ").where(rows.street != "", ""),
        postcode=checked(rows.postcode, postcode, "postcode", report.repaired),
        phone=rows.phone.mask(nameless, ""),
        website=rows.website.str.split(";").str[0].mask(nameless, ""),
        hours=rows.hours.map(hours),
        gemeente=facts["gemeente"],
        source="osm",
        updated=facts["date"],
    )
    rows = contacts(rows, report.repaired)
    for field in ("address", "postcode", "city"):
        rows[field] = rows[field].mask(secret, "")
    hidden = secret.to_numpy(bool)
    points = as_points(rows.lon.mask(hidden).to_numpy(), rows.lat.mask(hidden).to_numpy(), rows.index)
    return finish(rows, points)


def _hidden(osm: str) -> str:
    """An id that doesn't lead to the element, and with that to where it is."""
    return hashlib.sha256(osm.encode()).hexdigest()[:16]
