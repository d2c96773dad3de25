"""Fixtures of the pages that run without a browser."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests import toy
from tests.ui.visitor import Visitor
from wijkkaart.register import accounts, sessions
from wijkkaart.register.database import Database
from wijkkaart.ui import account, components


@pytest.fixture
def _started(sqlite_database: Database) -> Visitor:
    """Somebody on the first page, while there's nothing on it yet: that is soon there."""
    found = Visitor(sqlite_database)
    found.run()
    return found


@pytest.fixture
def town(_started: Visitor, tmp_path: Path) -> Database:
    """The toy town's data directory, with an empty register."""
    toy.town(tmp_path / "gegevens")
    return _started.register


@pytest.fixture
def visitor(_started: Visitor, town: Database, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Somebody who looks at the toy town, not signed in yet."""

    def fetched(code: str, _turn: str, **_: str) -> None:
        _started.given = (sessions.token_of(code, datetime.now(UTC)) or "") if code else ""

    monkeypatch.setattr(account, "token", lambda: _started.token)
    monkeypatch.setattr(components, "hand_over", fetched)
    monkeypatch.setattr(account, "_FRESH_SECONDS", 0.0)
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher(1, 8, 1))
    assert town is _started.register
    return _started
