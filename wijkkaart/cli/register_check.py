"""What `wijkkaart check` says of the register."""

from datetime import date
from pathlib import Path

from wijkkaart.config import Settings
from wijkkaart.core.validation import InvalidRecord, cleaned
from wijkkaart.errors import RegisterError
from wijkkaart.record import FieldType, Record, RecordKind, fields_of
from wijkkaart.register import backup, people, reading
from wijkkaart.register.database import address, open_database
from wijkkaart.register.wijkscans import soundness

_NAMED = 20
"""Problems that are written out; of more the number is enough."""


def problems(settings: Settings) -> list[str]:
    """What's wrong with the register, in Dutch; nothing when there's none yet. Raises no RegisterError."""
    try:
        url = address(settings)
        if url.get_backend_name() == "sqlite":
            if not Path(str(url.database)).exists():
                return []
            backup.verify(Path(str(url.database)))
        db = open_database(settings)
        _, records, _ = reading.changed(db, 0)
        scans = soundness.problems(db)
        late = [found for found in people.expiring(db, date.today(), 0) if not found.example]
    except RegisterError as error:
        return [f"Register: {error}"]
    by_id = {record.id: record for record in records}
    found = [line for record in records if not record.trashed for line in _of(record, by_id)]
    found += [
        f"{_called(person)}: de bewaartermijn is voorbij. Verleng die met een reden, of wis deze persoon."
        for person in late
    ]
    found += scans
    more = len(found) - _NAMED
    return [*found[:_NAMED], *([f"En nog {more} meldingen over het register."] if more > 0 else [])]


def _of(record: Record, by_id: dict[str, Record]) -> list[str]:
    """What's wrong with one record: values that aren't right (any more), and what it points at."""
    found = []
    try:
        cleaned(record.kind, record.values)
    except InvalidRecord as error:
        found += [f"{_called(record)}: {problem}" for problem in error.problems.values()]
    for name, value in record.values.items():
        each = fields_of(record.kind).get(name)
        if each is None:
            continue
        keys = [value] if each.type is FieldType.RECORD else []
        if each.type is FieldType.RECORDS_AT:
            keys = [part for row in value for key, part in row.items() if key.endswith("_id")]
        if any(key and key not in by_id for key in keys):
            found.append(f"{_called(record)}: '{each.label}' verwijst naar iets dat niet bestaat.")
    return found


def _called(record: Record) -> str:
    """A record in a list that others may read: of persons no name."""
    return (
        f"Register, persoon {record.id}" if record.kind is RecordKind.CONTACT else f"Register, {record.name}"
    )
