"""The words of wijkkaart as types: levels, statuses, codes, and the columns of its tables."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from wijkkaart.errors import InvalidData

RD = "EPSG:28992"
"""Amersfoort / RD New, in metres: areas are stored and measured in it."""
WGS84 = "EPSG:4326"
"""Longitude and latitude: places are stored, and everything is drawn, in it."""

COUNTRY = "NL00"
COUNTRY_NAME = "Nederland"


class Level(StrEnum):
    """The kinds of area of the CBS division."""

    LAND = "land"
    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"


class Status(StrEnum):
    """Why a value is, or isn't, there. A value that isn't is never zero."""

    OK = "ok"
    ESTIMATE = "estimate"
    SECRET = "secret"
    LATER = "later"
    DISCONTINUED = "discontinued"
    NOT_MEASURED = "not measured"


HAS_VALUE = (Status.OK, Status.ESTIMATE)
"""The statuses that go with a value."""


class Kind(StrEnum):
    """The layers of things on the map."""

    PLACE = "place"
    ACTIVITY = "activity"
    KEY_PERSON = "key_person"


_CODE = re.compile(r"NL0[01]|GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4}")
_LEVELS = {"NL": Level.LAND, "GM": Level.GEMEENTE, "WK": Level.WIJK, "BU": Level.BUURT}


def is_code(text: str) -> bool:
    """Whether `text` is a CBS area code (`NL00`, `GM0307`, `WK030706`, `BU0363AF09`)."""
    return bool(_CODE.fullmatch(text))


def level_of(code: str) -> Level:
    """The level that a CBS area code is of."""
    return _LEVELS[code[:2]]


def gemeente_of(code: str) -> str:
    """The code of the gemeente an area lies in; the country's own code for the country."""
    return COUNTRY if code.startswith("NL") else "GM" + code[2:6]


def parent_of(code: str) -> str | None:
    """The code of the area one level up: buurt to wijk to gemeente to country."""
    match level_of(code):
        case Level.BUURT:
            return "WK" + code[2:8]
        case Level.WIJK:
            return "GM" + code[2:6]
        case Level.GEMEENTE:
            return COUNTRY
        case _:
            return None


AREA_COLUMNS = {
    "code": "str",
    "level": "str",
    "year": "int",
    "name": "str",
    "gemeente": "str",
    "gemeente_name": "str",
    "change": "str",
    "schematic": "bool",
}
"""Columns of an area table beside `geometry` (polygons, EPSG:28992).

`year` is that of the boundaries; `change` is CBS's Indelingswijziging ("1", "2", "3" or "");
`schematic` marks an outline that isn't the official one. Water and areas abroad are left out.
"""

OBSERVATION_COLUMNS = {
    "code": "str",
    "level": "str",
    "gemeente": "str",
    "indicator": "str",
    "year": "int",
    "boundaries": "int",
    "value": "float",
    "low": "float",
    "high": "float",
    "status": "str",
    "unit": "str",
    "source": "str",
}
"""Columns of the long table of observations: one row an area, indicator and year.

`boundaries` is the year of the division that `code` belongs to: that of the figure, unless the
publisher worked older figures out for newer boundaries. `value` is NaN unless `status` is `ok` or
`estimate`; `low` and `high` are the margins of an estimate, NaN when there are none; `source` is an
id in `data/sources.toml`.
"""

OPTIONAL_COLUMNS = ("boundaries", "low", "high")
"""Columns of observations that a builder, or an older file, may leave out; see `with_optional`."""

PLACE_COLUMNS = {
    "id": "str",
    "kind": "str",
    "name": "str",
    "category": "str",
    "description": "str",
    "organisation": "str",
    "address": "str",
    "postcode": "str",
    "city": "str",
    "gemeente": "str",
    "phone": "str",
    "email": "str",
    "website": "str",
    "hours": "str",
    "target_groups": "str",
    "days": "str",
    "start": "str",
    "end": "str",
    "role": "str",
    "public": "bool",
    "approximate": "bool",
    "source": "str",
    "updated": "str",
}
"""Columns of the table of places, activities and key persons beside `geometry` (points, EPSG:4326).

Text that isn't known is "", never NaN. `target_groups` and `days` hold ids joined by `;`
(days are `ma di wo do vr za zo`); `start` and `end` are `HH:MM`; `updated` is an ISO date;
`gemeente` is a code or "". A row without coordinates has no geometry.
"""


