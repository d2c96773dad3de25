"""What a data directory holds, in `manifest.json`."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from wijkkaart.errors import InvalidData

MANIFEST = "manifest.json"


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
