"""Bringing the tables of a register to this version, step by step (`migrations/versions`).

alembic is only read when there's a step to take: it's much, and most who open a register have none.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, column, inspect, select, table

_FOLDER = Path(__file__).parent / "migrations"
_TABLE = "alembic_version"


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _versions() -> list[str]:
    """All versions, oldest first: the names of the steps begin with them, as `v0007_wijkscans.py`."""
    return sorted(step.name[1:5] for step in (_FOLDER / "versions").glob("v????_*.py"))


def head() -> str:
    """The version of the tables that this version of wijkkaart works with."""
    return _versions()[-1]


def known(version: str) -> bool:
    """Whether there's a step from `version` on."""
    return version in _versions()


def version_of(connection: Connection) -> str | None:
    """The version of a database's tables; None when it has none."""
    if not inspect(connection).has_table(_TABLE):
        return None
    found: str | None = connection.execute(select(column("version_num")).select_from(table(_TABLE))).scalar()
    return found


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take all steps up to `to` in the transaction that `connection` is in."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
