"""What a wijkscan would stand on if it were brought up to date now: figures and records as they are today."""

from collections.abc import Iterable

from wijkkaart.catalogue import indicators
from wijkkaart.core.wijkscan import markup
from wijkkaart.core.wijkscan.changes import ELSEWHERE
from wijkkaart.core.wijkscan.parts import Basis, FigureSeen, RecordSeen
from wijkkaart.guide import Guide
from wijkkaart.present.profile import around, layout
from wijkkaart.present.profile.area import Area, area_of
from wijkkaart.present.profile.cards import card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.record import RecordKind


def basis_now(guide: Guide, area: Area, texts: Iterable[str] = ()) -> Basis:
    """Every figure of the paragraphs and every record of the area as they are now, persons left out.

    Figures of other areas are those that `texts`, the own texts, use (`cijfer:inwoners@GM0307`).
    """
    figures = Figures(guide.atlas, area, [])
    found = {name: seen for name in _names() if (seen := figure_seen(figures, name))}
    found |= elsewhere(guide, texts)
    return Basis(guide.day.isoformat(), found, _records(guide, area))


def _names() -> Iterable[str]:
    """All figures of the paragraphs, in their order."""
    every = (name for keys in layout.chapters().values() for key in keys for name in layout.figures_of(key))
    return dict.fromkeys(every)


def figure_seen(figures: Figures, name: str) -> FigureSeen | None:
    """A figure as it's printed, its year and its source; None when no area like this has it."""
    made = card(figures, name)
    if made is None:
        return None
    row = figures.row(figures.area.code, name)
    return FigureSeen(made.lines[0].text, made.year, str(row["source"]) if row else "")


def elsewhere(guide: Guide, texts: Iterable[str]) -> dict[str, FigureSeen]:
    """The figures of other areas that own texts use, as they are now; nothing of what isn't known."""
    keys = {
        key
        for text in texts
        if ELSEWHERE in text
        for key, _ in markup.references(text).figures
        if ELSEWHERE in key
    }
    found, made = {}, dict[str, Figures]()
    for key in sorted(keys):
        name, _, code = key.partition(ELSEWHERE)
        area = area_of(guide.atlas, code, {})
        if area is None or name not in indicators():
            continue
        figures = made.setdefault(code, Figures(guide.atlas, area, []))
        if seen := figure_seen(figures, name):
            found[key] = seen
    return found


def _records(guide: Guide, area: Area) -> dict[str, RecordSeen]:
    """Row of the sociale kaart to how it's named there; whoever is a person is left out."""
    found = {}
    tables = around.tables(guide, area)
    for paragraph in sorted(tables):
        rows = tables[paragraph]
        rows = rows[rows.kind != RecordKind.CONTACT.value].sort_values(["sort", "id"])
        for id_, name, line in zip(rows.id, rows.name, rows.line, strict=True):
            found[str(id_)] = RecordSeen(str(name), str(line), paragraph)
    return found
