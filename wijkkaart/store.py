"""The data directory: tables and tiles as files, described by a manifest, replaced atomically.

Files never change once written: their names hold a part of their hash. A build writes new ones in
a draft folder, moves them into place and replaces `manifest.json` last. Readers know only what the
manifest names, so a half-built directory is never visible.
"""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import filelock
import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from wijkkaart.errors import InvalidData, StoreBusy
from wijkkaart.model import (
    AREA_COLUMNS,
    COUNTRY,
    HAS_VALUE,
    OBSERVATION_COLUMNS,
    PLACE_COLUMNS,
    RD,
    WGS84,
    check,
)

MANIFEST = "manifest.json"
FOLDERS = ("areas", "figures", "coverage", "places", "tiles")
_ROWS_PER_GROUP = 16_384
_COVERAGE_KEYS = {"indicator": "str", "year": "int", "level": "str", "gemeente": "str"}


@dataclass(frozen=True)
class Entry:
    """One file that was loaded, and what it left in the directory."""

    file: str
    """Name of the file as the user gave it."""
    sha256: str
    """Hash of that file."""
    kind: str
    """What it was recognised as, in Dutch: `Buurten 2024 (CBS/PDOK)`."""
    source: str
    """Id of its source in `data/sources.toml`."""
    origin: str = ""
    """Where it came from: its path or address. A file from the same origin replaces it."""
    table: str = ""
    """The publisher's table id, where the file tells."""
    years: tuple[int, ...] = ()
    """Years of its figures or boundaries."""
    gemeenten: tuple[str, ...] = ()
    """Codes of the gemeenten it has something of; empty when it spans the country."""
    licence: str = ""
    fetched: str = ""
    """ISO date and time of the load."""
    url: str = ""
    example: bool = False
    """It belongs to an embedded example."""
    parts: tuple[str, ...] = ()
    """Its files in this directory, relative, with `/`."""
    indicators: tuple[str, ...] = ()
    report: dict[str, Any] = field(default_factory=dict)
    """The load report: read, kept, repaired, left out, and why."""


@dataclass(frozen=True)
class Manifest:
    """What a data directory holds."""

    entries: tuple[Entry, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    """Every data file, relative, with its sha256."""
    tiles: dict[str, str] = field(default_factory=dict)
    """`buurt-2024` to the file that holds its PMTiles."""

    @classmethod
    def from_json(cls, text: str | bytes) -> "Manifest":
        """The manifest in `text`. Raises InvalidData when it isn't one."""
        try:
            raw = json.loads(text)
            entries = tuple(_entry(row) for row in raw["entries"])
            return cls(entries, dict(raw["files"]), dict(raw["tiles"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InvalidData(
                "De inhoudsopgave van de gegevensmap (manifest.json) is niet te lezen.",
                "Verwacht: een bestand dat wijkkaart zelf heeft geschreven.",
                "Zet een reservekopie terug, of laad de bestanden opnieuw in een lege map.",
            ) from error

    def to_json(self) -> str:
        """The manifest as text, the same for the same content."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True)


def _entry(row: dict[str, Any]) -> Entry:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}
    return Entry(**values)


def sha256(path: Path) -> str:
    """The hash of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Store:
    """A data directory, opened for reading; `transaction()` gives a draft to write in."""

    def __init__(self, root: Path, waiting: Mapping[str, Path] | None = None) -> None:
        self.root = root
        self._waiting = waiting or {}
        """Files of a draft, which aren't in their place yet."""

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
        frames = []
        for order, entry in enumerate(self.manifest.entries):
            parts = [p for p in entry.parts if p.startswith("figures/")]
            if indicators is not None and not set(indicators) & set(entry.indicators):
                continue
            if not parts or (gemeente and entry.gemeenten and gemeente not in entry.gemeenten):
                continue
            if year is not None and entry.years and year not in entry.years:
                continue
            with _readable(", ".join(parts)):
                paths = [str(self._path(part)) for part in parts]
                table = ds.dataset(paths, format="parquet").to_table(filter=wanted)
            frames.append(table.to_pandas(strings_to_categorical=False).assign(order=order))
        if not frames:
            return _empty(OBSERVATION_COLUMNS)
        found = pd.concat(frames, ignore_index=True)
        if len(frames) > 1:
            found["has"] = found.status.isin(HAS_VALUE)
            found = found.sort_values(["has", "order"], kind="stable")
            found = found.drop_duplicates(["code", "indicator", "year"], keep="last")
        return found[[*OBSERVATION_COLUMNS]].reset_index(drop=True)

    def coverage(self) -> pd.DataFrame:
        """How well each figure is filled: indicator, year, level, gemeente, `n` areas, `filled`.

        Rows with `gemeente` "NL00" and a level below count the areas of the whole country.
        """
        frames = []
        for part in self._parts("coverage"):
            with _readable(part):
                frames.append(pq.read_table(self._path(part)).to_pandas())
        keys = [*_COVERAGE_KEYS]
        if not frames:
            return _empty({**_COVERAGE_KEYS, "n": "int", "filled": "int"})
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
                    missing = set(columns) - set(pq.read_schema(self._path(name)).names)
                except (OSError, pa.ArrowException):
                    continue  # told above: it's missing, or not what was written
                if missing:
                    found.append(f"{name}: kolommen ontbreken: {', '.join(sorted(missing))}.")
        return found

    @contextmanager
    def transaction(self) -> Iterator["Draft"]:
        """A draft of the next state, visible to readers only if the block ends without an error.

        Raises StoreBusy when another process is writing.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.root / ".lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise StoreBusy(
                "Er is al iemand gegevens aan het laden.",
                remedy="Wacht tot dat klaar is en probeer het dan opnieuw.",
            ) from error
        folder = self.root / f".draft-{uuid.uuid4().hex}"
        try:
            for left in self.root.glob(".draft-*"):
                shutil.rmtree(left, ignore_errors=True)
            folder.mkdir()
            self.__dict__.pop("manifest", None)
            draft = Draft(self, folder)
            yield draft
            draft.commit()
            self.__dict__.pop("manifest", None)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()


class Draft:
    """New files and entries, waiting to become the next state of a store."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._manifest = store.manifest
        self._files = dict(store.manifest.files)
        self._new: dict[str, Path] = {}
        self.changed = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries as they will be."""
        return self._manifest.entries

    @property
    def tiles(self) -> dict[str, str]:
        """The tiles as they will be."""
        return self._manifest.tiles

    @property
    def before(self) -> Store:
        """The store as it was when the draft was made."""
        return self._store

    def view(self) -> Store:
        """A store that reads the draft: what is there plus what was added."""
        view = Store(self._store.root, dict(self._new))
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
            frame = check(observations, OBSERVATION_COLUMNS, "de cijfers")
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
    return rows.groupby([*_COVERAGE_KEYS], observed=True).filled.agg(n="size", filled="sum").reset_index()


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
