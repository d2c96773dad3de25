"""Killing a process that saves, at random points, and looking after every kill whether all is in order."""

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from tests.databases import Server, opened
from wijkkaart.config import Settings
from wijkkaart.register.database import Database

Work = Callable[[Settings, Connection, int], None]
"""Saves until killed, from a number on; tells (key, number) of every save once it's acknowledged."""
Wrong = Callable[[Database, dict[str, int]], list[str]]
"""What's lost or half, of a database against key to the last number that was acknowledged."""
_EVERY = 4
"""Of so many kills beside a server, one is of the server."""
_PATIENCE = 60
_LONGEST = 0.25


@dataclass
class Outcome:
    """What came of a run."""

    kills: int = 0
    server_kills: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)
    """What was lost or half written; nothing, when all is well."""


def run(
    settings: Settings,
    work: Work,
    wrong: Wrong,
    kills: int,
    seed: int = 1,
    server: Server | None = None,
    *,
    preload: str,
    first: int = 1,
) -> Outcome:
    """Kill `kills` times, each after `first` saves at least; with a `server` that goes now and then instead.

    `preload` is the module that the process begins with.
    """
    chance, outcome, acknowledged = random.Random(seed), Outcome(), dict[str, int]()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.databases", preload])
    for turn in range(kills):
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=work, args=(settings, theirs, turn * 1_000_000), daemon=True)
        process.start()
        theirs.close()
        told = until(ours, acknowledged, wait=_PATIENCE, enough=first)
        told += until(ours, acknowledged, wait=chance.uniform(0, _LONGEST))
        if server is not None and turn % _EVERY == _EVERY - 1:
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
            outcome.wrong += [*wrong(database, acknowledged), *_unsound(database)]
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


def _unsound(database: Database) -> Iterable[str]:
    """What SQLite itself finds wrong with its file."""
    if database.sqlite:
        with database.reading() as connection:
            for check in ("integrity_check", "foreign_key_check"):
                answer = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}")]
                yield from (text for text in answer if text != "ok")


def asked() -> tuple[int, int]:
    """The numbers of kills and the seed that the command was given."""
    kills, seed = (int(each) for each in (*sys.argv[1:], *("100", "1")[len(sys.argv) - 1 :]))
    return kills, seed


def tell(name: str, outcome: Outcome) -> bool:
    """Print the figures; gives whether all is well."""
    sys.stdout.write(
        f"{name}: {outcome.kills} kills ({outcome.server_kills} of the server),"
        f" {outcome.acknowledged} saves acknowledged, {len(outcome.wrong)} wrong\n"
    )
    sys.stdout.writelines(f"  {text}\n" for text in outcome.wrong)
    sys.stdout.flush()
    return not outcome.wrong