def with_optional(observations: pd.DataFrame) -> pd.DataFrame:
    """Observations with OPTIONAL_COLUMNS: without them, boundaries of the year itself and no margins."""
    default = {"boundaries": observations.get("year"), "low": float("nan"), "high": float("nan")}
    missing = {name: default[name] for name in OPTIONAL_COLUMNS if name not in observations.columns}
    found = observations.assign(**missing) if missing else observations
    if found.boundaries.isna().any():
        found = found.assign(boundaries=found.boundaries.fillna(found.year).astype("int64"))
    return found


def check(frame: pd.DataFrame, columns: dict[str, str], what: str) -> pd.DataFrame:
    """`frame` with exactly these columns (and its geometry), in this order.

    Raises InvalidData when one is missing.
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise InvalidData(
            f"In {what} ontbreken de kolommen {', '.join(missing)}.",
            f"Verwacht: {', '.join(columns)}.",
            "Laad het bestand opnieuw.",
        )
    extra = ["geometry"] if "geometry" in frame.columns else []
    return frame[[*columns, *extra]]


@dataclass(frozen=True)
class Source:
    """A publisher's data set, as the screens and reports name it."""

    id: str
    """Stable id, as in the `source` column of a table."""
    publisher: str
    title: str
    licence: str
    notice: str
    """The obligatory notice; `{year}` stands for the year of the data."""
    url: str = ""
    estimate: bool = False
    """The values come from a model, not from a count."""
    rounded: int = 0
    """Counts per wijk and buurt are randomly rounded to a multiple of this; 0 when they aren't."""


@dataclass(frozen=True)
class Indicator:
    """A defined figure."""

    id: str
    label: str
    explanation: str
    unit: str
    """`inwoners`, `%`, `per 1.000 inwoners`, `duizend euro`, `km`, ... as printed behind the value."""
    theme: str
    """Heading under which the figure is found in a list."""
    chapter: str
    """Paragraph of the format wijkkaart, such as `2.1`."""
    direction: str
    """`good` when more is favourable, `bad` when it isn't, `none` when neither."""
    source: str
    """Id of its source."""
    decimals: int = 0
    kind: str = "share"
    """`count`, `share`, `mean`, `score` or `class`; only counts add up."""
    denominator: str = ""
    """Id of the indicator that a share is a share of."""
    numerator: str = ""
    """Id of the count from which a share is made when a file gives counts only."""
    factor: float = 100.0
    """What numerator ÷ denominator is multiplied by."""
    smallest: float = 50.0
    """Below this denominator no share is made: of randomly rounded counts it would say nothing."""
    rounded: int | None = None
    """Step that the value is rounded to on every level, where that isn't the step of the source."""
    since: int | None = None
    """First year with this definition; earlier figures are another indicator."""
    until: int | None = None
    """Last year with this definition."""
    age_from: int | None = None
    """Of a count of people: from which age they're counted. Of a share: of people of which ages it is."""
    age_to: int | None = None
    """Up to which age, that age itself left out; None when all who are older are in."""
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Generation (`kaart`, `kwb`, `odata`, `shape`, `statline`, ...) to its column names."""


@dataclass(frozen=True)
class Category:
    """A kind of place, activity or role on the map."""

    id: str
    label: str
    group: str
    """Id of its group, which gives the colour."""
    icon: str
    """Name of a Material Symbol."""
    chapter: str
    """Paragraph of the format wijkkaart."""
    osm: tuple[str, ...] = ()
    """OpenStreetMap tags: `key=value`, with `&` between tags that must go together."""
    words: tuple[str, ...] = ()
    """Other words by which a file may name it, in lower case."""
    street: bool = False
    """It stands in the street for all who pass; lists begin with what people come for."""
    sensitive: bool = False
    """Where it is must not be told: everybody sees its gemeente, nobody a point or an address."""


@dataclass(frozen=True)
class CategoryGroup:
    """A family of categories with one colour."""

    id: str
    label: str
    colour: str


@dataclass(frozen=True)
class Term:
    """An id with its Dutch label: a target group, a paragraph of the format, a unit."""

    id: str
    label: str
    words: tuple[str, ...] = ()
    code: str = ""
    """Its code in a standard: of a language that of ISO 639-3."""
    hsds: str = ""
    """What Open Referral HSDS 3.0 calls it, where it has a word for it."""
