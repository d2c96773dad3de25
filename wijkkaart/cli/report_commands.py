"""The command that makes reports: `wijkkaart report AREA... OUT`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from wijkkaart.atlas import Atlas
from wijkkaart.cli.common import Data, app, chosen_settings, fail, say_error
from wijkkaart.cli.report_jobs import FORMATS, Job, apart, end_of, own_sets, run
from wijkkaart.config import Settings
from wijkkaart.core.search import plain
from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide, guide
from wijkkaart.model import COUNTRY, Level
from wijkkaart.present import dutch
from wijkkaart.present.profile.area import Area, OwnSet, area_of, kind
from wijkkaart.record import ROLES, Role
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.wijkscans import UnknownWijkscan, Wijkscan, get, is_wijkscan
from wijkkaart.register.wijkscans import listed as listed_scans
from wijkkaart.reports import FORMS
from wijkkaart.reports.document import file_name

_FEW = 8


@app.command()
def report(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="AREA... OUT",
            help="Codes or names of gemeenten, wijken, buurten or own areas, or ids of wijkscans (WS…); and "
            "last the file to write, or a folder for more than one.",
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help=f"{', '.join(FORMATS)}; by default by the end of OUT.")
    ] = "",
    role: Annotated[
        str, typer.Option(help="As whom: publiek, partner, team or beheerder.")
    ] = Role.PUBLIC.value,
    wijken: Annotated[bool, typer.Option("--all", help="All wijken of the gemeente AREA.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the areas of which there can be one.")] = False,
    data: Data = None,
) -> None:
    """Make the report of an area: what is known of it, in the format wijkkaart; or that of a wijkscan."""
    if role not in ROLES:
        raise typer.BadParameter(f"kies uit {', '.join(ROLES)}")
    settings = chosen_settings(data)
    try:
        shown = guide(settings, Role(role))
        own = own_sets(settings, Role(role))
        if listed:
            _print_areas(shown.atlas, own, names or [])
            _print_scans(open_database(settings), Role(role), names or [])
            return
        if not names or len(names) < 2:
            raise WijkkaartError(
                "Noem een gebied en een bestand.",
                "Verwacht: bijvoorbeeld wijkkaart report Kruiskamp --format pdf kruiskamp.pdf",
                "Met wijkkaart report --list ziet u van welke gebieden een rapport te maken is.",
            )
        out = Path(names[-1])
        scans = {name: _scan(settings, name, Role(role)) for name in names[:-1] if is_wijkscan(name)}
        areas = [_find(shown.atlas, name, own) for name in names[:-1] if name not in scans]
        if wijken:
            areas = [inside for each in areas for inside in _wijken(shown.atlas, each)]
        found = [("Wijkkaart", each.code, each.name) for each in areas]
        found += [("Wijkscan", each.id, each.head.title or each.area) for each in scans.values()]
        many = wijken or len(found) > 1 or out.is_dir()
        jobs = _jobs(found, out, _format(form, out), shown, many=many)
    except WijkkaartError as error:
        raise fail(error) from error
    _run(jobs, settings)


def _format(form: str, out: Path) -> str:
    form = form.casefold().lstrip(".") or out.suffix.casefold().lstrip(".")
    if form not in FORMATS:
        raise WijkkaartError(
            f"Een rapport in het formaat ‘{form}’ bestaat niet." if form else "Er is geen formaat gekozen.",
            f"Verwacht: {dutch.listing([*FORMATS])}.",
            "Noem het met --format.",
        )
    return form


def _scan(settings: Settings, id: str, role: Role) -> Wijkscan:  # noqa: A002 - as in the register
    found = get(open_database(settings), id, role)
    if found is None:
        raise UnknownWijkscan
    return found


def _jobs(found: list[tuple[str, str, str]], out: Path, form: str, shown: Guide, *, many: bool) -> list[Job]:
    """What to make, into which files: a folder when there are more."""
    end = end_of(form)
    more = "" if form in FORMS else f"-{form}"
    jobs = []
    for kind_, code, name in found:
        target = out / f"{file_name(kind_, name, shown.day)}{more}.{end}" if many else out
        jobs.append(Job(code, name, target, form, shown.role))
    return apart(jobs)


def _run(jobs: list[Job], settings: Settings) -> None:
    """Make them, telling of each; exit code 1 when one can't be made, after all others."""
    failed = ready = 0

    def done(job: Job, error: WijkkaartError | None) -> None:
        nonlocal failed, ready
        ready += 1
        turn = f"{ready} van {len(jobs)}: " if len(jobs) > 1 else ""
        if error is None:
            typer.echo(f"{turn}{job.target}: {job.name}, zichtbaar voor {job.readers.value}.")
        else:
            failed += 1
            typer.echo(f"{turn}{job.name}: niet gemaakt.", err=True)
            say_error(error)

    run(jobs, settings, done)
    if failed:
        raise typer.Exit(1)


