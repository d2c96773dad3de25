"""One server for all the processes in which the suite runs: starting one takes longer than many tests."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from filelock import FileLock

from tests.browser import app

FILLED = "ingevuld"


@contextmanager
def example_server(folder: Path) -> Iterator[app.Server]:
    """The app as it starts on a new machine: it fills its data directory with the embedded examples.

    The first process that asks starts it, and ends it after the last that uses it has left; `folder` is
    where they meet. Beside the data, FILLED has them as they were before the first test.
    """
    lock, said, users = FileLock(folder / "lock"), folder / "server.json", folder / "users"
    users.mkdir(parents=True, exist_ok=True)
    me = users / str(os.getpid())
    with ExitStack() as ending:
        with lock:
            me.touch()
            ending.callback(me.unlink)
            if said.exists():
                server = _known(said)
            else:
                work = Path(tempfile.mkdtemp(dir=folder))
                server = ending.enter_context(app.running(work / "gegevens", work))
                shutil.copytree(work / "gegevens", work / FILLED)
                said.write_text(json.dumps([server.url, str(server.log), str(server.data)]), encoding="utf-8")
                ending.callback(_wait_for_others, lock, said, users)
        yield server


def _known(said: Path) -> app.Server:
    """The server that another process started."""
    url, log, data = json.loads(said.read_text(encoding="utf-8"))
    return app.Server(url, None, Path(log), Path(data))


def _wait_for_others(lock: FileLock, said: Path, users: Path) -> None:
    """Wait until no other process uses the server, and let nobody begin to."""
    while True:
        with lock:
            pids = {int(user.name) for user in users.iterdir()} - {os.getpid()}
            if not any(map(psutil.pid_exists, pids)):
                said.unlink()
                return
        time.sleep(0.2)
