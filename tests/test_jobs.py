"""A fetch as a job of its own, in a real process that asks the loopback publishers."""

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from tests.publishers import everything, wijkbuurtkaart
from tests.publishers.server import Publishers, slow
from wijkkaart import jobs
from wijkkaart.config import Settings
from wijkkaart.errors import StoreBusy
from wijkkaart.progress import FetchProgress, SourceProgress, State
from wijkkaart.sources.registry import PUBLISHERS
from wijkkaart.store import Snapshot

FREE = f"{everything.LOCATIESERVER}/free"


@pytest.fixture
def settings(publishers: Publishers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that a job takes over from the environment."""
    found = publishers.settings(tmp_path)
    for name, value in everything.environment(found).items():
        monkeypatch.setenv(name, value)
    return found


def until(root: Path, right: Callable[[FetchProgress], bool], seconds: float = 60) -> FetchProgress:
    """The progress as soon as it's right."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = jobs.read(root)
        if found is not None and right(found):
            return found
        time.sleep(0.05)
    pytest.fail(f"still {jobs.read(root)}")


def ended(root: Path) -> FetchProgress:
    return until(root, lambda found: found.state.ended)


def begun(root: Path) -> FetchProgress:
    return until(root, lambda found: found.state is State.BUSY)


@pytest.fixture
def hanging(publishers: Publishers) -> Event:
    """The Locatieserver doesn't answer before this is set, so a job that has to ask it hangs."""
    publishers.give(FREE, everything.gemeenten())
    let_go = Event()
    publishers.inject(FREE, slow(let_go, 60))
    return let_go


def pid(root: Path) -> int:
    """The process that is the job."""
    return int(json.loads((root / jobs.STATUS).read_text(encoding="utf-8"))["pid"])


@pytest.mark.shared
def test_a_job_fetches_apart_from_who_started_it_and_tells_how_far_it_is(
    settings: Settings, publishers: Publishers, shared: Path, tmp_path: Path
) -> None:
    wijkbuurtkaart.serve(publishers, shared, tmp_path / "kaart")
    assert jobs.read(settings.data) is None
    jobs.start(settings.data, "GM0307", only=["wijkbuurtkaart"], years=[2024])
    assert jobs.busy(settings.data)
    found = ended(settings.data)
    assert (found.state, found.problems) == (State.DONE, [])
    assert found.what == "Amersfoort (GM0307)"
    (line,) = found.sources
    assert (line.name, line.done, line.total) == ("wijkbuurtkaart", 1, 1)
    assert line.rows > 100
    assert [entry.years for entry in Snapshot(settings.data).manifest.entries] == [(2024,)]
    assert Snapshot(settings.data).problems() == []


def test_a_gemeente_that_is_not_there_is_told_to_who_looks(
    settings: Settings, publishers: Publishers
) -> None:
    publishers.give(FREE, everything.gemeenten())
    jobs.start(settings.data, "Nergenshuizen")
    found = ended(settings.data)
    assert found.state is State.FAILED
    assert found.problems[0].found == "Er is geen gemeente met de naam Nergenshuizen."
    assert not jobs.busy(settings.data)


def test_a_job_that_can_not_begin_says_why(settings: Settings) -> None:
    jobs.start(settings.data, "GM0307", only=["sterrenwacht"])
    found = ended(settings.data)
    assert found.state is State.FAILED
    assert "wijkkaart kent deze bron niet: sterrenwacht." in found.problems[0].text


def test_one_job_at_a_time(settings: Settings, hanging: Event) -> None:
    jobs.start(settings.data, "Amersfoort")
    with pytest.raises(StoreBusy, match="al gegevens opgehaald"):
        jobs.start(settings.data, "Amstelveen")
    begun(settings.data)
    with pytest.raises(StoreBusy, match="al gegevens opgehaald"):
        jobs.start(settings.data, "Amstelveen")
    hanging.set()
    ended(settings.data)


def test_a_job_stops_when_asked(settings: Settings, hanging: Event) -> None:
    jobs.start(settings.data, "Amersfoort")
    begun(settings.data)
    jobs.stop(settings.data)
    assert ended(settings.data).state is State.STOPPED
    hanging.set()
    assert not (settings.data / jobs.STOP).exists()


def test_a_job_can_be_stopped_before_it_has_begun(settings: Settings, hanging: Event) -> None:
    jobs.start(settings.data, "Amersfoort")
    jobs.stop(settings.data)
    assert ended(settings.data).state is State.STOPPED
    hanging.set()


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_job_whose_process_is_gone_is_interrupted_and_can_be_started_again(
    settings: Settings, hanging: Event, publishers: Publishers
) -> None:
    jobs.start(settings.data, "Amersfoort")
    begun(settings.data)
    os.kill(pid(settings.data), signal.SIGKILL)
    found = ended(settings.data)
    assert found.state is State.BROKEN
    assert "Het gaat dan verder waar het was." in found.problems[-1].text
    hanging.set()
    jobs.start(settings.data, "Nergenshuizen")
    assert ended(settings.data).state is State.FAILED


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_job_that_gets_a_signal_to_end_stops_cleanly(
    settings: Settings, publishers: Publishers, hanging: Event
) -> None:
    jobs.start(settings.data, "Amersfoort")
    # It says that it has begun before it listens to signals; when it asks something, it listens.
    until(settings.data, lambda _: publishers.count(FREE) > 0)
    os.kill(pid(settings.data), signal.SIGTERM)
    assert ended(settings.data).state is State.STOPPED
    hanging.set()


def test_a_job_that_never_reports_is_interrupted_after_a_while(tmp_path: Path) -> None:
    (tmp_path / jobs.STATUS).write_text(
        FetchProgress("Amersfoort", began=time.time() - 1000, job="x").to_json(), encoding="utf-8"
    )
    found = jobs.read(tmp_path)
    assert found is not None
    assert found.state is State.BROKEN
    assert not jobs.busy(tmp_path)


def test_what_was_busy_when_a_job_broke_off_is_interrupted_too(tmp_path: Path) -> None:
    lines = [SourceProgress("kwb", "K", State.DONE), SourceProgress("osm", "O", State.BUSY)]
    progress = FetchProgress("Amersfoort", "", State.BUSY, lines, began=time.time(), job="x")
    (tmp_path / jobs.STATUS).write_text(progress.to_json(), encoding="utf-8")
    found = jobs.read(tmp_path)
    assert found is not None
    assert [line.state for line in found.sources] == [State.DONE, State.BROKEN]


@pytest.mark.parametrize("text", ["", "{", '{"what": 3}'])
def test_a_damaged_status_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / jobs.STATUS).write_text(text, encoding="utf-8")
    assert jobs.read(tmp_path) is None


def test_the_files_of_a_job_are_no_part_of_the_data(settings: Settings, publishers: Publishers) -> None:
    publishers.give(FREE, everything.gemeenten())
    jobs.start(settings.data, "Nergenshuizen")
    ended(settings.data)
    assert not Snapshot(settings.data).exists
    assert Snapshot(settings.data).problems() == []


def test_the_sources_that_can_be_chosen_are_those_there_are() -> None:
    assert {publisher.NAME: publisher.LABEL for publisher in PUBLISHERS} == jobs.SOURCES
