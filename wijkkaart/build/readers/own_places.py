"""Places from a file in our own format, `plekken`: CSV, Excel, JSON or GeoJSON points."""

from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import _own
from wijkkaart.build.readers._columns import kind_of
from wijkkaart.build.readers._places import report_of
from wijkkaart.model import Kind
from wijkkaart.raw import Raw


def matches(raw: Raw) -> bool:
    """Whether each row has a name and an address, coordinates or a category."""
    return kind_of(raw) is Kind.PLACE


def read(raw: Raw, context: Context) -> Loaded:
    """The places of a table. Raises InvalidFile when no row has a name."""
    report = report_of(raw.path, "Plekken", len(raw.frame))
    rows, points = _own.open_table(raw, report)
    rows = _own.addressed(rows, report)
    rows = _own.categorised(rows, report)
    rows = _own.targeted(rows, report)
    rows = _own.located(_own.dated(rows, report))
    _own.tell_unknown(raw, report)
    return _own.hand_over(rows, points, Kind.PLACE, raw, context, report)
