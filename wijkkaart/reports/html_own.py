"""Own texts in a report as HTML: only what is named here becomes an element, all else is text."""

import base64
from collections.abc import Callable, Sequence
from html import escape

from wijkkaart.reports.document import Block, Grid, Notes, Own, Photo, Points, Prose, Quote, Span

Inner = Callable[[Sequence[Block]], str]


def own(block: Own, inner: Inner, level: int, notes: str) -> str:
    """A block of own text below a heading of `level - 1`; `notes` begins the ids of the notes below it."""
    match block:
        case Prose():
            text = spans(block.spans, notes)
            if not block.level:
                return f'<p dir="auto">{text}</p>'
            tag = f"h{min(level + block.level - 1, 6)}"
            return f'<{tag} class="part" dir="auto">{text}</{tag}>'
        case Points():
            tag = "ol" if block.numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{inner(item)}</li>' for item in block.items)}</{tag}>"
        case Quote():
            return f"<blockquote>{inner(block.blocks)}</blockquote>"
        case Grid():
            return _grid(block, notes)
        case Photo():
            return photo(block)


def spans(found: Sequence[Span], notes: str) -> str:
    """Text with its looks, its links, and the numbers of its notes."""
    return "".join(_span(each, notes) for each in found)


def _span(span: Span, notes: str) -> str:
    text = escape(span.text).replace("\n", "<br>")
    for wanted, tag in ((span.italic, "em"), (span.bold, "strong")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    if span.link:
        text = f'<a href="{escape(span.link)}" rel="noopener noreferrer">{text}</a>'
    if span.note:
        label = f"Waar dit cijfer vandaan komt: noot {span.note}"
        text += f'<sup><a href="#{notes}{span.note}" aria-label="{label}">{span.note}</a></sup>'
    return text


def _grid(grid: Grid, notes: str) -> str:
    head, *rows = [[spans(cell, notes) for cell in row] for row in grid.rows]
    names = "".join(f'<th scope="col" dir="auto">{cell}</th>' for cell in head)
    cells = ("".join(f'<td dir="auto">{cell}</td>' for cell in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
    label = escape(grid.caption or "Tabel")
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{label}"><table>{caption}'
        f"<thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def photo(block: Photo) -> str:
    """A picture with its words, in the file itself."""
    data = base64.b64encode(block.data).decode()
    caption = f'<figcaption dir="auto">{escape(block.caption)}</figcaption>' if block.caption else ""
    source = f"data:{escape(block.media)};base64,{data}"
    size = f'width="{block.width}" height="{block.height}"'
    return f'<figure class="photo"><img src="{source}" alt="{escape(block.alt)}" {size}>{caption}</figure>'


def sources(block: Notes, notes: str) -> str:
    """Where the figures in the sentences come from."""
    lines = "".join(f'<li id="{notes}{n}">{escape(line)}</li>' for n, line in enumerate(block.lines, 1))
    return f'<ol class="notes" aria-label="Waar de cijfers in deze tekst vandaan komen">{lines}</ol>'