def _wijken(atlas: Atlas, area: Area) -> list[Area]:
    if area.own or area.level is not Level.GEMEENTE:
        raise WijkkaartError(
            f"{area.name} is geen gemeente.",
            "Met --all maakt u een rapport van elke wijk van een gemeente.",
            "Noem een gemeente, of laat --all weg.",
        )
    found = [made for code in atlas.children(area.code, "wijk").code if (made := area_of(atlas, code, {}))]
    if not found:
        raise WijkkaartError(
            f"Van {area.name} zijn er geen wijken geladen.",
            remedy=f"Haal ze op met wijkkaart fetch {area.code}.",
        )
    return found


def _find(atlas: Atlas, name: str, own: Mapping[str, OwnSet]) -> Area:
    """The area with this code or name. Raises WijkkaartError when there's none, or more than one."""
    asked = name.strip()
    codes = [code for code, each in own.items() if asked in {code, each.name}]
    if not codes and asked.upper() != COUNTRY and area_of(atlas, asked.upper(), {}):
        codes = [asked.upper()]
    if not codes:
        found = [code for code in atlas.search.find(asked) if code != COUNTRY]
        exact = [code for code in found if plain(atlas.name(code)) == plain(asked)]
        codes = _widest(atlas, exact or found)
    areas = [each for code in codes if (each := area_of(atlas, code, own))]
    if len(areas) == 1:
        return areas[0]
    if not areas:
        raise WijkkaartError(
            f"Er is geen gebied ‘{asked}’ in deze gegevensmap.",
            "Verwacht: de naam of de code van een gemeente, wijk, buurt of eigen gebied.",
            "Met wijkkaart report --list ziet u welke er zijn.",
        )
    told = [f"{each.code} ({each.name}, {kind(atlas, each)})" for each in areas[:_FEW]]
    raise WijkkaartError(
        f"Er is meer dan een gebied ‘{asked}’: {dutch.listing(told)}.", remedy="Noem de code van het gebied."
    )


def _widest(atlas: Atlas, codes: list[str]) -> list[str]:
    """Without the examples where there's something else, and without what lies in another by that name."""
    real = [code for code in codes if f"GM{code[2:6]}" not in atlas.examples] or codes
    return [
        code
        for code in real
        if not (code.startswith("BU") and f"WK{code[2:8]}" in real)
        and f"GM{code[2:6]}" not in {*real} - {code}
    ]


def _print_areas(atlas: Atlas, own: Mapping[str, OwnSet], names: list[str]) -> None:
    """The areas, a line each: all of the gemeenten that are named, or of those that have areas in them."""
    chosen = [_find(atlas, name, own).gemeente for name in names]
    for gemeente in chosen or [code for code in atlas.gemeenten if atlas.levels(code)]:
        codes = [gemeente, *(each.code for each in own.values() if each.gemeente == gemeente)]
        codes += [code for level in ("wijk", "buurt") for code in atlas.children(gemeente, level).code]
        for code in codes:
            area = area_of(atlas, code, own)
            if area is not None:
                typer.echo(f"{area.code}\t{area.name}\t{kind(atlas, area)}")


def _print_scans(database: Database, role: Role, names: list[str]) -> None:
    """The wijkscans, a line each, when no gemeente is named."""
    for each in [] if names else listed_scans(database, role):
        typer.echo(f"{each.id}\t{each.head.title or each.area}\twijkscan")
