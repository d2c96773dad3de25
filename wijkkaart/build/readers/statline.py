"""Tables of CBS StatLine: CSV exports with written-out headers, and OData tables saved as CSV."""

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import figures
from wijkkaart.build.figures import Table
from wijkkaart.build.parts import Context, Loaded, NotYet
from wijkkaart.errors import InvalidFile
from wijkkaart.model import COUNTRY, COUNTRY_NAME
from wijkkaart.raw import Raw

_NAMES = "wijken_en_buurten"
_TITLES = {
    "cbs-nabijheid": "Nabijheid voorzieningen",
    "cbs-ses": "Sociaal-economische status (SES-WOA)",
    "cbs-kwb": "Kerncijfers wijken en buurten",
}
_NOT_UNIQUE = "Naam hoort bij meer dan een gebied"
_NO_NAME = "Naam komt niet voor in de geladen gebieden"


def matches(raw: Raw) -> bool:
    """Whether it has StatLine's column of areas, a figure that wijkkaart knows, and no health survey."""
    if raw.geometry is not None:
        return False
    keys = figures.keys_of(raw)
    return _NAMES in keys and not keys & {"leeftijd", "marges"} and bool(_sources(raw))


def read(raw: Raw, context: Context) -> Loaded:
    """The figures of the export.

    One without codes is matched on names, where a name is that of one area only. Raises NotYet as
    long as no areas are loaded to match with, InvalidFile when the year or most areas can't be told.
    """
    notes: list[str] = []
    periods = figures.column(raw, "perioden")
    if periods is not None:
        years = figures.years_of(raw.frame[periods])
    else:
        years = figures.constant(raw, figures.year_of(raw, context, notes))
    frame, left_out = raw.frame, dict[str, int]()
    name = _code_column(raw)
    if name is not None:
        codes = raw.frame[name]
    else:
        codes, left_out = _codes_of_names(raw, _areas(raw, context, years, notes))
        found = codes.notna()
        frame, codes, years = frame[found], codes[found], years[found]
    source = _sources(raw)[0]
    return figures.load(
        raw,
        Table(
            frame=frame,
            codes=codes,
            years=years,
            source=source,
            kind=_TITLES.get(source, "Cijfers per wijk en buurt"),
            publisher="CBS",
            table=figures.table_id(raw),
            read=len(raw.frame),
            left_out=left_out,
            notes=notes,
        ),
    )


def _sources(raw: Raw) -> list[str]:
    """The CBS sources of the recognised columns, the most frequent first."""
    found = [i for i in catalogue.indicators_of_columns(raw.columns) if i]
    sources = [catalogue.indicators()[i].source for i in found]
    ranked = sorted(set(sources), key=lambda source: (-sources.count(source), source))
    return [source for source in ranked if source.startswith("cbs-")]


def _code_column(raw: Raw) -> str | None:
    """The column with area codes: `Regioaanduiding/Codering (code)`, `Codering_3`, `WijkenEnBuurten`."""
    keys = [catalogue.column_key(name) for name in raw.columns]
    coded = [key for key in keys if key.endswith("(code)") or key in ("codering", _NAMES)]
    return figures.code_column(raw, *coded)


def _areas(raw: Raw, context: Context, years: pd.Series, notes: list[str]) -> pd.DataFrame:
    """The areas to look names up in: those of the file's year if they're loaded, else all there are."""
    index = context.store.area_index()
    if index.empty:
        raise NotYet(
            f"{raw.path.name} heeft geen gebiedscodes, alleen namen.",
            "Verwacht: kaarten van de gebieden, om de namen in op te zoeken.",
            "Laad eerst de wijken en buurten waar het bestand over gaat.",
        )
    same = index[index.year.isin(years.dropna().unique())]
    if len(same):
        notes.append("Het bestand heeft geen gebiedscodes. De gebieden zijn op naam gekoppeld.")
        return same
    loaded = ", ".join(str(year) for year in sorted(index.year.unique()))
    notes.append(
        f"Het bestand heeft geen gebiedscodes. De gebieden zijn op naam gekoppeld aan die van {loaded};"
        " in het jaar van de cijfers kunnen de grenzen anders zijn geweest."
    )
    return index


def _codes_of_names(raw: Raw, index: pd.DataFrame) -> tuple[pd.Series, dict[str, int]]:
    """The code of each row by its name, missing where there isn't exactly one; and why, with counts.

    Raises InvalidFile when most names can't be told.
    """
    pairs = index[["name", "code"]].drop_duplicates()
    pairs = pairs.assign(name=pairs.name.map(_plain))
    counts = pairs.name.value_counts()
    unique = pairs[pairs.name.isin(counts[counts == 1].index)].set_index("name").code
    names = raw.frame[figures.column(raw, _NAMES)].map(_plain)
    codes = names.map(unique).mask(names == _plain(COUNTRY_NAME), COUNTRY)
    missing = codes.isna()
    several = missing & names.isin(counts.index)
    left_out = {_NOT_UNIQUE: int(several.sum()), _NO_NAME: int((missing & ~several).sum())}
    local = names != _plain(COUNTRY_NAME)
    # Names such as Centrum are everywhere: a few that fit don't show that these are the same areas.
    if codes[local].notna().sum() * 2 < local.sum():
        raise InvalidFile(
            f"{raw.path.name} heeft geen gebiedscodes, en de meeste namen zijn niet te plaatsen"
            f" ({int(missing.sum())} van {len(names)}).",
            "Verwacht: namen die in de geladen gebieden precies een keer voorkomen.",
            "Kies op StatLine ook 'Codering', of laad eerst de gebieden waar het bestand over gaat.",
        )
    return codes, left_out


def _plain(name: str) -> str:
    return " ".join(str(name).casefold().split())
