"""Activities from a file in our own format, `activiteiten`: what there is to do, where and when."""

import pandas as pd

from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.build.readers import _own, _schedule
from wijkkaart.build.readers._clean import count, joined
from wijkkaart.build.readers._columns import kind_of
from wijkkaart.build.readers._places import report_of
from wijkkaart.model import Kind
from wijkkaart.raw import Raw


def matches(raw: Raw) -> bool:
    """Whether each row has a name, and a day or a time."""
    return kind_of(raw) is Kind.ACTIVITY


def read(raw: Raw, context: Context) -> Loaded:
    """The activities of a table, each at the place it names when that was loaded before.

    Raises InvalidFile when no row has a name.
    """
    report = report_of(raw.path, "Activiteiten", len(raw.frame))
    rows, points = _own.open_table(raw, report)
    rows = _own.addressed(rows, report)
    rows = _own.categorised(rows, report)
    rows = _own.targeted(rows, report)
    rows = _own.located(_own.dated(rows, report))
    rows = _scheduled(rows, report)
    rows = rows.assign(address=_own.first_filled(rows.place, rows.address))
    _own.tell_unknown(raw, report)
    return _own.hand_over(rows, points, Kind.ACTIVITY, raw, context, report)


def _scheduled(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """`rows` with days and times; what can't be read of them stays as text in `hours`."""
    days = rows.days.map(_schedule.days)
    incomplete = ~days.map(lambda found: found.complete).astype(bool)
    # Times may be in `tijd`, both in one, or in `van` and `tot`.
    columns = [rows[name].map(_schedule.times) for name in ("time", "start", "end")]
    spans = pd.Series([_span(*times) for times in zip(*columns, strict=True)], index=rows.index)
    said = joined([rows.time, rows.start, rows.end], " - ")
    unclear = spans.isna()
    count(report.repaired, "dag niet (helemaal) te lezen: staat als tekst bij de tijden", incomplete)
    count(report.repaired, "tijd niet te lezen: staat als tekst bij de tijden", unclear)
    parts = [rows.hours, rows.days.where(incomplete, ""), said.where(unclear, "")]
    return rows.assign(
        days=days.map(lambda found: found.ids),
        start=spans.map(lambda span: span[0] if span else ""),
        end=spans.map(lambda span: span[1] if span else ""),
        hours=joined(parts, "; "),
    )


def _span(
    both: tuple[str, ...] | None, start: tuple[str, ...] | None, end: tuple[str, ...] | None
) -> tuple[str, str] | None:
    """Start and end from the times in the columns for both, start and end; None when they're unclear."""
    if both is None or start is None or end is None:
        return None
    if len(end) == 1 and not start:
        return (both[0] if both else "", end[0])
    found = (start + end) or both
    if len(found) > 2:
        return None
    return (found[0] if found else "", found[1] if len(found) == 2 else "")
