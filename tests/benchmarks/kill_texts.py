"""Kill a process that saves texts of a wijkscan: `python -m tests.benchmarks.kill_texts [kills] [seed]`.

On SQLite, as `kill` does it with records. Every save that was acknowledged has to be there, whole, with its
history; and of two parts that are saved together never one.
"""

import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

from tests.benchmarks import killing
from tests.benchmarks.killing import Outcome
from tests.databases import opened
from wijkkaart.config import Settings
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.record import Role
from wijkkaart.register import wijkscans
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.writing import Author

ANNE = Author("Anne", Role.TEAM)
SCAN, ALONE, PAIR = "WS0000dead", ("1.1", "1.2"), ("2.1", "2.2")
_LINES = 400


def text(number: int) -> str:
    """The text of save `number`, of some 20 kB; every line says which, so half of one shows."""
    return "\n".join(f"Dit is regel {line} van de tekst die nummer {number} is." for line in range(_LINES))


def work(settings: Settings, told: Connection, first: int) -> None:
    """Save texts until killed, as the editor does and two at once; tells (key, number) once acknowledged."""
    database, number = open_database(settings), first
    while True:
        number += 1
        versions = {key: each.version for key, each in wijkscans.parts(database, SCAN, Role.TEAM).items()}
        if number % 3:
            keys: tuple[str, ...] = (ALONE[number % 2],)
            base = versions.get(keys[0], 0)
            wijkscans.save_fields(database, SCAN, keys[0], {"text": text(number)}, base, ANNE)
        else:
            keys = PAIR
            both = {key: ({"text": text(number)}, versions.get(key, 0)) for key in keys}
            wijkscans.save_all(database, SCAN, both, ANNE)
        for key in keys:
            told.send((key, number))


def run(settings: Settings, kills: int, seed: int = 1) -> Outcome:
    """Kill `kills` times, and look after every kill whether all is as it has to be."""
    with opened(settings) as database:
        wijkscans.start(database, ANNE, "WK000100", "GM0001", Head("Oost"), id=SCAN)
    preload = "wijkkaart.register.wijkscans"
    return killing.run(settings, work, wrong, kills, seed, preload=preload, first=4)


def wrong(database: Database, acknowledged: dict[str, int]) -> list[str]:
    """What's lost or half, against what was acknowledged."""
    found, numbers = wijkscans.parts(database, SCAN, Role.TEAM), {}
    said = [f"{key} is lost" for key in acknowledged if key not in found]
    for key in (*ALONE, *PAIR):
        state = found.get(key)
        if state is None:
            continue
        there = state.content["text"]
        number = numbers[key] = int(there.split(" is.")[0].split()[-1])
        if number < acknowledged.get(key, 0):
            said.append(f"{key}: {acknowledged[key]} was acknowledged, {number} is there")
        if there != text(number):
            said.append(f"{key}: half of {number} is there")
        newest = wijkscans.history(database, SCAN, key, Role.TEAM)[0]
        if (newest.version, newest.content) != (state.version, state.content):
            said.append(f"{key}: its history ends with something else")
    if numbers.get(PAIR[0]) != numbers.get(PAIR[1]):
        said.append(f"one of two that belong together is there: {numbers}")
    return said


def main() -> None:
    """Print the figures; exit code 1 when anything was lost."""
    kills, seed = killing.asked()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Settings(data=Path(folder), database_url=""), kills, seed)
    sys.exit(not killing.tell("SQLite", outcome))


if __name__ == "__main__":
    main()
