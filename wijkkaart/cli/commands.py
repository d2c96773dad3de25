"""The commands that need no network: run, load, check, version."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from wijkkaart import __version__
from wijkkaart.atlas import current
from wijkkaart.build.examples import fill
from wijkkaart.build.load import load as load_files
from wijkkaart.build.parts import Report
from wijkkaart.cli.common import Data, app, chosen_settings, fail, say_error
from wijkkaart.cli.register_check import problems
from wijkkaart.cli.register_commands import Basis, Expires, load_persons, split
from wijkkaart.config import ADMIN_CODE, APP
from wijkkaart.errors import WijkkaartError
from wijkkaart.store import Store


class _Bar:
    """A progress bar on the terminal."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, transient=True)
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> "_Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, done: int, of: int, what: str) -> None:
        self._progress.update(self._task, total=of, completed=done, description=what)


@app.command()
def run(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network.")] = "127.0.0.1",
    data: Data = None,
) -> None:
    """Start the app; on an empty data directory it starts with the embedded examples."""
    chosen = chosen_settings(data)
    try:
        with _Bar() as bar:
            fill(Store(chosen.data), chosen, bar)
        current(chosen.data)
    except WijkkaartError as error:
        raise fail(error) from error
    typer.echo(f"wijkkaart staat klaar op http://{'localhost' if host == '127.0.0.1' else host}:{port}")
    code = chosen.admin_code
    if not code:
        code = secrets.token_urlsafe(9)
        typer.echo(f"Beheercode, om in de app gegevens op te halen: {code}")
    command = [sys.executable, "-m", "streamlit", "run", str(APP)]
    command += ["--server.port", str(port), "--server.address", host, "--server.headless", "true"]
    environment = {**os.environ, "WIJKKAART_DATA": str(chosen.data.absolute()), ADMIN_CODE: code}
    _become(command, environment)


def _become(command: list[str], environment: dict[str, str]) -> None:
    """Replace this process by the command, so that whoever stops the one stops the other."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, environment)
    try:
        raise typer.Exit(subprocess.call(command, env=environment))
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Files, or folders of files, to load.", exists=False)],
    data: Data = None,
    year: Annotated[int | None, typer.Option(help="Year of files that don't tell it themselves.")] = None,
    basis: Basis = "",
    expires: Expires = "",
) -> None:
    """Load files that you have; what they are is recognised. Key persons go into the register."""
    chosen = chosen_settings(data)
    try:
        files, persons = split(files, chosen)
        with _Bar() as bar:
            reports = load_files(files, Store(chosen.data), chosen, year=year, progress=bar)
        code = load_persons(persons, chosen, basis, expires)
    except WijkkaartError as error:
        raise fail(error) from error
    if not files:
        raise typer.Exit(code)
    for report in reports:
        _print(report)
    failed = sum(report.error is not None for report in reports)
    kept = sum(report.kept for report in reports)
    total = "1 bestand" if len(reports) == 1 else f"{len(reports)} bestanden"
    typer.echo(f"{total}, waarvan {failed} niet gelukt; {kept} rijen bewaard.")
    if failed or code:
        raise typer.Exit(1)


def _print(report: Report) -> None:
    if report.error is not None:
        typer.secho(f"NIET  {report.file}", fg="red")
        say_error(report.error, "      ")
        return
    if report.skipped:
        typer.echo(f"OVERGESLAGEN {report.file}: geen soort bestand dat wijkkaart kent.")
        return
    if report.unchanged:
        typer.echo(f"GELIJK {report.file}: dit bestand was al geladen.")
        return
    typer.secho(f"GOED  {report.file}: {report.kind}", fg="green")
    typer.echo(f"      gelezen {report.read}, bewaard {report.kept}")
    for word, counts in (("hersteld", report.repaired), ("weggelaten", report.left_out)):
        for reason, number in counts.items():
            typer.echo(f"      {word} {number}: {reason}")
    for note in report.notes:
        typer.echo(f"      {note}")


@app.command()
def check(data: Data = None) -> None:
    """Check the data directory and the register; exit code 1 with the reasons."""
    store = Store(chosen_settings(data).data)
    try:
        found = store.problems() if store.exists else ["De gegevensmap is leeg."]
        found += problems(chosen_settings(data))
    except WijkkaartError as error:
        raise fail(error) from error
    for problem in found:
        typer.echo(problem)
    if found:
        raise typer.Exit(1)
    manifest = store.manifest
    typer.echo(
        f"In orde: {len(manifest.entries)} bestanden geladen, {len(manifest.files)} delen gecontroleerd."
    )


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)
