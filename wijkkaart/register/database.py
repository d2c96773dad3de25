"""The database of the register: SQLite in the data directory, or PostgreSQL by its address.

Writers queue, so that what a writer reads is what it changes: on SQLite by BEGIN IMMEDIATE, on
PostgreSQL by a lock that's free when nobody writes. There, who changes one record may do so beside
others who do. What was committed survives a kill.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wijkkaart.config import Settings
from wijkkaart.errors import RegisterError
from wijkkaart.register import copying, migrating
from wijkkaart.register.schema import register_state

_log = logging.getLogger(__name__)
FILE, BACKUPS = "register.sqlite", "backups"
"""Names in the data directory."""
_BUSY_SECONDS = 30
_STATEMENT_SECONDS = 60
"""How long PostgreSQL works at one statement; all of ours take far less, so one that doesn't hangs."""
_MIGRATES = 7_469_106
"""Number of the lock on PostgreSQL that who changes the tables holds."""
_WRITERS = 7_469_107
"""Number of the lock on PostgreSQL that who writes holds: for itself, or shared."""
_CONNECTIONS = 24
"""How many connections stay open: as many as people may work at once, as to open one takes long."""
_WRITES = "wijkkaart_writes"


class Database:
    """A register's database, for all threads of a process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.sqlite = engine.dialect.name == "sqlite"
        # Threads of one process wait their turn here: SQLite's own waiting isn't in order of arrival.
        self._turn = threading.Lock() if self.sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the register. Raises RegisterError."""
        level = {} if self.sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with _told(self), self.engine.connect().execution_options(**level) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, beside: bool = False) -> Iterator[Connection]:
        """The connection of the only writer: committed when the block ends, undone when it raises.

        On PostgreSQL others may write at once that come `beside` too. Such a block changes one record,
        which it locks by reading it `to_change`, and raises the revision (`raised`) last of all: so no
        two ever wait for each other, and who sees a revision sees all that came before it.
        Nested use in one thread waits for itself. Raises RegisterError.
        """
        with _told(self), self._turn, _begun(self) as connection:
            if not self.sqlite:
                shared = "_shared" if beside else ""
                connection.exec_driver_sql(
                    f"SELECT set_config('lock_timeout', '{_BUSY_SECONDS}s', true),"
                    f" pg_advisory_xact_lock{shared}({_WRITERS})"
                )
            yield connection

    def revision(self) -> int:
        """How often a record was changed; equal revisions have equal records."""
        with self.reading() as connection:
            return int(connection.execute(select(register_state.c.revision)).scalar_one())

    def dispose(self) -> None:
        """Close the connections that are free."""
        self.engine.dispose()


def raised(connection: Connection) -> int:
    """The next revision, for the records that this writing connection changes.

    Nobody else gets one until its transaction has ended.
    """
    update = register_state.update().values(revision=register_state.c.revision + 1)
    return int(connection.execute(update.returning(register_state.c.revision)).scalar_one())


_open: dict[str, Database] = {}
_opening = threading.Lock()


def open_database(settings: Settings) -> Database:
    """The register that the settings name, brought to this version's tables when it's opened first.

    One object a process and address. Raises RegisterError.
    """
    url = address(settings)
    key = url.render_as_string(hide_password=False)
    with _opening:
        if key not in _open:
            database = _connect(url)
            with ExitStack() as unless_whole:
                unless_whole.callback(database.dispose)
                with _told(database):
                    _migrate(database, settings)
                unless_whole.pop_all()
            _open[key] = database
        return _open[key]


def forget(settings: Settings) -> None:
    """Close the register that the settings name; it's opened anew when it's next asked for."""
    with _opening:
        found = _open.pop(address(settings).render_as_string(hide_password=False), None)
    if found:
        found.dispose()


def address(settings: Settings) -> URL:
    """Where the register is; raises RegisterError for an address that is none."""
    if not settings.database_url:
        return URL.create("sqlite", database=str((settings.data / FILE).absolute()))
    try:
        url = make_url(settings.database_url)
    except ArgumentError as error:
        raise _no_address() from error
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "postgresql+psycopg"} or not url.database:
        raise _no_address()
    return url


