"""What happened to a record, in Dutch: one line a save, the newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from wijkkaart.present import dutch
from wijkkaart.present.record_words import Around, in_text
from wijkkaart.present.roles import ROLE_LABELS
from wijkkaart.record import Field, FieldMeta, FieldType, RecordKind, Role, Shelf, fields_of

_HERE = ZoneInfo("Europe/Amsterdam")
_LONGEST = 90
"""Characters of a value in a line."""


class Happened(Protocol):
    """A change, as `register.history` has them."""

    @property
    def record_id(self) -> str: ...
    @property
    def kind(self) -> RecordKind: ...
    @property
    def version(self) -> int: ...
    @property
    def at(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def before(self) -> Any: ...
    @property
    def after(self) -> Any: ...
    @property
    def meta_before(self) -> FieldMeta | None: ...
    @property
    def meta_after(self) -> FieldMeta | None: ...


@dataclass(frozen=True)
class HistoryLine:
    """One save."""

    record: str
    """Id of the record."""
    version: int
    """The version that came of it; it can be put back."""
    edit: bool
    """Whether values changed, so that there's something to put back."""
    text: str
    """`Op 3 oktober 2026 om 14.30 uur veranderde Noor de telefoon van 020-1 in 020-2.`"""
    details: list[str] = field(default_factory=list)
    """A sentence a field, where there are more."""


_DONE = {
    "create": "voegde {by} dit toe",
    "import": "las {by} dit in uit een bestand",
    "take over": "nam {by} dit over uit een bron",
    "trash": "legde {by} dit in de prullenbak",
    "untrash": "haalde {by} dit uit de prullenbak",
    "restore": "zette {by} een eerdere versie terug",
    "undo": "maakte {by} een wijziging ongedaan",
    "unite": "voegde {by} samen wat dubbel was",
}
"""What somebody did, where it isn't told field by field."""


def moment(at: str) -> str:
    """An ISO time in UTC as `3 oktober 2026 om 14.30 uur`, by the clock in the Netherlands."""
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return at
    local = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(_HERE)
    return f"{dutch.day(local.date())} om {local.hour}.{local.minute:02d} uur"


def lines(changes: Iterable[Happened], around: Around, *, name: bool = False) -> list[HistoryLine]:
    """A line a save, in the order of the changes, which is the newest first.

    With `name`, each line says which record it is about, for a list of several.
    """
    return [
        _line([*save], around, name)
        for _, save in groupby(changes, lambda each: (each.record_id, each.version))
    ]


@dataclass(frozen=True)
class _Told:
    """What changed in one field."""

    what: str
    """`de telefoon`"""
    verb: str
    """`veranderde`"""
    how: str
    """`van 020-1 in 020-2`"""
    detail: str
    """The same without a verb."""


def _line(save: list[Happened], around: Around, name: bool) -> HistoryLine:
    order = [*fields_of(save[0].kind)]
    save = sorted(save, key=lambda each: order.index(each.field) if each.field in order else len(order))
    first, action = save[0], str(save[0].action)
    by, about = first.by or "iemand", f" ({around.name(first.record_id)})" if name else ""
    told = [found for each in save for found in _told(each, around)]
    details = [f"{each.what[0].upper()}{each.what[1:]}: {each.detail}." for each in told]
    edited = any(each.before != each.after for each in save)
    if action in _DONE:
        said = _DONE[action].format(by=by)
        details = details if action in {"restore", "undo"} else []
    elif action == "confirm":
        said, details = f"keek {by} {_seen(save) or 'dit'} na: het klopte nog", []
    elif len(told) == 1:
        said, details = f"{told[0].verb} {by} {told[0].what} {told[0].how}", []
    else:
        said = f"veranderde {by} {dutch.count(len(told), 'gegeven', 'gegevens')}"
    return HistoryLine(
        first.record_id, first.version, edited, f"Op {moment(first.at)} {said}{about}.", details
    )


def _seen(save: list[Happened]) -> str:
    """What somebody looked at: the parts of an address are one thing, and so are times."""
    parts = {Shelf.HOURS: "de tijden", Shelf.ADDRESS: "het adres"}
    asked = [found for each in save if (found := _field(each))]
    names = [parts.get(each.shelf or Shelf.CONTACT) or _the(each) for each in asked]
    return dutch.listing([*dict.fromkeys(names)])


def _field(change: Happened) -> Field | None:
    return fields_of(change.kind).get(change.field)


def _told(change: Happened, around: Around) -> Iterator[_Told]:
    """What changed in a field: its value, and who may see it."""
    asked = _field(change)
    if asked is None:
        return
    what = _the(asked)
    if change.before != change.after:
        before, after = (_short(in_text(asked, value, around)) for value in (change.before, change.after))
        if not before:
            yield _Told(what, "vulde", f"in: {after}", f"nu {after}")
        elif not after:
            yield _Told(what, "haalde", f"weg (dat was: {before})", f"weg, dat was {before}")
        else:
            long = asked.type in _LONG
            how = f"van ‘{before}’ in ‘{after}’" if long else f"van {before} in {after}"
            yield _Told(what, "veranderde", how, how)
    roles = [known.visibility if known else "" for known in (change.meta_before, change.meta_after)]
    if roles[0] != roles[1]:
        now = f"{ROLE_LABELS[Role(roles[1])]} en hoger" if roles[1] in set(Role) else "zoals gewoonlijk"
        yield _Told(f"wie {what} mag zien", "bepaalde", f"({now})", now)


_LONG = {FieldType.LONG, FieldType.SCHEDULES, FieldType.RECORDS_AT, FieldType.CONSENT, FieldType.CHOICES}
"""Types of which the value has commas of its own."""


def _short(text: str) -> str:
    """The beginning of a long value, up to a word."""
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + "…"


_DE = {
    "Naam", "Omschrijving", "Telefoon", "E-mail", "Website", "Soort", "Vorm", "Stand", "Postcode", "Plaats",
    "Gemeente", "Bereikbaarheid", "Toegankelijkheid", "Toestemming", "Rol", "Organisatie", "Trekker",
    "Contactpersoon", "Breedtegraad", "Lengtegraad", "Grondslag", "Talen", "Thema's", "Kosten",
    "Opmerking voor het team", "Andere naam",
}  # fmt: skip
_HET = {"Werkgebied", "Onderwerp", "KVK-nummer"}
"""Labels that read as nouns; the others are questions or headings."""


def _the(asked: Field) -> str:
    """`de telefoon`, `het werkgebied`; a label that is a question or heading in quotation marks."""
    if asked.label not in _DE | _HET:
        return f"‘{asked.label}’"
    word = asked.label if asked.label.startswith("KVK") else asked.label[0].lower() + asked.label[1:]
    return f"{'het' if asked.label in _HET else 'de'} {word}"
