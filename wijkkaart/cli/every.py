"""All commands: who reads this module registers them."""

from wijkkaart.cli import commands, examples, fetching, register_commands, report_commands, users
from wijkkaart.cli.common import app

__all__ = ["app", "commands", "examples", "fetching", "register_commands", "report_commands", "users"]
