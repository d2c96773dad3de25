"""Copies that can be put back, also in place of a damaged register."""

import asyncio
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import databases
from tests.register.people import ANNE, added
from wijkkaart.config import Settings, settings
from wijkkaart.errors import RegisterError
from wijkkaart.record import RecordKind
from wijkkaart.register import backup, reading, saving
from wijkkaart.register.database import FILE, Database, forget, open_database
from wijkkaart.register.erasing import purge

DAY = date(2026, 11, 26)


def test_there_is_one_copy_a_day_and_the_oldest_go(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "register-eigen.sqlite").write_bytes(b"van iemand")
    for days in range(5):
        assert backup.daily(sqlite_database, tmp_path, 3, DAY + timedelta(days))
    assert backup.daily(sqlite_database, tmp_path, 3, DAY + timedelta(4)) is None
    names = [path.name for path in backup.copies(tmp_path)]
    assert names == [f"register-2026-11-{day}.sqlite" for day in (30, 29, 28)]
    assert (tmp_path / "register-eigen.sqlite").exists()


def test_no_other_user_of_the_machine_reads_a_register_or_its_copies(tmp_path: Path) -> None:
    file = tmp_path / "data" / FILE
    chosen = Settings(data=file.parent, database_url="")
    before = os.umask(0)
    try:
        added(open_database(chosen))
        backup.daily(open_database(chosen), backup.backups_of(chosen), 3)
        rights = {path.name: path.stat().st_mode & 0o007 for path in file.parent.rglob("register*")}
        assert {FILE, f"{FILE}-wal", f"register-{date.today()}.sqlite"} <= set(rights)
        assert not any(rights.values())
        assert backup.backups_of(chosen).stat().st_mode & 0o007 == 0
        # One of before is shut when it's opened, with what a process that was killed left beside it.
        forget(chosen)
        log = file.with_name(f"{FILE}-wal")
        log.touch()
        for path in (file, log):
            path.chmod(0o644)
        added(open_database(chosen))
        assert {path.stat().st_mode & 0o777 for path in (file, log)} == {0o640}
    finally:
        os.umask(before)
        forget(chosen)


def test_a_server_that_runs_makes_the_copy_of_the_day(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(sqlite_database)
    full = [RegisterError("De schijf is vol.")]

    def filling(*given: object) -> Path | None:
        if full:
            raise full.pop()
        return plain(*given)  # type: ignore[arg-type]

    plain = backup.daily
    monkeypatch.setattr(backup, "daily", filling)

    async def a_while() -> None:
        task = asyncio.create_task(backup.keep_daily(settings(), 0, 0.01))
        for _ in range(500):
            await asyncio.sleep(0.01)
            if backup.copies(backup.backups_of(settings())):
                break
        task.cancel()

    # In a thread of its own: a browser that this process drives has a loop running in this one.
    with ThreadPoolExecutor() as other:
        other.submit(asyncio.run, a_while()).result()
    (made,) = backup.copies(backup.backups_of(settings()))
    backup.verify(made)


def test_registers_that_were_put_aside_go_with_who_was_erased_since(
    sqlite_database: Database, tmp_path: Path
) -> None:
    register = Path(str(sqlite_database.engine.url.database))
    kept = [
        register.with_name("register-opzij-2026-11-24-101500-000001.sqlite"),
        register.with_name("register-opzij-van-mij.sqlite"),
        tmp_path / "voor-0004-2026-11-23-101500-000001.sqlite",
    ]
    old = [
        register.with_name("register-opzij-2026-11-22-101500-000001.sqlite"),
        register.with_name("register-opzij-2026-11-22-101500-000001.sqlite-wal"),
        tmp_path / "voor-0004-2026-11-01-101500-000001.sqlite",
    ]
    for path in (*kept, *old):
        path.write_bytes(b"het register van toen")
    backup.daily(sqlite_database, tmp_path, 3, DAY)
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in old)
    assert register.exists()


def test_a_copy_made_during_a_write_is_whole_and_without_it(
    sqlite_database: Database, tmp_path: Path
) -> None:
    record = added(sqlite_database)
    with sqlite_database.writing() as connection:
        connection.exec_driver_sql("UPDATE organization SET name = 'half'")
        made = backup.daily(sqlite_database, tmp_path, 3, DAY)
    assert made
    backup.verify(made)
    with closing(sqlite3.connect(made)) as copied:
        assert copied.execute("SELECT name FROM organization").fetchall() == [(record.name,)]


def test_a_copy_is_put_back_and_what_was_there_is_kept_aside(sqlite_database: Database) -> None:
    record, erased = added(sqlite_database), added(sqlite_database, RecordKind.CONTACT)
    made = backup.daily(sqlite_database, backup.backups_of(settings()), 3, DAY)
    assert made
    saving.save(sqlite_database, record.id, 1, {"name": "Later"}, ANNE)
    with sqlite_database.writing() as connection:
        purge(connection, erased.id)
    last = sqlite_database.revision()
    aside = backup.restore_file(settings(), made)
    assert aside
    database = open_database(settings())
    revision, records, _ = reading.changed(database, last)
    assert revision > last
    assert [found.values for found in records] == [record.values]  # and who was erased stays away
    assert made.exists()
    with closing(sqlite3.connect(aside)) as old:
        assert old.execute("SELECT name FROM organization").fetchall() == [("Later",)]


def test_a_damaged_register_is_told_and_can_be_replaced(sqlite_database: Database) -> None:
    record = added(sqlite_database)
    made = backup.daily(sqlite_database, backup.backups_of(settings()), 3, DAY)
    assert made
    forget(settings())
    for damage in (b"geen database" * 1000, b""):
        (settings().data / FILE).write_bytes(damage)
        if damage:
            with pytest.raises(RegisterError, match="beschadigd"):
                open_database(settings())
        assert backup.restore_file(settings(), made)
        assert reading.get(open_database(settings()), record.id) == record
        forget(settings())
    (settings().data / FILE).unlink()
    assert backup.restore_file(settings(), made) is None
    assert reading.get(open_database(settings()), record.id) == record


def test_what_is_no_whole_copy_is_refused_and_changes_nothing(
    sqlite_database: Database, tmp_path: Path
) -> None:
    record = added(sqlite_database)
    made = backup.daily(sqlite_database, tmp_path, 3, DAY)
    assert made
    content = made.read_bytes()
    broken, other, newer = (tmp_path / f"{name}.sqlite" for name in ("kapot", "ander", "nieuwer"))
    broken.write_bytes(content[: len(content) // 2])
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE iets (x)")
    newer.write_bytes(content)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for wrong in (broken, other, newer, tmp_path / "weg.sqlite"):
        with pytest.raises(RegisterError, match="niet te gebruiken"):
            backup.restore_file(settings(), wrong)
    assert reading.get(sqlite_database, record.id) == record


def test_of_postgresql_its_own_tools_make_copies(postgres_server: str, tmp_path: Path) -> None:
    elsewhere = Settings(data=tmp_path, database_url=databases.new_database(postgres_server, "kopie"))
    with databases.opened(elsewhere) as database, pytest.raises(RegisterError, match="pg_dump"):
        backup.daily(database, tmp_path, 3)
    with pytest.raises(RegisterError, match="pg_restore"):
        backup.restore_file(elsewhere, tmp_path)
