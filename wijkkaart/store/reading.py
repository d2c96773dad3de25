"""Reading a data directory: the tables of all files that were loaded, merged."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from wijkkaart.errors import InvalidData
from wijkkaart.model import (
    AREA_COLUMNS,
    COUNTRY,
    HAS_VALUE,
    OBSERVATION_COLUMNS,
    OPTIONAL_COLUMNS,
    PLACE_COLUMNS,
    RD,
    WGS84,
    with_optional,
)
from wijkkaart.store.manifest import MANIFEST, Manifest, sha256

# What Arrow allocates by itself it keeps for a next time: 60 MB that nobody uses after a report was made.
pa.set_memory_pool(pa.system_memory_pool())
_BATCH = 8192
"""Rows that are read at a time."""

COVERAGE_KEYS = {"indicator": "str", "year": "int", "level": "str", "gemeente": "str"}


class Snapshot:
    """A data directory, opened for reading."""

    def __init__(self, root: Path, waiting: Mapping[str, Path] | None = None) -> None:
        self.root = root
        self._waiting = waiting or {}
        """Files of a draft, which aren't in their place yet."""
        self._indexes: dict[tuple[object, ...], pd.DataFrame] = {}
        """Files with areas to their index: files never change, and the views of a draft ask for it often."""

    @property
    def exists(self) -> bool:
        """Whether there is anything in the directory yet."""
        return (self.root / MANIFEST).exists()

    def version(self) -> str:
        """A token that changes whenever the content does; cheap enough to ask at every request."""
        try:
            stat = (self.root / MANIFEST).stat()
        except FileNotFoundError:
            return "leeg"
        return f"{stat.st_mtime_ns:x}-{stat.st_ino:x}-{stat.st_size:x}"

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest as it was when first asked of this object."""
        try:
            return Manifest.from_json((self.root / MANIFEST).read_bytes())
        except FileNotFoundError:
            return Manifest()

    def _path(self, name: str) -> Path:
        """Where a data file is."""
        return self._waiting.get(name, self.root / name)

    def _parts(self, folder: str) -> list[str]:
        """Part files of a folder, in the order in which they were loaded."""
        return [p for entry in self.manifest.entries for p in entry.parts if p.startswith(f"{folder}/")]

    def area_index(self) -> pd.DataFrame:
        """All areas of all years without geometry: AREA_COLUMNS and `example`.

        Where files give the same area of the same year, the one loaded last counts, as long as it
        isn't a schematic outline over a real one.
        """
        key = tuple(
            (part, entry.example)
            for entry in self.manifest.entries
            for part in entry.parts
            if part.startswith("areas/")
        )
        if key not in self._indexes:
            self._indexes.clear()
            self._indexes[key] = self._read_index()
        return self._indexes[key].copy(deep=False)

    def _read_index(self) -> pd.DataFrame:
        frames = []
        for order, entry in enumerate(self.manifest.entries):
            for part in entry.parts:
                if part.startswith("areas/"):
                    with _readable(part):
                        frame = pq.read_table(self._path(part), columns=[*AREA_COLUMNS]).to_pandas()
                    frames.append(frame.assign(example=entry.example, part=part, order=order))
        if not frames:
            return _empty({**AREA_COLUMNS, "example": "bool", "part": "str"})
        index = pd.concat(frames, ignore_index=True)
        index = index.sort_values(["schematic", "order"], ascending=[False, True], kind="stable")
        index = index.drop_duplicates(["code", "year"], keep="last").drop(columns="order")
        return index.sort_values(["year", "code"], ignore_index=True)

    def areas(self, level: str, year: int, gemeente: str | None = None) -> gpd.GeoDataFrame:
        """Areas of a level and year with their outlines (EPSG:28992), of one gemeente or of all."""
        index = self.area_index()
        index = index[(index.level == level) & (index.year == year)]
        if gemeente is not None:
            index = index[index.gemeente == gemeente]
        frames = []
        for part, codes in index.groupby("part").code:
            wanted = (ds.field("level") == level) & (ds.field("year") == year)
            if gemeente is not None:
                wanted &= ds.field("gemeente") == gemeente
            with _readable(str(part)):
                frame = gpd.read_parquet(self._path(str(part)), filters=wanted)
            frames.append(frame[frame.code.isin(codes)])
        if not frames:
            return gpd.GeoDataFrame(_empty(AREA_COLUMNS), geometry=[], crs=RD)
        found = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=RD)
        return found.sort_values("code").reset_index(drop=True)

    def observations(
        self,
        *,
        indicators: list[str] | None = None,
        year: int | None = None,
        level: str | None = None,
        gemeente: str | None = None,
        codes: list[str] | None = None,
    ) -> pd.DataFrame:
        """Observations that meet every condition given: OBSERVATION_COLUMNS.

        Where files give the same figure, one with a value goes before one without, and then the
        one loaded last.
        """
        wanted = pc.scalar(True)
        if indicators is not None:
            wanted &= pc.field("indicator").isin(pa.array(indicators, pa.string()))
        if year is not None:
            wanted &= pc.field("year") == year
        if level is not None:
            wanted &= pc.field("level") == level
        if gemeente is not None:
            wanted &= pc.field("gemeente") == gemeente
        if codes is not None:
            wanted &= pc.field("code").isin(pa.array(codes, pa.string()))
        order: dict[str, int] = {}
        names: list[str] = []
        for place, entry in enumerate(self.manifest.entries):
            if indicators is not None and not set(indicators) & set(entry.indicators):
                continue
            if gemeente and entry.gemeenten and gemeente not in entry.gemeenten:
                continue
            if year is not None and entry.years and year not in entry.years:
                continue
            parts = [p for p in entry.parts if p.startswith("figures/")]
            order |= {str(self._path(part)): place for part in parts}
            names += parts
        if not order:
            return _empty(OBSERVATION_COLUMNS)
        with _readable(", ".join(names)):
            # All parts in one go: opening them one by one takes longer than reading them.
            parts_read = ds.dataset([*order], schema=_FIGURES, format="parquet")
            # Of large batches, most rows are read to be left out: that takes more memory, and no less time.
            columns = [*OBSERVATION_COLUMNS, "__filename"]
            table = parts_read.to_table(columns, filter=wanted, batch_size=_BATCH)
        paths = table["__filename"].combine_chunks().dictionary_encode()
        found = with_optional(table.drop_columns("__filename").to_pandas())
        if len(paths.dictionary) > 1:
            places = np.array([order[path] for path in paths.dictionary.to_pylist()])
            found["order"] = places[paths.indices.to_numpy()]
            found["has"] = found.status.isin(HAS_VALUE)
            found = found.sort_values(["has", "order"], kind="stable")
            found = found.drop_duplicates(["code", "indicator", "year"], keep="last")
        return found[[*OBSERVATION_COLUMNS]].reset_index(drop=True)

    @staticmethod
    def release() -> None:
        """Give back to the machine the memory that reading took and nothing uses any more."""
        pa.default_memory_pool().release_unused()

    def coverage(self) -> pd.DataFrame:
        """How well each figure is filled: indicator, year, level, gemeente, `n` areas, `filled`.

        Rows with `gemeente` "NL00" and a level below count the areas of the whole country.
        """
        frames = []
        for part in self._parts("coverage"):
            with _readable(part):
                frames.append(pq.read_table(self._path(part)).to_pandas())
        keys = [*COVERAGE_KEYS]
        if not frames:
            return _empty({**COVERAGE_KEYS, "n": "int", "filled": "int"})
        # Files may give the same figure twice, and each only a part of the country.
        found = pd.concat(frames, ignore_index=True).groupby(keys, as_index=False, observed=True).max()
        below = found[found.gemeente != COUNTRY]
        whole = below.groupby(keys[:-1], as_index=False, observed=True)[["n", "filled"]].sum()
        found = pd.concat([found, whole.assign(gemeente=COUNTRY)], ignore_index=True)
        return found.sort_values(keys, ignore_index=True)[[*keys, "n", "filled"]]

    def places(self) -> gpd.GeoDataFrame:
        """All places, activities and key persons: PLACE_COLUMNS, `example`, points in EPSG:4326.

        A row with an id that was loaded before replaces it.
        """
        frames = []
        for entry in self.manifest.entries:
            for part in entry.parts:
                if part.startswith("places/"):
                    with _readable(part):
                        frame = gpd.read_parquet(self._path(part))
                    frames.append(frame.assign(example=entry.example))
        if not frames:
            columns = {**PLACE_COLUMNS, "example": "bool"}
            return gpd.GeoDataFrame(_empty(columns), geometry=[], crs=WGS84)
        found = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=WGS84)
        return found.drop_duplicates("id", keep="last").reset_index(drop=True)

    def tiles(self, level: str, year: int) -> Path | None:
        """The PMTiles file with the outlines of a level and year, if it was made."""
        name = self.manifest.tiles.get(f"{level}-{year}")
        return self._path(name) if name else None

    def problems(self) -> list[str]:
        """What is wrong with the directory, in Dutch: missing files, other hashes, wrong columns."""
        found = []
        named = [part for entry in self.manifest.entries for part in entry.parts]
        named += self.manifest.tiles.values()
        for name in dict.fromkeys([*self.manifest.files, *named]):
            path = self._path(name)
            if not path.exists():
                found.append(f"{name}: bestand ontbreekt.")
            elif sha256(path) != self.manifest.files.get(name):
                found.append(f"{name}: inhoud is veranderd sinds het laden (andere sha256).")
        contracts = {"areas": AREA_COLUMNS, "figures": OBSERVATION_COLUMNS, "places": PLACE_COLUMNS}
        for folder, columns in contracts.items():
            for name in self._parts(folder):
                try:
                    missing = (
                        set(columns) - set(pq.read_schema(self._path(name)).names) - set(OPTIONAL_COLUMNS)
                    )
                except (OSError, pa.ArrowException):
                    continue  # told above: it's missing, or not what was written
                if missing:
                    found.append(f"{name}: kolommen ontbreken: {', '.join(sorted(missing))}.")
        return found


_TYPES = {"str": pa.string(), "int": pa.int64(), "float": pa.float64()}
_FIGURES = pa.schema([(name, _TYPES[kind]) for name, kind in OBSERVATION_COLUMNS.items()])
"""What every part of the figures is read as; a column that an older part lacks is empty."""


def _empty(columns: dict[str, str]) -> pd.DataFrame:
    """A table without rows whose columns have the types that they have with rows."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turns what a library says of a damaged or missing file into InvalidData."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise InvalidData(
            f"Een bestand van de gegevensmap is weg of beschadigd: {name}.",
            "Verwacht: het bestand zoals wijkkaart het heeft geschreven.",
            "Controleer de map met `wijkkaart check`, en laad de bestanden zo nodig opnieuw.",
        ) from error
