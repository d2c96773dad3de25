"""How long a report takes, and how much memory: one wijk in each form, and all wijken of a gemeente.

    python tests/benchmarks/report.py [--data DIR] [--area WK999002] [--all]

Without `--data` it's of the embedded example town, which has everything filled. Each form runs in a
process of its own, as the command does. Prints a table in Markdown; exit code 1 when a goal isn't met.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from wijkkaart.build.examples import fill
from wijkkaart.config import settings
from wijkkaart.guide import guide
from wijkkaart.model import Level, gemeente_of
from wijkkaart.present.profile.area import Area
from wijkkaart.reports import FORMS, making, write
from wijkkaart.store import Store

SECONDS, MEGABYTES = 10.0, 500.0
WHOLE, WIJKEN = 240.0, 33
"""Seconds for all wijken of a gemeente of 33."""


def measure(data: Path, code: str, form: str) -> None:
    """One report in this process, from nothing: seconds, those of computing, megabytes, pictures, bytes."""
    began = time.perf_counter()
    shown = guide(replace(settings(), data=data, database_url=""))
    level = Level.WIJK if code.startswith("WK") else Level.BUURT
    report = making.make(shown, Area(code, shown.atlas.name(code), gemeente_of(code), level))
    size = len(write(report, form))
    took = time.perf_counter() - began
    used = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{took:.2f} {used:.2f} {memory:.0f} {sum(1 for _ in report.pictures())} {size}\n")


def every(data: Path, code: str, form: str) -> tuple[float, int]:
    """Seconds for the reports of all wijken of a gemeente in a form, as `--all` makes them; and how many."""
    gemeente = gemeente_of(code)
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "wijkkaart", "report", gemeente, "--all", "--format", form)
        began = time.perf_counter()
        subprocess.run([*command, folder, "--data", str(data)], capture_output=True, check=True)
        return time.perf_counter() - began, len([*Path(folder).iterdir()])


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--area", default="WK999002")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--form", choices=[*FORMS])
    asked = parser.parse_args()
    if asked.form:
        measure(asked.data, asked.area, asked.form)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        data = asked.data or Path(folder) / "gegevens"
        if asked.data is None:
            fill(Store(data), replace(settings(), data=data, database_url=""))
        return compare(data, asked.area, every_wijk=asked.all)


def compare(data: Path, code: str, *, every_wijk: bool) -> int:
    """Measure each form and print how it compares with the goals; 1 when one isn't met."""
    lines = [
        "| report | seconds | goal | computing | MB | goal | pictures | kB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    failed = False
    for form in FORMS:
        command = [sys.executable, __file__, "--data", str(data), "--area", code, "--form", form]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        took, used, memory, pictures, size = map(float, said)
        failed |= took > SECONDS or memory > MEGABYTES
        lines.append(
            f"| {code} as {form} | {took:.1f} | {SECONDS:.0f} | {used:.1f} | {memory:.0f} | {MEGABYTES:.0f} "
            f"| {pictures:.0f} | {size / 1000:.0f} |"
        )
    for form in FORMS if every_wijk else ():
        took, number = every(data, code, form)
        goal = WHOLE * number / WIJKEN
        failed |= took > goal
        lines.append(f"| {number} wijken as {form} | {took:.1f} | {goal:.0f} | | | | | |")
    sys.stdout.write("\n".join(lines) + "\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
