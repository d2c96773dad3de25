"""The next state of a data directory, on its way."""

import os
import uuid
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wijkkaart.model import (
    AREA_COLUMNS,
    HAS_VALUE,
    OBSERVATION_COLUMNS,
    PLACE_COLUMNS,
    RD,
    WGS84,
    check,
    with_optional,
)
from wijkkaart.store.manifest import MANIFEST, Entry, sha256
from wijkkaart.store.reading import COVERAGE_KEYS, Snapshot

FOLDERS = ("areas", "figures", "coverage", "places", "tiles")
_ROWS_PER_GROUP = 16_384


class Draft:
    """New files and entries, waiting to become the next state of a store."""

    def __init__(self, store: Snapshot, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._manifest = store.manifest
        self._files = dict(store.manifest.files)
        self._new: dict[str, Path] = {}
        self.changed = False
        self._indexes: dict[tuple[object, ...], pd.DataFrame] = {}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries as they will be."""
        return self._manifest.entries

    @property
    def tiles(self) -> dict[str, str]:
        """The tiles as they will be."""
        return self._manifest.tiles

    @property
    def before(self) -> Snapshot:
        """The store as it was when the draft was made."""
        return self._store

    def view(self) -> Snapshot:
        """A store that reads the draft: what is there plus what was added."""
        view = Snapshot(self._store.root, dict(self._new))
        view._indexes = self._indexes
        view.__dict__["manifest"] = replace(self._manifest, files=dict(self._files))
        return view

    def add(
        self,
        entry: Entry,
        *,
        areas: gpd.GeoDataFrame | None = None,
        observations: pd.DataFrame | None = None,
        places: gpd.GeoDataFrame | None = None,
    ) -> None:
        """Take in what a file gave; it replaces what an earlier version of that file gave."""
        parts = []
        if areas is not None and len(areas):
            frame = check(areas, AREA_COLUMNS, "de gebieden").sort_values(["year", "level", "code"])
            parts.append(self._write("areas", gpd.GeoDataFrame(frame, crs=areas.crs).to_crs(RD)))
        if observations is not None and len(observations):
            frame = check(with_optional(observations), OBSERVATION_COLUMNS, "de cijfers")
            frame = frame.sort_values(["indicator", "year", "level", "code"])
            parts.append(self._write("figures", frame))
            parts.append(self._write("coverage", _coverage(frame)))
        if places is not None and len(places):
            frame = check(places, PLACE_COLUMNS, "de plekken").sort_values("id")
            parts.append(self._write("places", gpd.GeoDataFrame(frame, crs=WGS84)))
        kept = tuple(
            old
            for old in self.entries
            if (old.origin or old.file, old.example) != (entry.origin or entry.file, entry.example)
        )
        self._manifest = replace(self._manifest, entries=(*kept, replace(entry, parts=tuple(parts))))
        self.changed = True

    def remove(self, entry: Entry) -> None:
        """Forget a file and everything that came from it."""
        kept = tuple(old for old in self.entries if old != entry)
        self._manifest = replace(self._manifest, entries=kept)
        self.changed = True

    def set_tiles(self, key: str, path: Path | None) -> None:
        """Take in a PMTiles file as `key` (`buurt-2024`), or drop the one there was."""
        tiles = {name: file for name, file in self._manifest.tiles.items() if name != key}
        if path is not None:
            tiles[key] = self._take(path, f"tiles/{key}", ".pmtiles")
        self._manifest = replace(self._manifest, tiles=tiles)
        self.changed = True

    def scratch(self, name: str) -> Path:
        """A path in the draft for a file on its way to `set_tiles`."""
        return self._folder / name

    def _write(self, folder: str, frame: pd.DataFrame) -> str:
        path = self.scratch(uuid.uuid4().hex)
        frame = frame.reset_index(drop=True)
        if isinstance(frame, gpd.GeoDataFrame):
            frame.to_parquet(path, index=False, compression="zstd", row_group_size=512)
        else:
            frame.to_parquet(path, index=False, compression="zstd", row_group_size=_ROWS_PER_GROUP)
        return self._take(path, f"{folder}/{folder}", ".parquet")

    def _take(self, path: Path, stem: str, suffix: str) -> str:
        digest = sha256(path)
        name = f"{stem}-{digest[:16]}{suffix}"
        self._new[name] = path
        self._files[name] = digest
        return name

    def commit(self) -> None:
        """Make the draft the state of the store. Called by the transaction."""
        if not self.changed:
            return
        root = self._store.root
        used = {part for entry in self.entries for part in entry.parts} | set(self._manifest.tiles.values())
        for name, path in self._new.items():
            if name in used:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                path.replace(root / name)
        files = {name: digest for name, digest in self._files.items() if name in used}
        text = replace(self._manifest, files=files).to_json()
        draft = self.scratch(MANIFEST)
        draft.write_text(text, encoding="utf-8")
        with draft.open("rb") as stream:
            os.fsync(stream.fileno())
        draft.replace(root / MANIFEST)
        # What the previous state named stays until the next commit: someone may be reading it.
        kept = used | set(self._store.manifest.files)
        for folder in FOLDERS:
            for path in (root / folder).glob("*"):
                if path.relative_to(root).as_posix() not in kept:
                    path.unlink()


def _coverage(observations: pd.DataFrame) -> pd.DataFrame:
    """Counts per indicator, year, level and gemeente."""
    rows = observations.assign(filled=observations.status.isin(HAS_VALUE))
    return rows.groupby([*COVERAGE_KEYS], observed=True).filled.agg(n="size", filled="sum").reset_index()
