"""Taking tables in: through their readers, with their account, into a draft; for files and answers alike."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import geopandas as gpd
import pandas as pd

from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.build.readers import Reader
from wijkkaart.build.readers._links import place_by_name
from wijkkaart.build.tiles import write_tiles
from wijkkaart.catalogue import sources
from wijkkaart.errors import InvalidFile
from wijkkaart.raw import Raw
from wijkkaart.store import Draft, Entry

Tables = list[tuple[Raw, Reader]]


def normalise(tables: Tables, context: Context) -> list[Loaded]:
    """What the tables of one file or answer give; one that gives nothing doesn't spoil the others.

    Raises InvalidFile when none gives anything, NotYet when another file has to go first.
    """
    parts: list[Loaded] = []
    errors: list[InvalidFile] = []
    for raw, reader in tables:
        try:
            parts.append(reader.read(raw, context))
        except InvalidFile as error:
            errors.append(error)
    if not parts:
        raise errors[0]
    parts[0].report.notes += [f"Een deel is overgeslagen: {reason}" for reason in errors]
    return parts


def put(draft: Draft, parts: list[Loaded], report: Report, known: Entry) -> None:
    """Put what a file or answer gave in the draft, and the account of its rows in `report`.

    `known` is the line of the manifest as far as it doesn't follow from the parts.
    """
    for part in parts:
        report.merge(part.report)
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
    entry = replace(
        known,
        # The same content has to be read again when what it lacked may be there.
        sha256=f"{known.sha256} (onvolledig)" if report.incomplete else known.sha256,
        kind=report.kind,
        source=parts[0].source,
        table=known.table or next((part.table for part in parts if part.table), ""),
        years=tuple(sorted(years)),
        gemeenten=tuple(sorted(gemeenten)) if len(gemeenten) <= 50 else (),
        licence=sources()[parts[0].source].licence,
        fetched=known.fetched or datetime.now(UTC).isoformat(timespec="seconds"),
        indicators=tuple(sorted(observations.indicator.unique())) if observations is not None else (),
        report={
            "read": report.read,
            "kept": report.kept,
            "repaired": dict(report.repaired),
            "left_out": dict(report.left_out),
            "notes": report.notes,
        },
    )
    drawn = gpd.GeoDataFrame(areas) if areas is not None else None
    draft.add(entry, areas=drawn, observations=observations, places=places)


def _linked(places: pd.DataFrame | None, draft: Draft) -> gpd.GeoDataFrame | None:
    """Activities and persons at the place that they name, which may stand in the same file."""
    if places is None:
        return None
    rows = gpd.GeoDataFrame(places)
    return place_by_name(rows, gpd.GeoDataFrame(pd.concat([rows, draft.view().places()], ignore_index=True)))


def _stack(frames: list[pd.DataFrame | None]) -> pd.DataFrame | None:
    there = [frame for frame in frames if frame is not None and len(frame)]
    return pd.concat(there, ignore_index=True) if there else None


def renew_tiles(draft: Draft, say: Callable[[str], None]) -> None:
    """Make the tiles of every level and year whose areas changed; `say` hears which, in Dutch."""
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
        say(f"kaart van {level} {year} maken")
        path = draft.scratch(f"{key}.pmtiles")
        write_tiles(view.areas(str(level), year), path)
        draft.set_tiles(key, path)
