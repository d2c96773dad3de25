"""Erasing a wijkscan for good: who may, what is gone, what stays, and that it doesn't come back."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from tests.register.people import ANNE, BILAL
from wijkkaart.config import DEFINITIONS, settings
from wijkkaart.core.wijkscan.parts import Basis, Head
from wijkkaart.errors import RegisterError
from wijkkaart.record import Role
from wijkkaart.register import backup, reading, wijkscans
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.examples import fill_register
from wijkkaart.register.schema import erasure, metadata
from wijkkaart.register.wijkscans import REASONS, UnknownWijkscan, Wijkscan
from wijkkaart.register.wijkscans.examples import fill_wijkscans
from wijkkaart.register.wijkscans.removing import Holding
from wijkkaart.register.writing import Author, NotAllowed

CHEF = Author("Chef", Role.ADMIN)
REASON = REASONS[1]
SECRET = "Quastermans"


def _filled(database: Database, title: str = "Oost", secret: str = SECRET) -> Wijkscan:
    """A wijkscan with a secret in a text, an earlier text, a photo, an adopted version and its document."""
    head = Head(title=f"{title} van {secret}")
    parts = {"4.5": {"text": f"Bel {secret}."}, "2.1": {"text": f"Ook {secret}."}}
    scan = wijkscans.start(database, ANNE, "WK000100", "GM0001", head, parts)
    wijkscans.save(database, scan.id, "4.5", {"text": "Nu zonder."}, 1, BILAL)
    wijkscans.add_picture(database, scan.id, "image/png", secret.encode(), 1, 1, ANNE)
    document = gzip.compress(json.dumps({"report": secret}).encode())
    wijkscans.freeze(database, scan.id, ANNE, "1.0", f"Dank aan {secret}", {Role.TEAM: document})
    return scan


def _held(database: Database) -> str:
    """All that stands in all tables."""
    with database.reading() as connection:
        rows = [list(row) for table in metadata.tables.values() for row in connection.execute(table.select())]
    return "\n".join(
        gzip.decompress(value).decode() if isinstance(value, bytes) and value[:2] == b"\x1f\x8b"
        else value.decode() if isinstance(value, bytes) else str(value)
        for row in rows for value in row
    )  # fmt: skip


def test_it_is_gone_with_all_that_belonged_to_it_and_nothing_else(database: Database) -> None:
    scan, other = _filled(database), _filled(database, "West", "Blijver")
    before = _held(database)
    assert before.count(SECRET) >= 7
    assert wijkscans.holding(database, scan.id) == Holding(parts=3, before=1, pictures=1, versions=1)
    wijkscans.trash(database, scan.id, ANNE)
    done = wijkscans.erase(database, scan.id, CHEF, REASON)
    held = _held(database)
    assert SECRET not in held
    assert held.count("Blijver") == before.count("Blijver")
    assert wijkscans.parts(database, other.id, Role.TEAM)["4.5"].content == {"text": "Nu zonder."}
    assert wijkscans.get(database, scan.id, Role.ADMIN) is None
    assert wijkscans.was_erased(database, scan.id)
    assert not wijkscans.was_erased(database, other.id)
    with database.reading() as connection:
        (proof,) = connection.execute(erasure.select()).all()
    assert (proof.id, proof.by, proof.reason) == (done.proof, "Chef", REASON)
    assert reading.changed(database)[2] == [scan.id]


def test_only_an_administrator_erases_and_only_out_of_the_trash(database: Database) -> None:
    scan = _filled(database)
    with pytest.raises(RegisterError, match="ligt niet in de prullenbak"):
        wijkscans.erase(database, scan.id, CHEF, REASON)
    wijkscans.trash(database, scan.id, ANNE)
    with pytest.raises(NotAllowed):
        wijkscans.erase(database, scan.id, ANNE, REASON)
    with pytest.raises(RegisterError, match="geen reden"):
        wijkscans.erase(database, scan.id, CHEF, "Zomaar")
    with pytest.raises(UnknownWijkscan):
        wijkscans.erase(database, "WS00000000", CHEF, REASON)
    assert _held(database).count(SECRET) >= 7
    wijkscans.untrash(database, scan.id, ANNE)
    assert wijkscans.parts(database, scan.id, Role.TEAM)["2.1"].content == {"text": f"Ook {SECRET}."}


def test_who_has_it_open_writes_in_nothing_and_its_id_is_never_used_again(database: Database) -> None:
    scan = _filled(database)
    wijkscans.trash(database, scan.id, ANNE)
    wijkscans.erase(database, scan.id, CHEF, REASON)
    with pytest.raises(UnknownWijkscan):
        wijkscans.save(database, scan.id, "4.5", {"text": "Nog iets."}, 2, ANNE)
    with pytest.raises(UnknownWijkscan):
        wijkscans.erase(database, scan.id, CHEF, REASON)
    with pytest.raises(RegisterError, match="al gebruikt"):
        wijkscans.start(database, ANNE, "WK000100", "GM0001", Head("Weer"), id=scan.id)


def test_it_is_in_no_page_of_the_file_and_does_not_come_back_with_an_older_copy(
    sqlite_database: Database, tmp_path: Path
) -> None:
    scan = _filled(sqlite_database)
    copy = backup.daily(sqlite_database, tmp_path / "kopie", 3)
    assert copy is not None
    file = Path(str(sqlite_database.engine.url.database))
    wijkscans.trash(sqlite_database, scan.id, ANNE)
    assert wijkscans.erase(sqlite_database, scan.id, CHEF, REASON).cleaned
    assert all(SECRET.encode() not in path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert SECRET.encode() in copy.read_bytes()
    backup.restore_file(settings(), copy)
    again = open_database(settings())
    assert SECRET not in _held(again)
    assert wijkscans.was_erased(again, scan.id)
    with again.reading() as connection:
        assert [row.reason for row in connection.execute(erasure.select())] == [REASON]


def test_an_example_that_was_erased_is_not_put_in_again(sqlite_database: Database) -> None:
    examples = DEFINITIONS / "examples"
    fill_register(sqlite_database, examples / "voorbeeldstad" / "register", date(2026, 11, 26))

    def fill() -> int:
        basis = Basis("2026-11-26")
        return fill_wijkscans(sqlite_database, examples / "wijkscans", lambda *_: basis, date(2026, 11, 26))

    assert fill() == 5
    for scan in wijkscans.listed(sqlite_database, Role.ADMIN):
        wijkscans.trash(sqlite_database, scan.id, CHEF)
        wijkscans.erase(sqlite_database, scan.id, CHEF, REASONS[0])
    assert fill() == 0
    assert wijkscans.listed(sqlite_database, Role.ADMIN) == []
