"""The worklist "deze week nabellen": stale records, spread fairly over the members of the team."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zlib import crc32

from wijkkaart.core.freshness import Freshness, freshness
from wijkkaart.record import Record, Shelf

_ORDER = (Shelf.HOURS, Shelf.CONTACT, Shelf.ADDRESS)
"""What sends somebody to a closed door first."""
_ABOUT = {Shelf.HOURS: "de tijden", Shelf.CONTACT: "de contactgegevens", Shelf.ADDRESS: "het adres"}
_MONTH = 30


class Assignment(Protocol):
    """Who was asked to check what in which week, as the register keeps it."""

    @property
    def record_id(self) -> str:
        """Id of the record."""

    @property
    def week(self) -> str:
        """`2026-W48`, see `week_of`."""

    @property
    def account(self) -> str:
        """Name of the member."""


@dataclass(frozen=True)
class Task:
    """One record to check, for one member of the team."""

    record: str
    member: str
    fields: tuple[str, ...]
    """What to ask; empty when it's done."""
    overdue: int
    """For how many days it has been stale."""
    dependants: int
    """How many offers lean on it."""
    why: str
    """Dutch: `de tijden zijn 40 dagen over de datum`."""
    done: bool
    """It was asked this week, and was checked since."""


@dataclass(frozen=True)
class _Stale:
    record: Record
    found: Freshness
    overdue: int
    dependants: int

    @property
    def urgency(self) -> tuple[int, int, int, int, str]:
        """Smallest first: what it's about, how many months stale, how many lean on it, how many days."""
        about = min(_ORDER.index(shelf) for shelf in self.found.shelves)
        return (about, -(self.overdue // _MONTH), -self.dependants, -self.overdue, self.record.id)


def week_of(today: date) -> str:
    """The ISO week of a day: `2026-W48`."""
    year, week, _ = today.isocalendar()
    return f"{year}-W{week:02d}"


def worklist(
    records: Iterable[Record],
    today: date,
    months: Mapping[str, int],
    members: Mapping[str, int],
    *,
    earlier: Sequence[Assignment] = (),
    dependants: Mapping[str, int] | None = None,
) -> list[Task]:
    """What each member checks this week, most urgent first.

    `members` is name to how many a week. Of `earlier` (oldest first) this week's stay as they are, done or
    not, so that the list doesn't shift while one works on it; what is new goes to who had the record before,
    or checked it last, as long as all have equally much to do for what they can take. Assign what is
    returned (`register.settle.assign`). `dependants` is the id of a record to how many offers lean on it.
    """
    known = {record.id: record for record in records}
    stale = _stale(known.values(), today, months, dependants or {})
    week = week_of(today)
    kept = {
        each.record_id: each.account
        for each in earlier
        if each.week == week and each.account in members and each.record_id in known
    }
    before = {each.record_id: each.account for each in earlier if each.week != week}
    room = max(0, sum(members.values()) - len(kept))
    fresh = sorted((each for key, each in stale.items() if key not in kept), key=lambda each: each.urgency)
    given = _spread(fresh[:room], members, kept, before, week)
    tasks = [_task(known[key], stale.get(key), member) for key, member in {**kept, **given}.items()]
    place = {key: each.urgency for key, each in stale.items()}
    return sorted(tasks, key=lambda task: (task.done, place.get(task.record, ()), task.record))


def _stale(
    records: Iterable[Record], today: date, months: Mapping[str, int], dependants: Mapping[str, int]
) -> dict[str, _Stale]:
    found = {}
    for record in records:
        each = freshness(record, today, months)
        if each.stale:
            found[record.id] = _Stale(record, each, each.overdue(today), dependants.get(record.id, 0))
    return found


def _spread(
    stale: Sequence[_Stale],
    members: Mapping[str, int],
    kept: Mapping[str, str],
    before: Mapping[str, str],
    week: str,
) -> dict[str, str]:
    """Record to member: everybody their share of all there is, and one more at most for what's left over."""
    counts = dict.fromkeys((name for name, number in members.items() if number > 0), 0)
    for member in kept.values():
        counts[member] = counts.get(member, 0) + 1
    whole = sum(members.values())
    total = len(stale) + len(kept)
    shares = {name: total * number // whole for name, number in members.items() if number > 0}
    spare = total - sum(max(shares.get(name, 0), count) for name, count in counts.items())
    given: dict[str, str] = {}

    def give(each: _Stale, member: str) -> None:
        nonlocal spare
        spare -= counts[member] >= shares[member]
        counts[member] += 1
        given[each.record.id] = member

    for each in stale:
        member = _preferred(each, before)
        if member in shares and counts[member] < min(members[member], shares[member] + (spare > 0)):
            give(each, member)
    turn = sorted(shares, key=lambda name: (crc32(f"{week} {name}".encode()), name))
    for each in stale:
        if each.record.id not in given:
            free = [name for name in turn if counts[name] < members[name]]
            give(each, min(free, key=lambda name: counts[name] - total * members[name] / whole))
    return given


def _preferred(each: _Stale, before: Mapping[str, str]) -> str:
    """Who had the record before, else who checked its stale fields last; "" for nobody."""
    if each.record.id in before:
        return before[each.record.id]
    metas = [each.record.meta[name] for name in each.found.stale if name in each.record.meta]
    last = max(metas, key=lambda meta: (meta.checked, meta.checked_by), default=None)
    return last.checked_by if last else ""


def _task(record: Record, stale: _Stale | None, member: str) -> Task:
    if stale is None:
        return Task(record.id, member, (), 0, 0, "nagekeken", done=True)
    return Task(
        record=record.id,
        member=member,
        fields=stale.found.stale,
        overdue=stale.overdue,
        dependants=stale.dependants,
        why=_why(stale),
        done=False,
    )


def _why(stale: _Stale) -> str:
    """`de tijden en het adres zijn al 40 dagen over de datum; 3 activiteiten`."""
    about = [_ABOUT[shelf] for shelf in _ORDER if shelf in stale.found.shelves]
    what = ", ".join(about[:-1]) + (" en " if len(about) > 1 else "") + about[-1]
    if stale.found.never and len(stale.found.never) == len(stale.found.stale):
        said = f"{what}: nog nooit nagekeken"
    else:
        be = "is" if about == [_ABOUT[Shelf.ADDRESS]] else "zijn"
        days = "1 dag" if stale.overdue == 1 else f"{stale.overdue} dagen"
        said = f"{what} {be} {days} over de datum"
    offers = {0: "", 1: "; 1 aanbod hangt ervan af"}
    return said + offers.get(stale.dependants, f"; {stale.dependants} keer aanbod hangt ervan af")
