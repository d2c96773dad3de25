"""A map with a list, on one page, to hang on a wall: only what everybody may see."""

from typing import Any

import pandas as pd

from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY
from wijkkaart.present import dutch
from wijkkaart.present.profile import around as profile_around
from wijkkaart.present.profile.area import Area, kind
from wijkkaart.record import Role
from wijkkaart.reports import pdf, plan
from wijkkaart.reports.around import Around
from wijkkaart.reports.document import Report, clean
from wijkkaart.reports.paragraphs import ALL, Choice
from wijkkaart.reports.wijkscan import Scan

_PARAGRAPHS = ("3.4", "4.1", "4.2", "4.3", "4.4")
_STEPS = (60, 50, 40, 32, 24, 16, 10, 5)
"""Numbers on the map, tried in turn until the list fits."""
_COLUMNS = 3
_ROOM = ((12, 1.8), (20, 1.5), (33, 1.25))
"""Places, and how much larger than usual the letters of a list of at most so many are."""


def write(guide: Guide, area: Area, size: str, scan: Scan | None = None) -> bytes:
    """The page as PDF of this size (`paper.SIZES`); of a wijkscan without what it leaves out.

    Raises WijkkaartError when `guide` isn't that of everybody, or when there's no place to show.
    """
    if guide.role is not Role.PUBLIC:
        raise WijkkaartError(
            "Een kaart om op te hangen toont alleen wat iedereen mag zien.",
            f"Gevonden: wat {guide.role.value} mag zien.",
            "Maak de kaart als ‘publiek’.",
        )
    around = Around(guide, area, plan.outlines(guide.atlas, area))
    rows = _rows(guide, area, scan)
    pages = None
    for most in _STEPS:
        found = around.numbered(rows, most, "Kaart met lijst")
        if found is None:
            break
        if pages is not None and len(found[1]) > most:
            continue
        for larger in _letters(len(found[1])):
            pages = _page(around, found, size, len(around.distinct(rows)), larger)
            if pages.count() == 1:
                return pages.made()
    raise WijkkaartError(
        f"Van {area.name} is geen kaart met lijst te maken: er is geen plek die erop past.",
        "Verwacht: plekken met een naam en een adres in het gebied, en de grenzen van het gebied.",
        "Zet plekken in de sociale kaart, of haal ze op met wijkkaart fetch.",
    )


def _letters(places: int) -> tuple[float, ...]:
    """How much larger than usual letters may be, the largest first."""
    return (*(larger for most, larger in _ROOM if places <= most), 1.0)


def _rows(guide: Guide, area: Area, scan: Scan | None) -> pd.DataFrame:
    if area.gemeente == COUNTRY:
        return pd.DataFrame()
    tables = profile_around.tables(guide, area)
    found = []
    for key in _PARAGRAPHS:
        part = scan.part(key) if scan else None
        if key in tables and not (part and part.left_out):
            basis = scan.basis if scan and scan.basis.at else None
            choice = Choice(frozenset(part.hidden), basis) if part else ALL
            found.append(choice.things(tables[key]))
    return pd.concat(found) if found else pd.DataFrame()


def _page(around: Around, found: tuple[Any, pd.DataFrame], size: str, total: int, larger: float) -> pdf.Pages:
    picture, rows = found
    guide, area = around.guide, around.area
    lines = [tuple(map(_brief, around.line(row))) for row in rows.to_dict("records")]
    left = total - len(lines)
    shown = {
        "paper": size,
        "title": clean(area.name),
        "subtitle": clean(kind(guide.atlas, area)),
        "day": dutch.day(guide.day),
        "file": f"{pdf.DRAWN}-1.svg",
        "alt": picture.alt,
        "larger": larger,
        "columns": _columns(lines),
        "left": f"Er zijn nog {left} andere vermeldingen; die vindt u in wijkkaart." if left > 0 else "",
    }
    report = Report(clean(area.name), "", guide.day, (), ())
    return pdf.Pages("poster.typ", shown, {f"{pdf.DRAWN}-1.svg": picture.svg.encode()}, report)


def _columns(lines: list[tuple[str, ...]]) -> list[dict[str, Any]]:
    """The list in columns that are about as high, each with its first number."""
    heights = [sum(map(bool, line)) + 0.5 for line in lines]
    found: list[dict[str, Any]] = [{"first": 1, "lines": []}]
    done = 0.0
    for number, (line, height) in enumerate(zip(lines, heights, strict=True), 1):
        if done + height / 2 > sum(heights) * len(found) / _COLUMNS and len(found) < _COLUMNS:
            found.append({"first": number, "lines": []})
        found[-1]["lines"].append(line)
        done += height
    return found


def _brief(text: str) -> str:
    """What there's room for: nothing for a dash, and of ways to reach it the first."""
    first = text.split(" · ")[0] if "@" in text or text.startswith(("0", "+")) else text
    return "" if first == "–" else first
