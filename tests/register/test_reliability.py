"""The short form of the runs in `tests/benchmarks`: kills during saves, and many editors at once."""

from pathlib import Path

import pytest

from tests.benchmarks import editors, kill, kill_texts
from tests.databases import new_database, own_server
from wijkkaart.config import Settings


def test_a_kill_during_saves_on_sqlite_loses_and_halves_nothing(tmp_path: Path) -> None:
    outcome = kill.run(Settings(data=tmp_path, database_url=""), kills=6)
    assert outcome.wrong == []
    assert (outcome.kills, outcome.acknowledged > 6) == (6, True)


def test_a_kill_of_client_or_server_on_postgresql_loses_and_halves_nothing(tmp_path: Path) -> None:
    with own_server() as server:
        outcome = kill.run(
            Settings(data=tmp_path, database_url=new_database(server.url, "kill")), kills=4, server=server
        )
    assert outcome.wrong == []
    assert (outcome.kills, outcome.server_kills, outcome.acknowledged > 4) == (4, 1, True)


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_twenty_editors_at_once_lose_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, name: str
) -> None:
    url = "" if name == "sqlite" else new_database(request.getfixturevalue("postgres_server"), "editors")
    outcome = editors.run(Settings(data=tmp_path, database_url=url), editors=20, seconds=4, enough=50)
    assert outcome.errors == []
    assert outcome.lost == []
    assert len(outcome.seconds) > 40
    assert outcome.conflicts
    assert outcome.merged


def test_a_kill_during_saves_of_texts_loses_and_halves_nothing(tmp_path: Path) -> None:
    outcome = kill_texts.run(Settings(data=tmp_path, database_url=""), kills=4)
    assert outcome.wrong == []
    assert (outcome.kills, outcome.acknowledged >= 16) == (4, True)
