"""Reports opened again, by other libraries than made them."""

import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pikepdf
from pypdf import PdfReader

VOID = {"meta", "br", "img", "link", "hr", "input"}


def text(data: bytes, form: str) -> str:
    """All that can be read in a file, attributes and hidden parts too; lines of a PDF joined as well."""
    if form == "html":
        return data.decode()
    if form in {"docx", "odt"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            return "\n".join(archive.read(name).decode() for name in names)
    reader = PdfReader(io.BytesIO(data))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    words = [pages, pages.replace("-\n", "").replace("\n", ""), *alternatives(reader), str(reader.metadata)]
    return "\n".join(words).replace("\u200b", "")


def everything(data: bytes, form: str) -> str:
    """All that's in a file, wherever a program or a curious reader may find it.

    Not only what `text` reads: each part of a package, what's embedded in a page, and of a PDF every string
    and stream, with its metadata, bookmarks, links and attachments.
    """
    found = [text(data, form), data.decode("latin-1")]
    if form == "html":
        found.append(unescape(data.decode()))
        found += [b64decode(each).decode("latin-1") for each in re.findall(r";base64,([\w+/=]+)", found[0])]
    elif form in {"docx", "odt"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [*archive.namelist(), archive.comment.decode("latin-1")]
            parts = [archive.read(name) for name in archive.namelist()]
        found += [part.decode("utf-8", "replace") for part in parts]
        found += [unescape(part) for part in found[-len(parts) :]]
    else:
        with pikepdf.open(io.BytesIO(data)) as file:
            found += [said for each in file.objects for said in _strings(each)]
    return "\n".join(found)


def _strings(thing: pikepdf.Object, deep: int = 20) -> Iterator[str]:
    """The strings in an object of a PDF, and what's in its stream; other objects are asked by themselves."""
    if isinstance(thing, pikepdf.Stream):
        try:
            yield thing.read_bytes().decode("utf-8", "replace")
        except pikepdf.PdfError:
            # A picture, that only its own reader unpacks.
            yield thing.read_raw_bytes().decode("latin-1")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from (str(key) for key in thing.keys())  # noqa: SIM118 - it's no mapping
        inside = [thing[key] for key in thing.keys()]  # noqa: SIM118
    elif isinstance(thing, pikepdf.Array):
        inside = [*thing]
    else:
        yield str(thing) if isinstance(thing, pikepdf.String | pikepdf.Name) else ""
        return
    for each in inside if deep else ():
        if not (isinstance(each, pikepdf.Object) and each.is_indirect):
            yield from _strings(each, deep - 1)


def odt_text(data: bytes) -> str:
    """What can be read in an OpenDocument text, a line a paragraph; breaks, tabs and spaces as they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    signs = {"line-break": "\n", "tab": "\t", "s": " "}

    def said(node: ElementTree.Element) -> str:
        own = signs.get(node.tag.rpartition("}")[2], "") + (node.text or "")
        return own + "".join(said(child) + (child.tail or "") for child in node)

    lines = (node for node in root.iter() if node.tag.rpartition("}")[2] in {"p", "h"})
    return "\n".join(map(said, lines))


def elements(reader: PdfReader) -> Iterator[dict[str, object]]:
    """The tags of a PDF, with their properties."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, dict):
            if "/S" in found:
                yield found
            if "/K" in found and not isinstance(found["/K"], int):
                waiting.append(found["/K"])


def alternatives(reader: PdfReader) -> list[str]:
    """The words with the pictures of a PDF."""
    return [str(each["/Alt"]) for each in elements(reader) if "/Alt" in each]


@dataclass
class Page(HTMLParser):
    """An HTML file: its elements, and whether they're closed in order."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] not in {"script", "style"}:
            self.texts.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


def page(data: bytes) -> Page:
    """An HTML file, read."""
    found = Page()
    found.feed(data.decode())
    found.close()
    return found


def addresses(text: str) -> set[str]:
    """What an HTML file would fetch."""
    fetched = (
        r"""(?:src|href|action|data|poster)\s*=\s*["']([^"'#][^"']*)|url\(([^#)][^)]*)\)|@import\s*(\S+)"""
    )
    return {next(filter(None, match)) for match in re.findall(fetched, text)}
