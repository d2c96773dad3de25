"""How long a full report takes, and how much memory: a wijkscan in each form, and all wijken of a gemeente.

    python -m tests.benchmarks.report [--data DIR] [--area WK999004] [--all] [--letters 195000]

Without `--data` it's of the embedded example town. A wijkscan of the area is put in a copy of the data: every
paragraph has a text, two have a photo, and so many charts and maps are added that there are CHARTS and
MAPS, or all that its figures can give. Each form is made by the command, in a process of its own;
its memory is that of the process and its children together, as the machine counts it (RSS). `--letters` gives
four paragraphs a text of that length. Prints a table in Markdown; exit code 1 when a goal isn't met.
"""

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PIL import Image

from wijkkaart.build.examples import REGISTER, fill
from wijkkaart.catalogue import indicators
from wijkkaart.charts.added import ON_MAP, OVER_YEARS, offered
from wijkkaart.config import Settings, settings
from wijkkaart.core.wijkscan import definition
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.guide import guide
from wijkkaart.model import gemeente_of
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.area import area_of
from wijkkaart.record import Role
from wijkkaart.register import wijkscans
from wijkkaart.register.database import open_database
from wijkkaart.register.examples import fill_register
from wijkkaart.register.writing import Author
from wijkkaart.reports import FORMS, wijkscan
from wijkkaart.reports.document import Picture, Report
from wijkkaart.reports.paragraphs import Making
from wijkkaart.reports.wijkscan import Scan
from wijkkaart.store import Store

SECONDS, MEGABYTES = 10.0, 500.0
CHARTS, MAPS = 25, 8
WHOLE, WIJKEN = 240.0, 33
"""Seconds for all wijken of a gemeente of 33."""
_PHOTOS = ("1.1", "3.3")
_TEXT = "Hier wonen mensen die elkaar kennen, en mensen die er net zijn. **Dat** gaat vaak goed. "
_SEVERAL = ("1.1", "2.1", "3.4", "4.1")
"""The paragraphs that `--letters` fills."""


@dataclass(frozen=True)
class Used:
    """What a command took."""

    seconds: float
    computing: float
    """Seconds of processor."""
    memory: float
    """Megabytes of the process and its children, at most."""


def _memory(process: int, above: str = "") -> int:
    """Bytes of a process and its children now; 0 when it's gone.

    A child with the command of what started it (`above`) is that itself, about to start it.
    """
    here = Path(f"/proc/{process}")
    try:
        pages = int((here / "statm").read_text(encoding="ascii").split()[1])
        asked = (here / "cmdline").read_text(encoding="utf-8")
        children = (here / f"task/{process}/children").read_text(encoding="ascii").split()
    except (OSError, IndexError):
        return 0
    own = 0 if asked == above else pages * os.sysconf("SC_PAGE_SIZE")
    return own + sum(_memory(int(child), asked) for child in children)


def command(*words: object) -> Used:
    """Run `wijkkaart`, and measure it. Raises CalledProcessError when it fails."""
    began, most = time.perf_counter(), 0
    asked = (sys.executable, "-m", "wijkkaart", *map(str, words))
    process = subprocess.Popen(asked, stdout=subprocess.DEVNULL)
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        most = max(most, _memory(process.pid))
        time.sleep(0.005)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, asked)
    computing = used.ru_utime + used.ru_stime
    # What the kernel calls the most of it (`ru_maxrss`) begins with the memory of this process.
    return Used(time.perf_counter() - began, computing, most / 1e6)


def _photo(number: int) -> bytes:
    """A photo as a telephone makes them, made as small as the app does."""
    out = io.BytesIO()
    noise = Image.effect_noise((1600, 1200), 60 + number)
    Image.merge("RGB", (noise, noise, noise)).save(out, "JPEG", quality=70)
    return out.getvalue()


