"""The command `wijkkaart run`: what stops it stops the server."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import toy
from tests.browser.app import fetched, free_port

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


def _answers(port: int) -> bool:
    try:
        fetched(f"http://127.0.0.1:{port}/health")
    except OSError:
        return False
    return True


def _left(group: int) -> list[str]:
    """The processes of a process group."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [args for pgid, stat, args in rows if int(pgid) == group and not stat.startswith("Z")]


@pytest.mark.parametrize(("configured", "told"), [("", True), ("geheim", False)])
def test_a_signal_to_end_ends_the_server_and_the_code_is_told_when_it_was_made_up(
    tmp_path: Path, configured: str, told: bool
) -> None:
    toy.town(tmp_path / "gegevens", example_village=True)
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "wijkkaart",
        "run",
        "--port",
        str(port),
        "--data",
        str(tmp_path / "gegevens"),
    ]
    environment = {**os.environ, "WIJKKAART_ADMIN_CODE": configured}
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        end = time.monotonic() + 120
        while not _answers(port) and time.monotonic() < end and process.poll() is None:
            time.sleep(0.1)
        assert _answers(port)
        process.send_signal(signal.SIGTERM)
        process.wait(120)
        assert _left(process.pid) == []
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", port))
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
    text = log.read_text(encoding="utf-8")
    assert f"http://localhost:{port}" in text
    assert ("Beheercode" in text) == told
    assert "geheim" not in text
