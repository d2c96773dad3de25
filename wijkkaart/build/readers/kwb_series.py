"""Key figures of one gemeente over the years, as JSON: a tree of areas, figures and years."""

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import figures, observations, values
from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.build.records import TREE
from wijkkaart.errors import InvalidFile
from wijkkaart.raw import Raw

_LEAF = r"^(?:gemeente|(?:buurten|wijken)/(?P<code>[^/]+))/tijdreeksen/(?P<key>[^/]+)/(?P<year>\d{4})$"
_UNIT = r"^metadata/indicatoren/(?P<key>[^/]+)/eenheid$"
_WHOLE = "gemeente/code"
_PUBLISHER = "metadata/bron"

# The file's own keys, where they aren't a known name, with CBS's for the same figure.
_COLUMNS = {
    "arbeidsparticipatie": "Nettoarbeidsparticipatie",
    "bijstandsontvangers": "PersonenPerSoortUitkeringBijstand",
    "gem_inkomen_huishoudens": "GemGestandaardiseerdInkomen",
    "huishoudens_laag_inkomen": "HuishoudensMetEenLaagInkomen",
    "huishoudens_sociaal_minimum": "HuishOnderOfRondSociaalMinimum",
    "jongeren_jeugdzorg": "PercentageJongerenMetJeugdzorg",
}


def matches(raw: Raw) -> bool:
    """Whether it's such a tree."""
    return raw.columns == [*TREE] and bool(raw.frame[TREE[0]].str.contains("/tijdreeksen/").any())


def read(raw: Raw, context: Context) -> Loaded:  # noqa: ARG001 - all readers are asked alike
    """The figures of the series whose unit agrees with their values; the others are left out.

    Raises InvalidFile when the file doesn't say that it holds CBS's key figures, and of where.
    """
    path, value = raw.frame[TREE[0]], raw.frame[TREE[1]]
    told = dict(zip(path, value, strict=True))
    if "CBS" not in told.get(_PUBLISHER, "") or not told.get(_WHOLE):
        raise InvalidFile(
            f"{raw.path.name} zegt niet van wie de cijfers zijn of over welke gemeente.",
            f"Verwacht: {_PUBLISHER} met 'CBS' erin, en {_WHOLE} met een gemeentecode.",
            "Gebruik het bestand van het CBS zelf, of zet de cijfers om naar de tabel 'cijfers'.",
        )
    rows = path.str.extract(_LEAF).assign(value=value).dropna(subset=["key"])
    rows["code"] = rows.code.fillna(told[_WHOLE])
    report = Report(raw.path.name, read=len(rows))
    units = path.str.extract(_UNIT).assign(unit=value).dropna().set_index("key").unit
    rows = _credible(rows, units, report)
    numbers = values.parse(rows.value, grouped=False)
    found = figures.complete(
        pd.DataFrame(
            {
                "code": observations.clean_codes(rows.code),
                "year": figures.years_of(rows.year),
                "indicator": rows.key.map(_indicator).astype("str"),
                "value": numbers.value,
                "status": values.status_text(numbers.status).set_axis(rows.index),
                "source": "cbs-kwb",
            }
        ),
        report,
    )
    report.kept = len(found)
    years = figures.span(sorted(int(year) for year in found.year.unique()))
    report.kind = f"Kerncijfers wijken en buurten {years} (CBS, bewerkt door anderen)"
    return Loaded(report, "cbs-kwb", observations=found)


def _indicator(key: str) -> str:
    return catalogue.indicator_of_column(_COLUMNS.get(key, key)) or key


def _credible(rows: pd.DataFrame, units: pd.Series, report: Report) -> pd.DataFrame:
    """The rows of series whose percentages can be percentages; the others are counted."""
    highest = pd.to_numeric(rows.value, errors="coerce").groupby(rows.key).max()
    impossible = [key for key in highest.index if units.get(key) == "%" and highest[key] > 100]
    for key in impossible:
        reason = f"{key}: de eenheid is volgens het bestand %, maar er staan waarden boven 100"
        report.left_out[reason] += int((rows.key == key).sum())
    return rows[~rows.key.isin(impossible)]
