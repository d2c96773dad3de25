"""Where the data come from: what the page Bronnen shows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from wijkkaart.catalogue import sources
from wijkkaart.model import Source
from wijkkaart.present import dutch
from wijkkaart.store import Entry

_MANY = 3
"""More tables than this are counted, not named."""
_LONG = 30
"""Longer ids of tables are for machines and tell a reader nothing."""
_WORDS = {"repaired": "hersteld", "left_out": "weggelaten"}


@dataclass(frozen=True)
class Account:
    """What happened to the rows of one file or answer."""

    file: str
    line: str
    """How many were read and kept."""
    details: tuple[str, ...]
    """What was repaired or left out and why, and remarks."""


@dataclass(frozen=True)
class Origin:
    """A source, with all that came from it."""

    source: Source
    table: str
    years: str
    notice: str
    fetched: str
    """The day on which the newest of it came."""
    age: str
    entries: tuple[Entry, ...]
    accounts: tuple[Account, ...]

    @property
    def example(self) -> bool:
        """Whether it's only in the embedded examples."""
        return all(entry.example for entry in self.entries)


def origins(entries: Iterable[Entry], today: date) -> list[Origin]:
    """The sources of these entries in the order of the definitions; those of the examples last."""
    of: dict[str, list[Entry]] = {}
    for entry in entries:
        of.setdefault(entry.source, []).append(entry)
    found = [_origin(source, of[key], today) for key, source in sources().items() if key in of]
    return sorted(found, key=lambda origin: origin.example)


def used(
    entries: Iterable[Entry],
    gemeente: str,
    sources_used: Collection[str],
    shown: Mapping[str, Collection[str]],
    *,
    outlines: bool,
) -> Iterator[Entry]:
    """What was loaded, for a gemeente, of the sources that something uses, and of outlines when it has maps.

    `shown` maps a source to its figures: a file may hold figures of another source than its own, as that of
    the map has the key figures too; it's given as an entry of that source then.
    """
    there = [each for each in entries if not each.gemeenten or gemeente in each.gemeenten]
    own = {each.source for each in there}
    for each in there:
        drawn = outlines and any(part.startswith("areas/") for part in each.parts)
        if drawn or each.source in sources_used:
            yield each
        for source, names in shown.items():
            if source not in own and not {*names}.isdisjoint(each.indicators):
                yield replace(each, source=source, table="")


def _origin(source: Source, entries: list[Entry], today: date) -> Origin:
    own = [entry for entry in entries if not entry.example] or entries
    years = sorted({year for entry in own for year in entry.years})
    newest = max((entry.fetched for entry in own), default="")
    return Origin(
        source=source,
        table=_tables([entry.table for entry in own if 0 < len(entry.table) <= _LONG]),
        years=dutch.span(years),
        notice=source.notice.replace("{year}", str(years[-1]) if years else "").strip(" ,"),
        fetched=dutch.iso_day(newest),
        age=dutch.age(newest, today),
        entries=tuple(entries),
        accounts=tuple(_account(entry) for entry in entries),
    )


def _tables(names: list[str]) -> str:
    found = list(dict.fromkeys(sorted(names, reverse=True)))
    if len(found) <= _MANY:
        return dutch.listing(found)
    return f"{found[0]} en {len(found) - 1} andere"


def _account(entry: Entry) -> Account:
    report = entry.report
    read, kept = int(report.get("read", 0)), int(report.get("kept", 0))
    details = [
        f"{word}: {dutch.number(number)} ({reason})"
        for key, word in _WORDS.items()
        for reason, number in Counter(report.get(key) or {}).most_common()
    ]
    details += [str(note) for note in report.get("notes") or []]
    return Account(entry.file, f"{dutch.number(read)} gelezen, {dutch.number(kept)} bewaard", tuple(details))
