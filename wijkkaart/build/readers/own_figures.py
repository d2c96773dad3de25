"""The user's own figures: a long table with one row an area, year and indicator."""

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import figures, observations, values
from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.errors import InvalidFile
from wijkkaart.model import HAS_VALUE, Status
from wijkkaart.raw import Raw

_REQUIRED = ("gebied", "jaar", "indicator", "waarde")
_STATUSES = {
    "": Status.OK,
    "ok": Status.OK,
    "schatting": Status.ESTIMATE,
    "geheim": Status.SECRET,
    "later": Status.LATER,
    "vervallen": Status.DISCONTINUED,
    "niet gemeten": Status.NOT_MEASURED,
}
_OWN = "eigen"
_EMPTY = "Lege waarde zonder status: niet gemeten"
_SUPERFLUOUS = "Waarde weggelaten, want de status zegt dat er geen is"


def matches(raw: Raw) -> bool:
    """Whether it has the columns of the long format; the year may be forgotten, that is told."""
    return raw.geometry is None and figures.keys_of(raw) >= set(_REQUIRED) - {"jaar"}


def read(raw: Raw, context: Context) -> Loaded:  # noqa: ARG001 - all readers are asked alike
    """The figures; rows of unknown areas and indicators are left out.

    Raises InvalidFile, with the row, for a status that doesn't exist or a value that is no number.
    """
    missing = [name for name in _REQUIRED if figures.column(raw, name) is None]
    if missing:
        raise InvalidFile(
            f"In {raw.path.name} ontbreekt de kolom {', '.join(missing)}.",
            f"Verwacht: {', '.join(_REQUIRED)} (en als u wilt status en bron).",
            "Voeg de kolom toe en laad het bestand opnieuw.",
        )
    report = Report(raw.path.name, kind="Eigen cijfers", read=len(raw.frame))
    rows = _rows(raw, report)
    rows = figures.complete(rows, report)
    if rows.empty:
        raise InvalidFile(
            f"In {raw.path.name} staat geen enkele bruikbare regel.",
            "Verwacht: een gebiedscode zoals BU03070700, een jaar en een indicator uit de lijst.",
            "; ".join(f"{reason}: {count}" for reason, count in report.left_out.items()),
        )
    report.kept = len(rows)
    sources = rows.source.unique()
    source = str(sources[0]) if len(sources) == 1 else _OWN
    return Loaded(report, source, observations=rows)


def _rows(raw: Raw, report: Report) -> pd.DataFrame:
    """All rows with their value, status and source sorted out."""
    numbers = values.parse(_cells(raw, "waarde"))
    value = pd.Series(numbers.value, index=raw.frame.index)
    status = _status(raw)
    should = status.isin(HAS_VALUE)
    wrong = should & numbers.unreadable
    if wrong.any():
        text = _cells(raw, "waarde")[wrong].iloc[0]
        raise _at(raw, wrong, f"'{text}' is geen getal", "een getal zoals 12,5, of leeg met een status")
    empty = should & value.isna()
    superfluous = ~should & value.notna()
    status = status.mask(empty, values.status_text(numbers.status).set_axis(value.index))
    report.repaired.update({_EMPTY: int((empty & (status == Status.NOT_MEASURED)).sum())})
    report.repaired.update({_SUPERFLUOUS: int(superfluous.sum())})
    report.repaired = +report.repaired  # without the zeros
    return pd.DataFrame(
        {
            "code": observations.clean_codes(_cells(raw, "gebied")),
            "year": figures.years_of(_cells(raw, "jaar")),
            "indicator": _cells(raw, "indicator").str.lower(),
            "value": value.mask(superfluous),
            "status": status,
            "source": _source(raw, report),
        }
    )


def _cells(raw: Raw, key: str) -> pd.Series:
    name = figures.column(raw, key)
    if name is None:
        return pd.Series("", index=raw.frame.index, dtype="str")
    return raw.frame[name].astype("str").fillna("").str.strip()


def _status(raw: Raw) -> pd.Series:
    text = _cells(raw, "status").str.lower()
    wrong = ~text.isin([*_STATUSES])
    if wrong.any():
        allowed = ", ".join(name for name in _STATUSES if name)
        raise _at(raw, wrong, f"de status '{text[wrong].iloc[0]}' bestaat niet", allowed)
    return text.map({name: status.value for name, status in _STATUSES.items()}).astype("str")


def _at(raw: Raw, wrong: pd.Series, found: str, expected: str) -> InvalidFile:
    row = int(wrong.to_numpy().argmax()) + 1
    return InvalidFile(
        f"{raw.path.name}, rij {row} (de kop niet meegeteld): {found}.",
        f"Verwacht: {expected}.",
        "Herstel die regel en laad het bestand opnieuw.",
    )


def _source(raw: Raw, report: Report) -> pd.Series:
    text = _cells(raw, "bron").str.lower()
    unknown = (text != "") & ~text.isin([*catalogue.sources()])
    if unknown.any():
        names = ", ".join(sorted(text[unknown].unique())[:5])
        report.notes.append(f"Onbekende bron ({names}): deze cijfers staan als eigen cijfers vermeld.")
    return text.mask(unknown | (text == ""), _OWN)
