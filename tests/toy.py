"""One toy town for the whole suite: everything in it can be worked out in one's head.

Eight square buurten of one kilometre, four across and two up (EPSG:28992, the first corner at
150,000 and 460,000):

    | 0010 Höfke | 0011 Zuiderplas | 0012 Randenbroek |     | 0021 Veen |
    | 0000 Kruiskamp | 0001 't Zand | 0002 Oude Haven |    | 0020 Dorp |

The six on the left are Torenstad (GM0001, wijken Noord and Zuid), the two on the right the village
Kleindorp (GM0002, one wijk), a kilometre further on. Inhabitants of 2024 are round numbers.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.model import (
    COUNTRY,
    OBSERVATION_COLUMNS,
    OPTIONAL_COLUMNS,
    PLACE_COLUMNS,
    RD,
    WGS84,
    gemeente_of,
    level_of,
    parent_of,
    with_optional,
)
from wijkkaart.store import Entry, Store

TOWN, VILLAGE = "GM0001", "GM0002"
TOWN_NAME, VILLAGE_NAME = "Torenstad", "Kleindorp"
SIDE = 1000.0
WEST, SOUTH = 150_000.0, 460_000.0

COUNT = "inwoners"
SHARE = "leeftijd_65_plus_pct"

CELLS = {
    "BU00010000": (0, 0, "Kruiskamp"),
    "BU00010001": (1, 0, "'t Zand"),
    "BU00010002": (2, 0, "Oude Haven"),
    "BU00010100": (0, 1, "Höfke"),
    "BU00010101": (1, 1, "Zuiderplas"),
    "BU00010102": (2, 1, "Randenbroek"),
    "BU00020000": (4, 0, "Dorp"),
    "BU00020001": (4, 1, "Veen"),
}
"""Buurt to column, row and name."""
WIJKEN = {"WK000100": "Zuid", "WK000101": "Noord", "WK000200": "Kleindorp"}
GEMEENTEN = {TOWN: TOWN_NAME, VILLAGE: VILLAGE_NAME}

RENAMED, CHANGED = "BU00010100", "BU00010101"
"""Buurten that were something else in 2023: one had another name, CBS marks the other as changed."""

INHABITANTS = {
    "BU00010000": 100.0,
    "BU00010001": 200.0,
    "BU00010002": 300.0,
    "BU00010100": 400.0,
    "BU00010101": None,  # secret
    "BU00010102": 600.0,
    "BU00020000": 50.0,
    # BU00020001 has no row at all
    "WK000100": 600.0,
    "WK000101": 1000.0,
    "WK000200": 50.0,
    TOWN: 1600.0,
    VILLAGE: 50.0,
}
"""Inhabitants in 2024."""
ELDERLY = {
    "BU00010000": 10.0,
    "BU00010001": 20.0,
    "BU00010002": 20.0,
    "BU00010100": 30.0,
    "BU00010101": 40.0,
    "BU00010102": 22.0,
    "BU00020000": 90.0,
    TOWN: 22.0,
}
"""Share of 65 and older in 2023; of 2024 only that of Kruiskamp is known: 11."""


def square(column: float, row: float, side: float = SIDE) -> shapely.Polygon:
    """A square of the grid, `column` to the right and `row` up, in EPSG:28992."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    return shapely.box(west, south, west + side, south + side)


def areas(
    year: int = 2024, gemeenten: Iterable[str] = GEMEENTEN, *, schematic: bool = False
) -> gpd.GeoDataFrame:
    """The areas of all levels: AREA_COLUMNS and polygons."""
    rows = []
    shapes = {code: square(column, row) for code, (column, row, _) in CELLS.items()}
    names = {code: name for code, (_, _, name) in CELLS.items()} | WIJKEN | GEMEENTEN
    if year < 2024:
        names[RENAMED] = "Weiland"
    for code, name in names.items():
        if gemeente_of(code) not in gemeenten:
            continue
        mine = [
            shape for buurt, shape in shapes.items() if code in (buurt, parent_of(buurt), gemeente_of(buurt))
        ]
        rows.append(
            {
                "code": code,
                "level": str(level_of(code)),
                "year": year,
                "name": name,
                "gemeente": gemeente_of(code),
                "gemeente_name": GEMEENTEN[gemeente_of(code)],
                "change": "2" if code == CHANGED and year == 2024 else "1",
                "schematic": schematic,
                "geometry": shapely.union_all(mine),
            }
        )
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=RD)


def figures(
    values: dict[str, float | None], indicator: str, year: int, *, source: str = "cbs-kwb"
) -> pd.DataFrame:
    """Observations of one indicator and year; None is a secret value."""
    rows = [
        {
            "code": code,
            "level": str(level_of(code)),
            "gemeente": gemeente_of(code),
            "indicator": indicator,
            "year": year,
            "value": np.nan if value is None else value,
            "status": "secret" if value is None else "ok",
            "unit": "",
            "source": source,
        }
        for code, value in values.items()
    ]
    given = [name for name in OBSERVATION_COLUMNS if name not in OPTIONAL_COLUMNS]
    return with_optional(pd.DataFrame(rows, columns=given))[[*OBSERVATION_COLUMNS]]


def observations(gemeenten: Iterable[str] = GEMEENTEN) -> pd.DataFrame:
    """All figures of the toy town; the country's own value isn't in it."""
    frames = [
        figures({code: value and value / 2 for code, value in INHABITANTS.items()}, COUNT, 2023),
        figures(INHABITANTS, COUNT, 2024),
        figures({**ELDERLY}, SHARE, 2023),
        figures({"BU00010000": 11.0} | dict.fromkeys([*CELLS][1:], None), SHARE, 2024),
    ]
    found = pd.concat(frames, ignore_index=True)
    return found[found.gemeente.isin([*gemeenten])].reset_index(drop=True)


