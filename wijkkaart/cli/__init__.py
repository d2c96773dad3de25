"""The command line: `wijkkaart run | load | fetch | check | version`."""

from wijkkaart.cli import commands, fetching
from wijkkaart.cli.common import app

__all__ = ["commands", "fetching", "main"]


def main() -> None:
    """Entry point of the command `wijkkaart`."""
    app()
