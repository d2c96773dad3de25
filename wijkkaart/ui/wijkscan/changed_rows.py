"""What changed as rows to choose from, by paragraph."""

from collections.abc import Sequence

from wijkkaart.catalogue import indicators
from wijkkaart.core.wijkscan import definition
from wijkkaart.core.wijkscan.changes import ELSEWHERE, FIGURE, Change, What
from wijkkaart.core.wijkscan.parts import FigureSeen, RecordSeen
from wijkkaart.present import dutch
from wijkkaart.present.sociale_kaart.drawing import Tree, element
from wijkkaart.present.wijkscan import todo
from wijkkaart.ui.wijkscan.state import is_part

_WORDS = {
    What.NEW_YEAR: "nieuw jaar",
    What.REVISED: "bijgesteld",
    What.VANISHED: "niet meer in de bron",
    What.NEW: "nieuw",
    What.CHANGED: "veranderd",
    What.GONE: "niet meer in de sociale kaart",
}


def paragraph(change: Change) -> str:
    """The paragraph that a change belongs to."""
    if change.kind == FIGURE:
        entry = indicators().get(change.id.partition(ELSEWHERE)[0])
        return entry.chapter if entry else ""
    seen = change.now or change.before
    return seen.paragraph if isinstance(seen, RecordSeen) else ""


def tree(changes: Sequence[Change]) -> Tree:
    """All changes; `een:…` chooses one, `deel:…` those of a paragraph."""
    by_part: dict[str, list[Change]] = {}
    for each in changes:
        by_part.setdefault(paragraph(each), []).append(each)
    order = {key: place for place, key in enumerate(definition.keys())}
    return element("div", {"class": "ws-changes"}, *(
        _part(key, by_part[key]) for key in sorted(by_part, key=lambda key: order.get(key, len(order)))
    ))  # fmt: skip


def _part(key: str, changes: Sequence[Change]) -> Tree:
    title = todo.where(key) if is_part(key) else "Overig"
    every = f"Deze {dutch.number(len(changes))} overnemen"
    head = element(
        "div",
        {"class": "ws-changes-head"},
        element("h3", {}, title),
        _button(f"deel:{key}", every, title) if len(changes) > 1 else None,
    )
    return element("section", {}, head, element("ul", {}, *(_row(each) for each in changes)))


def _row(change: Change) -> Tree:
    label = title(change)
    before, after = said(change.before), said(change.now)
    words = [element("span", {"class": "ws-what"}, _WORDS[change.what])]
    if before:
        words.append(element("del", {"class": "ws-before"}, before))
    if after:
        words.append(element("span", {"class": "ws-now"}, after))
    text = element(
        "div", {"class": "wk-words"}, element("span", {"class": "wk-name"}, label),
        element("span", {"class": "ws-became"}, *words),
    )  # fmt: skip
    return element("li", {}, text, _button(f"een:{change.kind}:{change.id}", "Overnemen", label))


def _button(key: str, label: str, about: str) -> Tree:
    look = {"type": "button", "class": "ws-accept", "data-id": key, "aria-label": f"{label}: {about}"}
    return element("button", look, label)


def title(change: Change) -> str:
    """What changed, by name."""
    if change.kind == FIGURE:
        name, _, elsewhere = change.id.partition(ELSEWHERE)
        label = indicators()[name].label if name in indicators() else name
        return f"{label} ({elsewhere})" if elsewhere else label
    seen = change.now or change.before
    return seen.name if isinstance(seen, RecordSeen) else change.id


def said(seen: FigureSeen | RecordSeen | None) -> str:
    """A figure with its year, or what stands with a record."""
    if isinstance(seen, FigureSeen):
        return f"{seen.text} ({seen.year})" if seen.year else seen.text
    return seen.line or seen.name if seen else ""
