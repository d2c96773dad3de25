"""The commands `wijkkaart user ...`."""

from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner, Result

from wijkkaart.cli.every import app
from wijkkaart.record import Role
from wijkkaart.register import accounts, sessions
from wijkkaart.register.database import Database


def said(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, ["user", *arguments], input=typed)


def test_an_account_that_is_made_can_sign_in_with_the_password_that_is_printed(
    sqlite_database: Database,
) -> None:
    result = said("add", "Anne", "--role", "beheerder")
    assert result.exit_code == 0
    password = result.output.split("Wachtwoord: ")[1].split()[0]
    assert sessions.sign_in(sqlite_database, "Anne", password, datetime.now(UTC))
    assert said("list").output == "Anne\tbeheerder\n"


def test_a_password_that_is_typed_is_not_printed(sqlite_database: Database) -> None:
    result = said("add", "Anne", "--ask", typed="fiets-lamp-wolk-brug\n")
    assert result.exit_code == 0
    assert "fiets" not in result.output
    assert sessions.sign_in(sqlite_database, "Anne", "fiets-lamp-wolk-brug", datetime.now(UTC))


def test_roles_passwords_and_blocks_are_changed(sqlite_database: Database) -> None:
    said("add", "Anne", "--role", "beheerder")
    said("add", "Bram")
    assert "rol partner" in said("change", "bram", "--role", "partner").output
    assert "niet meer" in said("block", "Bram").output
    assert said("list").output == "Anne\tbeheerder\nBram\tpartner\tgeblokkeerd\n"
    assert "weer" in said("block", "Bram", "--undo").output
    new = said("password", "Bram").output.split("Wachtwoord: ")[1].split()[0]
    assert accounts.by_password(sqlite_database, "Bram", new, datetime.now(UTC)).role is Role.PARTNER


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "anne"), "al een account"),
        (("add", "Bram", "--role", "publiek"), "bestaat niet"),
        (("change", "Bram", "--role", "team"), "geen account"),
        (("change", "Anne", "--role", "team"), "enige beheerder"),
        (("block", "Anne"), "enige beheerder"),
    ],
)
def test_what_cannot_be_is_told_and_fails(
    sqlite_database: Database, arguments: tuple[str, ...], words: str
) -> None:
    said("add", "Anne", "--role", "beheerder")
    result = said(*arguments)
    assert (result.exit_code, words in result.output) == (1, True)


def test_without_accounts_one_is_told_how_to_make_the_first(sqlite_database: Database) -> None:
    assert "user add" in said("list").output
