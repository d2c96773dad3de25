"""Loading files: all that can be read goes into the data directory in one step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wijkkaart.build.files import SHAPEFILE_PARTS, SUFFIXES, read_file
from wijkkaart.build.parts import Context, Loaded, NotYet, Report
from wijkkaart.build.readers import Reader, reader_of, turn_of
from wijkkaart.build.readers._links import place_by_name
from wijkkaart.build.tiles import write_tiles
from wijkkaart.catalogue import sources
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
    tables: list[tuple[Raw, Reader]] = field(default_factory=list)
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
        _renew_tiles(draft, progress, steps)
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
        parts = _read(job, Context(draft.view(), year))
    except NotYet as error:
        if last:
            job.report.error = error
        return last
    except WijkkaartError as error:
        job.report.error = error
        return True
    for part in parts:
        job.report.merge(part.report)
    _add(job, parts, draft, example)
    job.tables = []
    return True


def _read(job: _Job, context: Context) -> list[Loaded]:
    """What the tables of a file give; one that gives nothing doesn't spoil the others."""
    parts: list[Loaded] = []
    errors: list[InvalidFile] = []
    for raw, reader in job.tables:
        try:
            parts.append(reader.read(raw, context))
        except InvalidFile as error:
            errors.append(error)
    if not parts:
        raise errors[0]
    parts[0].report.notes += [f"Een deel is overgeslagen: {reason}" for reason in errors]
    return parts


def _add(job: _Job, parts: list[Loaded], draft: Draft, example: bool) -> None:
    areas = _stack([part.areas for part in parts])
    observations = _stack([part.observations for part in parts])
    places = _linked(_stack([part.places for part in parts]), draft)
    frames = [frame for frame in (areas, observations, places) if frame is not None]
    gemeenten: set[str] = set()
    for frame in frames:
        gemeenten |= set(frame.gemeente.unique()) - {""}
    years: set[int] = set()
    for frame in (areas, observations):
        if frame is not None:
            years |= {int(y) for y in frame.year.unique()}
    report = job.report
    draft.add(
        Entry(
            file=job.name,
            sha256=job.digest,
            origin=job.origin,
            kind=report.kind,
            source=parts[0].source,
            table=next((part.table for part in parts if part.table), ""),
            years=tuple(sorted(years)),
            gemeenten=tuple(sorted(gemeenten)) if len(gemeenten) <= 50 else (),
            licence=sources()[parts[0].source].licence,
            fetched=datetime.now(UTC).isoformat(timespec="seconds"),
            example=example,
            indicators=tuple(sorted(observations.indicator.unique())) if observations is not None else (),
            report={
                "read": report.read,
                "kept": report.kept,
                "repaired": dict(report.repaired),
                "left_out": dict(report.left_out),
                "notes": report.notes,
            },
        ),
        areas=gpd.GeoDataFrame(areas) if areas is not None else None,
        observations=observations,
        places=places,
    )


def _linked(places: pd.DataFrame | None, draft: Draft) -> gpd.GeoDataFrame | None:
    """Activities and persons at the place that they name, which may stand in the same file."""
    if places is None:
        return None
    rows = gpd.GeoDataFrame(places)
    return place_by_name(rows, gpd.GeoDataFrame(pd.concat([rows, draft.view().places()], ignore_index=True)))


def _stack(frames: list[pd.DataFrame | None]) -> pd.DataFrame | None:
    there = [frame for frame in frames if frame is not None and len(frame)]
    return pd.concat(there, ignore_index=True) if there else None


def _renew_tiles(draft: Draft, progress: Progress, steps: int) -> None:
    """Make the tiles of every level and year whose areas changed."""
    view = draft.view()
    index = view.area_index()
    before = draft.before.area_index()
    there = {f"{level}-{year}" for level, year in zip(index.level, index.year, strict=True)}
    for key in set(draft.tiles) - there:
        draft.set_tiles(key, None)
    for (level, year), rows in index.groupby(["level", "year"]):
        year = int(str(year))
        old = before[(before.level == level) & (before.year == year)]
        key = f"{level}-{year}"
        if key in draft.tiles and set(rows.part) == set(old.part) and len(rows) == len(old):
            continue
        progress(steps - 1, steps, f"kaart van {level} {year} maken")
        path = draft.scratch(f"{key}.pmtiles")
        write_tiles(view.areas(str(level), year), path)
        draft.set_tiles(key, path)
