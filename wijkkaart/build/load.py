"""Loading files: all that can be read goes into the data directory in one step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from wijkkaart.build.files import SHAPEFILE_PARTS, SUFFIXES, read_file
from wijkkaart.build.parts import Context, NotYet, Report
from wijkkaart.build.readers import reader_of, turn_of
from wijkkaart.build.take import Tables, normalise, put, renew_tiles
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile, WijkkaartError
from wijkkaart.raw import Raw
from wijkkaart.store import Draft, Entry, Store, sha256

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done, in Dutch."""


@dataclass
class _Job:
    """A file on its way in."""

    path: Path
    name: str
    skip: bool = False
    digest: str = ""
    tables: Tables = field(default_factory=list)
    report: Report = field(default_factory=lambda: Report(""))

    @property
    def origin(self) -> str:
        return str(self.path.resolve())

    @property
    def turn(self) -> int:
        return min((turn_of(reader) for _, reader in self.tables), default=0)


def load(
    paths: Iterable[Path],
    store: Store,
    settings: Settings,
    *,
    year: int | None = None,
    example: bool = False,
    progress: Progress = lambda *_: None,
) -> list[Report]:
    """Load files, and folders of files, into the store; one report a file, in the order given.

    A file that can't be taken leaves no trace but its report's `error`. Nothing is visible until
    all is in. Raises StoreBusy when another load is going on.
    """
    jobs = _jobs(paths)
    steps = len(jobs) + 1
    with store.transaction() as draft:
        known = {entry.sha256 for entry in draft.entries if entry.example == example}
        for done, job in enumerate(jobs):
            progress(done, steps, job.name)
            if not job.skip:
                _open(job, known, settings)
        waiting = sorted((job for job in jobs if job.tables), key=lambda job: job.turn)
        while waiting:
            done = len(jobs) - len(waiting)
            left = [job for job in waiting if not _take(job, draft, year, example, last=False)]
            if len(left) == len(waiting):
                for job in left:
                    _take(job, draft, year, example, last=True)
                left = []
            waiting = left
            progress(len(jobs) - len(left), steps, f"{len(jobs) - len(left)} van {len(jobs)} verwerkt")
        renew_tiles(draft, lambda what: progress(steps - 1, steps, what))
    progress(steps, steps, "klaar")
    return [job.report for job in jobs]


def _jobs(paths: Iterable[Path]) -> list[_Job]:
    jobs = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            for file in inside:
                if file.suffix.lower() not in SHAPEFILE_PARTS:
                    name = f"{path.resolve().name}/{file.relative_to(path).as_posix()}"
                    jobs.append(_Job(file, name, skip=file.suffix.lower() not in SUFFIXES))
        else:
            jobs.append(_Job(path, path.name))
    for job in jobs:
        job.report = Report(job.name, skipped=job.skip)
    return jobs


def _open(job: _Job, known: set[str], settings: Settings) -> None:
    """Read the file and find who knows its tables; what's wrong with it goes into its report."""
    try:
        job.digest = sha256(job.path) if job.path.is_file() else ""
        if job.digest in known:
            job.report.unchanged = True
            return
        raws = read_file(job.path, settings)
        job.tables = [(raw, reader) for raw in raws if (reader := reader_of(raw)) is not None]
        if not job.tables:
            raise _unknown(job.name, raws)
        known.add(job.digest)
    except WijkkaartError as error:
        job.report.error = error


def _unknown(name: str, raws: list[Raw]) -> InvalidFile:
    columns = raws[0].columns if raws else []
    shown = ", ".join(columns[:6]) + (", ..." if len(columns) > 6 else "")
    return InvalidFile(
        f"{name}: wijkkaart herkent niet wat hierin staat. Gevonden kolommen: {shown or 'geen'}.",
        "Verwacht: gebieden, cijfers, plekken, activiteiten of sleutelpersonen, "
        "met kolomnamen zoals in de uitleg.",
        "Pas de kolomnamen aan en laad het bestand opnieuw.",
    )


def _take(job: _Job, draft: Draft, year: int | None, example: bool, *, last: bool) -> bool:
    """Normalise the file and put it in the draft; False when it has to wait for other files."""
    try:
        parts = normalise(job.tables, Context(draft.view(), year, last))
    except NotYet as error:
        if last:
            job.report.error = error
        return last
    except WijkkaartError as error:
        job.report.error = error
        return True
    # What it is, of whom and of which years follows from what it gave.
    known = Entry(job.name, job.digest, kind="", source="", origin=job.origin, example=example)
    put(draft, parts, job.report, known)
    job.tables = []
    return True
