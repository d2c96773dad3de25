"""Fixtures of the pages that run without a browser."""

from pathlib import Path

import pytest

from tests import toy
from tests.ui.visitor import Visitor
from wijkkaart.register import accounts
from wijkkaart.register.database import Database
from wijkkaart.ui import account, components


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Database:
    """The toy town's data directory, with an empty register."""
    toy.town(tmp_path / "gegevens")
    return sqlite_database


@pytest.fixture
def visitor(town: Database, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Somebody who looks at the toy town, not signed in yet."""
    found = Visitor(town)
    monkeypatch.setattr(account, "token", lambda: found.token)
    monkeypatch.setattr(components, "hand_over", lambda *_, **__: None)
    monkeypatch.setattr(account, "_FRESH_SECONDS", 0.0)
    monkeypatch.setattr(accounts, "_hasher", accounts.PasswordHasher(1, 8, 1))
    return found
