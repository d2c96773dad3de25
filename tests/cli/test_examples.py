"""The command `wijkkaart examples`."""

from datetime import date

import pytest
from typer.testing import CliRunner, Result

from wijkkaart.cli.every import app
from wijkkaart.config import DEFINITIONS
from wijkkaart.register.database import Database
from wijkkaart.register.examples import count_examples, fill_register


@pytest.fixture
def filled(sqlite_database: Database) -> Database:
    """A register with the examples."""
    fill_register(
        sqlite_database, DEFINITIONS / "examples" / "voorbeeldstad" / "register", date(2026, 11, 26)
    )
    return sqlite_database


def said(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, ["examples", *arguments], input=typed)


def test_examples_are_counted_and_removed_after_a_yes(filled: Database) -> None:
    before = count_examples(filled)
    assert said().output == f"Het register heeft {before} verzonnen records.\n"
    refused = said("--remove", typed="n\n")
    assert (refused.exit_code, count_examples(filled)) == (1, before)
    result = said("--remove", typed="y\n")
    assert result.exit_code == 0
    assert f"{before} verzonnen records verwijderd" in result.output
    assert count_examples(filled) == 0
    assert said("--remove", "--yes").output == "Het register heeft 0 verzonnen records.\n"


def test_a_register_that_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJKKAART_DATABASE_URL", "mysql://ergens/iets")
    result = said()
    assert result.exit_code == 1
    assert "adres van het register" in result.output
