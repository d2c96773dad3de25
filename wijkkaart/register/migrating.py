"""Bringing the tables of a register to this version, step by step (`migrations/versions`)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def head() -> str:
    """The version of the tables that this version of wijkkaart works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def known(version: str) -> bool:
    """Whether there's a step from `version` on."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    return version in {step.revision for step in steps}


def version_of(connection: Connection) -> str | None:
    """The version of a database's tables; None when it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take all steps up to `to` in the transaction that `connection` is in."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
