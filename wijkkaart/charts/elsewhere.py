"""Drawing of charts, in this process or in one of its own.

What draws charts (vl-convert, with a JavaScript engine in it) keeps some 150 MB for as long as its process
runs. A command that makes a report and ends has better use for it: there it's a process that ends first.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from typing import Any

_DRAWER = Path(__file__).with_name("drawer.py")
_other: ContextVar["subprocess.Popen[str] | None"] = ContextVar("drawer", default=None)


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
    token = _other.set(process)
    try:
        yield
    finally:
        _other.reset(token)
        # It ends when there's nothing left to read.
        process.communicate()


def svg(spec: dict[str, Any]) -> str:
    """A spec drawn as SVG; nothing is fetched for it."""
    process = _other.get()
    drawn = _asked(process, spec) if process else ""
    if not drawn:
        drawn = import_module("vl_convert").vegalite_to_svg(spec, allowed_base_urls=[])
    return drawn


def _asked(process: "subprocess.Popen[str]", spec: dict[str, Any]) -> str:
    """What the process made of it; "" when it ended, because the spec can't be drawn, say."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(spec) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        return ""
    return str(json.loads(line)) if line else ""
