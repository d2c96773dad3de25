"""Unpacking a zip that came from outside, within bounds."""

import lzma
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile

_MAX_MEMBERS = 10_000
_ENCRYPTED = 0x1
_REMEDY = "Download of maak het zipbestand opnieuw en laad het nog eens."


@contextmanager
def unpacked(path: Path, settings: Settings, suffixes: frozenset[str]) -> Iterator[list[tuple[str, Path]]]:
    """The members of a zip with one of these suffixes, as (name in the zip, file in a temporary folder).

    Every folder of the zip becomes a numbered folder, every suffix is in lower case; the files are
    gone when the block ends. Raises InvalidFile for anything that isn't an honest zip.
    """
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as scratch:
            wanted = _wanted(path, archive, settings, suffixes)
            yield _extract(archive, wanted, Path(scratch))
    except NotImplementedError as error:
        raise InvalidFile(
            f"{path.name}: dit zipbestand is ingepakt op een manier die wijkkaart niet kent.",
            "Verwacht: een gewoon zipbestand (deflate).",
            "Pak het uit, maak er opnieuw een zip van en laad die.",
        ) from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, FileExistsError) as error:
        raise InvalidFile(
            f"{path.name}: dit zipbestand is beschadigd of niet compleet.",
            "Verwacht: een zipbestand dat uit te pakken is.",
            _REMEDY,
        ) from error


def _wanted(
    path: Path, archive: zipfile.ZipFile, settings: Settings, suffixes: frozenset[str]
) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    unsafe = [member.filename for member in members if _is_unsafe(member.filename)]
    if unsafe:
        raise InvalidFile(
            f"{path.name}: in dit zipbestand staat een onveilige bestandsnaam ({unsafe[0][:60]!r}).",
            "Verwacht: alleen gewone namen, zonder '..' en zonder volledig pad.",
            "Gebruik dit bestand niet, of vraag de maker om een nieuw.",
        )
    size = sum(member.file_size for member in members)
    limit = min(settings.max_file_bytes, path.stat().st_size * settings.max_unzipped_ratio)
    if size > limit or len(members) > _MAX_MEMBERS:
        raise InvalidFile(
            f"{path.name}: uitgepakt is dit zipbestand {_size(size)} groot ({len(members)} bestanden).",
            f"Verwacht: hoogstens {_size(limit)} en {_MAX_MEMBERS} bestanden.",
            "Zet alleen de bestanden die nodig zijn in de zip.",
        )
    wanted = [
        m for m in members if PurePosixPath(m.filename).suffix.lower() in suffixes and not _is_litter(m)
    ]
    if any(member.flag_bits & _ENCRYPTED for member in wanted):
        raise InvalidFile(
            f"{path.name}: dit zipbestand is met een wachtwoord beveiligd.",
            "Verwacht: een zipbestand zonder wachtwoord.",
            "Pak het uit, maak er een zip zonder wachtwoord van en laad die.",
        )
    return wanted


def _is_unsafe(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _is_litter(member: zipfile.ZipInfo) -> bool:
    """Whether it's one of the files that macOS adds to a zip."""
    name = PurePosixPath(member.filename)
    return "__MACOSX" in name.parts or name.name.startswith("._")


def _extract(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], scratch: Path
) -> list[tuple[str, Path]]:
    folders: dict[str, Path] = {}
    found: list[tuple[str, Path]] = []
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        folder = folders.setdefault(str(name.parent), scratch / str(len(folders)))
        folder.mkdir(exist_ok=True)
        target = folder / f"{len(found)}{name.suffix.lower()}"
        # The size that counts was checked: reading stops at the size the zip itself states.
        with archive.open(member) as source, target.open("xb") as stream:
            shutil.copyfileobj(source, stream, 1 << 20)
        found.append((str(name), target))
    return found


def _size(count: int) -> str:
    """A number of bytes as people write it."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20)):
        if count >= step:
            return f"{count / step:.1f} {unit}".replace(".", ",")
    return f"{max(1, count >> 10)} kB"
