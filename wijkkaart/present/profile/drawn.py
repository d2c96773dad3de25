"""The profile as elements that the browser builds one by one: text can't become anything else."""

from collections.abc import Iterable, Sequence

from wijkkaart.present import dutch
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.cards import BETTER, Card, Line
from wijkkaart.present.profile.striking import Strike
from wijkkaart.present.sociale_kaart.drawing import Tree, element

WHOLE = "alles"
"""The part of the profile that is all of it."""


def navigation(part: str) -> Tree:
    """The chapters and paragraphs; each is chosen by its id. `part` is what is open: a chapter or WHOLE."""
    items = []
    for chapter, paragraphs in layout.chapters().items():
        inside = [
            element("li", {}, _button(key, layout.title(key), "wk-nav-paragraph"))
            for key in paragraphs
            if key != chapter
        ]
        is_open = {"aria-current": "true"} if part == chapter else {}
        button = _button(chapter, layout.title(chapter), "wk-nav-chapter", is_open)
        items.append(element("li", {}, button, element("ul", {}, *inside) if inside else None))
    everything = {"aria-current": "true"} if part == WHOLE else {}
    label = element("span", {}, "Alles onder elkaar")
    button = element("button", _attributes(WHOLE, "wk-nav-chapter wk-nav-all", everything), label)
    items.append(element("li", {}, button))
    return element("nav", {"aria-label": "Hoofdstukken van het profiel"}, element("ol", {}, *items))


def _button(key: str, label: str, style: str, extra: dict[str, str] | None = None) -> Tree:
    number = element("span", {"class": "wk-nav-number"}, key)
    return element("button", _attributes(key, style, extra or {}), number, element("span", {}, label))


def _attributes(key: str, style: str, extra: dict[str, str]) -> dict[str, str]:
    return {"type": "button", "class": style, "data-id": key, **extra}


def key_figures(cards: Sequence[Card]) -> Tree:
    """A few figures large, side by side; each opens."""
    return element("ul", {"class": "wk-keys"}, *(element("li", {}, *_key(card)) for card in cards))


def _key(card: Card) -> list[object]:
    own, beside = card.lines[0], [line for line in card.lines[1:] if line.known]
    other = f"{beside[0].name}: {beside[0].text}" if beside else ""
    return [
        element("span", {"class": "wk-key-label"}, _opens(card), f" ({card.year})"),
        element("span", {"class": "wk-key-value" if own.known else "wk-key-value wk-unknown"}, own.short),
        element("span", {"class": "wk-small"}, other) if other else None,
    ]


def strikes(found: Sequence[Strike]) -> Tree:
    """What strikes, most certain first; each opens its figure."""
    items = []
    for each in found:
        label, _, rest = each.sentence.partition(":")
        items.append(
            element(
                "li",
                {"class": f"wk-strike wk-{each.quality}" if each.quality else "wk-strike"},
                element("p", {}, _link(each.id, label), f":{rest}"),
                element("p", {"class": "wk-small"}, each.why),
            )
        )
    return element("ol", {"class": "wk-strikes"}, *items)


def cards(found: Sequence[Card]) -> Tree:
    """Figures as cards, each with those beside it as bars."""
    return element("div", {"class": "wk-cards"}, *(_card(each) for each in found))


def _card(card: Card) -> Tree:
    quality = ""
    if card.quality:
        quality = " wk-better" if card.quality == BETTER else " wk-worse"
    return element(
        "article",
        {"class": f"wk-card{quality}"},
        element("h4", {}, _opens(card), element("span", {"class": "wk-year"}, str(card.year))),
        element("ul", {"class": "wk-lines"}, *(_line(line, place) for place, line in enumerate(card.lines))),
        element("p", {"class": "wk-said"}, card.sentence) if card.sentence else None,
        *(element("p", {"class": "wk-small"}, note) for note in card.notes),
    )


def _line(line: Line, place: int) -> Tree:
    style = "wk-own" if place == 0 else ""
    bar = None
    if line.share is not None:
        inner = element("span", {"style": f"width: {max(100 * line.share, 0.5):.1f}%"})
        bar = element("span", {"class": "wk-track", "aria-hidden": "true"}, inner)
    text = element("span", {"class": "wk-amount" if line.known else "wk-amount wk-unknown"}, line.text)
    return element("li", {"class": style}, element("span", {"class": "wk-of"}, line.name), text, bar)


def _opens(card: Card) -> Tree:
    return _link(card.id, card.label)


def _link(key: str, label: str) -> Tree:
    return element("button", {"type": "button", "class": "wk-opens", "data-id": key}, label)


def table(found: Sequence[Card], names: Sequence[str]) -> Tree:
    """Figures as a table, an area a column; each opens."""
    columns = ["Cijfer", "Jaar", *names]
    head = element("tr", {}, *(element("th", {"scope": "col"}, column) for column in columns))
    rows = [_row(card, names) for card in found]
    body = element("table", {}, element("thead", {}, head), element("tbody", {}, *rows))
    box = {"class": "wk-all-figures", "tabindex": "0", "role": "region", "aria-label": "Alle cijfers"}
    return element("div", box, body)


def _row(card: Card, names: Sequence[str]) -> Tree:
    texts = {line.name: line.text for line in card.lines}
    cells = [element("td", {}, texts.get(name, "")) for name in names]
    return element(
        "tr", {}, element("th", {"scope": "row"}, _opens(card)), element("td", {}, str(card.year)), *cells
    )


def listed(lines: Iterable[str], style: str = "") -> Tree:
    """Lines of text as a list."""
    return element("ul", {"class": style} if style else {}, *(element("li", {}, line) for line in lines))


def tally(paragraph: str, figures: int, things: int) -> str:
    """What a paragraph holds: `9 cijfers, 12 plekken en mensen`."""
    said = []
    if figures:
        said.append(dutch.count(figures, "cijfer", "cijfers"))
    if things:
        said.append(f"{dutch.number(things)} in de sociale kaart")
    return dutch.listing(said) or ("nog niets bekend" if paragraph else "")
