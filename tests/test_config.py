"""Settings of the process."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from wijkkaart.config import keep_dutch_time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A clock that goes back to what it was."""
    with monkeypatch.context() as changed:
        yield changed
    time.tzset()


def test_a_day_begins_when_it_does_in_the_netherlands(clock: pytest.MonkeyPatch) -> None:
    clock.delenv("TZ", raising=False)
    # So that what is set here is taken back afterwards.
    clock.setenv("TZ", "x")
    clock.delenv("TZ")
    keep_dutch_time()
    night = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert night.astimezone().date().isoformat() == "2026-07-01"


def test_who_sets_another_zone_means_it(clock: pytest.MonkeyPatch) -> None:
    clock.setenv("TZ", "America/New_York")
    keep_dutch_time()
    assert datetime(2026, 7, 1, 2, tzinfo=UTC).astimezone().date().isoformat() == "2026-06-30"
