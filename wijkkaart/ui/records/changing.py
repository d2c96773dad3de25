"""What the team does with a record: confirm, throw away, take back, take over from a source."""

from collections.abc import Iterable
from datetime import date

from wijkkaart.config import settings
from wijkkaart.core.freshness import freshness
from wijkkaart.core.worklist import week_of
from wijkkaart.present import dutch
from wijkkaart.record import FieldMeta, Record, RecordKind, Status
from wijkkaart.register import history, reading, reverting, saving, settle
from wijkkaart.register.history import Action
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.records.around import doing, now


def last_edit(id_: str) -> str:
    """The id of what was last done to a record; "" when nothing was."""
    found = history.history(account.register(), id_)
    return found[0].edit if found else ""


def confirm(record: Record, fields: Iterable[str]) -> None:
    """Klopt nog, for these fields as they were seen."""
    names, today = list(fields), now().date()

    def do() -> str:
        saving.confirm(
            account.register(),
            record.id,
            names or None,
            account.author(),
            today,
            base_version=record.version,
        )
        _off_the_list(record.id, today)
        return f"Genoteerd: {literal(record.name)} klopt nog."

    doing(do, lambda: last_edit(record.id))


def _off_the_list(id_: str, today: date) -> None:
    """Take a record of which nothing is stale any more off this week's list."""
    found = reading.get(account.register(), id_)
    if found and not freshness(found, today, settings().shelf_months).stale:
        settle.settle_done(account.register(), id_, week_of(today))


def trash(id_: str, name: str) -> None:
    """Into the trash."""

    def do() -> str:
        saving.trash(account.register(), id_, account.author())
        return f"{literal(name)} ligt in de prullenbak."

    doing(do, lambda: last_edit(id_))


def untrash(id_: str, name: str) -> None:
    """Out of the trash."""

    def do() -> str:
        saving.untrash(account.register(), id_, account.author())
        return f"{literal(name)} is terug uit de prullenbak."

    doing(do, lambda: last_edit(id_))


def end(record: Record) -> None:
    """It has stopped, today; it stays in the history of the wijk."""
    day = now().date()

    def do() -> str:
        values = {"status": Status.CLOSED.value, "closed": day.isoformat()}
        saving.save(account.register(), record.id, record.version, values, account.author())
        return (
            f"{literal(record.name)} is gestopt per {dutch.day(day)}. Was het een andere dag, pas die dan "
            "aan bij Bewerken."
        )

    doing(do, lambda: last_edit(record.id))


def undo(edit: str) -> None:
    """Take back what was done in one go."""

    def do() -> str:
        records = reverting.undo(account.register(), edit, account.author())
        names = ", ".join(literal(each.name or "dit") for each in records[:3])
        return f"Ongedaan gemaakt: {names} is weer zoals ervoor."

    doing(do)


def restore(id_: str, version: int) -> None:
    """A record as it once was."""

    def do() -> str:
        reverting.restore(account.register(), id_, version, account.author())
        return "De oude versie staat er weer. Wat er eerst stond, blijft in de geschiedenis."

    doing(do, lambda: last_edit(id_))


def take_over(place: Record, source: str, gemeente: str) -> Record:
    """Make a record of a source's place; what isn't filled in follows the source.

    Raises InvalidRecord where the source's own name or kind can't be used, NotAllowed, RegisterError.
    """
    values = {
        "name": place.name,
        "category": place["category"],
        "status": "open",
        "gemeente": gemeente,
        "source_ref": f"{source}:{place.id}",
    }
    meta = {name: FieldMeta(origin=source) for name in ("name", "category")}
    return saving.create(
        account.register(),
        RecordKind.LOCATION,
        values,
        account.author(),
        meta=meta,
        example=place.example,
        action=Action.TAKE_OVER,
    )
