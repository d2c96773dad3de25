"""The register and the places of sources in one, as each role may see them.

`guide` gives the state that is current: after a save only what changed is read, stripped and indexed again.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock

from wijkkaart.atlas import Atlas, current
from wijkkaart.config import Settings
from wijkkaart.core.facets import FACETS, OPEN, Found, Query
from wijkkaart.core.freshness import freshness
from wijkkaart.guide.base import Base
from wijkkaart.guide.joined import Guide
from wijkkaart.guide.spots import Spot, Spots
from wijkkaart.record import Record, Role
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.reading import changed

__all__ = ["FACETS", "OPEN", "Found", "Guide", "Query", "Spot", "guide"]


class _Live:
    """The guides of all roles on one atlas, one register and one day."""

    def __init__(self, atlas: Atlas, database: Database, settings: Settings, day: date) -> None:
        self.atlas, self.database, self.day = atlas, database, day
        self._fresh = _freshness(settings, day)
        self._spots = Spots(atlas)
        self._base = Base(atlas)
        self.revision = 0
        self._guides: dict[Role, Guide] = {}
        self._behind: dict[Role, frozenset[str]] = {}
        """Role to the ids of the records that changed since its guide was made."""

    def guide(self, role: Role) -> Guide:
        """The guide of a role, with all that was saved until now. One at a time."""
        if self.database.revision() != self.revision:
            self.revision, records, gone = changed(self.database, self.revision)
            touched = self._base.take(records, gone)
            self._behind = {each: behind | touched for each, behind in self._behind.items()}
        before, behind = self._guides.get(role), self._behind.get(role, frozenset())
        if before is None or before.revision != self.revision:
            made = Guide(
                self.atlas,
                self._spots,
                self._base,
                role,
                self.day,
                self.revision,
                self._fresh,
                before,
                behind,
            )
            self._guides[role], self._behind[role] = made, frozenset()
        return self._guides[role]


def _freshness(settings: Settings, day: date) -> Callable[[Record], str]:
    def told(record: Record) -> str:
        share = freshness(record, day, settings.shelf_months).share
        if share is None:
            return ""
        return "vers" if share == 1 else "deels" if share > 0 else "verouderd"

    return told


_live: dict[tuple[Path, int], _Live] = {}
_lock = Lock()


def guide(settings: Settings, role: Role = Role.PUBLIC) -> Guide:
    """What a role may see now, everything included that was saved before this was called.

    Raises InvalidData when the data directory can't be read, RegisterError when the register can't.
    """
    atlas, database, day = current(settings.data), open_database(settings), date.today()
    key = (settings.data, id(database))
    with _lock:
        live = _live.get(key)
        fits = live is not None and (live.atlas.version, live.day) == (atlas.version, day)
        if live is None or not fits or live.revision > database.revision():
            # Other data, another day, or a copy of the register was put back.
            for other in [other for other in _live if other[0] == settings.data]:
                del _live[other]
            live = _live[key] = _Live(atlas, database, settings, day)
        return live.guide(role)
