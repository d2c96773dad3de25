"""Daily copies of a SQLite register, and putting one back. Of PostgreSQL its own tools make copies."""

import asyncio
import logging
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import delete, insert, select

from wijkkaart.config import Settings
from wijkkaart.errors import RegisterError
from wijkkaart.record import RecordKind
from wijkkaart.register import migrating
from wijkkaart.register.copying import copy, keep_private
from wijkkaart.register.database import BACKUPS, Database, address, forget, open_database
from wijkkaart.register.disk import clean_disk
from wijkkaart.register.erasing import purge
from wijkkaart.register.forgetting import wipe
from wijkkaart.register.reading import kind_of
from wijkkaart.register.schema import erasure, session
from wijkkaart.register.wijkscans.removing import remove
from wijkkaart.register.wijkscans.stored import is_wijkscan

_log = logging.getLogger(__name__)
_STAMPED = re.compile(r"-(\d{4}-\d{2}-\d{2})-\d{6}-\d{6}\.")
_REVISION, _VERSION = "SELECT revision FROM register_state", "SELECT max(version) FROM wijkscan_change"
_DAILY = re.compile(r"register-\d{4}-\d{2}-\d{2}\.sqlite")


def daily(db: Database, folder: Path, keep: int, today: date | None = None) -> Path | None:
    """Make the copy of today in `folder` unless it's there; the oldest beyond `keep` go, once it's whole.

    Registers that were put aside, by a restore or before an upgrade, go when they're `keep` days old: who
    was erased since is still in them.
    Gives the copy that was made, None when there was one. Raises RegisterError, also for PostgreSQL.
    """
    if not db.sqlite:
        raise _use_own_tools()
    day = today or date.today()
    target = folder / f"register-{day.isoformat()}.sqlite"
    made = None
    if not target.exists():
        try:
            copy(Path(str(db.engine.url.database)), target)
        except (OSError, sqlite3.Error) as error:
            raise RegisterError(
                f"De dagelijkse kopie van het register is niet gelukt ({error}).",
                f"In de map {folder} moet plaats zijn voor een kopie.",
                "Maak ruimte op de schijf, of kijk of de map te schrijven is.",
            ) from error
        made = target
    keep_private(folder)
    for old in copies(folder)[max(keep, 1) :]:
        old.unlink(missing_ok=True)
    beside = Path(str(db.engine.url.database))
    for path in (*folder.glob("voor-*"), *beside.parent.glob(f"{beside.stem}-opzij-*")):
        stamp = _STAMPED.search(path.name)
        if stamp and (day - date.fromisoformat(stamp[1])).days > keep:
            path.unlink(missing_ok=True)
    return made


async def keep_daily(settings: Settings, first: float = 60, again: float = 3600) -> None:
    """Make a copy of a SQLite register each day, for as long as the server runs.

    It looks after `first` seconds and then every `again`. What keeps a copy back is for the log.
    """
    await asyncio.sleep(first)
    while address(settings).get_backend_name() == "sqlite":
        try:
            await asyncio.to_thread(daily, open_database(settings), backups_of(settings), settings.backups)
        except RegisterError as error:
            _log.error("%s", error)
        await asyncio.sleep(again)


def copies(folder: Path) -> list[Path]:
    """The daily copies in a folder, the newest first."""
    return sorted((path for path in folder.glob("*.sqlite") if _DAILY.fullmatch(path.name)), reverse=True)


def backups_of(settings: Settings) -> Path:
    """The folder of the copies."""
    return settings.data / BACKUPS


def restore_file(settings: Settings, backup: Path, places: Iterable[str] = ()) -> Path | None:
    """Put a copy in place of the register; the app has to be stopped.

    What stood there is put aside, damaged or not: gives where, None when there was nothing. The copy is
    looked through first, and stays as it is. Who was erased since it was made, is erased again; `places` are
    names of areas, for telling these from persons called so.
    Raises RegisterError; nothing has changed then.
    """
    url = address(settings)
    if url.get_backend_name() != "sqlite":
        raise _use_own_tools()
    verify(backup)
    current = Path(str(url.database))
    forget(settings)
    fresh = current.with_name(f".{current.name}.restored")
    copy(backup, fresh)
    erased, proofs = _rows(current, "SELECT record_id FROM gone"), _rows(current, "SELECT * FROM erasure")
    _go_on_counting(fresh, current)
    aside = _put_aside(current)
    fresh.replace(current)
    _erase_again(settings, erased, proofs, places)
    return aside


