"""What a reader hands over, and what a load says about it."""

from collections import Counter
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from wijkkaart.errors import WijkkaartError
from wijkkaart.store import Snapshot


@dataclass
class Report:
    """What happened to the rows of a file."""

    file: str
    kind: str = ""
    """What it was recognised as, in Dutch."""
    read: int = 0
    kept: int = 0
    repaired: Counter[str] = field(default_factory=Counter)
    """Reason in Dutch to number of rows."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Reason in Dutch to number of rows."""
    notes: list[str] = field(default_factory=list)
    """Remarks in Dutch, such as columns that weren't recognised."""
    unchanged: bool = False
    """The very same file was loaded before; nothing was done."""
    skipped: bool = False
    """It lay in a folder among the others, but isn't a kind of file that holds data."""
    incomplete: bool = False
    """It made do without other files; the very same file is taken again when they may be there."""
    error: WijkkaartError | None = None
    """Why nothing of the file was taken."""

    def merge(self, other: "Report") -> None:
        """Add the counts and notes of another part of the same file."""
        self.read += other.read
        self.kept += other.kept
        self.repaired.update(other.repaired)
        self.left_out.update(other.left_out)
        self.notes += [note for note in other.notes if note not in self.notes]
        self.incomplete |= other.incomplete
        kinds = [kind for kind in (self.kind, other.kind) if kind]
        self.kind = " + ".join(dict.fromkeys(kinds))


@dataclass
class Loaded:
    """What a file gave, normalised to the columns in `model`."""

    report: Report
    source: str
    """Id in `data/sources.toml`."""
    areas: gpd.GeoDataFrame | None = None
    """AREA_COLUMNS, polygons in EPSG:28992."""
    observations: pd.DataFrame | None = None
    """OBSERVATION_COLUMNS."""
    places: gpd.GeoDataFrame | None = None
    """PLACE_COLUMNS, points in EPSG:4326."""
    table: str = ""
    """The publisher's table id, when the file tells."""


@dataclass
class Context:
    """What a reader may know beside the file itself."""

    store: Snapshot
    """What has been loaded so far, this run included."""
    year: int | None = None
    """Year that the user named, for files that don't tell."""
    last: bool = False
    """No other file will come: who can make do with what there is shouldn't say NotYet."""


class NotYet(WijkkaartError):
    """The file can only be understood after others; it's tried again when those are in."""
