"""Making one record of two that are the same, in one edit that can be undone."""

from collections.abc import Mapping

from sqlalchemy import Connection, or_, select, union_all

from wijkkaart.core.uniting import Pick, redirected, united
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import LINK_COLUMNS, FieldType, Record, RecordKind, fields_of
from wijkkaart.register.database import Database
from wijkkaart.register.history import Action
from wijkkaart.register.reading import read_known
from wijkkaart.register.saving import refuse_trashed
from wijkkaart.register.schema import LINKS, RECORDS
from wijkkaart.register.writing import Author, editing

K = RecordKind


class UniteRefused(WijkkaartError):
    """Two records that can't be made one; nothing was changed."""


def unite(
    db: Database,
    kept: tuple[str, int],
    other: tuple[str, int],
    picks: Mapping[str, Pick],
    author: Author,
) -> tuple[Record, str]:
    """Make one of two: `kept` goes on with what `picks` takes of `other`, which goes to the trash.

    Both are given as id and the version that was looked at. What referred to `other` refers to `kept` from
    then on. Gives the record, and the id of the edit, with which all of it is undone. Raises UniteRefused
    when one was changed since, or for persons, of whom what's held should be erased and not spread;
    UnknownRecord, InvalidRecord, NotAllowed, RegisterError.
    """
    with editing(db, author, Action.UNITE) as edit:
        one, two = read_known(edit.connection, kept[0]), read_known(edit.connection, other[0])
        refuse_trashed(one)
        refuse_trashed(two)
        _refuse(one, two, (kept[1], other[1]))
        values, meta = united(one, two, picks)
        made = edit.change(one, {**redirected(one, two.id, one.id), **values}, meta)
        for key in _referring(edit.connection, two.id):
            if key not in (one.id, two.id):
                record = read_known(edit.connection, key)
                edit.change(record, redirected(record, two.id, one.id), dict(record.meta))
        edit.trash(two)
        return made, edit.id


def claim(db: Database, id: str, source: str, author: Author) -> tuple[Record, str]:  # noqa: A002
    """Say that a record is the place of a source (`osm:node-1`), which from then on fills what's empty.

    Raises UniteRefused when it already follows another, UnknownRecord, NotAllowed, RegisterError.
    """
    with editing(db, author, Action.UNITE) as edit:
        record = read_known(edit.connection, id)
        refuse_trashed(record)
        if record.kind is not K.LOCATION or record["source_ref"] not in ("", source):
            raise UniteRefused(
                f"{record.name} hoort al bij een andere plek uit een bron.",
                "Een plek van het register volgt er één.",
                "Zeg dat het geen dubbel is, of maak eerst ‘Staat ook in de bron’ leeg.",
            )
        return edit.change(record, {"source_ref": source}), edit.id


def _refuse(one: Record, two: Record, versions: tuple[int, int]) -> None:
    if one.kind is not two.kind or one.id == two.id or one.kind in (K.CONTACT, K.NOTE):
        raise UniteRefused(
            "Deze twee kunnen niet samengevoegd worden.",
            "Alleen twee organisaties, plekken, activiteiten of netwerken.",
            "Van een sleutelpersoon die er dubbel in staat, wist u er een bij Personen.",
        )
    if (one.version, two.version) != versions:
        raise UniteRefused(
            "Een van beide is intussen gewijzigd.",
            "Samenvoegen gaat over wat u op het scherm zag.",
            "Er is niets opgeslagen. Bekijk de twee opnieuw.",
        )


def _referring(connection: Connection, key: str) -> list[str]:
    """The ids of all records that point at one, thrown away ones too."""
    found = []
    for kind, table in RECORDS.items():
        fields = fields_of(kind).values()
        columns = [table.c[each.name] for each in fields if each.type is FieldType.RECORD]
        if kind is K.NOTE:
            columns.append(table.c.about)
        if columns:
            found.append(select(table.c.id).where(or_(*(column == key for column in columns))))
    for (_, name), table in LINKS.items():
        targets = [table.c[column] for column, of in LINK_COLUMNS[name].items() if of]
        found.append(select(table.c[0]).where(or_(*(column == key for column in targets))))
    return sorted(set(connection.execute(union_all(*found)).scalars()))
