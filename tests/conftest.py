"""Fixtures of the whole suite."""

import shutil
import socket
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.manifest_scanner import scan_component_manifests

from tests import databases, toy
from tests.publishers.server import Publishers
from wijkkaart.atlas import Atlas
from wijkkaart.config import DATABASE_URL, Settings, keep_dutch_time, settings
from wijkkaart.guide import Guide, guide
from wijkkaart.register.database import FILE, Database
from wijkkaart.store import Store

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"

# What is today here has to be today in the app, which goes by the Dutch clock: also late in the evening.
keep_dutch_time()

# A busy machine isn't a bug, and the same run has to give the same answer.
hypothesis.settings.register_profile("wijkkaart", deadline=None, derandomize=True, max_examples=40)
hypothesis.settings.load_profile("wijkkaart")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name tests on bytes by the argument: a zip has the time in it, and processes need the same names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real data that tests run on where it's at hand; it isn't part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("de echte gegevens (shared/data) zijn er niet op deze machine")
    return SHARED


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own data directory."""
    monkeypatch.setenv("WIJKKAART_DATA", str(tmp_path / "gegevens"))
    monkeypatch.setenv("WIJKKAART_CACHE", str(tmp_path / "antwoorden"))
    monkeypatch.delenv(DATABASE_URL, raising=False)


@pytest.fixture(autouse=True)
def _own_main() -> Iterator[None]:
    """Streamlit's AppTest leaves its script as `__main__`, and processes that are started later run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session", autouse=True)
def _components_looked_for_once() -> Iterator[None]:
    """Every AppTest reads what all installed packages say of themselves; they say the same each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches further than this machine."""
    monkeypatch.setenv("NO_PROXY", "*")

    def guarded(name: str) -> Any:
        real = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            internet = self.family in (socket.AF_INET, socket.AF_INET6)
            if internet and str(address[0]) not in {"127.0.0.1", "::1", "localhost"}:
                pytest.fail(f"A test tried to reach {address[0]}.")
            return real(self, address)

        return connect

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(name))


@pytest.fixture(scope="session")
def _publishers() -> Iterator[Publishers]:
    with Publishers() as server:
        yield server


@pytest.fixture
def publishers(_publishers: Publishers) -> Publishers:
    """The loopback server that stands for every publisher, with nothing in it yet."""
    _publishers.reset()
    return _publishers


@pytest.fixture(scope="session")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The toy town opened for reading; no test may write in its directory."""
    return Atlas(toy.town(tmp_path_factory.mktemp("toren")))


@pytest.fixture(scope="session")
def public(atlas: Atlas) -> Guide:
    """What everybody may see of the toy town, with nothing in the register."""
    return guide(Settings(data=atlas.store.root, database_url=""))


@pytest.fixture
def town(tmp_path: Path, atlas: Atlas) -> Store:
    """The toy town in a data directory of its own."""
    return Store(shutil.copytree(atlas.store.root, tmp_path / "gegevens"))


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("register"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a real PostgreSQL server, for databases of one's own on it."""
    yield from databases.asked()


@pytest.fixture(scope="session")
def _postgres_url(postgres_server: str) -> str:
    return databases.new_database(postgres_server, "register")


@pytest.fixture
def sqlite_database(_sqlite_template: Path, _own_data: None) -> Iterator[Database]:
    """An empty register in the test's own data directory; `settings()` leads to it."""
    settings().data.mkdir(parents=True, exist_ok=True)
    shutil.copy(_sqlite_template, settings().data / FILE)
    with databases.opened(settings()) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """An empty register, once on SQLite and once on PostgreSQL; `settings()` leads to it."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database")
        return
    monkeypatch.setenv(DATABASE_URL, request.getfixturevalue("_postgres_url"))
    with databases.opened(settings()) as database:
        databases.empty(database)
        yield database
