"""The commands on the register: import, export, backup, restore."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from wijkkaart.atlas import current
from wijkkaart.cli.common import Data, app, chosen_settings, fail
from wijkkaart.config import Settings
from wijkkaart.core.duplicates import Known
from wijkkaart.errors import InvalidFile, RegisterError, WijkkaartError
from wijkkaart.export.making import FORMS, everything, made
from wijkkaart.guide import guide
from wijkkaart.intake import persons as persons_file
from wijkkaart.intake.apply import apply
from wijkkaart.intake.held import hold
from wijkkaart.intake.plan import Outcome, Step, plan
from wijkkaart.intake.reading import read
from wijkkaart.record import ROLES, Role
from wijkkaart.register import backup as copies
from wijkkaart.register.copying import copy
from wijkkaart.register.database import open_database
from wijkkaart.register.saving import Author

_COLOURS = {
    Outcome.NEW: "green",
    Outcome.CHANGED: "green",
    Outcome.CONFLICT: "yellow",
    Outcome.DUPLICATE: "yellow",
    Outcome.REFUSED: "red",
}
Basis = Annotated[
    str, typer.Option("--grondslag", help="Lawful basis of key persons of whom the file tells none.")
]
Expires = Annotated[str, typer.Option("--bewaren-tot", help="Until when key persons are kept (date).")]


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="Our own CSV or Excel, HSDS, or a list of key persons.")],
    data: Data = None,
    write: Annotated[bool, typer.Option("--apply", help="Write it; without this it's only shown.")] = False,
    doubles: Annotated[
        bool, typer.Option("--ook-dubbel", help="Add what looks like another record too.")
    ] = False,
    basis: Basis = "",
    expires: Expires = "",
    by: Annotated[str, typer.Option("--door", help="Name in the history.")] = "Inlezen",
) -> None:
    """Take a file into the register: first what would change, and with --apply in one go."""
    try:
        code = take_in(file, chosen_settings(data), write, doubles, basis, expires, by)
    except WijkkaartError as error:
        raise fail(error) from error
    raise typer.Exit(code)


def take_in(
    file: Path, settings: Settings, write: bool, doubles: bool, basis: str, expires: str, by: str
) -> int:
    """Weigh a file, print what it would do, and do it if asked; the exit code."""
    db = open_database(settings)
    held = hold(db, _area_names(settings))
    rows = read(file, settings, basis=basis, expires=expires)
    steps = plan(rows, held, None if doubles else Known(held.records.values()))
    for step in steps:
        _print(step)
    counts = Counter(step.outcome for step in steps)
    typer.echo(f"{file.name}: " + ", ".join(f"{counts[each]} {each.value}" for each in Outcome) + ".")
    if write:
        written = apply(db, steps, Author(by, Role.ADMIN))
        typer.echo(f"In het register gezet: {written}.")
    elif counts[Outcome.NEW] + counts[Outcome.CHANGED]:
        typer.echo("Er is nog niets geschreven. Voeg --apply toe om dit te doen.")
    return int(any(counts[each] for each in (Outcome.REFUSED, Outcome.CONFLICT, Outcome.DUPLICATE)))


def split(files: list[Path], settings: Settings) -> tuple[list[Path], list[Path]]:
    """Files and folders that are to be loaded, and the lists of key persons among them."""
    rest: list[Path] = []
    persons: list[Path] = []
    for path in files:
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        lists = [each for each in inside if persons_file.is_list(each, settings)]
        persons += lists
        # A folder without any stays a folder: reports name its files by it.
        rest += [each for each in inside if each not in lists] if lists else [path]
    return rest, persons


def load_persons(files: list[Path], settings: Settings, basis: str, expires: str) -> int:
    """Take lists of key persons into the register, saying so; the exit code."""
    code = 0
    for file in files:
        typer.echo(f"{file.name}: sleutelpersonen gaan naar het register, niet naar de gegevensmap.")
        code |= take_in(file, settings, True, False, basis, expires, "Inlezen")
    return code


def _print(step: Step) -> None:
    if step.outcome is Outcome.UNCHANGED and not step.lines:
        return
    head = f"{step.outcome.value.upper()}  {step.row.where}: {step.row.name}"
    typer.secho(head, fg=_COLOURS.get(step.outcome))
    for line in step.lines:
        typer.echo(f"      {line}")


def _area_names(settings: Settings) -> dict[str, str]:
    now = current(settings.data).now
    return dict(zip(now.code, now.name, strict=True))


@app.command()
def export(
    out: Annotated[
        Path | None, typer.Argument(help="File to write; by default a name that tells what it is.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMS)}.")] = "xlsx",
    area: Annotated[str, typer.Option(help="Only this gemeente, wijk or buurt (CBS code).")] = "",
    role: Annotated[
        str, typer.Option(help="As whom: publiek, partner, team or beheerder.")
    ] = Role.PUBLIC.value,
    data: Data = None,
) -> None:
    """Write the register, as a role may see it, to a file."""
    if form not in FORMS:
        raise typer.BadParameter(f"kies uit {', '.join(FORMS)}")
    if role not in ROLES:
        raise typer.BadParameter(f"kies uit {', '.join(ROLES)}")
    settings = chosen_settings(data)
    try:
        shown = guide(settings, Role(role))
        if area and not shown.atlas.known(area):
            raise typer.BadParameter(f"{area} is geen gebied in deze gegevensmap")
        selection = everything(shown, area, today=date.today())
        file = made(selection, form)
    except WijkkaartError as error:
        raise fail(error) from error
    target = out or Path(file.filename)
    _write(target, file.data)
    typer.echo(f"{target}: {selection.counted}, zichtbaar voor {role}.")


def _write(target: Path, data: bytes) -> None:
    try:
        target.write_bytes(data)
    except OSError as error:
        told = InvalidFile(
            f"{target} is niet te schrijven: {error.strerror}.", remedy="Kies een andere plek."
        )
        raise fail(told) from error


@app.command()
def backup(
    out: Annotated[Path | None, typer.Argument(help="File for the copy; by default the daily one.")] = None,
    data: Data = None,
) -> None:
    """Copy the register as it stands now, also while the app runs."""
    settings = chosen_settings(data)
    try:
        db = open_database(settings)
        folder = copies.backups_of(settings)
        if out is None:
            path = copies.daily(db, folder, settings.backups)
            if path is None:
                typer.echo(f"De kopie van vandaag was er al: {copies.copies(folder)[0]}")
                typer.echo("Noem een bestand om er nog een te maken.")
                return
        else:
            path = _copy(settings, out)
    except WijkkaartError as error:
        raise fail(error) from error
    typer.echo(f"Kopie gemaakt: {path}")


def _copy(settings: Settings, out: Path) -> Path:
    db = open_database(settings)
    if not db.sqlite:
        copies.daily(db, out.parent, settings.backups)  # raises: PostgreSQL has its own tools
    if out.exists():
        raise RegisterError(f"{out} bestaat al.", remedy="Kies een andere naam.")
    try:
        copy(Path(str(db.engine.url.database)), out)
    except OSError as error:
        raise RegisterError(
            f"{out} is niet te schrijven: {error.strerror}.", remedy="Kies een andere plek."
        ) from error
    return out


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy that `backup` made.")],
    data: Data = None,
    sure: Annotated[bool, typer.Option("--ja", help="Don't ask.")] = False,
) -> None:
    """Put a copy of the register back; stop the app first. What stood there is kept beside it."""
    settings = chosen_settings(data)
    if not sure:
        typer.confirm("Is de app gestopt, en mag het register vervangen worden door deze kopie?", abort=True)
    try:
        # Who was erased since is erased again: a wijk may have the name of one.
        aside = copies.restore_file(settings, file, current(settings.data).now.name)
    except WijkkaartError as error:
        raise fail(error) from error
    typer.echo(f"Het register is teruggezet uit {file}.")
    if aside is not None:
        typer.echo(f"Wat er stond, is bewaard als {aside}.")
