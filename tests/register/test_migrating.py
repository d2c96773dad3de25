"""The tables are those of `record.FIELDS`, and registers of before are brought along whole."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Float, create_engine, inspect

from tests import databases
from tests.register.people import ANNE
from wijkkaart.config import Settings, settings
from wijkkaart.errors import RegisterError
from wijkkaart.record import FIELDS, LINK_COLUMNS, FieldType, RecordKind
from wijkkaart.register import migrating, reading, saving
from wijkkaart.register.database import BACKUPS, FILE, Database, address, forget, open_database
from wijkkaart.register.history import at_version, history
from wijkkaart.register.schema import LINKS, RECORDS, Json, metadata

K, T = RecordKind, FieldType


def test_the_tables_are_the_fields_of_the_records() -> None:
    state = {"id", "meta", "version", "created", "modified", "trashed", "example", "revision"}
    links = {(kind, field.name) for kind in K for field in FIELDS[kind] if field.type is T.RECORDS_AT}
    assert set(LINKS) == links
    for kind, table in RECORDS.items():
        assert table.name == kind.value
        fields = {field.name: field for field in FIELDS[kind] if (kind, field.name) not in links}
        assert set(table.c.keys()) == state | set(fields)
        for name, field in fields.items():
            (key,) = table.c[name].foreign_keys or (None,)
            assert (key.column.table.name if key else None) == (field.of.value if field.of else None)
            assert isinstance(table.c[name].type, Float) is (field.type is T.NUMBER)
            assert isinstance(table.c[name].type, type(Json)) is isinstance(field.empty, list | dict)
    for (_, name), table in LINKS.items():
        assert {*LINK_COLUMNS[name], "position", table.c[0].name} == set(table.c.keys())


def test_the_steps_make_the_tables_that_the_code_works_with(database: Database) -> None:
    with database.reading() as connection:
        # SQLite tells less of defaults and of references that were added later than PostgreSQL does.
        options = {} if database.sqlite else {"compare_server_default": True}
        differ = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        kinds = [each[0] for each in differ if isinstance(each, tuple)]
        assert kinds == (["remove_fk", "add_fk"] if database.sqlite else [])
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}
        assert migrating.version_of(connection) == migrating.head()


FIRST = """
INSERT INTO organization (id, name, phone, status, meta, version, created, example, revision)
VALUES ('o', 'Oost', '033 463 7289', 'open', '{"phone": {"checked": "2026-01-01"}}', 3, 't', false, 3);
INSERT INTO location
(id, name, category, organization_id, status, latitude, version, trashed, example, revision)
VALUES ('l', 'Huis', 'buurthuis', 'o', 'open', 52.5, 1, 't2', true, 4);
INSERT INTO service (id, name, phone, status, themes, version, example, revision)
VALUES ('s', 'Eten', '112', 'open', '["eten"]', 1, false, 5);
INSERT INTO contact (id, name, title, phone, lawful_basis, consent, version, example, revision)
VALUES ('c', 'Els', 'Buur', '06 12345678', 'toestemming', '{"date": "2026-01-01"}', 1, false, 6);
INSERT INTO network (id, name, status, contact_id, version, example, revision)
VALUES ('n', 'Overleg', 'open', 'c', 1, false, 7);
INSERT INTO note (id, name, text, date, version, example, revision)
VALUES ('t', 'Avond', 'Vol', '2026-01-01', 1, false, 8);
INSERT INTO service_at_location (service_id, position, location_id, description) VALUES ('s', 0, 'l', 'zaal');
INSERT INTO membership (network_id, position, organization_id, contact_id, role)
VALUES ('n', 0, 'o', 'c', 'lid');
INSERT INTO change (edit, record_id, kind, version, at, "by", action, field, before, after) VALUES
('e1', 'o', 'organization', 1, 't1', 'Anne', 'create', 'name', NULL, '"Oost"'),
('e1', 'o', 'organization', 1, 't1', 'Anne', 'create', 'phone', NULL, '"030 111"'),
('e2', 'o', 'organization', 2, 't2', 'Anne', 'edit', 'phone', '"030 111"', '""'),
('e3', 'o', 'organization', 3, 't3', 'Anne', 'edit', 'phone', '""', '"033 463 7289"');
INSERT INTO account (id, name, password_hash, role, active) VALUES ('a', 'anne', '#', 'team', true);
UPDATE register_state SET revision = 8
"""
"""What a register of the first version may hold, its history included."""


def _first(url: str) -> None:
    """Make a register of the first version, with data."""
    engine = create_engine(url)
    with engine.begin() as connection:
        migrating.upgrade(connection, "0001")
        for statement in FIRST.split(";"):
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of a register of the first version, with data in it."""
    url = ""
    if request.param == "postgresql":
        url = databases.new_database(request.getfixturevalue("postgres_server"), "oud")
    old = Settings(data=tmp_path, database_url=url)
    _first(address(old).render_as_string(hide_password=False))
    return old


