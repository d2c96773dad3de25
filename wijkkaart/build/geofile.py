"""Reading geographic files: GeoPackage, GeoJSON and shapefile, bare or in a zip.

GDAL opens far more than these, some of it (VRT, GDALG) able to point at other files or the network.
So the first bytes decide what a file is, and GDAL is told which driver to use.
"""

import re
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from wijkkaart.build.archive import unpacked
from wijkkaart.build.filekind import AGAIN, EXPECTED, kind_of
from wijkkaart.build.layer import damaged, read_layer, translated
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.raw import Raw

_SHP_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_IN_ZIP = frozenset({*_SHP_PARTS, ".gpkg", ".geojson", ".json"})
_JSON_HEAD = 8192
_PLAIN = re.compile(r"(?!/vsi)(?:[A-Za-z]:)?[^!?#;%:*|<>]*")


def read_geofile(path: Path, settings: Settings) -> list[Raw]:
    """The layers of a geographic file that have rows, with the CRS each of them states.

    GeoJSON without a `crs` member states EPSG:4326, as its standard says. Raises InvalidFile.
    """
    found = _read(path, path, "", settings)
    if not found:
        raise InvalidFile(
            f"{path.name}: dit bestand is goed te lezen, maar er staat niets in.",
            "Verwacht: een laag met gebieden of plekken.",
            "Controleer of de download gelukt is, bijvoorbeeld of het filter klopte.",
        )
    return found


def _read(path: Path, origin: Path, layer: str, settings: Settings) -> list[Raw]:
    """Layers of `path`, which is (a member of) `origin`, the file the user gave."""
    with translated(origin):
        kind = kind_of(path, layer or origin.name)
    limit = settings.max_text_bytes if kind == "json" else settings.max_file_bytes
    if path.stat().st_size > limit:
        raise InvalidFile(
            f"{origin.name}: dit bestand is te groot.",
            f"Verwacht: hoogstens {limit >> 20} MB.",
            "Laad alleen de gemeente die nodig is, of gebruik een GeoPackage.",
        )
    if kind == "zip":
        return _read_zip(path, settings)
    if kind == "gpkg":
        return _read_gpkg(path, origin, layer, settings)
    if kind == "shp":
        parts = {p.suffix.lower(): p for p in path.parent.iterdir() if p.stem.lower() == path.stem.lower()}
        return _read_shapefile(parts, origin, path.stem, settings)
    with _plainly_named(path) as source:
        # With the name of the driver before it, GDAL tries no other.
        raw = read_layer(f"GeoJSON:{source}", origin, _json_name(path) or layer, settings)
    return [raw] if raw is not None else []


@contextmanager
def _plainly_named(path: Path) -> Iterator[Path]:
    """The file itself, or a copy if GDAL or pyogrio would give meaning to signs in its name, like `!`."""
    full = path.resolve()
    if _PLAIN.fullmatch(str(full)):
        yield full
        return
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / f"laag{path.suffix}"
        shutil.copyfile(full, copy)
        yield copy


def _json_name(path: Path) -> str:
    """The name a GeoJSON file gives itself, which often holds the year."""
    with path.open("rb") as stream:
        head = stream.read(_JSON_HEAD).partition(b'"features"')[0].decode("utf-8", "replace")
    names = re.findall(r'"name"\s*:\s*"([^"]*)"', head)
    return next((name for name in names if not name.lower().startswith(("urn:", "epsg", "http"))), "")


def _read_zip(path: Path, settings: Settings) -> list[Raw]:
    with unpacked(path, settings, _IN_ZIP) as members:
        sets: dict[str, dict[str, Path]] = {}
        for name, file in members:
            if file.suffix in _SHP_PARTS:
                stem = str(PurePosixPath(name).with_suffix("")).lower()
                sets.setdefault(stem, {})[file.suffix] = file
        found = []
        maps = [(name, file) for name, file in members if _is_map(file)]
        for name, file in maps:
            member = PurePosixPath(name)
            if file.suffix == ".shp":
                parts = sets[str(member.with_suffix("")).lower()]
                found += _read_shapefile(parts, path, member.stem, settings)
            else:
                found += _read(file, path, member.stem, settings)
    if not maps:
        raise InvalidFile(
            f"{path.name}: in dit zipbestand staat geen kaartbestand.",
            "Verwacht: een shapefile (.shp met .shx en .dbf), GeoPackage of GeoJSON.",
            "Zit er een zip in de zip? Pak die eerst uit. Is het een Excel-bestand? Noem het dan .xlsx.",
        )
    return found


