"""How long fetching takes and how much memory: `python tests/benchmarks/fetch.py`.

The publishers are loopback servers in a process of their own, so the memory is that of wijkkaart alone;
their time to answer counts, and they share the machine. Needs the real data beside the repository.
"""

import argparse
import json
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.publishers import everything  # noqa: E402 - the path has to be set first
from tests.publishers.server import Publishers  # noqa: E402
from wijkkaart.build.fetch import Fetch  # noqa: E402
from wijkkaart.config import URLS, Settings  # noqa: E402
from wijkkaart.model import COUNTRY  # noqa: E402
from wijkkaart.sources.client import Client  # noqa: E402
from wijkkaart.sources.parts import Wanted  # noqa: E402
from wijkkaart.sources.registry import PUBLISHERS, chosen  # noqa: E402
from wijkkaart.store import Store  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
COUNTRY_YEAR = 2024
GOALS = (
    ("Amersfoort, all sources and years, empty directory", 20.0, 500.0),
    ("Amersfoort again, nothing changed", 3.0, 500.0),
    (f"country, boundaries and key figures of {COUNTRY_YEAR}", 60.0, 1536.0),
)


def serve(where: Path, country: bool) -> None:
    """Be the publishers: print the address, and stay until the parent closes the input."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with Publishers() as server:
        (everything.serve_country if country else everything.serve)(server, SHARED, where)
        sys.stdout.write(server.url_for("/") + "\n")
        sys.stdout.flush()
        sys.stdin.read()


def run(url: str, where: Path, gemeente: str) -> None:
    """Be wijkkaart: fetch, and print seconds, peak memory (MB), rows and problems as JSON."""
    settings = Settings(
        data=where / "gegevens",
        cache=where / "antwoorden",
        urls={name: url.rstrip("/") + f"/{name}" for name in URLS},
        requests_per_second=10_000,
    )
    country = gemeente == COUNTRY
    wanted = Wanted(gemeente, years=(COUNTRY_YEAR,) if country else ())
    publishers = chosen(["wijkbuurtkaart", "kwb"] if country else [], PUBLISHERS)
    start = time.perf_counter()
    with Client(settings) as client:
        work = Fetch(wanted, Store(settings.data), publishers, client)
        reports = work.run()
    found = {
        "seconds": time.perf_counter() - start,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": sum(report.kept for report in reports),
        "state": work.progress.state,
        "problems": [problem.text for source in work.progress.sources for problem in source.problems],
    }
    sys.stdout.write(json.dumps(found) + "\n")


@contextmanager
def publishers(where: Path, country: bool) -> Iterator[str]:
    """The address of publishers in a process of their own."""
    command = [sys.executable, __file__, "--serve", str(where), *(["--country"] if country else [])]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.communicate()


def measured(url: str, where: Path, gemeente: str) -> dict[str, object]:
    """What one fetch in a fresh process took."""
    command = [sys.executable, __file__, "--run", url, str(where), gemeente]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    if found["problems"]:
        raise RuntimeError(f"{gemeente}: {found['problems']}")
    return found


def report(goal: tuple[str, float, float], found: dict[str, object]) -> None:
    """One line of the table."""
    what, seconds, memory = goal
    sys.stdout.write(
        f"| {what} | {found['seconds']:.1f} s | {seconds:.0f} s | {found['memory']:.0f} MB | {memory:.0f} MB "
        f"| {found['rows']} |\n"
    )
    sys.stdout.flush()


def main() -> None:
    """Measure all there are goals for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", type=Path)
    parser.add_argument("--country", action="store_true")
    parser.add_argument("--run", nargs=3)
    parser.add_argument("--only-gemeente", action="store_true", help="leave the country out")
    asked = parser.parse_args()
    if asked.serve:
        return serve(asked.serve, asked.country)
    if asked.run:
        return run(asked.run[0], Path(asked.run[1]), asked.run[2])
    sys.stdout.write("| work | took | goal | peak memory | goal | rows |\n|---|---|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        with publishers(where / "gemeente", False) as url:
            measured(url, where / "warm", "GM0362")  # the publishers make their answers at the first question
            for goal in GOALS[:2]:
                report(goal, measured(url, where / "a", "GM0307"))
        if not asked.only_gemeente:
            with publishers(where / "land", True) as url:
                report(GOALS[2], measured(url, where / "b", COUNTRY))
    return None


if __name__ == "__main__":
    main()
