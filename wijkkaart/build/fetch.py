"""Fetching a gemeente, or the country: publishers are asked side by side, and stored one by one.

What a publisher gave goes into the data directory in one step, so that what is finished stays when the
work is stopped, and nothing half-written is ever visible. Answers are kept on disk by the client: the
same command goes on where it was.
"""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event

from wijkkaart.build.answers import SURPRISES, Got, skip_known, take
from wijkkaart.build.parts import NotYet, Report
from wijkkaart.build.take import renew_tiles
from wijkkaart.errors import Stopped, WijkkaartError
from wijkkaart.model import COUNTRY_NAME, Level
from wijkkaart.progress import FetchProgress, Problem, SourceProgress, State
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Publisher, Wanted
from wijkkaart.store import Draft, Entry, Snapshot, Store

FIRST = frozenset({"wijkbuurtkaart"})
"""Publishers that the others wait for: these tell where a gemeente lies and what it's called."""


@dataclass
class Fetch:
    """One run: `run` does it, `stop` ends it from any thread, `progress` tells how far it is."""

    wanted: Wanted
    store: Store
    publishers: Sequence[Publisher]
    client: Client
    again: bool = False
    """Also read answers that are the same as last time."""
    progress: FetchProgress = field(default_factory=lambda: FetchProgress(""))

    def __post_init__(self) -> None:
        self._stopped = Event()
        self._got: dict[str, list[Got]] = {}
        self._lines = {each.NAME: SourceProgress(each.NAME, each.LABEL) for each in self.publishers}
        self.progress.sources = [*self._lines.values()]

    def stop(self) -> None:
        """End the work as soon as possible; what is finished stays."""
        self._stopped.set()
        self.client.stop()

    def run(self) -> list[Report]:
        """Fetch everything; a report for each piece, those of a publisher together.

        What fails is in the reports and in `progress`, and leaves the rest as it was.
        """
        self.progress.state, self.progress.began = State.BUSY, time.time()
        for first in (True, False):
            self.wanted = locate(self.wanted, self.store)
            self.progress.gemeente = self.wanted.gemeente
            if self.wanted.name:
                self.progress.what = f"{self.wanted.name} ({self.wanted.gemeente})"
            for publisher, got in self._asked([p for p in self.publishers if (p.NAME in FIRST) == first]):
                self._got[publisher.NAME] = got
                self._store(publisher)
        for publisher in self.publishers:
            if not all(each.settled for each in self._got[publisher.NAME]):
                self._store(publisher, last=True)
        states = {source.state for source in self.progress.sources}
        worst = (State.STOPPED, State.FAILED, State.DONE)
        self.progress.state = next((state for state in worst if state in states), State.UNCHANGED)
        self.progress.ended = time.time()
        return [each.report for got in self._got.values() for each in got if each.settled]

    def _asked(self, publishers: Sequence[Publisher]) -> Iterator[tuple[Publisher, list[Got]]]:
        """The publishers with what they gave, each as soon as it's complete."""
        if not publishers:
            return
        with ThreadPoolExecutor(len(publishers), "uitgever") as pool:
            asking: dict[Future[list[Got]], Publisher] = {
                pool.submit(self._ask, publisher): publisher for publisher in publishers
            }
            try:
                for future in as_completed(asking):
                    yield asking[future], future.result()
            finally:
                if not all(future.done() for future in asking):
                    self.stop()  # or they would go on asking while the pool waits for them

    def _ask(self, publisher: Publisher) -> list[Got]:
        """Ask one publisher for all it has; runs in a thread of its own and touches no data."""
        line = self._lines[publisher.NAME]
        got: list[Got] = []
        if self._stopped.is_set():
            return got
        line.began, line.state = time.time(), State.BUSY
        try:
            with self._forgetting():
                pieces = publisher.pieces(self.wanted, self.client)
        except Stopped:
            return got
        except (WijkkaartError, *SURPRISES) as error:
            return [Got.failed("", publisher.LABEL, error)]
        line.total = len(pieces)
        for piece in pieces:
            line.doing = piece.label
            try:
                with self._forgetting():
                    got.append(Got(piece.key, piece.label, piece.ask(self.client)))
            except Stopped:
                break
            except (WijkkaartError, *SURPRISES) as error:
                got.append(Got.failed(piece.key, piece.label, error))
            line.asked += 1
        line.doing = ""
        return got

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        """Let the client forget answers that turn out to be of no use, so that a next run asks anew."""
        with self.client.noting() as replies:
            try:
                yield
            except Stopped:
                raise
            except (WijkkaartError, *SURPRISES):
                self.client.distrust(replies)
                raise

    def _store(self, publisher: Publisher, *, last: bool = False) -> None:
        """Store in one step what a publisher gave; what needs other publishers' data waits for `last`."""
        line, got = self._lines[publisher.NAME], self._got[publisher.NAME]
        try:
            self._check()
            with self.store.transaction() as draft:
                self._take(draft, line, got, last)
        except Stopped:
            line.state, line.doing = State.STOPPED, ""
            return
        except (WijkkaartError, *SURPRISES) as error:  # someone else is loading, the disk is full
            got[:] = [Got.failed("", publisher.LABEL, error)]
        line.doing = "" if all(each.settled for each in got) else "wacht op andere bronnen"
        if line.doing:
            return
        reports = [each.report for each in got]
        line.problems += [Problem.of(report.error, report.file) for report in reports if report.error]
        line.unchanged = sum(report.unchanged for report in reports)
        line.rows = sum(report.kept for report in reports)
        same = bool(reports) and line.unchanged == len(reports)
        line.state = State.FAILED if line.problems else State.UNCHANGED if same else State.DONE

    def _take(self, draft: Draft, line: SourceProgress, got: list[Got], last: bool) -> None:
        """Put the pieces in the draft; those that need others wait until these are in."""
        if not self.again:
            skip_known(got, draft)
        waiting = [each for each in got if not each.settled]
        line.done = len(got) - len(waiting)
        while waiting:
            for each in waiting:
                self._doing(line, f"{each.label} verwerken")
                line.done += take(draft, each, last=last)
                if each.answer and each.report.error and not isinstance(each.report.error, NotYet):
                    self.client.distrust(each.answer.replies)
            left = [each for each in waiting if not each.settled]
            if len(left) == len(waiting):
                break
            waiting = left
        # Tiles hold places in the list of areas: of another list they would colour the wrong ones.
        if _grounds(draft.entries) != _grounds(draft.before.manifest.entries):
            renew_tiles(draft, lambda what: self._doing(line, what))

    def _doing(self, line: SourceProgress, what: str) -> None:
        self._check()
        line.doing = what

    def _check(self) -> None:
        if self._stopped.is_set():
            raise Stopped("Het ophalen is gestopt.")


def _grounds(entries: Sequence[Entry]) -> list[str]:
    """The files with areas."""
    return [part for entry in entries for part in entry.parts if part.startswith("areas/")]


def locate(wanted: Wanted, store: Snapshot) -> Wanted:
    """`wanted` with the name and bounds (EPSG:28992) of its gemeente, from the newest areas there are."""
    if wanted.country:
        return replace(wanted, name=COUNTRY_NAME)
    now = Snapshot(store.root)
    index = now.area_index()
    rows = index[(index.gemeente == wanted.gemeente) & ~index.schematic & ~index.example]
    rows = rows[rows.year == rows.year.max()]
    if rows.empty:
        return wanted
    level = next(level for level in (Level.GEMEENTE, Level.WIJK, Level.BUURT) if level in set(rows.level))
    west, south, east, north = now.areas(level, int(rows.year.iloc[0]), wanted.gemeente).total_bounds
    names = [name for name in rows.gemeente_name if name]
    bounds = (float(west), float(south), float(east), float(north))
    return replace(wanted, name=next(iter(names), wanted.name), bounds=bounds)
