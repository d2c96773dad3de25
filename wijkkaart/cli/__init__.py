"""The command line: `wijkkaart run | load | fetch | check | user | version`."""

from wijkkaart.cli import commands, examples, fetching, users
from wijkkaart.cli.common import app

__all__ = ["commands", "examples", "fetching", "main", "users"]


def main() -> None:
    """Entry point of the command `wijkkaart`."""
    app()
