"""What looks odd about schedules that are valid: worth a warning while somebody types."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from wijkkaart.core.schedules.free_days import LAST_YEAR, region_of
from wijkkaart.core.schedules.occurring import dates, occurrence
from wijkkaart.core.schedules.rule import MIDNIGHT, Rule, rules
from wijkkaart.core.schedules.words import clock, on_date

_LONG = 16 * 60
_EARLY = 6 * 60
_LOOKED = 400
"""Days ahead in which schedules are compared."""


def oddities(schedules: Iterable[Mapping[str, Any]], today: date, gemeente: str = "") -> list[str]:
    """Dutch sentences on what to look at again; none of them forbids anything. Raises InvalidSchedule.

    `gemeente` is where it is, for the region of its school holidays.
    """
    known = rules(schedules)
    region, certain = region_of(gemeente)
    found = [said for rule in known for said in _odd(rule, today)]
    for rule in known:
        turned = rule.first and rule.last and rule.last < rule.first
        if rule.dated and not turned and not _ahead(rule, today, region):
            found.append("Er komt geen dag meer waarop dit is. Klopt de einddatum?")
    found += [said for one, other in combinations(known, 2) if (said := _overlap(one, other, today, region))]
    if any(rule.freq == "WEEKLY" and rule.interval == 2 and rule.dated for rule in known):
        found += [
            f"{year} heeft een week 53. Wat tot dan in de even weken is, is daarna in de oneven weken."
            for year in (today.year, today.year + 1)
            if date(year, 12, 28).isocalendar().week == 53
        ]
    if any(rule.school_holidays in {"closed", "only"} for rule in known):
        if not certain:
            found.append(f"We weten de vakantieregio van deze gemeente niet, en nemen aan: {region}.")
        if today.year >= LAST_YEAR:
            found.append(f"De schoolvakanties zijn bekend tot en met {LAST_YEAR}.")
    return list(dict.fromkeys(found))


def _odd(rule: Rule, today: date) -> list[str]:
    """What is odd about one rule by itself."""
    found = []
    if rule.freq and not rule.dated:
        found.append("Om de week of maand: vul de eerste datum in, anders weten we niet welke week het is.")
    if rule.opens is None and rule.closes is None and rule.dated:
        found.append("Er staat geen tijd bij.")
    if rule.opens is not None and rule.closes is not None:
        length = rule.closes - rule.opens
        if length == MIDNIGHT and rule.opens:
            found.append(f"Begin en einde zijn gelijk ({clock(rule.opens)} uur). Is dat de hele dag?")
        elif _LONG < length < MIDNIGHT:
            found.append(f"Van {clock(rule.opens)} tot {clock(rule.closes)} uur is lang. Klopt dat?")
        if 0 < rule.opens < _EARLY:
            found.append(f"{clock(rule.opens)} uur is in de nacht. Klopt dat?")
    if rule.first and rule.last and rule.last < rule.first:
        found.append(f"De einddatum ({on_date(rule.last)}) ligt voor de begindatum ({on_date(rule.first)}).")
    for when in sorted(rule.excepted & rule.extra):
        found.append(f"{on_date(when)} staat bij de extra dagen en bij de dagen dat het niet doorgaat.")
    coming = {when for when in rule.excepted - rule.extra if when >= today}
    bare = replace(rule, excepted=frozenset())
    missed = [when for when in sorted(coming) if not dates(bare, when, when + timedelta(days=1))]
    found += [f"{on_date(when)} is een uitzondering, maar die dag was het toch al niet." for when in missed]
    return found


def _ahead(rule: Rule, today: date, region: str) -> bool:
    return bool(dates(rule, today, today + timedelta(days=_LOOKED), region))


def _overlap(one: Rule, other: Rule, today: date, region: str) -> str:
    """The first day on which two are at the same time; "" for none."""
    until = today + timedelta(days=_LOOKED)
    both = sorted({*dates(one, today, until, region)} & {*dates(other, today, until, region)})
    for day in both:
        first, second = occurrence(one, day), occurrence(other, day)
        if first.start < second.end and second.start < first.end:
            return f"Op {on_date(day)} zijn er twee tijden die elkaar overlappen."
    return ""
