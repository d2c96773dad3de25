"""Fetching as a job of its own, apart from whoever started it: a terminal, or a page that is long gone.

In the data directory, beside the manifest and no part of it:

    .job.json   how far it is (`FetchProgress`), replaced atomically twice a second
    .job.lock   held by the process that fetches, so one at a time; free when that process is gone
    .job.stop   the id of the job that has to stop
    .job.log    what a job that was started from the app says on its terminal
"""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import filelock

from wijkkaart.errors import StoreBusy
from wijkkaart.progress import FetchProgress, Problem, State

JOB = "WIJKKAART_JOB"
"""Environment variable by which the app tells the process that it starts the id of its job."""

SOURCES = {
    "wijkbuurtkaart": "Wijk- en Buurtkaart (CBS en Kadaster)",
    "kwb": "Kerncijfers wijken en buurten (CBS)",
    "nabijheid": "Nabijheid van voorzieningen (CBS)",
    "ses": "Sociaal-economische status (CBS)",
    "rivm": "Gezondheid per wijk en buurt (RIVM en GGD'en)",
    "politie": "Geregistreerde misdrijven (politie)",
    "leefbaarometer": "Leefbaarheid (Leefbaarometer, ministerie van BZK)",
    "bag": "Bouwjaren van woningen (BAG)",
    "osm": "Plekken uit OpenStreetMap",
    "duo": "Scholen (DUO)",
    "lrk": "Kinderopvang (LRK)",
    "haltes": "Haltes (OVapi)",
}
"""Name and label of every source there is. The app, which never asks one itself, knows them from here."""

STATUS, LOCK, STOP, LOG = ".job.json", ".job.lock", ".job.stop", ".job.log"
_BEAT = 0.5
_START = 60.0
"""Seconds within which a process that was started has to report."""
_PATIENCE = 2.0
"""Readers hold the lock for a moment, to see whether it's free."""


def read(root: Path) -> FetchProgress | None:
    """How far the job in a data directory is, or how the last one ended; None when there was none."""
    found = _status(root)
    if found is None or found.state.ended or _starting(found) or _held(root):
        return found
    found = _status(root)  # it may have ended between the two
    return found if found is None or found.state.ended else _broken(found)


def busy(root: Path) -> bool:
    """Whether a job is going on."""
    found = read(root)
    return found is not None and not found.state.ended


def start(
    root: Path, what: str, *, only: Sequence[str] = (), years: Sequence[int] = (), refresh: bool = False
) -> None:
    """Start a fetch into a data directory, in a process that outlives this one.

    `what` is the code or the name of a gemeente; `only` are names of publishers, for all when empty;
    `refresh` asks everything anew. Raises StoreBusy when a job is going on.
    """
    job = uuid.uuid4().hex
    with _locked(root):
        found = _status(root)
        if found is not None and _starting(found):
            raise _busy()
        _write(root, FetchProgress(what, began=time.time(), job=job))
    command = [sys.executable, "-m", "wijkkaart", "fetch", f"--data={root.absolute()}"]
    command += [f"--only={','.join(only)}"] if only else []
    command += [f"--year={year}" for year in years]
    command += ["--refresh"] if refresh else []
    with (root / LOG).open("wb") as log:
        process = subprocess.Popen(
            [*command, "--", what],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, JOB: job},
            start_new_session=True,
        )
    Thread(target=_mind, args=(root, job, process), daemon=True).start()


def stop(root: Path) -> None:
    """Ask the job that is going on, if there's one, to stop."""
    found = _status(root)
    if found is not None and not found.state.ended:
        _replace(root / STOP, found.job)


@contextmanager
def running(root: Path, progress: FetchProgress, stop_it: Callable[[], None]) -> Iterator[None]:
    """Be the job of a data directory: publish `progress`, and call `stop_it` when someone asks to stop.

    Raises StoreBusy when another process is the job.
    """
    progress.job = os.environ.get(JOB) or uuid.uuid4().hex
    progress.pid, progress.began = os.getpid(), time.time()
    over = Event()
    with _locked(root):
        progress.state = State.BUSY
        _write(root, progress)
        beat = Thread(target=_beat, args=(root, progress, stop_it, over), daemon=True)
        beat.start()
        try:
            yield
        finally:
            over.set()
            beat.join()
            _write(root, progress if progress.state.ended else _broken(progress))
            with suppress(OSError):
                (root / STOP).unlink(missing_ok=True)


def _beat(root: Path, progress: FetchProgress, stop_it: Callable[[], None], over: Event) -> None:
    while not over.wait(_BEAT):
        # A page that is reading keeps the file for itself on Windows: next time, then.
        with suppress(OSError):
            _write(root, progress)
        with suppress(OSError):
            if (root / STOP).read_text(encoding="utf-8") == progress.job:
                stop_it()


def _mind(root: Path, job: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait for the process; when it never became the job, tell what it said."""
    process.wait()
    found = _status(root)
    if found is None or found.job != job or found.state is not State.WAITING:
        return
    with suppress(OSError):
        said = (root / LOG).read_text(encoding="utf-8", errors="replace").strip()
        found.state = State.FAILED
        found.problems = [Problem("", "Het ophalen kon niet beginnen.", said[-500:])]
        _write(root, found)


def _starting(found: FetchProgress) -> bool:
    return found.state is State.WAITING and time.time() - found.began < _START


def _broken(found: FetchProgress) -> FetchProgress:
    """The progress of a job whose process is gone."""
    found.state = State.BROKEN
    for source in found.sources:
        source.state = source.state if source.state.ended else State.BROKEN
    remedy = "Start het ophalen opnieuw. Het gaat dan verder waar het was."
    found.problems.append(Problem("", "Het ophalen is onderbroken.", remedy=remedy))
    return found


def _busy() -> StoreBusy:
    return StoreBusy(
        "Er worden al gegevens opgehaald.", remedy="Wacht tot dat klaar is, of stop het op de pagina Ophalen."
    )


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    root.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(root / LOCK)
    try:
        lock.acquire(timeout=_PATIENCE)
    except filelock.Timeout as error:
        raise _busy() from error
    try:
        yield
    finally:
        lock.release()


def _held(root: Path) -> bool:
    """Whether some process is the job now."""
    lock = filelock.FileLock(root / LOCK)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return True
    lock.release()
    return False


def _status(root: Path) -> FetchProgress | None:
    try:
        return FetchProgress.from_json((root / STATUS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write(root: Path, progress: FetchProgress) -> None:
    _replace(root / STATUS, progress.to_json())


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
