"""The commands `wijkkaart user ...`: who may sign in."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from wijkkaart.cli.common import Data, app, chosen_settings, fail
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import Role
from wijkkaart.register import accounts
from wijkkaart.register.accounts import Account, AccountError
from wijkkaart.register.database import Database, open_database

users = typer.Typer(help="Who may sign in: add, list, change, block.", no_args_is_help=True)
app.add_typer(users, name="user")

Name = Annotated[str, typer.Argument(help="The name somebody signs in with.")]
Chosen = Annotated[str, typer.Option("--role", help=f"One of {', '.join(accounts.ROLES)}.")]
Ask = Annotated[bool, typer.Option("--ask", help="Type the password, instead of having one made.")]


@contextmanager
def _register(data: Data) -> Iterator[Database]:
    """The register; ends the command with what's wrong."""
    try:
        yield open_database(chosen_settings(data))
    except WijkkaartError as error:
        raise fail(error) from error


@users.command()
def add(name: Name, role: Chosen = Role.TEAM, ask: Ask = False, data: Data = None) -> None:
    """Add an account; a password that is made is printed once."""
    with _register(data) as db:
        password = _password(ask)
        made = accounts.add(db, name, password, _role(role), datetime.now(UTC))
        typer.echo(f"Account gemaakt: {made.name}, rol {made.role}.")
        _tell(password, ask)


@users.command("list")
def list_(data: Data = None) -> None:
    """List the accounts."""
    with _register(data) as db:
        found = accounts.accounts(db)
    for each in found:
        typer.echo(f"{each.name}\t{each.role}" + ("" if each.active else "\tgeblokkeerd"))
    if not found:
        typer.echo("Er zijn nog geen accounts. Maak er een met: wijkkaart user add NAAM --role beheerder")


@users.command()
def change(name: Name, role: Chosen, data: Data = None) -> None:
    """Give an account another role."""
    with _register(data) as db:
        changed = accounts.change_role(db, _known(db, name).id, _role(role))
        typer.echo(f"{changed.name} heeft nu de rol {changed.role}.")


@users.command()
def password(name: Name, ask: Ask = False, data: Data = None) -> None:
    """Give an account another password, which ends its sessions."""
    with _register(data) as db:
        found, new = _known(db, name), _password(ask)
        accounts.set_password(db, found.id, new)
        typer.echo(f"{found.name} heeft een nieuw wachtwoord, en is overal afgemeld.")
        _tell(new, ask)


@users.command()
def block(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Let them in again.")] = False,
    data: Data = None,
) -> None:
    """Keep somebody out, which ends their sessions."""
    with _register(data) as db:
        found = accounts.block(db, _known(db, name).id, blocked=not undo)
        typer.echo(f"{found.name} kan zich {'weer' if undo else 'niet meer'} aanmelden.")


def _known(db: Database, name: str) -> Account:
    found = next((each for each in accounts.accounts(db) if each.name.casefold() == name.casefold()), None)
    if found is None:
        raise AccountError(
            f"Er is geen account met de naam {name}.", remedy="Zie alle accounts met: wijkkaart user list"
        )
    return found


def _role(text: str) -> Role:
    if text not in accounts.ROLES:
        raise AccountError(f"De rol {text} bestaat niet.", f"Kies uit: {', '.join(accounts.ROLES)}.")
    return Role(text)


def _password(ask: bool) -> str:
    if not ask:
        return accounts.new_password()
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    typed: str = typer.prompt("Wachtwoord", hide_input=True, confirmation_prompt="Nog een keer")
    return typed


def _tell(made: str, asked: bool) -> None:
    if not asked:
        typer.echo(f"Wachtwoord: {made}")
        typer.echo("Het wordt niet nog eens getoond.")
