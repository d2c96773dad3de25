"""The command `wijkkaart examples`: what is invented in the register, and taking it out."""

from typing import Annotated

import typer

from wijkkaart.cli.common import Data, app, chosen_settings, fail
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import Role
from wijkkaart.register.database import open_database
from wijkkaart.register.examples import count_examples, remove_examples
from wijkkaart.register.saving import Author


@app.command()
def examples(
    remove: Annotated[bool, typer.Option("--remove", help="Take them out, for good.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask whether it's meant.")] = False,
    data: Data = None,
) -> None:
    """Count the invented records of the register, or remove them; own records stay."""
    try:
        db = open_database(chosen_settings(data))
        found = count_examples(db)
        if not remove or not found:
            typer.echo(f"Het register heeft {found} verzonnen records.")
            return
        if not yes:
            typer.confirm(f"{found} verzonnen records met hun geschiedenis verwijderen?", abort=True)
        gone = remove_examples(db, Author("opdrachtregel", Role.ADMIN))
    except WijkkaartError as error:
        raise fail(error) from error
    typer.echo(f"{gone} verzonnen records verwijderd. Ze komen niet terug. Uw eigen records zijn er nog.")