def _is_map(file: Path) -> bool:
    """Whether a member of a zip holds a map, and isn't a part of one or a description."""
    if file.suffix != ".json":
        return file.suffix in {".shp", ".gpkg", ".geojson"}
    with file.open("rb") as stream:
        return b"FeatureCollection" in stream.read(_JSON_HEAD)


def _read_shapefile(parts: dict[str, Path], origin: Path, layer: str, settings: Settings) -> list[Raw]:
    missing = [suffix for suffix in (".shp", ".shx", ".dbf") if suffix not in parts]
    if missing:
        raise InvalidFile(
            f"{origin.name}: bij de shapefile {layer} ontbreekt {' en '.join(missing)}.",
            "Verwacht: .shp, .shx en .dbf bij elkaar, het liefst met .prj.",
            "Zet alle delen in één zipbestand en laad dat.",
        )
    with parts[".shp"].open("rb") as stream:
        header = stream.read(28)
    words = struct.unpack(">i", header[24:28])[0] if header[:4] == b"\x00\x00\x27\x0a" else 0
    if words < 50 or parts[".shp"].stat().st_size < 2 * words:
        raise damaged(origin, "shapefile")
    with tempfile.TemporaryDirectory() as scratch:
        for suffix in _SHP_PARTS:
            if suffix in parts:
                shutil.copyfile(parts[suffix], Path(scratch) / f"laag{suffix}")
        encoding = None if ".cpg" in parts else "utf-8"
        raw = read_layer(str(Path(scratch) / "laag.shp"), origin, layer, settings, encoding=encoding)
    return [raw] if raw is not None else []


_ACTIVE = re.compile(r"/vsi|load_extension|ogr_datasource_load_layers|gdal_get_|virtualogr", re.I)
"""SQL in a GeoPackage that could make GDAL's SQLite reach outside the file."""
_INDEX = re.compile(
    r"\s*create\s+virtual\s+table\s+(?:\"(?:[^\"]|\"\")*\"|\w+)\s+using\s+(?:rtree|fts\d)\b", re.I
)
"""The only virtual tables that a GeoPackage needs."""


def _read_gpkg(path: Path, origin: Path, inside: str, settings: Settings) -> list[Raw]:
    try:
        link = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(link, uri=True)) as database:
            master = database.execute(
                "SELECT name, type, coalesce(sql, ''), coalesce(rootpage, 0) FROM sqlite_master"
            ).fetchall()
            kinds = {str(name): str(kind) for name, kind, _, _ in master}
            rows = []
            if kinds.get("gpkg_contents") == "table":
                rows = database.execute(
                    "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
                ).fetchall()
    except sqlite3.Error as error:
        raise damaged(origin, "GeoPackage") from error
    if kinds.get("gpkg_contents") != "table":
        raise InvalidFile(f"{origin.name}: de inhoud is een SQLite-database.", EXPECTED, AGAIN)
    disguised = any(kind == "view" and name.startswith("gpkg_") for name, kind in kinds.items())
    virtual = [sql for _, kind, sql, root in master if kind == "table" and not root]
    active = any(_ACTIVE.search(row[2]) for row in master) or not all(map(_INDEX.match, virtual))
    if disguised or active:
        raise InvalidFile(
            f"{origin.name}: in deze GeoPackage staan opdrachten die naar andere bestanden kunnen wijzen.",
            "Verwacht: alleen tabellen.",
            "Gebruik dit bestand niet, of bewaar de lagen in een nieuwe GeoPackage.",
        )
    layers = [str(name) for (name,) in rows if kinds.get(name) == "table"]
    with _plainly_named(path) as source:
        found = [
            read_layer(
                str(source),
                origin,
                f"{inside}/{name}" if inside else name,
                settings,
                name=name,
                IMMUTABLE="YES",
            )
            for name in layers
        ]
    return [raw for raw in found if raw is not None]