def verify(file: Path) -> None:
    """Raise RegisterError unless a file is a whole register, of this version or an older one."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            whole = whole and not connection.execute("PRAGMA foreign_key_check").fetchall()
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            whole = whole and connection.execute("SELECT count(*) FROM register_state").fetchone() == (1,)
    except sqlite3.Error as error:
        raise _unusable(file, str(error)) from error
    if not whole:
        raise _unusable(file, "de inhoud is beschadigd")
    if not version or not migrating.known(version[0]):
        raise _unusable(file, "het is van een nieuwere versie van wijkkaart")


def _go_on_counting(fresh: Path, current: Path) -> None:
    """Let the revision of a restored register be a new one, and that of all its records and wijkscans.

    What somebody remembers of the register that was there is then never taken for this one.
    """
    last = [int(row[0] or 0) for query in (_REVISION, _VERSION) for row in _rows(current, query)]
    with closing(sqlite3.connect(fresh)) as connection, connection:
        revision = max([int(connection.execute(_REVISION).fetchone()[0]), *last]) + 1
        connection.execute("UPDATE register_state SET revision = ?", (revision,))
        for kind in RecordKind:
            connection.execute(f"UPDATE {kind} SET revision = ?", (revision,))
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'wijkscan'").fetchone():
            return  # a copy of before there were any
        on = max([int(connection.execute(_VERSION).fetchone()[0] or 0), *last])
        for table in ("wijkscan_part", "wijkscan_change"):
            connection.execute(f"UPDATE {table} SET version = version + ?", (on,))


def _rows(current: Path, query: str) -> list[tuple[str, ...]]:
    """Rows of the register that's there, as far as it can be read."""
    try:
        with closing(sqlite3.connect(f"{current.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.Error:
        return []


def _erase_again(
    settings: Settings, erased: list[tuple[str, ...]], proofs: list[tuple[str, ...]], places: Iterable[str]
) -> None:
    """Who and what was erased since the copy may not come back with it, nor a sign-in that had ended."""
    database = open_database(settings)
    with database.writing() as connection:
        for (key,) in erased:
            kind = kind_of(connection, key)
            if kind is RecordKind.CONTACT:
                wipe(connection, key, places)
            elif kind:
                purge(connection, key)
            elif is_wijkscan(key):
                remove(connection, key)
        kept = set(connection.execute(select(erasure.c.id)).scalars())
        new = [dict(zip(erasure.c.keys(), row, strict=True)) for row in proofs if row[0] not in kept]
        if new:
            connection.execute(insert(erasure), new)
        connection.execute(delete(session))
    clean_disk(database)


def _put_aside(current: Path) -> Path | None:
    if not current.exists():
        return None
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
    aside = current.with_name(f"{current.stem}-opzij-{stamp}{current.suffix}")
    current.rename(aside)
    for end in ("-wal", "-shm"):  # what SQLite hadn't put into the file yet belongs to it
        beside = current.with_name(current.name + end)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + end))
    return aside


def _unusable(file: Path, why: str) -> RegisterError:
    return RegisterError(
        f"De kopie {file.name} is niet te gebruiken: {why}.",
        "Een kopie is een heel SQLite-bestand dat wijkkaart heeft gemaakt.",
        "Kies een kopie van een andere dag. Het register is niet veranderd.",
    )


def _use_own_tools() -> RegisterError:
    return RegisterError(
        "Dit register staat in PostgreSQL. Daarvan maakt wijkkaart zelf geen kopieën.",
        "De beheerder van de database zorgt daarvoor.",
        "Maak een kopie met pg_dump, en zet die terug met pg_restore.",
    )
