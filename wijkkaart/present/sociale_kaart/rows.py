"""The rows of the list: what it is, where, when, and for the team whether it should be looked at again."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from wijkkaart.core.schedules import InvalidSchedule
from wijkkaart.guide import Guide
from wijkkaart.present import dutch, places
from wijkkaart.present.record_summary import state
from wijkkaart.present.record_words import Around

PERSON, NETWORK, NOTE, HOUSE = "person", "hub", "sticky_note_2", "apartment"
_ICONS = {"contact": PERSON, "network": NETWORK, "note": NOTE, "organization": HOUSE}
_COLOURS = {"contact": "#6b4500", "network": "#0b5d6b", "note": "#54686c"}
_PLAIN = "#54686c"
_SAID = {"organization": "Organisatie", "network": "Netwerk"}
_SHORT = 110
_BUT = re.compile(r" \((?:niet|alleen)\b[^)]*\)|\*(?= ·|$)")
"""What a timetable says of holidays: in a list there's no room for it."""
_NEAR = re.compile(r"nu|vandaag|morgen|gepland|tijdelijk|ge(?:sloten|stopt)|verhuisd")
_FROM = re.compile(r"^(.*) van (\S+) tot (\S+) uur$")


def rows(found: pd.DataFrame, guide: Guide, around: Around) -> list[dict[str, object]]:
    """Lines of the list (`components.listing`) for rows of `core.facets.Found`, in their order."""
    whens: dict[str, str] = guide.remember(
        ("sociale kaart, when", around.moment.isoformat()[:16]), lambda: {}
    )
    return [_row(row, guide, around, whens) for row in found.to_dict("records")]


def _row(row: Mapping[Any, Any], guide: Guide, around: Around, whens: dict[str, str]) -> dict[str, object]:
    if row["id"] not in whens:
        whens[row["id"]] = _when(row, guide, around)
    told = line(row, around)
    when = "" if whens[row["id"]] in told else whens[row["id"]]
    icon, colour = look(str(row["kind"]), str(row["category"]))
    return {
        "id": row["id"],
        "name": row["name"],
        "line": told,
        "text": " · ".join(part for part in (_away(row), when, _stale(row, around)) if part),
        "icon": icon,
        "colour": colour,
    }


def look(kind: str, category: str) -> tuple[str, str]:
    """Icon and colour: of the category, or of the kind for what has none of the map's."""
    if kind in _COLOURS:
        return _ICONS[kind], _COLOURS[kind]
    if not category:
        return _ICONS.get(kind, "place"), _PLAIN
    return places.category(category).icon, places.colour(category)


def line(row: Mapping[Any, Any], around: Around) -> str:
    """What it is, of whom, when and where, with its buurt."""
    areas = [code for code in str(row["buurt"] or row["wijk"]).split(";") if code]
    where = around.area(areas[0]) if len(areas) == 1 else f"in {len(areas)} buurten" if areas else ""
    # An organisation and its building often have one name.
    kind = _SAID.get(str(row["kind"]), "")
    told = " · ".join(part for part in (kind, _BUT.sub("", str(row["line"]))) if part)
    if len(told) > _SHORT:
        # A whole timetable stands in the detail.
        told = f"{told[:_SHORT].rsplit(' ', 1)[0].rstrip(' ·,;')} …"
    return " · ".join(part for part in (told, where) if part)


def _when(row: Mapping[Any, Any], guide: Guide, around: Around) -> str:
    record = guide.record(str(row["record"])) if row["record"] else None
    if record is None or row["kind"] in ("organization", "network", "contact", "note"):
        return ""
    try:
        said = state(record, around)
    except InvalidSchedule:
        return ""
    said = _brief(said.removeprefix("de volgende keer is "))
    # The days of an offer stand in its line: here only what's near.
    return said if row["kind"] != "service" or _NEAR.match(said) else ""


def _brief(said: str) -> str:
    """`op zaterdag 25 september 2027 van 10.00 …` as `25 september 2027`; else `dinsdag 9.00–12.00`."""
    if found := _FROM.match(said):
        said = found.group(1) if found.group(1).startswith("op ") else "{} {}–{}".format(*found.groups())
    return " ".join(said.split()[2:]) if said.startswith("op ") else said


def _away(row: Mapping[Any, Any]) -> str:
    metres = row.get("distance")
    if metres is None or pd.isna(metres):
        return ""
    if metres < 1000:
        return f"{dutch.number(round(metres, -1))} m"
    return f"{dutch.number(metres / 1000, 1)} km"


def _stale(row: Mapping[Any, Any], around: Around) -> str:
    return "nakijken" if around.team and row["freshness"] == "verouderd" else ""


def tally(found: int, total: int, *, when: str, partial: bool, near: Iterable[str]) -> str:
    """`42 van 612 gevonden`, with what to know of how: `when` is what was understood of days and times."""
    said = [f"{dutch.number(found)} van {dutch.number(total)} gevonden{f', {when}' if when else ''}"]
    words = [*near]
    if words:
        said.append(f"niets heet precies ‘{dutch.listing(words)}’, dit lijkt erop")
    if partial:
        said.append("niets heeft alle woorden, dit heeft er de meeste van")
    return "; ".join(said)
