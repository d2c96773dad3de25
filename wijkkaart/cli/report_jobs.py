"""Reports made one after another, or many at once in processes of their own."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile, WijkkaartError
from wijkkaart.guide import Guide, guide
from wijkkaart.present.profile.area import Area, OwnSet, area_of
from wijkkaart.record import Role
from wijkkaart.register import own_areas, wijkscans
from wijkkaart.register.database import open_database
from wijkkaart.reports import FORMS, elsewhere, making, wijkscan, write
from wijkkaart.reports.document import Report
from wijkkaart.reports.paper import SIZES
from wijkkaart.reports.wijkscan import Scan

_SUMMARY = "samenvatting"
_POSTERS = {f"kaart-{size}": size for size in SIZES}
FORMATS = (*FORMS, _SUMMARY, *_POSTERS)
"""What can be made of an area or a wijkscan."""
_MANY, _PROCESSES = 5, 4
"""From so many reports on it's worth to start processes; and so many at most."""


@dataclass(frozen=True)
class Job:
    """A report to make."""

    code: str
    """Of an area, an own area or a wijkscan."""
    name: str
    target: Path
    form: str
    """One of FORMATS."""
    role: Role
    """As whom it's made."""

    @property
    def readers(self) -> Role:
        """For whom it is: what hangs on a wall, everybody reads."""
        return Role.PUBLIC if self.form in _POSTERS else self.role


def end_of(form: str) -> str:
    """The end of the names of files in a format."""
    return form if form in FORMS else "pdf"


def run(jobs: Sequence[Job], chosen: Settings, done: Callable[[Job, WijkkaartError | None], None]) -> None:
    """Make them all; `done` is told of each as it's ready, or why it isn't: others go on."""
    for job, told in _parallel(jobs, chosen) if len(jobs) >= _MANY else _in_turn(jobs, chosen):
        done(job, WijkkaartError(*told) if told else None)


Told = tuple[str, str, str] | None
"""The parts of an error, which cross between processes as they are; None for none."""


def _in_turn(jobs: Sequence[Job], chosen: Settings) -> Iterator[tuple[Job, Told]]:
    for job in jobs:
        yield job, _made(chosen, job, lean=True)


def _parallel(jobs: Sequence[Job], chosen: Settings) -> Iterator[tuple[Job, Told]]:
    workers = min(os.cpu_count() or 1, _PROCESSES, len(jobs))
    # A fork would take along locks that another thread holds.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(_made, chosen, job): job for job in jobs}
        try:
            for future in as_completed(waiting):
                yield waiting[future], future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _made(chosen: Settings, job: Job, *, lean: bool = False) -> Told:
    """Make one report and write it; `lean` takes less memory, and a moment to start."""
    try:
        _write(job.target, _data(chosen, job, lean=lean))
    except WijkkaartError as error:
        return error.found, error.expected, error.remedy
    return None


def _data(chosen: Settings, job: Job, *, lean: bool) -> bytes:
    shown = guide(chosen, job.role)
    scan: Scan | None = None
    code = job.code
    if wijkscans.is_wijkscan(code):
        code, scan = _scan(chosen, code, job.role)
    area = area_of(shown.atlas, code, own_sets(chosen, job.role))
    if area is None:
        raise WijkkaartError(f"Het gebied {code} is er niet (meer).", remedy="Kies een ander gebied.")
    # What writes other forms is only read for those, as `write` does.
    if job.form in _POSTERS:
        from wijkkaart.reports import poster

        return poster.write(guide(chosen), area, _POSTERS[job.form], scan)
    with elsewhere() if lean else nullcontext():
        report = _report(shown, area, scan)
    shown.atlas.store.release()
    if job.form == _SUMMARY:
        from wijkkaart.reports import summary

        return summary.write(report)
    return write(report, job.form)


def _report(shown: Guide, area: Area, scan: Scan | None) -> Report:
    return making.make(shown, area) if scan is None else wijkscan.make(shown, area, scan)


def own_sets(chosen: Settings, role: Role) -> dict[str, OwnSet]:
    """The own areas that a role may see, by id."""
    found = own_areas.listed(open_database(chosen), role)
    return {each.id: OwnSet.of(each) for each in found}


def _scan(chosen: Settings, id: str, role: Role) -> tuple[str, Scan]:  # noqa: A002 - as in the register
    """The area of a wijkscan, and what's in it."""
    register = open_database(chosen)
    found = wijkscans.get(register, id, role)
    if found is None:
        raise wijkscans.UnknownWijkscan
    states = wijkscans.parts(register, id, role)
    pictures = partial(_picture, chosen, id, role)
    return found.area, Scan.of({key: state.content for key, state in states.items()}, pictures)


def _picture(chosen: Settings, id: str, role: Role, picture: str) -> tuple[str, bytes] | None:  # noqa: A002
    return wijkscans.picture(open_database(chosen), id, picture, role)


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise InvalidFile(
            f"{target} is niet te schrijven: {error.strerror}.", remedy="Kies een andere plek."
        ) from error


def apart(jobs: Sequence[Job]) -> list[Job]:
    """The same, no two into one file: names of buurten aren't unique."""
    taken: set[Path] = set()
    found = []
    for job in jobs:
        target = job.target
        if target in taken:
            target = target.with_stem(f"{target.stem}-{job.code.casefold()}")
        taken.add(target)
        found.append(replace(job, target=target))
    return found
