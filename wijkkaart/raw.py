"""A table as it came, before anyone knows what it is."""

from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd


@dataclass
class Raw:
    """A table out of a file, or out of a publisher's answer.

    A table file gives one frame; a file with several layers or sheets gives one Raw for each.
    """

    path: Path
    """The file; for an answer its name in Dutch (`Kerncijfers 2024`), for messages only."""
    frame: pd.DataFrame
    """Columns as in the file, headers stripped. CSV and Excel: all text, "" for empty."""
    geometry: gpd.GeoSeries | None = None
    """Geometry with the CRS that the file states (None when it states none), on the frame's index."""
    layer: str = ""
    """Name of the layer or sheet."""
    facts: dict[str, str] = field(default_factory=dict)
    """What the publisher tells beside the table: `source` (id in `data/sources.toml`), `table`, `year`."""
    units: dict[str, str] = field(default_factory=dict)
    """Column to the unit that the publisher states for it."""
    headings: dict[str, str] = field(default_factory=dict)
    """Column to its title under the publisher's headings: `Bevolking/Leeftijdsgroepen/0 tot 15 jaar`."""

    @property
    def columns(self) -> list[str]:
        """The column names."""
        return [str(name) for name in self.frame.columns]