def made(chosen: Settings, code: str, letters: int) -> tuple[str, Report]:
    """Put a full wijkscan of an area in the register: its id, and its report."""
    shown = guide(chosen, Role.TEAM)
    area = area_of(shown.atlas, code, {})
    if area is None:
        sys.exit(f"There's no area {code}.")
    making = Making.of(shown, area)
    register, author = open_database(chosen), Author("bench", Role.TEAM)
    scan = wijkscans.start(register, author, code, gemeente_of(code), Head(title=f"Vol: {area.name}"))
    keys = [key for key in definition.keys() if not definition.optional(key)]  # noqa: SIM118
    contents: dict[str, dict[str, object]] = {key: {"text": _text(key, letters)} for key in keys}
    for key in _PHOTOS:
        photo = wijkscans.add_picture(register, scan.id, "image/jpeg", _photo(len(key)), 1600, 1200, author)
        contents[key]["text"] = f"{contents[key]['text']}\n\n![Het plein](foto:{photo} 'Zo is het nu')"
    report = wijkscan.make(shown, area, Scan.of({"kop": {"visibility": "team"}}, lambda _: None))
    maps = sum(map(_is_map, report.pictures()))
    wanted = {OVER_YEARS: CHARTS - (sum(1 for _ in report.pictures()) - maps), ON_MAP: MAPS - maps}
    for key in filter(definition.prefilled, keys):
        own = [name for name in indicators() if name in layout.figures_of(key)]
        added = []
        for each in offered(making.figures, own):
            kind = each[: each.find(":") + 1]
            if wanted[kind] > 0:
                wanted[kind] -= 1
                added.append(each)
        contents[key]["added"] = added
    for key, content in contents.items():
        wijkscans.save(register, scan.id, key, content, 0, author)
    whole = Scan.of({"kop": {"visibility": "team"}, **contents}, lambda _: None)
    return scan.id, wijkscan.make(shown, area, whole)


def _text(key: str, letters: int) -> str:
    long = letters if letters and key in _SEVERAL else 900
    return "\n\n".join([_TEXT * 5] * (long // (5 * len(_TEXT)) + 1))[: max(long, 1)]


def _is_map(picture: Picture) -> bool:
    return picture.alt.startswith("Kaart")


def every(data: Path, code: str, form: str) -> tuple[float, int]:
    """Seconds for the reports of all wijken of a gemeente in a form, as `--all` makes them; and how many."""
    with tempfile.TemporaryDirectory() as folder:
        used = command("report", gemeente_of(code), "--all", "--format", form, folder, "--data", data)
        return used.seconds, len([*Path(folder).iterdir()])


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--area", default="WK999004")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--letters", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "gegevens"
        chosen = replace(settings(), data=data, database_url="")
        if asked.data is None:
            fill(Store(data), chosen)
            fill_register(open_database(chosen), REGISTER, date.today())
        else:
            shutil.copytree(asked.data, data)
        return compare(chosen, asked.area, asked.letters, every_wijk=asked.all)


def compare(chosen: Settings, code: str, letters: int, *, every_wijk: bool) -> int:
    """Measure each form and print how it compares with the goals; 1 when one isn't met."""
    scan, report = made(chosen, code, letters)
    pictures = [*report.pictures()]
    maps = sum(map(_is_map, pictures))
    sections = sum(len(chapter.sections) or 1 for chapter in report.chapters)
    sys.stdout.write(
        f"{code}: {len(pictures) - maps} charts, {maps} maps, {len(_PHOTOS)} photos, {sections} parts. "
        f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n\n"
        "| report | seconds | goal | computing | MB | goal | kB |\n|---|---|---|---|---|---|---|\n"
    )
    failed = False
    for form in FORMS:
        out = chosen.data.parent / f"rapport.{form}"
        used = command("report", scan, "--role", "team", "--format", form, out, "--data", chosen.data)
        failed |= used.seconds > SECONDS or used.memory > MEGABYTES
        sys.stdout.write(
            f"| {code} as {form} | {used.seconds:.1f} | {SECONDS:.0f} | {used.computing:.1f} "
            f"| {used.memory:.0f} | {MEGABYTES:.0f} | {out.stat().st_size / 1000:.0f} |\n"
        )
        sys.stdout.flush()
    for form in FORMS if every_wijk else ():
        took, number = every(chosen.data, code, form)
        goal = WHOLE * number / WIJKEN
        failed |= took > goal
        sys.stdout.write(f"| {number} wijken as {form} | {took:.1f} | {goal:.0f} | | | | |\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
