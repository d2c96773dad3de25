"""Figures and records that are put in a sentence, and whose figures those are."""

from wijkkaart.catalogue import indicators, sources
from wijkkaart.core.wijkscan.changes import known
from wijkkaart.core.wijkscan.parts import FigureSeen
from wijkkaart.present.profile import layout
from wijkkaart.ui.wijkscan.opened import Opened


def figures(found: Opened, key: str) -> list[dict[str, str]]:
    """The figures that were accepted and have a value, those of the part first."""
    seen = {name: each for name, each in found.basis.figures.items() if known(each) and name in indicators()}
    own = layout.figures_of(key)
    names = [*(name for name in own if name in seen), *(name for name in seen if name not in own)]
    return [
        {"id": name, "name": indicators()[name].label, "text": seen[name].text, "line": _line(seen[name])}
        for name in names
    ]


def records(found: Opened, key: str) -> list[dict[str, str]]:
    """What was accepted of the sociale kaart, that of the part first; never a person."""
    rows = sorted(found.basis.records.items(), key=lambda row: row[1].paragraph != key)
    return [{"id": id_, "name": seen.name, "line": seen.line} for id_, seen in rows]


def told(found: Opened) -> dict[str, str]:
    """Figure to what it is, of which year and whose: `Inwoners, 2024, Centraal Bureau voor de Statistiek`."""
    return {
        name: f"{indicators()[name].label}, {_line(seen)}"
        for name, seen in found.basis.figures.items()
        if name in indicators()
    }


def _line(seen: FigureSeen) -> str:
    publisher = sources()[seen.source].publisher if seen.source in sources() else ""
    return ", ".join(filter(None, (str(seen.year) if seen.year else "", publisher)))
