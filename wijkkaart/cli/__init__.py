"""The command line: `wijkkaart run | load | fetch | check | import | export | report | user | version`."""

from wijkkaart.cli import commands, examples, fetching, register_commands, report_commands, users
from wijkkaart.cli.common import app

__all__ = ["commands", "examples", "fetching", "main", "register_commands", "report_commands", "users"]


def main() -> None:
    """Entry point of the command `wijkkaart`."""
    app()
