"""What the commands share."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from wijkkaart.config import Settings, settings
from wijkkaart.errors import WijkkaartError

app = typer.Typer(
    help="Map-based explorer of the social infrastructure of Dutch neighbourhoods.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _many() -> None:
    """Keeps the name of a command even where only one is registered."""


Data = Annotated[Path | None, typer.Option("--data", help="Data directory (default: WIJKKAART_DATA).")]


def chosen_settings(data: Path | None) -> Settings:
    """The settings, with the data directory that the user named."""
    return settings() if data is None else replace(settings(), data=data)


def say_error(error: WijkkaartError, margin: str = "") -> None:
    """Print the parts of an error, a line each."""
    for part in (error.found, error.expected, error.remedy):
        if part:
            typer.echo(f"{margin}{part}", err=not margin)


def fail(error: WijkkaartError) -> typer.Exit:
    """The exit for an error that ends the command, which has been printed."""
    say_error(error)
    return typer.Exit(1)
