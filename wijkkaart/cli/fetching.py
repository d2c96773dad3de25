"""The command `wijkkaart fetch`: a gemeente from the publishers, or a look whether they still answer."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

from wijkkaart import jobs
from wijkkaart.build.fetch import Fetch
from wijkkaart.build.gemeente import resolve
from wijkkaart.build.parts import Report
from wijkkaart.cli.common import Data, app, chosen_settings, fail, say_error
from wijkkaart.config import Settings
from wijkkaart.errors import Stopped, WijkkaartError
from wijkkaart.progress import FetchProgress, Problem, State
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Publisher, Wanted
from wijkkaart.sources.probe import probe as ask_each
from wijkkaart.sources.registry import PROBED, PUBLISHERS, chosen
from wijkkaart.store import Store

INTERRUPTED = 130
"""The exit code of a command that was stopped, as shells have it."""


@app.command()
def fetch(
    gemeente: Annotated[str, typer.Argument(help="Code or name of a gemeente; NL00 for the country.")] = "",
    year: Annotated[list[int] | None, typer.Option(help="Only this year; may be repeated.")] = None,
    only: Annotated[str, typer.Option(help="Only these sources, such as cbs,osm.")] = "",
    data: Data = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask and read everything anew.")] = False,
    probe: Annotated[bool, typer.Option("--probe", help="Only ask whether every source answers.")] = False,
) -> None:
    """Fetch boundaries, figures and places of a gemeente from their publishers."""
    settings = chosen_settings(data)
    try:
        if probe:
            raise typer.Exit(_probe(settings, only))
        if not gemeente:
            raise typer.BadParameter("noem een gemeente, zoals GM0307 of Amersfoort")
        publishers = chosen(only.split(","), PUBLISHERS)
        with Client(settings, refresh=refresh) as client:
            progress = FetchProgress(gemeente)
            code = _fetch(gemeente, tuple(year or ()), publishers, settings, client, refresh, progress)
    except WijkkaartError as error:
        raise fail(error) from error
    raise typer.Exit(code)


def _fetch(
    gemeente: str,
    years: tuple[int, ...],
    publishers: tuple[Publisher, ...],
    settings: Settings,
    client: Client,
    refresh: bool,
    progress: FetchProgress,
) -> int:
    """Be the job of the data directory until all is fetched; the exit code."""
    store = Store(settings.data)
    work = Fetch(Wanted(""), store, publishers, client, again=refresh, progress=progress)
    with jobs.running(settings.data, progress, work.stop), _stoppable(work):
        try:
            found = resolve(gemeente, store, client)
            work.wanted = Wanted(found.gemeente, found.name, years)
            with _screen(progress):
                reports = work.run()
        except Stopped:
            progress.state, reports = State.STOPPED, []
        except WijkkaartError as error:
            progress.state = State.FAILED
            progress.problems.append(Problem.of(error))
            raise
    for report in reports:
        _print(report)
    return _conclude(progress)


@contextmanager
def _stoppable(work: Fetch) -> Iterator[None]:
    """Let Ctrl-C, or a signal to end, stop the work cleanly; a second one breaks it off."""
    kinds = (signal.SIGINT, signal.SIGTERM)

    def stop(_kind: int, _frame: FrameType | None) -> None:
        for each in kinds:
            signal.signal(each, before[each])
        work.stop()

    before = {kind: signal.signal(kind, stop) for kind in kinds}
    try:
        yield
    finally:
        for kind in kinds:
            signal.signal(kind, before[kind])


def _screen(progress: FetchProgress) -> "Live | nullcontext[None]":
    """The progress on the terminal; nothing when there's none."""
    console = Console()
    if not console.is_terminal:
        return nullcontext()
    return Live(
        get_renderable=lambda: _table(progress), console=console, transient=True, refresh_per_second=4
    )


def _table(progress: FetchProgress) -> Table:
    now = time.time()
    table = Table(title=progress.what, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading in ("bron", "", "", "rijen", "", "nog", ""):
        table.add_column(heading, justify="right" if heading in {"rijen", "nog"} else "left", no_wrap=True)
    for source in progress.sources:
        left = source.seconds_left(now)
        table.add_row(
            source.label,
            ProgressBar(total=1.0, completed=source.share, width=16),
            f"{source.done} van {source.total}" if source.total else "",
            str(source.rows or ""),
            source.state,
            "" if left is None else f"{left:.0f} s",
            source.doing,
        )
    return table


def _print(report: Report) -> None:
    if report.error is not None:
        typer.secho(f"NIET   {report.file}", fg="red")
        say_error(report.error, "       ")
    elif report.unchanged:
        typer.echo(": ".join([f"GELIJK {report.file}", *report.notes]))
    else:
        typer.secho(f"GOED   {report.file}", fg="green", nl=False)
        left_out = sum(report.left_out.values())
        typer.echo(f": {report.kept} rijen" + (f", {left_out} weggelaten" if left_out else ""))


def _conclude(progress: FetchProgress) -> int:
    """Say how it ended; the exit code."""
    states = [source.state for source in progress.sources]
    counts = ", ".join(f"{states.count(state)} {state}" for state in State if state in states)
    rows = sum(source.rows for source in progress.sources)
    seconds = progress.ended - progress.began
    typer.echo(f"{progress.what}: {len(states)} bronnen ({counts}); {rows} rijen bewaard in {seconds:.0f} s.")
    if progress.state is State.STOPPED:
        typer.echo("Gestopt. Wat klaar is, is bewaard; dezelfde opdracht gaat verder waar het was.")
        return INTERRUPTED
    if progress.state is State.FAILED:
        typer.echo("Wat niet lukte, is gebleven zoals het was; dezelfde opdracht probeert het opnieuw.")
        return 1
    return 0


def _probe(settings: Settings, only: str) -> int:
    """Ask every source one small question; the exit code."""
    failed = 0
    with Client(settings, refresh=True) as client:
        for result in ask_each(chosen(only.split(","), PROBED), client):
            typer.secho(
                f"{'GOED' if result.ok else 'NIET'}   {result.label}", fg="green" if result.ok else "red"
            )
            typer.echo(f"       {result.said}")
            failed += not result.ok
    return 1 if failed else 0
