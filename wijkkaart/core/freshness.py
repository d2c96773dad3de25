"""How fresh a record is: which of its fields were checked within their shelf life.

Checked is not the same as edited. A field that was never checked is stale, however new: nobody has said
that it's true. What has come to an end (closed, moved, thrown away) goes stale no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from wijkkaart.core.schedules.words import on_date
from wijkkaart.record import FIELDS, Record, Shelf, Status

_ENDED = frozenset({Status.CLOSED.value, Status.MOVED.value})
_SHELVED = {
    kind: tuple((field.name, field.shelf) for field in fields if field.shelf)
    for kind, fields in FIELDS.items()
}
NEVER = "nog nooit nagekeken"


@dataclass(frozen=True)
class Freshness:
    """What is known about the checking of one record."""

    fresh: int = 0
    """How many fields were checked within their shelf life."""
    fields: int = 0
    """How many fields hold a value and have a shelf life."""
    stale: tuple[str, ...] = ()
    """The fields that weren't, in the order of the form."""
    never: tuple[str, ...] = ()
    """Those of them that were never checked at all."""
    shelves: frozenset[Shelf] = frozenset()
    """What the stale fields are about."""
    checked: date | None = None
    """When one of its fields was last checked; None for never."""
    due: date | None = None
    """The first day on which a field is, or was, to be checked again; for what was never checked the day it
    was made. None when nothing goes stale."""

    @property
    def share(self) -> float | None:
        """The part of its fields that is fresh, 0 to 1; None when nothing goes stale."""
        return self.fresh / self.fields if self.fields else None

    def overdue(self, today: date) -> int:
        """For how many days it has been stale; 0 when it isn't."""
        return max(0, (today - self.due).days) if self.stale and self.due else 0


@dataclass(frozen=True)
class Total:
    """The freshness of several records together."""

    records: int
    """How many of them can go stale."""
    stale_records: int
    """How many have a stale field."""
    fresh: int
    fields: int

    @property
    def share(self) -> float | None:
        """The part of all their fields that is fresh, 0 to 1; None when nothing goes stale."""
        return self.fresh / self.fields if self.fields else None


def freshness(record: Record, today: date, months: Mapping[str, int]) -> Freshness:
    """The freshness of a record; `months` is `Settings.shelf_months`, what isn't in it doesn't go stale."""
    if record.trashed or record.values.get("status") in _ENDED:
        return Freshness()
    stale, never, shelves = [], [], set()
    lasts: list[str] = []
    dues: list[date] = []
    fields = 0
    known: dict[tuple[str, str], date] = {}
    for name, shelf in _SHELVED[record.kind]:
        if shelf not in months or record.values.get(name) in (None, "", [], {}):
            continue
        fields += 1
        checked = record.meta[name].checked[:10] if name in record.meta else ""
        if checked:
            key = (checked, shelf)
            due = known.get(key)
            if due is None:
                due = known[key] = date.fromisoformat(checked) + relativedelta(months=months[shelf])
            lasts.append(checked)
        else:
            never.append(name)
            due = date.fromisoformat(record.created[:10]) if record.created else today
        dues.append(due)
        if not checked or due < today:
            stale.append(name)
            shelves.add(shelf)
    return Freshness(
        fresh=fields - len(stale),
        fields=fields,
        stale=tuple(stale),
        never=tuple(never),
        shelves=frozenset(shelves),
        checked=date.fromisoformat(max(lasts)) if lasts else None,
        due=min(dues, default=None),
    )


def in_words(found: Freshness) -> str:
    """`nagekeken op 3 mei 2026`, `nog nooit nagekeken`; "" when nothing goes stale."""
    if found.checked:
        return f"nagekeken op {on_date(found.checked)}"
    return NEVER if found.fields else ""


def total(records: Iterable[Freshness]) -> Total:
    """The freshness of a set: every field counts the same."""
    counted = [each for each in records if each.fields]
    return Total(
        records=len(counted),
        stale_records=sum(bool(each.stale) for each in counted),
        fresh=sum(each.fresh for each in counted),
        fields=sum(each.fields for each in counted),
    )


def by_area(found: Iterable[tuple[str, Freshness]]) -> dict[str, Total]:
    """Code of an area to the freshness in it, sorted by code; what lies in no area ("") is left out."""
    grouped: dict[str, list[Freshness]] = {}
    for code, each in found:
        if code:
            grouped.setdefault(code, []).append(each)
    return {code: total(grouped[code]) for code in sorted(grouped)}
