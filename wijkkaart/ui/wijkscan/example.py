"""The document of the version of an example that was adopted."""

from functools import partial

from wijkkaart.config import Settings
from wijkkaart.guide import guide
from wijkkaart.record import Role
from wijkkaart.register import wijkscans
from wijkkaart.register.database import open_database
from wijkkaart.register.wijkscans.examples import Contents
from wijkkaart.reports import frozen, wijkscan
from wijkkaart.reports.wijkscan import Scan
from wijkkaart.ui.own_areas import of_scan


def document(settings: Settings, id_: str, contents: Contents) -> bytes:
    """What everybody sees of a wijkscan with these parts. Raises WijkkaartError."""
    shown, register = guide(settings), open_database(settings)
    scan = wijkscans.get(register, id_, Role.PUBLIC)
    area = of_scan(register, shown.atlas, scan.area) if scan else None
    if area is None:
        raise wijkscans.UnknownWijkscan
    pictures = partial(wijkscans.picture, register, id_, role=Role.PUBLIC)
    return frozen.to_json(wijkscan.make(shown, area, Scan.of(contents, pictures)))
