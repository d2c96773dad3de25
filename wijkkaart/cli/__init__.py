"""The command line: `wijkkaart run | load | fetch | check | import | export | report | user | version`."""

import sys
from importlib import import_module

from wijkkaart.cli.common import app

__all__ = ["app", "main"]

_ALONE = {"report": "report_commands"}
"""Commands to modules that are read by themselves: what other commands need takes seconds and memory."""


def main() -> None:
    """Entry point of the command `wijkkaart`."""
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    import_module(f"{__name__}.{_ALONE.get(asked, 'every')}")
    app()
