"""Files of SQLite that no other user of the machine reads, and consistent copies, also while others write."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path


def keep_private(file: Path) -> None:
    """Make the file if it isn't there; from now on only its owner and group may open it.

    SQLite gives the files beside it (`-wal`, `-shm`) the same rights.
    """
    with suppress(OSError):  # of another owner, who decides; or it can't be made, which SQLite tells
        file.touch()
        file.chmod(file.stat().st_mode & ~0o007)


def copy(source: Path, target: Path) -> None:
    """Copy a SQLite file as it stands at one moment; `target` appears when it's whole, and on the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    half.unlink(missing_ok=True)
    try:
        keep_private(half)
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(half)) as new:
            old.backup(new)
            # One file, without a log beside it.
            new.execute("PRAGMA journal_mode=DELETE").close()
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
