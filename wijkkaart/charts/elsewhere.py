"""Drawing of charts, in this process or in one of its own.

What draws charts (vl-convert, with a JavaScript engine in it) keeps some 150 MB for as long as its process
runs. A command that makes a report and ends has better use for it: there it's a process that ends first, and
draws while the report is made.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

_DRAWER = Path(__file__).with_name("drawer.py")

Drawing = Callable[[], str]
"""Gives the SVG, and waits for it if need be."""
_other: ContextVar[Callable[[dict[str, Any]], Drawing] | None] = ContextVar("drawer", default=None)


@contextmanager
def elsewhere() -> Iterator[None]:
    """As long as this lasts, charts are drawn in a process of its own; in this one if that can't be."""
    # With -P it finds no module of ours by the name of one of Python's.
    command = [sys.executable, "-P", str(_DRAWER)]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    except OSError:
        yield
        return
    with ThreadPoolExecutor(1) as waiting:
        token = _other.set(lambda spec: waiting.submit(_asked, process, spec).result)
        try:
            yield
        finally:
            _other.reset(token)
    # It ends when there's nothing left to read.
    process.communicate()


def draw(spec: dict[str, Any]) -> Drawing:
    """Begin to draw a spec as SVG; nothing is fetched for it."""
    other = _other.get()
    return other(spec) if other else partial(str, _drawn(spec))


def _drawn(spec: dict[str, Any]) -> str:
    found: str = import_module("vl_convert").vegalite_to_svg(spec, allowed_base_urls=[])
    return found


def _asked(process: "subprocess.Popen[str]", spec: dict[str, Any]) -> str:
    """What the process makes of it; it ends when the spec can't be drawn, say, and then this one tries."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(spec) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        line = ""
    return str(json.loads(line)) if line else _drawn(spec)
