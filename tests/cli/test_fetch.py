"""The command `wijkkaart fetch`, in a process of its own where that is what matters."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from typer.testing import CliRunner

from tests.publishers import everything, wijkbuurtkaart
from tests.publishers.server import Publishers, slow, status
from wijkkaart.cli import fetching  # noqa: F401 - registers the command
from wijkkaart.cli.common import app as cli
from wijkkaart.config import Settings
from wijkkaart.store import Store

FREE = f"{everything.LOCATIESERVER}/free"
ONLY = ("--only", "wijkbuurtkaart", "--year", "2024")


@pytest.fixture
def settings(publishers: Publishers, tmp_path: Path) -> Settings:
    return publishers.settings(tmp_path)


@pytest.fixture
def kaart(publishers: Publishers, shared: Path, tmp_path: Path) -> wijkbuurtkaart.Kaart:
    """The publisher of boundaries."""
    return wijkbuurtkaart.serve(publishers, shared, tmp_path / "kaart")


def started(settings: Settings, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "wijkkaart", "fetch", *arguments],
        env=everything.environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ran_apart(settings: Settings, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of the command as a user starts it."""
    with started(settings, *arguments) as process:
        out, err = process.communicate(timeout=120)
    assert "Traceback" not in out + err
    return process.returncode, out, err


def ran(settings: Settings, *arguments: str) -> tuple[int, str, str]:
    """The same from this process, which has imported everything."""
    done = CliRunner().invoke(cli, ["fetch", *arguments], env=everything.environment(settings))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.shared
def test_a_gemeente_is_fetched_by_its_code_and_the_second_time_nothing_changed(
    settings: Settings, kaart: wijkbuurtkaart.Kaart
) -> None:
    code, out, _ = ran_apart(settings, "GM0307", *ONLY)
    assert code == 0
    assert "GOED   Wijk- en buurtkaart 2024: " in out
    assert "Amersfoort (GM0307): 1 bronnen (1 klaar)" in out
    code, out, _ = ran_apart(settings, "amersfoort", *ONLY)
    assert code == 0
    assert "GELIJK Wijk- en buurtkaart 2024" in out
    assert "(1 ongewijzigd); 0 rijen bewaard" in out
    assert Store(settings.data).problems() == []


@pytest.mark.shared
def test_a_gemeente_is_fetched_by_its_name(
    settings: Settings, publishers: Publishers, kaart: wijkbuurtkaart.Kaart
) -> None:
    publishers.give(FREE, everything.gemeenten(("GM0362", "Amstelveen")))
    code, out, _ = ran(settings, "amstelveen", *ONLY)
    assert code == 0
    assert "Amstelveen (GM0362)" in out


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([], "Er is geen gemeente met de naam Bergen."),
        (
            [("GM0373", "Bergen (NH.)"), ("GM0893", "Bergen (L.)")],
            "Gevonden: Bergen (NH.) (GM0373), Bergen (L.) (GM0893).",
        ),
        ([("GM0748", "Bergen op Zoom")], "Gevonden: Bergen op Zoom (GM0748)."),
    ],
)
def test_a_name_that_is_not_clear_gets_a_list(
    settings: Settings, publishers: Publishers, found: list[tuple[str, str]], told: str
) -> None:
    publishers.give(FREE, everything.gemeenten(*found))
    code, _, err = ran(settings, "Bergen", *ONLY)
    assert code == 1
    assert told in err
    assert not Store(settings.data).exists


def test_a_locatieserver_that_is_down_asks_for_the_code(settings: Settings, publishers: Publishers) -> None:
    publishers.inject(f"{everything.LOCATIESERVER}/*", status(404))
    code, _, err = ran(settings, "Amersfoort", *ONLY)
    assert code == 1
    assert "wijkkaart kon de code van Amersfoort niet opzoeken." in err
    assert "Geef de code van de gemeente, zoals GM0307 voor Amersfoort." in err


@pytest.mark.shared
def test_what_fails_is_told_with_exit_code_1_and_the_old_data_stay(
    settings: Settings, publishers: Publishers, kaart: wijkbuurtkaart.Kaart
) -> None:
    assert ran(settings, "GM0307", *ONLY)[0] == 0
    before = (settings.data / "manifest.json").read_bytes()
    publishers.inject("/pdok-*", status(404))
    code, out, _ = ran(settings, "GM0307", *ONLY, "--refresh")
    assert code == 1
    assert "NIET   Wijk- en buurtkaart 2024" in out
    assert "Wat niet lukte, is gebleven zoals het was" in out
    assert (settings.data / "manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["GM0307", "--only", "cbs,sterrenwacht"], "wijkkaart kent deze bron niet: sterrenwacht."),
        ([], "noem een gemeente"),
    ],
)
def test_what_can_not_be_asked_is_told(settings: Settings, arguments: list[str], told: str) -> None:
    code, _, err = ran(settings, *arguments)
    assert code != 0
    assert told in err


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(settings: Settings, publishers: Publishers) -> None:
    let_go = Event()
    publishers.inject("/pdok-*", slow(let_go, 60))
    with started(settings, "GM0307", *ONLY) as process:
        end = time.monotonic() + 60
        while not publishers.count("/pdok-*") and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    let_go.set()
    assert process.returncode == 130
    assert "dezelfde opdracht gaat verder waar het was" in out
    assert "Traceback" not in out + err
    assert not Store(settings.data).exists


def test_probe_says_for_each_publisher_whether_it_answers(settings: Settings, publishers: Publishers) -> None:
    publishers.inject("*", status(404))
    code, out, _ = ran(settings, "--probe", "--only", "wijkbuurtkaart,locatieserver")
    assert code == 1
    assert out.count("NIET   ") == 2
    assert "NIET   Adressen (PDOK Locatieserver)" in out
