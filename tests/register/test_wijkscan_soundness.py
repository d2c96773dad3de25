"""What `wijkkaart check` says of wijkscans."""

from typing import Any

import pytest
from sqlalchemy import Table, delete, update

from tests.register.people import ANNE
from tests.register.test_wijkscan_versions import packed
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.record import Role
from wijkkaart.register import own_areas, wijkscans
from wijkkaart.register.database import Database
from wijkkaart.register.schema import own_area
from wijkkaart.register.wijkscan_schema import (
    wijkscan_change,
    wijkscan_frozen,
    wijkscan_part,
    wijkscan_picture,
)
from wijkkaart.register.wijkscans import Wijkscan
from wijkkaart.register.wijkscans.soundness import problems


@pytest.fixture
def scan(database: Database) -> Wijkscan:
    """A wijkscan with all that can be looked at."""
    own = own_areas.save(database, ANNE, "Ons dorp", ["WK000100"])
    found = wijkscans.start(database, ANNE, own.id, "GM0001", Head(title="Oost"))
    picture = wijkscans.add_picture(database, found.id, "image/png", b"png", 1, 1, ANNE)
    wijkscans.save(database, found.id, "2.1", {"text": f"Zie ![Plein](foto:{picture})"}, 0, ANNE)
    return found


def _damage(database: Database, table: Table, **values: Any) -> None:
    with database.writing() as connection:
        connection.execute(update(table).values(**values) if values else delete(table))


def test_a_sound_wijkscan_is_passed_over(database: Database, scan: Wijkscan) -> None:
    assert problems(database) == []


def test_each_fault_is_told_with_what_to_do(database: Database, scan: Wijkscan) -> None:
    _damage(database, wijkscan_picture)
    _damage(database, own_area)
    said = problems(database)
    assert [line.startswith(f"Wijkscan {scan.id}: ") for line in said] == [True, True]
    assert "2.1 toont 1 foto('s)" in said[0]
    assert "eigen gebied is er niet meer" in said[1]
    _damage(database, wijkscan_change, content={"text": "anders"})
    assert sum("anders dan in de geschiedenis" in line for line in problems(database)) == 2
    _damage(database, wijkscan_part, content={"text": 3})
    assert sum("niet te lezen" in line for line in problems(database)) == 1
    assert any("geen titel" in line for line in problems(database))
    wijkscans.trash(database, scan.id, ANNE)
    assert problems(database) == []


def test_a_damaged_document_is_told(database: Database, scan: Wijkscan) -> None:
    wijkscans.freeze(database, scan.id, ANNE, "1.0", "", {Role.TEAM: packed("goed")})
    assert problems(database) == []
    _damage(database, wijkscan_frozen, data=b"kapot")
    assert problems(database) == [
        f"Wijkscan {scan.id}: het document van ‘1.0’ voor team is beschadigd. Zet een kopie terug."
    ]