def _connect(url: URL) -> Database:
    if url.get_backend_name() == "sqlite":
        file = Path(str(url.database))
        file.parent.mkdir(parents=True, exist_ok=True)
        copying.made_private(file)
        engine = create_engine(
            url,
            pool_size=_CONNECTIONS,
            max_overflow=40,
            connect_args={"timeout": _BUSY_SECONDS},
            **_JSON,
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return Database(engine)
    engine = create_engine(
        url,
        pool_size=_CONNECTIONS,
        max_overflow=8,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10},
        **_JSON,
    )
    event.listen(engine, "connect", _bound)
    return Database(engine)


def _bound(connection: Any, _record: Any) -> None:
    """Bound how long a statement on a new connection to PostgreSQL takes, unless its owner did already."""
    connection.execute(
        f"SELECT set_config('statement_timeout', '{_STATEMENT_SECONDS}s', false)"
        " WHERE current_setting('statement_timeout') = '0'"
    )
    connection.commit()


def _prepare(connection: Any, _record: Any) -> None:
    """Set up a new connection to SQLite."""
    connection.isolation_level = None  # or Python's driver begins transactions by itself, too late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_EMPTY: dict[str | bytes, Callable[[], Any]] = {"[]": list, "{}": dict, b"[]": list, b"{}": dict}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _from_json(text: str | bytes) -> Any:
    """As `json.loads`; most of what's read is empty."""
    return _EMPTY[text]() if text in _EMPTY else json.loads(text)


_JSON: dict[str, Any] = {"json_serializer": _ENCODER.encode, "json_deserializer": _from_json}


def _migrate(database: Database, settings: Settings) -> None:
    """Bring the tables to this version, in one transaction; a SQLite file with data is copied first."""
    with database.engine.connect() as connection:
        now = migrating.version_of(connection)
    if now == migrating.head():
        return
    if now is not None and not migrating.known(now):
        raise RegisterError(
            "Het register is gemaakt door een nieuwere versie van wijkkaart.",
            f"Deze versie kent de indeling {migrating.head()} en ouder, niet {now}.",
            "Installeer de nieuwste versie van wijkkaart, of zet een oudere kopie van het register terug.",
        )
    if database.sqlite and now is not None:
        stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
        copying.copy(
            Path(str(database.engine.url.database)), settings.data / BACKUPS / f"voor-{now}-{stamp}.sqlite"
        )
    with _begun(database) as connection:
        if not database.sqlite:
            # New tables may take long to fill, and others wait for who makes them.
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATES})")
        migrating.upgrade(connection)


@contextmanager
def _begun(database: Database) -> Iterator[Connection]:
    """A connection in a transaction that writes from the start."""
    with database.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def _told(database: Database) -> Iterator[None]:
    """Tell in Dutch what's wrong when the database can't be used."""
    try:
        yield
    except PoolTimeout as error:
        raise _busy() from error
    except (OperationalError, InterfaceError) as error:
        if "lock" in str(error.orig).lower():
            raise _busy() from error
        if "statement timeout" in str(error.orig):
            raise RegisterError(
                "Het register doet hier te lang over.",
                f"Een vraag moet binnen {_STATEMENT_SECONDS} seconden beantwoord zijn.",
                "Er is niets opgeslagen. Probeer het zo meteen nog eens.",
            ) from error
        # Every visitor may read the error; where the database stands is for the log.
        _log.error("no database at %s: %s", database.engine.url.render_as_string(), error.orig)
        raise RegisterError(
            "Het register is niet te bereiken.",
            "De database moet te openen zijn. In het logboek van de server staat welke.",
            "Kijk of de databaseserver aanstaat, of de map bestaat en of er ruimte op de schijf is.",
        ) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # a statement that's wrong is a mistake of ours
            raise
        raise RegisterError(
            "Het register is beschadigd, of het bestand is geen register.",
            "Het moet een SQLite-bestand zijn dat wijkkaart heeft gemaakt.",
            "Zet de kopie van een eerdere dag terug.",
        ) from error


def _busy() -> RegisterError:
    return RegisterError(
        "Het register is bezet.",
        f"Binnen {_BUSY_SECONDS} seconden moet er plaats zijn.",
        "Er is niets opgeslagen. Probeer het zo meteen nog eens.",
    )


def _no_address() -> RegisterError:
    return RegisterError(
        "Het adres van het register klopt niet.",
        "Verwacht: sqlite:///pad/naar/register.sqlite of postgresql://gebruiker:wachtwoord@server/naam.",
        "Verbeter WIJKKAART_DATABASE_URL, of laat die leeg voor een bestand in de gegevensmap.",
    )
