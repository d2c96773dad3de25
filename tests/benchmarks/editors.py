"""Twenty editors at once: `python -m tests.benchmarks.editors [seconds] [editors]`.

On both databases. They work on few records, so they meet; each raises a counter, or writes a field of
its own. No update may be lost, nothing may fail, and 95 % of the saves take less than half a second.
"""

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from tests.databases import new_database, opened, own_server
from wijkkaart.config import Settings
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import reading, saving
from wijkkaart.register.database import Database
from wijkkaart.register.history import history
from wijkkaart.register.saving import Author, EditConflict

GOAL = 0.5
"""Seconds in which 95 % of the saves are done."""
_RECORDS = 12
_PATIENCE = 60
_THINK = 0.2
"""The most seconds between two saves of one editor; many times busier than people are."""


@dataclass
class Outcome:
    """What came of a run."""

    seconds: list[float] = field(default_factory=list)
    """How long each acknowledged save took."""
    conflicts: int = 0
    """How often an editor was shown another's change of the same field, and had to choose."""
    merged: int = 0
    """How often a save went beside another's."""
    errors: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Seconds."""
        return quantiles(self.seconds, n=20)[9]

    @property
    def p95(self) -> float:
        """Seconds."""
        return quantiles(self.seconds, n=20)[18]


def run(settings: Settings, editors: int, seconds: float, enough: int = 0) -> Outcome:
    """Let so many editors work for so many seconds, and count afterwards.

    On a machine that's busy they go on until there are `enough` saves, and some of them met.
    """
    outcome, counted, lock = Outcome(), Counter[str](), threading.Lock()
    written: list[tuple[str, str, str]] = []
    with opened(settings) as database:
        keys = [_record(database).id for _ in range(_RECORDS)]
        begun = time.monotonic()

        def going() -> bool:
            past = time.monotonic() - begun
            sated = len(outcome.seconds) >= enough and (not enough or (outcome.conflicts and outcome.merged))
            return past < seconds or (not sated and past < _PATIENCE)

        def edit(number: int) -> None:
            chance, author = random.Random(number), Author(f"Redacteur {number}", Role.TEAM)
            turn = 0
            while going():
                turn += 1
                record = reading.get(database, chance.choice(keys))
                time.sleep(chance.uniform(0, _THINK))
                if record is None:
                    outcome.errors.append("a record is gone")
                    return
                counts = chance.random() < 0.5
                name, value = _raised(record, number, turn) if counts else _own(number, turn)
                asked = time.monotonic()
                try:
                    saved = saving.save(database, record.id, record.version, {name: value}, author)
                except EditConflict:
                    outcome.conflicts += 1
                except WijkkaartError as error:
                    outcome.errors.append(str(error))
                else:
                    with lock:
                        outcome.seconds.append(time.monotonic() - asked)
                        outcome.merged += bool(saved.merged)
                        counted[record.id] += counts
                        written.append((record.id, name, value))

        threads = [threading.Thread(target=edit, args=(number,)) for number in range(editors)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        outcome.lost = _lost(database, counted, written)
    return outcome


def _record(database: Database) -> Record:
    wanted = {"name": "Welzijn Oost", "status": "open", "remark": "0"}
    return saving.create(database, RecordKind.ORGANIZATION, wanted, Author("Begin", Role.TEAM))


def _raised(record: Record, number: int, turn: int) -> tuple[str, str]:
    """The counter, one higher; with who did it, as the same value by two people is no conflict."""
    return "remark", f"{_count(record) + 1} {number}-{turn}"


def _count(record: Record) -> int:
    return int(record["remark"].split()[0])


def _own(number: int, turn: int) -> tuple[str, str]:
    """A field and a value that nobody else writes there; several editors share a field."""
    return ("alternate_name", "description", "kvk")[number % 3], (
        f"{number:04}{turn:04}" if number % 3 == 2 else f"{number}-{turn}"
    )


def _lost(database: Database, counted: Counter[str], written: list[tuple[str, str, str]]) -> list[str]:
    """Acknowledged updates that are nowhere: the counters tell, and the history."""
    lost = []
    for key, times in counted.items():
        record = reading.get(database, key)
        if record is None or _count(record) != times:
            lost.append(f"{key}: raised {times} times, but is {record and record['remark']}")
    told = {(key, each.field, each.after) for key in counted for each in history(database, key)}
    return lost + [
        f"{key}: {value} in {name}"
        for key, name, value in written
        if key in counted and (key, name, value) not in told
    ]


def main() -> None:
    """Both databases, with their figures; exit code 1 when a goal wasn't reached."""
    seconds, editors = (float(text) for text in (*sys.argv[1:], *("120", "20")[len(sys.argv) - 1 :]))
    good = True
    with tempfile.TemporaryDirectory() as folder, own_server() as server:
        for name, url in (("SQLite", ""), ("PostgreSQL", new_database(server.url, "editors"))):
            outcome = run(Settings(data=Path(folder), database_url=url), int(editors), seconds)
            good &= not outcome.errors and not outcome.lost and outcome.p95 < GOAL
            sys.stdout.write(
                f"{name}: {int(editors)} editors, {seconds:.0f} s, {len(outcome.seconds)} saves"
                f" ({outcome.merged} merged, {outcome.conflicts} conflicts shown);"
                f" p50 {outcome.p50:.3f} s, p95 {outcome.p95:.3f} s;"
                f" {len(outcome.errors)} errors, {len(outcome.lost)} lost\n"
            )
            sys.stdout.writelines(f"  {text}\n" for text in (*outcome.errors[:5], *outcome.lost[:5]))
            sys.stdout.flush()
    sys.exit(not good)


if __name__ == "__main__":
    main()
