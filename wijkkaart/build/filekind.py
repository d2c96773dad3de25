"""What a geographic file really is, by its first bytes."""

import re
from pathlib import Path

from wijkkaart.errors import InvalidFile

_NAMES = {
    "zip": "een zipbestand",
    "gpkg": "een GeoPackage",
    "shp": "een shapefile",
    "json": "GeoJSON",
    "html": "een webpagina",
    "xml": "een XML-bestand, zoals KML, GML of VRT",
    "topojson": "TopoJSON",
    "pdf": "een PDF",
    "gzip": "een gzip-bestand",
    "xls": "een oud Excel-bestand",
    "utf-16": "tekst in UTF-16",
    "leeg": "een leeg bestand",
}
_SUFFIXES = {"zip": {".zip"}, "gpkg": {".gpkg"}, "shp": {".shp"}, "json": {".geojson", ".json"}}
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"SQLite format 3\x00", "gpkg"),
    (b"\x00\x00\x27\x0a", "shp"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
EXPECTED = "Verwacht: een GeoPackage (.gpkg), GeoJSON (.geojson) of een shapefile in een zip (.zip)."
AGAIN = "Download of bewaar het bestand opnieuw en laad het nog eens."
_HEAD = 8192


def kind_of(path: Path, name: str) -> str:
    """`zip`, `gpkg`, `shp` or `json`: what the content is.

    Raises InvalidFile, about `name`, when that can't be used or isn't what the suffix says.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None) or _text_kind(head)
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES.get(kind, ()):
        return kind
    found = _NAMES.get(kind, "iets dat wijkkaart niet kent")
    if kind in _SUFFIXES:
        better = sorted(_SUFFIXES[kind])[0]
        raise InvalidFile(
            f"{name}: de naam eindigt op {suffix or 'niets'}, maar de inhoud is {found}.",
            EXPECTED,
            f"Laat de naam eindigen op {better} en laad het bestand opnieuw.",
        )
    raise InvalidFile(f"{name}: de inhoud is {found}.", EXPECTED, AGAIN)


def _text_kind(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        return "leeg"
    if text.startswith(b"{"):
        return "topojson" if re.search(rb'"type"\s*:\s*"Topology"', text) else "json"
    if text.startswith(b"<"):
        return "html" if re.search(rb"<(!doctype\s+html|html|head|body)\b", text, re.I) else "xml"
    return "onbekend"
