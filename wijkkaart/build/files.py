"""Opening a file of any kind: what its name and first bytes say decides who reads it."""

from pathlib import Path

from wijkkaart.build.geofile import read_geofile
from wijkkaart.build.tables import read_table
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.raw import Raw

GEO = {".gpkg", ".geojson", ".shp", ".zip"}
TABLE = {".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods"}
SHAPEFILE_PARTS = {".dbf", ".shx", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".xml"}
SUFFIXES = GEO | TABLE | {".json"}


def read_file(path: Path, settings: Settings) -> list[Raw]:
    """The tables in a file, one for each layer or sheet. Raises InvalidFile."""
    if not path.is_file():
        raise InvalidFile(
            f"{path.name}: dit bestand is er niet.",
            remedy="Controleer de naam en de map.",
        )
    suffix = path.suffix.lower()
    if suffix in GEO or (suffix == ".json" and _is_geojson(path)):
        return read_geofile(path, settings)
    if suffix in SUFFIXES:
        return read_table(path, settings)
    raise InvalidFile(
        f"{path.name}: bestanden van het soort '{suffix or 'zonder extensie'}' kent wijkkaart niet.",
        f"Verwacht: {', '.join(sorted(SUFFIXES))}.",
        "Sla het bestand op in een van deze vormen en laad het opnieuw.",
    )


def _is_geojson(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"FeatureCollection" in stream.read(4096)
