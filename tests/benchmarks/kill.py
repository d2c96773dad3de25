"""Kill a process that saves, at random points: `python -m tests.benchmarks.kill [kills] [seed]`.

On both databases; on PostgreSQL every fourth time the server goes instead. Every save that was
acknowledged has to be there, and no record or history may be half written.
"""

import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.benchmarks import killing
from tests.benchmarks.killing import Outcome
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
    with opened(settings) as database:
        for place in PLACES:
            wanted = {"name": place, "status": "open", "category": "buurthuis"}
            saving.create(database, RecordKind.LOCATION, wanted, ANNE, id=place)
    preload = "wijkkaart.register.saving"
    return killing.run(settings, work, _wrong, kills, seed, server, preload=preload, first=2)


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
    kills, seed = killing.asked()
    with tempfile.TemporaryDirectory() as folder, own_server() as server:
        good = killing.tell("SQLite", run(Settings(data=Path(folder), database_url=""), kills, seed))
        there = Settings(data=Path(folder), database_url=new_database(server.url, "kill"))
        good &= killing.tell("PostgreSQL", run(there, kills, seed, server))
    sys.exit(not good)


if __name__ == "__main__":
    main()
