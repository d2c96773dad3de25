"""Kill a process that saves, at random points: `python -m tests.benchmarks.kill [kills] [seed]`.

On both databases; on PostgreSQL every fourth time the server goes instead. Every save that was
acknowledged has to be there, and no record or history may be half written.
"""

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.databases import Server, new_database, opened, own_server
from wijkkaart.config import Settings
from wijkkaart.errors import RegisterError
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import reading, saving
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.history import TRASHED, history
from wijkkaart.register.saving import Author

ANNE = Author("Anne", Role.TEAM)
PLACES = ("plek-0", "plek-1", "plek-2")
_EVERY = 4
"""Of so many kills on PostgreSQL, one is of the server."""
_PATIENCE = 60


@dataclass
class Outcome:
    """What came of a run."""

    kills: int = 0
    server_kills: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)
    """What was lost or half written; nothing, when all is well."""


def values(number: int) -> dict[str, Any]:
    """The values of save `number`: they belong together, so a half save shows."""
    return {
        "name": f"Aanbod {number}",
        "remark": str(number),
        "phones": [{"number": "112", "description": str(number)}],
        "locations": [{"location_id": place} for place in PLACES[: number % 3 + 1]],
    }


def work(settings: Settings, told: Connection, first: int) -> None:
    """Save until killed; tells (record, number) of every save once it's acknowledged."""
    database = open_database(settings)
    number, record = first, None
    while True:
        try:
            if record is None or number % 5 == 0:
                record = saving.create(
                    database, RecordKind.SERVICE, {"status": "open"} | values(number), ANNE
                )
            else:
                record = saving.save(database, record.id, record.version, values(number), ANNE).record
            told.send((record.id, number))
        except RegisterError:  # the server is gone: on with a new record when it's back
            record = None
            time.sleep(0.05)
        number += 1


def run(settings: Settings, kills: int, seed: int = 1, server: Server | None = None) -> Outcome:
    """Kill `kills` times, and look after every kill whether all is as it has to be."""
    chance, outcome = random.Random(seed), Outcome()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.databases", "wijkkaart.register.saving"])
    with opened(settings) as database:
        for place in PLACES:
            wanted = {"name": place, "status": "open", "category": "buurthuis"}
            saving.create(database, RecordKind.LOCATION, wanted, ANNE, id=place)
    acknowledged: dict[str, int] = {}
    for turn in range(kills):
        of_server = server is not None and turn % _EVERY == _EVERY - 1
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=work, args=(settings, theirs, turn * 1_000_000), daemon=True)
        process.start()
        theirs.close()
        told = until(ours, acknowledged, wait=_PATIENCE, enough=1)
        told += until(ours, acknowledged, wait=chance.uniform(0, 0.25))
        if of_server and server is not None:
            server.kill()
            server.start()
            told += until(ours, acknowledged, wait=_PATIENCE, enough=1)  # it goes on by itself
            outcome.server_kills += 1
        os.kill(process.pid or 0, signal.SIGKILL)
        told += until(ours, acknowledged, wait=_PATIENCE)
        process.join()
        outcome.kills += 1
        outcome.acknowledged += told
        with opened(settings) as database:
            outcome.wrong += _wrong(database, acknowledged)
    return outcome


def until(told: Connection, acknowledged: dict[str, int], *, wait: float, enough: int = 0) -> int:
    """Note what is acknowledged for `wait` seconds, until it's enough, or until nobody is left to tell."""
    end, count = time.monotonic() + wait, 0
    with suppress(EOFError, OSError):
        while (left := end - time.monotonic()) > 0 and not (enough and count >= enough):
            if told.poll(left):
                key, number = told.recv()
                acknowledged[key] = number
                count += 1
    return count


def _wrong(database: Database, acknowledged: dict[str, int]) -> list[str]:
    """What's lost or half: of all records, against what was acknowledged and their own history."""
    found = {record.id: record for record in reading.changed(database)[1]}
    wrong = [f"{key} is lost" for key in acknowledged if key not in found]
    for record in found.values():
        if record.kind is not RecordKind.SERVICE:
            continue
        number = int(record["remark"])
        if number < acknowledged.get(record.id, 0):
            wrong.append(f"{record.id}: {acknowledged[record.id]} was acknowledged, {number} is there")
        if any(record[name] != value for name, value in _full(number).items()):
            wrong.append(f"{record.id}: half of {number} is there")
    # Older records were looked at after their own kill.
    for key in [*acknowledged][-3:]:
        if key in found and told_by_history(database, found[key]) != found[key].values:
            wrong.append(f"{key}: its history tells another story")
    if database.sqlite:
        with database.reading() as connection:
            for check in ("integrity_check", "foreign_key_check"):
                answer = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}")]
                wrong += [text for text in answer if text != "ok"]
    return wrong


def told_by_history(database: Database, record: Record) -> dict[str, Any]:
    """The values that a record has by its history alone."""
    told: dict[str, Any] = {}
    for each in reversed(history(database, record.id)):
        if each.field != TRASHED:
            told[each.field] = each.after
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def _full(number: int) -> dict[str, Any]:
    places = [
        {"location_id": place, "description": "", "schedules": []} for place in PLACES[: number % 3 + 1]
    ]
    return values(number) | {"locations": places}


def main() -> None:
    """Both databases, with their figures; exit code 1 when anything was lost."""
    kills, seed = (int(text) for text in (*sys.argv[1:], *("100", "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder, own_server() as server:
        good = _tell("SQLite", run(Settings(data=Path(folder), database_url=""), kills, seed))
        there = Settings(data=Path(folder), database_url=new_database(server.url, "kill"))
        good &= _tell("PostgreSQL", run(there, kills, seed, server))
    sys.exit(not good)


def _tell(name: str, outcome: Outcome) -> bool:
    """Print the figures; gives whether all is well."""
    sys.stdout.write(
        f"{name}: {outcome.kills} kills ({outcome.server_kills} of the server),"
        f" {outcome.acknowledged} saves acknowledged, {len(outcome.wrong)} wrong\n"
    )
    sys.stdout.writelines(f"  {text}\n" for text in outcome.wrong)
    sys.stdout.flush()
    return not outcome.wrong


if __name__ == "__main__":
    main()