def at(column: float, row: float) -> shapely.Point:
    """A point (EPSG:4326) in the grid; (0.5, 0.5) is the middle of Kruiskamp."""
    return gpd.GeoSeries([shapely.Point(WEST + column * SIDE, SOUTH + row * SIDE)], crs=RD).to_crs(WGS84)[0]


def place(name: str, point: shapely.Point | None = None, **fields: object) -> dict[str, object]:
    """One row of PLACE_COLUMNS with its point; what isn't given is empty."""
    empty: dict[str, object] = {
        column: False if kind == "bool" else "" for column, kind in PLACE_COLUMNS.items()
    }
    given = {"id": name.lower().replace(" ", "-"), "name": name, "kind": "place", "category": "overig"}
    return empty | given | {"source": "eigen", "geometry": point} | fields


PLACES = (
    place("Bibliotheek", at(0.5, 0.5), hours="ma-vr 9-17", address="Kruisplein 1", city="Torenstad"),
    place("Buurthuis De Brug", at(1.5, 0.5), organisation="Welzijn Torenstad", target_groups="ouderen"),
    place("Huisarts Haven", at(2.5, 0.5), phone="033-1234567", category="toverwinkel"),
    place("Speeltuin", at(0.5, 1.5), target_groups="iedereen", approximate=True),
    place("École Émile", at(1.5, 1.5), description="Basisschool", updated="2024-05-03"),
    place("Dorpshuis", at(4.5, 0.5), website="https://dorpshuis.nl/"),
    place("Zwerfbieb", None, gemeente=TOWN),
    place("Nergens", None),
    place("Buitenland", at(20, 20), gemeente=TOWN),
    place(
        "Taalcafé",
        at(0.5, 0.5),
        kind="activity",
        days="di;do",
        start="14:30",
        end="16:00",
        target_groups="nieuwkomers;ouderen",
    ),
    place("Koffie-inloop", at(1.5, 0.5), kind="activity", days="ma", start="09:00"),
    place(
        "Mia Openbaar", at(2.5, 0.5), kind="key_person", public=True, role="Wijkagent", description="geheim"
    ),
    place("Jan Verborgen", at(2.5, 0.5), kind="key_person", role="Vertrouwenspersoon", phone="06-98765432"),
)
"""Ten or so things; Jan Verborgen didn't agree to be shown and must never come out."""
HIDDEN_WORDS = ("Verborgen", "Vertrouwenspersoon", "98765432", "verborgen")


def places(rows: Iterable[dict[str, object]] = PLACES) -> gpd.GeoDataFrame:
    """PLACE_COLUMNS and points (EPSG:4326)."""
    return gpd.GeoDataFrame([*rows], columns=[*PLACE_COLUMNS, "geometry"], geometry="geometry", crs=WGS84)


@dataclass(frozen=True)
class File:
    """What a loaded file would have given."""

    name: str
    areas: gpd.GeoDataFrame | None = None
    observations: pd.DataFrame | None = None
    places: gpd.GeoDataFrame | None = None
    example: bool = False
    source: str = "eigen"
    report: dict[str, object] = field(default_factory=dict)

    @property
    def entry(self) -> Entry:
        """The manifest's line for it, with what a load would fill in."""
        figures = self.observations
        frames = [frame for frame in (self.areas, figures, self.places) if frame is not None]
        dated = [frame for frame in frames if "year" in frame]
        return Entry(
            file=self.name,
            sha256=f"hash of {self.name}",
            kind="Speelgoed",
            source=self.source,
            years=tuple(sorted({int(year) for frame in dated for year in frame.year})),
            gemeenten=tuple(sorted({code for frame in frames for code in frame.gemeente} - {""})),
            example=self.example,
            indicators=() if figures is None else tuple(sorted(figures.indicator.unique())),
            report=self.report,
        )


def write(root: Path, *files: File) -> Store:
    """Put files in a data directory in one step."""
    store = Store(root)
    with store.transaction() as draft:
        for file in files:
            draft.add(file.entry, areas=file.areas, observations=file.observations, places=file.places)
    return store


def town(root: Path, *, example_village: bool = False) -> Store:
    """The whole toy town in a data directory; the village as an embedded example if asked."""
    if Store(root).exists:
        return write(root, *_files(example_village))
    # Writing it takes a tenth of a second, and hundreds of tests ask for it.
    shutil.copytree(_written(example_village), root, dirs_exist_ok=True)
    return Store(root)


@cache
def _written(example_village: bool) -> Path:
    """The toy town in a directory that's gone when the process ends."""
    root = Path(tempfile.mkdtemp(prefix="wijkkaart-torenstad-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return write(root, *_files(example_village)).root


def _files(example_village: bool) -> list[File]:
    files = []
    for gemeente, example in ((TOWN, False), (VILLAGE, example_village)):
        grounds = [areas(year, [gemeente]) for year in (2023, 2024)]
        files.append(File(f"gebieden {gemeente}", gpd.GeoDataFrame(pd.concat(grounds)), example=example))
        files.append(File(f"cijfers {gemeente}", observations=observations([gemeente]), example=example))
    return [*files, File("plekken", places=places())]


def with_country(root: Path, share: float = 25.0) -> Store:
    """Add the country's own figure for SHARE in 2023 to a data directory."""
    return write(root, File("nederland", observations=figures({COUNTRY: share}, SHARE, 2023)))
