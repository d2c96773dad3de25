"""An own text as it's read on screen."""

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

from wijkkaart.core.wijkscan import markup
from wijkkaart.core.wijkscan.tree import Grid, Heading, Items, Node, Paragraph, Photo, Quote, Runs


def as_html(text: str, scan: str, sources: Mapping[str, str]) -> str:
    """An own text as HTML in which nothing of it can be anything but text.

    `sources` says of a figure (`inwoners`) whose it is and of which year.
    """
    return f'<div class="ws-text">{_nodes(markup.read(text), scan, sources)}</div>'


def _nodes(nodes: Iterable[Node], scan: str, sources: Mapping[str, str]) -> str:
    return "".join(_node(node, scan, sources) for node in nodes)


def _node(node: Node, scan: str, sources: Mapping[str, str]) -> str:
    match node:
        case Heading():
            # The page has its title, the part and its pieces above it.
            level = min(node.level + 3, 6)
            return f"<h{level}>{_runs(node.runs, sources)}</h{level}>"
        case Paragraph():
            return f"<p>{_runs(node.runs, sources)}</p>"
        case Items():
            name = "ol" if node.numbered else "ul"
            items = "".join(f"<li>{_nodes(item, scan, sources)}</li>" for item in node.items)
            return f"<{name}>{items}</{name}>"
        case Quote():
            return f"<blockquote>{_nodes(node.nodes, scan, sources)}</blockquote>"
        case Grid():
            return _grid(node, sources)
        case Photo():
            return _photo(node, scan)


def _grid(grid: Grid, sources: Mapping[str, str]) -> str:
    head, *rows = grid.rows
    first = "".join(f'<th scope="col">{_runs(cell, sources)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{_runs(cell, sources)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        '<div class="wk-all-figures"><table>'
        f"<thead><tr>{first}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _photo(photo: Photo, scan: str) -> str:
    source = f"/wijkscan/{quote(scan, safe='')}/foto/{quote(photo.id, safe='')}"
    under = f"<figcaption>{escape(photo.caption)}</figcaption>" if photo.caption else ""
    return f'<figure><img src="{source}" alt="{escape(photo.alt)}" loading="lazy">{under}</figure>'


def _runs(runs: Runs, sources: Mapping[str, str]) -> str:
    parts = []
    for run in runs:
        text = escape(run.text).replace("\n", "<br>")
        text = f"<strong>{text}</strong>" if run.bold else text
        text = f"<em>{text}</em>" if run.italic else text
        if run.link:
            text = f'<a href="{escape(run.link)}" target="_blank" rel="noopener noreferrer">{text}</a>'
        elif run.record:
            text = f'<a href="/record?id={quote(run.record, safe="")}">{text}</a>'
        elif run.figure:
            told = escape(sources.get(run.figure, ""))
            text = f'<span class="ws-figure" title="{told}">{text}</span>'
        parts.append(text)
    return "".join(parts)
