"""Adding, changing and confirming: nothing is overwritten, everything is remembered."""

from datetime import date
from typing import Any

import pytest

from wijkkaart.core.validation import InvalidRecord
from wijkkaart.record import FieldMeta, RecordKind, Role
from wijkkaart.register import history, reading, saving
from wijkkaart.register.database import Database
from wijkkaart.register.saving import Author, EditConflict

ANNE, BILAL = Author("Anne", Role.TEAM), Author("Bilal", Role.TEAM)


def organization(database: Database, **values: Any) -> Any:
    return saving.create(
        database, RecordKind.ORGANIZATION, {"name": "Welzijn Oost", "status": "open", **values}, ANNE
    )


def test_what_is_added_is_read_back_as_it_was_written(database: Database) -> None:
    added = organization(database, phones=["0334637289"], themes=["geld", "eten"])
    assert reading.get(database, added.id) == added
    assert added["phones"] == [{"number": "033 463 7289", "description": ""}]
    assert (added.version, added.trashed, added["email"]) == (1, "", "")
    assert added.created == added.modified
