"""Key figures per wijk and buurt: CBS's Excel files, and tables that others have made of them."""

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import figures
from wijkkaart.build.figures import Table
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.raw import Raw

_CBS_CODES = ("gwb_code_10", "gwb_code", "gwb_code_8")
_OTHER_CODES = ("buurtcode", "wijkcode", "gemeentecode")
_FEWEST_FIGURES = 2


def matches(raw: Raw) -> bool:
    """Whether it's a key figures table: CBS's own columns, or a code and figures under other names."""
    if raw.geometry is not None:
        return False
    keys = figures.keys_of(raw)
    if keys & set(_CBS_CODES):
        return bool(keys & {"recs", "regio", "a_inw"})
    if not keys & set(_OTHER_CODES) or "leeftijd" in keys:
        return False
    return len(_own_figures(raw)) >= _FEWEST_FIGURES and figures.code_column(raw, *_OTHER_CODES) is not None


def read(raw: Raw, context: Context) -> Loaded:
    """The figures of the table. Raises InvalidFile when its year or its codes can't be told."""
    notes: list[str] = []
    if figures.keys_of(raw) & set(_CBS_CODES):
        name = figures.code_column(raw, *_CBS_CODES) or figures.column(raw, *_CBS_CODES)
        codes = figures.with_prefix(raw.frame[name])
        frame, kind, publisher = raw.frame, "Kerncijfers wijken en buurten", "CBS"
    else:
        codes = raw.frame[figures.code_column(raw, *_OTHER_CODES)]
        frame = _adapted(raw, notes)
        kind, publisher = "Kerncijfers wijken en buurten", "CBS, bewerkt door anderen"
    return figures.load(
        raw,
        Table(
            frame=frame,
            codes=codes,
            years=_years(raw, context, notes),
            source="cbs-kwb",
            kind=kind,
            publisher=publisher,
            table=figures.table_id(raw),
            notes=notes,
        ),
    )


def _years(raw: Raw, context: Context, notes: list[str]) -> pd.Series:
    name = figures.column(raw, "jaar", "perioden")
    if name is not None:
        return figures.years_of(raw.frame[name])
    return figures.constant(raw, figures.year_of(raw, context, notes))


def _own_figures(raw: Raw) -> list[str]:
    """The columns with figures that CBS publishes."""
    found = zip(raw.columns, catalogue.indicators_of_columns(raw.columns), strict=True)
    known = catalogue.indicators()
    return [name for name, indicator in found if indicator and known[indicator].source.startswith("cbs-")]


def _adapted(raw: Raw, notes: list[str]) -> pd.DataFrame:
    """The table without figures of other publishers, whose year and definition the file doesn't tell."""
    own = set(_own_figures(raw))
    found = zip(raw.columns, catalogue.indicators_of_columns(raw.columns), strict=True)
    others = [name for name, indicator in found if indicator and name not in own]
    if others:
        notes.append(
            f"Niet overgenomen, want het jaar van deze cijfers staat er niet bij: {', '.join(others)}."
        )
    frame = raw.frame.drop(columns=others)
    if _has_no_zero(frame[[name for name in raw.columns if name in own]]):
        notes.append(
            "In dit bestand staat nergens een nul, en wel veel lege cellen. De maker heeft nul en"
            " 'geen gegeven' kennelijk samengenomen. Lege cellen gelden hier als niet gemeten."
        )
    return frame


def _has_no_zero(frame: pd.DataFrame) -> bool:
    """Whether empty cells abound and not one is zero."""
    cells = frame.stack()
    return bool((cells == "").any()) and not cells.str.fullmatch(r"[+-]?0+(?:[.,]0*)?").any()
