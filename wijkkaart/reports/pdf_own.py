"""Own texts as data for the template of a PDF."""

import base64
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from wijkkaart.reports.document import Block, Grid, Notes, Own, Photo, Points, Prose, Quote, Span, spoken
from wijkkaart.reports.paper import photo_width
from wijkkaart.reports.script import leftward

Inner = Callable[[Sequence[Block]], list[dict[str, Any]]]


def own(block: Own | Notes, inner: Inner, files: dict[str, bytes]) -> dict[str, Any]:
    """A block; of photos the bytes go into `files`, by a name of their own."""
    match block:
        case Prose():
            return {"kind": "prose", "level": block.level, **_line(block.spans)}
        case Points():
            items = [inner(item) for item in block.items]
            return {"kind": "points", "numbered": block.numbered, "items": items}
        case Quote():
            return {"kind": "quote", "blocks": inner(block.blocks)}
        case Grid():
            rows = [[_line(cell) for cell in row] for row in block.rows]
            return {"kind": "grid", "caption": block.caption, "rows": rows}
        case Photo():
            name = f"foto-{len(files) + 1}.svg"
            files[name] = _wrapped(block)
            said = {"alt": block.alt or block.caption or "Foto", "caption": block.caption}
            return {"kind": "photo", "file": name, "width": photo_width(block), **said}
        case Notes():
            return {"kind": "notes", "lines": list(block.lines)}


def extent(blocks: Iterable[Block]) -> tuple[int, int]:
    """How many signs, and how many pieces (paragraphs, items, cells), own texts have."""
    signs = pieces = 0
    for block in blocks:
        inner: Iterable[Block] = ()
        match block:
            case Prose():
                signs, pieces = signs + len(spoken(block.spans)), pieces + 1
            case Points():
                inner = (each for item in block.items for each in item)
            case Quote():
                inner = block.blocks
            case Grid():
                inner = (Prose(cell) for row in block.rows for cell in row)
        more = extent(inner)
        signs, pieces = signs + more[0], pieces + more[1]
    return signs, pieces


def _wrapped(photo: Photo) -> bytes:
    """A photo, as it is, inside a picture that is text: no other file can be given without a folder."""
    size = f'width="{photo.width}" height="{photo.height}"'
    source = f"data:{photo.media};base64,{base64.b64encode(photo.data).decode()}"
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} {size}><image {size} xlink:href="{source}"/></svg>'.encode()


def _line(spans: Sequence[Span]) -> dict[str, Any]:
    names = ("text", "bold", "italic", "link", "note")
    return {
        "spans": [{name: getattr(span, name) for name in names} for span in spans],
        "back": leftward(spoken(spans)),
    }
