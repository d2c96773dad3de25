"""Which column of an outside file is which: header names in all their spellings."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from wijkkaart.build.readers._clean import as_text, one_line
from wijkkaart.build.readers._schedule import times
from wijkkaart.catalogue import category_of
from wijkkaart.model import Kind
from wijkkaart.raw import Raw

SYNONYMS: dict[str, tuple[str, ...]] = {
    "id": ("id", "identificatie", "kenmerk"),
    "name": ("naam", "name", "titel", "title", "activiteit", "naamactiviteit", "naamlocatie", "naamplek"),
    "first_name": ("voornaam",),
    "last_name": ("achternaam",),
    "category": ("categorie", "category", "soort", "type", "rubriek"),
    "description": ("omschrijving", "beschrijving", "description", "toelichting", "informatie"),
    "organisation": ("organisatie", "organisation", "organization", "aanbieder", "instelling"),
    "address": ("adres", "address", "bezoekadres", "straathuisnummer", "straatenhuisnummer"),
    "street": ("straat", "straatnaam", "street", "addrstreet"),
    "number": ("huisnummer", "huisnr", "nr", "housenumber", "addrhousenumber"),
    "addition": ("toevoeging", "huisnummertoevoeging", "huisletter"),
    "postcode": ("postcode", "postalcode", "zipcode", "addrpostcode"),
    "city": ("plaats", "woonplaats", "plaatsnaam", "stad", "city", "addrcity"),
    "gemeente": ("gemeentecode", "gemeente", "gemeentenaam", "gemeentenummer", "gmcode"),
    "area": ("buurtcode", "wijkcode"),
    "phone": ("telefoon", "tel", "telefoonnummer", "telnr", "phone", "mobiel", "contactphone"),
    "email": ("email", "mail", "emailadres", "mailadres", "contactemail"),
    "website": ("website", "url", "site", "web", "internet", "internetadres", "homepage", "contactwebsite"),
    "hours": ("openingstijden", "openingstijd", "openinghours", "openingsuren", "open"),
    "target_groups": ("doelgroep", "doelgroepen", "targetgroup", "targetgroups", "voorwie"),
    "days": ("dag", "dagen", "weekdag", "day", "days"),
    "time": ("tijd", "tijden", "tijdstip", "time"),
    "start": ("van", "start", "begin", "begintijd", "starttijd", "aanvang", "starttime"),
    "end": ("tot", "einde", "eind", "eindtijd", "end", "endtime"),
    "place": ("plek", "plekid", "waar", "plekoflocatie"),
    "role": ("rol", "functie", "role"),
    "public": ("magopenbaar", "openbaar", "magpubliek", "public"),
    "precision": ("locatie", "precisie"),
    "updated": ("bijgewerkt", "bijgewerktop", "updated", "laatstbijgewerkt", "gecontroleerd"),
    "source": ("bron", "source"),
    "lat": ("lat", "latitude", "breedtegraad"),
    "lon": ("lon", "lng", "long", "longitude", "lengtegraad"),
    "x": ("x", "xcoordinaat", "xcoord", "rdx", "xrd"),
    "y": ("y", "ycoordinaat", "ycoord", "rdy", "yrd"),
    "coordinates": ("coordinaten", "coordinates", "coordinate", "latlon", "latlng"),
}
"""Field to the header keys that mean it, the surest first."""

_FIGURES = {"waarde", "indicator", "gwbcode", "gwbcode10", "codering", "regiocode", "wijkenenbuurten"}
"""Headers of tables with figures: those are never places, whatever else they hold."""

_LOOKED_AT = 1000


def header_key(name: object) -> str:
    """A header to compare by: lower case letters and digits only, no accents (`E-mail` is `email`)."""
    bare = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", bare.lower())


def recognise(columns: Iterable[object]) -> dict[str, str]:
    """Field (a key of SYNONYMS) to the column that holds it; of several, the one with the surest name."""
    names = [str(column) for column in columns]
    by_key: dict[str, str] = {}
    for key in (header_key, _last_key):
        for name in names:
            by_key.setdefault(key(name), name)
    found = {}
    for field, keys in SYNONYMS.items():
        column = next((by_key[key] for key in keys if key in by_key), None)
        if column is not None:
            found[field] = column
    return found


def _last_key(name: str) -> str:
    """The last part of a header that JSON nested (`adres.plaats`); the Dutch of several languages."""
    parts = name.removesuffix(".nl").split(".")
    return "" if parts[-1] == "en" else header_key(parts[-1])


def kind_of(raw: Raw) -> Kind | None:
    """What each row of a table in one of our own formats is; None when it isn't such a table.

    Persons go first: what might be about people is treated as such. Headers that mean many things
    (`type`, `van`) only count when what is under them is a category, or a day or time.
    """
    fields = recognise(raw.columns)
    named = "name" in fields or "last_name" in fields
    keys = {header_key(name) for name in raw.columns}
    tagged = any(name.startswith("tags.") for name in raw.columns)  # OpenStreetMap's own records
    if not named or tagged or _FIGURES & keys or not _only_points(raw):
        return None
    if fields.keys() & {"role", "public", "last_name"}:
        return Kind.KEY_PERSON
    clocks = [fields[name] for name in ("time", "start", "end") if name in fields]
    if "days" in fields or any(_any(raw, column, times) for column in clocks):
        return Kind.ACTIVITY
    located = raw.geometry is not None or {"lat", "lon"} <= fields.keys() or {"x", "y"} <= fields.keys()
    if located or fields.keys() & {"address", "street", "postcode", "coordinates"}:
        return Kind.PLACE
    told = {"phone", "email", "website", "hours", "target_groups", "organisation"} & fields.keys()
    if keys & {"categorie", "category"} or ("category" in fields and told):
        return Kind.PLACE if _any(raw, fields["category"], category_of) else None
    return None


def _any(raw: Raw, column: str, meaning: Callable[[str], object]) -> bool:
    """Whether something in the first rows of a column means something."""
    return any(meaning(one_line(text)) for text in as_text(raw.frame[column].head(_LOOKED_AT)).unique())


def _only_points(raw: Raw) -> bool:
    if raw.geometry is None:
        return True
    kinds = set(raw.geometry[~raw.geometry.isna() & ~raw.geometry.is_empty].geom_type)
    return kinds <= {"Point", "MultiPoint"}
