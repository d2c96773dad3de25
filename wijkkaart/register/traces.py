"""What in the register's texts tells of a person: names, also as people call them, addresses and numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from wijkkaart.core.calling import Calling
from wijkkaart.core.naming import Naming, telling
from wijkkaart.record import Record, RecordKind
from wijkkaart.register.schema import RECORDS, change, own_area

Places = Iterable[str]
"""Names of areas and places, for telling `De Koppel` the wijk from somebody called so."""


@dataclass(frozen=True)
class Traces:
    """What tells of a person, now or before."""

    words: tuple[str, ...]
    """Full names, e-mail addresses and numbers."""
    calling: Calling
    naming: Naming

    @property
    def marks(self) -> set[str]:
        """What a text has to hold to tell of them."""
        return {*self.words, *self.calling.marks}


def traces_of(connection: Connection, person: Record, places: Places) -> Traces:
    held = _held(connection, person)
    names, mails = ([str(each) for each in held[name] if each] for name in ("name", "email"))
    numbers = {str(each["number"]) for phones in held["phones"] for each in phones or []}
    numbers |= {re.sub(r"\D", "", number) for number in numbers if number.startswith("0")}
    words = tuple(sorted(telling(names, mails, numbers)))
    calling = Calling(names, _others(connection, person), lambda: [*places, *_places(connection)])
    return Traces(words, calling, Naming(words, calling))


def _others(connection: Connection, person: Record) -> list[str]:
    """Names of other persons, who may be meant as well."""
    table = RECORDS[RecordKind.CONTACT]
    query = select(table.c.name).where(table.c.id != person.id)
    return [str(each) for each in connection.execute(query).scalars()]


def _places(connection: Connection) -> list[str]:
    """Names and addresses in the register of what is no person, and names of own areas."""
    found: list[Any] = [*connection.execute(select(own_area.c.name)).scalars()]
    for kind, table in RECORDS.items():
        if kind in (RecordKind.ORGANIZATION, RecordKind.LOCATION, RecordKind.SERVICE, RecordKind.NETWORK):
            found += connection.execute(select(table.c.name)).scalars()
        if "address" in table.c:
            found += connection.execute(select(table.c.address)).scalars()
    return [str(each) for each in found if each]


def _held(connection: Connection, person: Record) -> dict[str, list[Any]]:
    """What the fields that tell of a person hold and held."""
    past = select(change.c.field, change.c.before, change.c.after).where(change.c.record_id == person.id)
    held: dict[str, list[Any]] = {name: [person[name]] for name in ("name", "email", "phones")}
    for row in connection.execute(past.where(change.c.field.in_(held))).all():
        held[row.field] += [row.before, row.after]
    return held
