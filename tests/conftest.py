"""Fixtures of the whole suite."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real data that tests run on where it's at hand; it isn't part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("de echte gegevens (shared/data) zijn er niet op deze machine")
    return SHARED
