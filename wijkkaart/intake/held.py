"""The register as a file that comes in is weighed against it: all of it, whatever may be seen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wijkkaart.export.selection import Selection, all_terms
from wijkkaart.intake.parse import Unreadable
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import history, reading
from wijkkaart.register.database import Database


@dataclass(frozen=True)
class Held:
    """One state of the register, with the rows of the file added by name."""

    db: Database
    records: Mapping[str, Record]
    gone: frozenset[str]
    """Ids that were erased."""
    selection: Selection
    """For printing values."""
    named: Mapping[tuple[RecordKind, str], frozenset[str]] = field(default_factory=dict)
    """Kind and name in lower case to ids."""

    @property
    def stored(self) -> set[str]:
        """The ids that may be pointed at."""
        return {key for key, record in self.records.items() if not record.trashed}

    def lookup(self, kind: RecordKind, name: str) -> str:
        """The id of the record of a kind with this name. Raises Unreadable when there's none, or more."""
        found = self.named.get((kind, _key(name)), frozenset())
        if len(found) == 1:
            return next(iter(found))
        if not found:
            raise Unreadable(f"'{name[:60]}' staat niet in het register en niet in dit bestand")
        raise Unreadable(f"er zijn {len(found)} met de naam '{name[:60]}'; kies in de app welke het is")

    def with_new(self, rows: Iterable[tuple[str, RecordKind, str]]) -> "Held":
        """With the names of rows of the file: id, kind, name."""
        named = defaultdict(frozenset, self.named)
        for key, kind, name in rows:
            if key not in self.records:
                named[kind, _key(name)] |= {key}
        return replace(self, named=dict(named))

    def as_it_was(self, record: Record, version: int) -> Record | None:
        """A record as an earlier version had it; None when there's no such version."""
        if version == record.version:
            return record
        try:
            return history.at_version(self.db, record.id, version)
        except history.UnknownVersion:
            return None


def hold(db: Database, areas: Mapping[str, str]) -> Held:
    """The register as it stands; `areas` is CBS code to name. Raises RegisterError."""
    _, records, gone = reading.changed(db, 0)
    by_id = {record.id: record for record in records}
    named: dict[tuple[RecordKind, str], frozenset[str]] = defaultdict(frozenset)
    for record in records:
        if not record.trashed:
            named[record.kind, _key(record.name)] |= {record.id}
    selection = Selection(records, by_id, all_terms(), areas=areas, role=Role.ADMIN)
    return Held(db, by_id, frozenset(gone), selection, dict(named))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
