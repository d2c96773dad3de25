"""The database itself: one writer at a time, readers see one moment, and trouble is told in Dutch."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from tests.databases import execute, new_database, opened
from tests.register.people import ANNE, added
from wijkkaart.config import Settings, settings
from wijkkaart.errors import RegisterError
from wijkkaart.record import RecordKind
from wijkkaart.register import database as module
from wijkkaart.register import disk, reading, saving
from wijkkaart.register.database import Database, address, open_database


def test_a_register_is_opened_once_a_process(database: Database) -> None:
    assert open_database(settings()) is database


def test_without_an_address_it_is_a_file_in_the_data_directory(tmp_path: Path) -> None:
    assert address(Settings(data=tmp_path, database_url="")).database == str(tmp_path / "register.sqlite")
    for url in ("postgres://a:b@host/naam", "postgresql://a:b@host/naam"):
        assert address(Settings(database_url=url)).drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["mysql://a/b", "onzin", "sqlite://", "postgresql://host"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(RegisterError, match="WIJKKAART_DATABASE_URL"):
        address(Settings(database_url=url))


def test_a_server_out_of_reach_is_told_without_its_password(tmp_path: Path) -> None:
    nowhere = Settings(data=tmp_path, database_url="postgresql://naam:geheim@127.0.0.1:1/register")
    with pytest.raises(RegisterError, match="niet te bereiken") as told:
        open_database(nowhere)
    assert not {word for word in ("geheim", "naam:", "127.0.0.1") if word in str(told.value)}


def test_a_file_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite").mkdir()
    with pytest.raises(RegisterError, match="niet te bereiken"):
        open_database(Settings(data=tmp_path, database_url=""))


def test_a_reader_sees_one_moment_while_another_writes(database: Database) -> None:
    record = added(database)
    with database.reading() as connection:
        before = reading.read(connection, record.id)
        saving.save(database, record.id, 1, {"name": "Later"}, ANNE)
        assert reading.read(connection, record.id) == before
    assert reading.get(database, record.id) != before


def test_a_reader_cannot_write_on_postgresql_and_a_failed_writer_leaves_nothing(database: Database) -> None:
    record = added(database)

    def fails() -> None:
        with database.writing() as connection:
            connection.execute(text("DELETE FROM organization"))
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert reading.get(database, record.id) == record


def test_writers_wait_for_each_other(database: Database) -> None:
    order, inside = [], threading.Event()

    def first() -> None:
        with database.writing() as connection:
            inside.set()
            connection.execute(text("UPDATE register_state SET revision = revision + 1"))
            order.append("first")
            threading.Event().wait(0.2)
            order.append("first is done")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with database.writing():
        order.append("second")
    thread.join()
    assert order == ["first", "first is done", "second"]


def test_who_waits_too_long_is_told_that_nothing_was_saved(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BUSY_SECONDS", 1)
    if database.sqlite:  # another process, so that there's no turn to wait for
        module.forget(settings())
        other, database = database, open_database(settings())
    else:
        other = database
    with other.writing(), pytest.raises(RegisterError, match="Het register is bezet"):
        added(database, RecordKind.NOTE)
    other.dispose()


def test_references_are_kept_by_the_database_too(database: Database) -> None:
    added(database)
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.writing() as connection:
        connection.execute(text("UPDATE organization SET parent_organization_id = 'weg'"))


def test_what_was_saved_is_on_the_disk(database: Database) -> None:
    with database.reading() as connection:
        if database.sqlite:
            pragmas = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous")
            ]
            assert pragmas == ["wal", 2]
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_two_threads_that_open_a_register_get_one(tmp_path: Path) -> None:
    new, found = Settings(data=tmp_path, database_url=""), []
    threads = [threading.Thread(target=lambda: found.append(open_database(new))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in found}) == 1
    module.forget(new)


def test_a_statement_on_postgresql_does_not_hang_for_good(
    postgres_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_STATEMENT_SECONDS", 1)
    there = Settings(data=tmp_path, database_url=new_database(postgres_server, "vast"))
    with opened(there) as database:
        with pytest.raises(RegisterError, match="te lang"), database.reading() as connection:
            connection.exec_driver_sql("SELECT pg_sleep(5)")
        assert added(database).version == 1  # the connection is still good


def test_new_tables_and_tidying_the_disk_take_as_long_as_they_take(
    postgres_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Settings(data=tmp_path, database_url=new_database(postgres_server, "traag"))
    bounds, real = [], module.migrating.upgrade

    def upgrade(connection: Connection) -> None:
        bounds.append(connection.exec_driver_sql("SHOW statement_timeout").scalar())
        real(connection)

    def seen(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement == "VACUUM":
            bounds.append(connection.exec_driver_sql("SHOW statement_timeout").scalar())

    monkeypatch.setattr(module.migrating, "upgrade", upgrade)
    with opened(new) as database:
        event.listen(database.engine, "before_cursor_execute", seen)
        assert disk.clean_disk(database)
        with database.reading() as connection:
            bounds.append(connection.exec_driver_sql("SHOW statement_timeout").scalar())
    assert bounds == ["0", "0", "1min"]


def test_the_bound_of_the_owner_of_the_server_stays(postgres_server: str, tmp_path: Path) -> None:
    url = new_database(postgres_server, "eigen")
    execute(url, "ALTER DATABASE eigen SET statement_timeout = '7s'")
    with opened(Settings(data=tmp_path, database_url=url)) as database, database.reading() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "7s"
