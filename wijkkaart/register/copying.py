"""Files of SQLite that no other user of the machine reads, and consistent copies, also while others write."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path


def keep_private(path: Path) -> None:
    """Let only the owner and group of a file or folder in; nothing where it isn't, or is another's."""
    with suppress(OSError):
        path.chmod(path.stat().st_mode & ~0o007)


def made_private(file: Path) -> None:
    """Make the file of a register if it isn't there, and keep it private with what SQLite has beside it.

    What SQLite puts beside it later gets the same rights. That it can't be made is for SQLite to tell.
    """
    with suppress(OSError):
        file.touch()
    for end in ("", "-wal", "-shm"):
        keep_private(file.with_name(file.name + end))


def copy(source: Path, target: Path) -> None:
    """Copy a SQLite file as it stands at one moment; `target` appears when it's whole, and on the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    half.unlink(missing_ok=True)
    try:
        made_private(half)
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(half)) as new:
            old.backup(new)
            # One file, without a log beside it.
            new.execute("PRAGMA journal_mode=DELETE").close()
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