def test_an_upgrade_from_the_first_version_keeps_everything(old: Settings) -> None:
    with databases.opened(old) as database:
        revision, records, _ = reading.changed(database)
        found: dict[str, Any] = {record.id: record for record in records}
        assert (revision, set(found)) == (8, {"o", "l", "s", "c", "n", "t"})
        assert found["o"]["phones"] == [{"number": "033 463 7289", "description": ""}]
        assert found["o"].meta["phones"].checked == "2026-01-01"
        assert (found["o"].version, found["o"].created) == (3, "t")
        assert (found["l"]["organization_id"], found["l"]["latitude"]) == ("o", 52.5)
        assert (found["l"].trashed, found["l"].example, found["l"]["phones"]) == ("t2", True, [])
        assert found["s"]["phones"] == [{"number": "112", "description": ""}]
        assert found["s"]["locations"] == [{"location_id": "l", "description": "zaal", "schedules": []}]
        assert (found["s"]["themes"], found["c"]["consent"]) == (["eten"], {"date": "2026-01-01"})
        assert found["n"]["members"] == [
            {"organization_id": "o", "contact_id": "c", "role": "lid", "since": "", "until": ""}
        ]
        assert found["t"]["text"] == "Vol"
        assert {each.field for each in history(database, "o")} == {"name", "phones"}
        versions = [at_version(database, "o", version)["phones"] for version in (1, 2, 3)]
        assert [[each["number"] for each in phones] for phones in versions] == [
            ["030 111"],
            [],
            ["033 463 7289"],
        ]
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT name FROM account").scalar() == "anne"
        # It works on as any register does.
        assert saving.undo(database, "e3", ANNE)[0]["phones"] == []


def test_a_sqlite_file_is_copied_before_its_tables_are_changed(tmp_path: Path) -> None:
    first = Settings(data=tmp_path, database_url="")
    _first(f"sqlite:///{tmp_path / FILE}")
    with databases.opened(first):
        (copied,) = (tmp_path / BACKUPS).iterdir()
    assert copied.name.startswith("voor-0001-")
    engine = create_engine(f"sqlite:///{copied}")
    with engine.connect() as connection:
        assert migrating.version_of(connection) == "0001"
        assert connection.exec_driver_sql("SELECT phone FROM organization").scalar() == "033 463 7289"
    engine.dispose()
    with databases.opened(first):
        assert len([*(tmp_path / BACKUPS).iterdir()]) == 1


def test_a_step_that_fails_leaves_the_register_as_it_was(
    old: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = migrating.upgrade

    def half(connection: Any) -> None:
        real(connection)
        raise OSError("vol")

    with monkeypatch.context() as patched:
        patched.setattr(migrating, "upgrade", half)
        with pytest.raises(OSError, match="vol"):
            open_database(old)
    with databases.opened(old) as database:
        assert len(reading.changed(database)[1]) == 6


def test_a_register_of_a_newer_version_is_refused_in_dutch(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    try:
        forget(settings())
        with pytest.raises(RegisterError, match="nieuwere versie van wijkkaart"):
            open_database(settings())
    finally:
        with database.writing() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{migrating.head()}'")
        database.dispose()


def test_processes_that_open_an_old_register_at_once_change_it_once(old: Settings) -> None:
    code = (
        "import sys; from pathlib import Path; from wijkkaart.config import Settings;"
        "from wijkkaart.register.database import open_database;"
        "print(open_database(Settings(data=Path(sys.argv[1]), database_url=sys.argv[2])).revision())"
    )
    command = [sys.executable, "-c", code, str(old.data), old.database_url]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=60)[0].strip() for process in started] == ["8"] * 2
