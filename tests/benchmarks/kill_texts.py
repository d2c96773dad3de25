"""Kill a process that saves texts of a wijkscan: `python -m tests.benchmarks.kill_texts [kills] [seed]`.

On SQLite, as `kill` does it with records. Every save that was acknowledged has to be there, whole, with its
history; and of two parts that are saved together never one.
"""

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from tests.benchmarks.kill import Outcome, until
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
_PATIENCE = 60


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
    chance, outcome, acknowledged = random.Random(seed), Outcome(), dict[str, int]()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.databases", "wijkkaart.register.wijkscans"])
    with opened(settings) as database:
        wijkscans.start(database, ANNE, "WK000100", "GM0001", Head("Oost"), id=SCAN)
    for turn in range(kills):
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=work, args=(settings, theirs, turn * 1_000_000), daemon=True)
        process.start()
        theirs.close()
        told = until(ours, acknowledged, wait=_PATIENCE, enough=4)
        told += until(ours, acknowledged, wait=chance.uniform(0, 0.2))
        os.kill(process.pid or 0, signal.SIGKILL)
        told += until(ours, acknowledged, wait=_PATIENCE)
        process.join()
        outcome.kills += 1
        outcome.acknowledged += told
        with opened(settings) as database:
            outcome.wrong += wrong(database, acknowledged)
    return outcome


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
    with database.reading() as connection:
        for check in ("integrity_check", "foreign_key_check"):
            answer = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}")]
            said += [each for each in answer if each != "ok"]
    return said


def main() -> None:
    """Print the figures; exit code 1 when anything was lost."""
    kills, seed = (int(each) for each in (*sys.argv[1:], *("100", "1")[len(sys.argv) - 1 :]))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Settings(data=Path(folder), database_url=""), kills, seed)
    sys.stdout.write(
        f"SQLite: {outcome.kills} kills, {outcome.acknowledged} saves of texts acknowledged,"
        f" {len(outcome.wrong)} wrong; {time.monotonic() - began:.0f} s\n"
    )
    sys.stdout.writelines(f"  {each}\n" for each in outcome.wrong)
    sys.exit(bool(outcome.wrong))


if __name__ == "__main__":
    main()
