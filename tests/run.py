"""Run every test on a fresh machine: `python3 tests/run.py [pytest arguments]`.

Makes `.venv`, installs wijkkaart and its test tools in it, finds or installs Chromium (and LibreOffice and
poppler, as root on Debian), and runs pytest.
What is there and up to date is left as it is. Named tests run in one process; the whole suite runs in three.
Needs Python 3.11 or later, and nothing else.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "wijkkaart-installed"
CHROMIUM = "WIJKKAART_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PRINTING = {"soffice": "libreoffice-writer-nogui", "pdftotext": "poppler-utils"}
"""Program to the Debian package that has it, as small as there is."""
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)


def say(text: str) -> None:
    """Tell what is being done."""
    sys.stderr.write(f"tests/run.py: {text}\n")
    sys.stderr.flush()


def run(*command: object) -> bool:
    """Run a command with its output on the screen; whether it went well."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode == 0


def is_root() -> bool:
    """Whether packages of the system may be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt(package: str) -> bool:
    """Install a Debian package, when that can be done without asking anybody."""
    if not (is_root() and shutil.which("apt-get")):
        return False
    say(f"installing {package} with apt-get")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    # Another that runs at this moment is waited for.
    wait = ("-o", "DPkg::Lock::Timeout=300")
    install = ("apt-get", *wait, "install", "-y", "-q", "--no-install-recommends", package)
    return run(*install) or (run("apt-get", "update", "-q") and run(*install))


def wanted() -> str:
    """What the installation was made from: dependencies, and the sources of the browser's part."""
    digest = hashlib.sha256(sys.version.encode())
    sources = (path for path in (ROOT / "wijkkaart" / "frontend").rglob("*") if path.is_file())
    for path in [ROOT / "pyproject.toml", *sorted(sources)]:
        if "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def make_environment() -> None:
    """Make `.venv`. Debian has the module for it in a package of its own."""
    command = (sys.executable, "-m", "venv", "--clear", VENV)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not (run(*command) or (apt(package) and run(*command))):
        sys.exit(f"No virtual environment could be made; on Debian or Ubuntu: apt install {package}")


def install() -> None:
    """Install wijkkaart in `.venv`, unless it's there already, made from these very files."""
    now = wanted()
    built = (ROOT / "wijkkaart" / "static" / "build.json").exists()
    if built and STAMP.exists() and STAMP.read_text(encoding="utf-8") == now:
        return
    if not PYTHON.exists():
        say("making .venv")
        make_environment()
    say("installing wijkkaart and its test tools")
    # Compiling all of it takes half a minute; what is used is compiled when it's used.
    pip = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile")
    if not run(*pip, "-e", ".[test]"):
        sys.exit("pip couldn't install wijkkaart; its own message stands above.")
    STAMP.write_text(now, encoding="utf-8")


def works(browser: "str | None") -> bool:
    """Whether a browser starts; Ubuntu's package `chromium` may be no more than a hint to use snap."""
    if not browser or not (Path(browser).is_file() or shutil.which(browser)):
        return False
    command = [browser, "--version"]
    return subprocess.run(command, check=False, capture_output=True, timeout=60).returncode == 0


def on_path() -> "str | None":
    """A browser of the machine itself."""
    found = [os.environ.get(CHROMIUM), *map(shutil.which, NAMES), *PLACES]
    return next((browser for browser in found if works(browser)), None)


def of_playwright() -> "str | None":
    """The browser that playwright installed."""
    asked = subprocess.run([PYTHON, "-c", ASK_PLAYWRIGHT], check=False, capture_output=True, text=True)
    path = asked.stdout.strip()
    return path if works(path) else None


def chromium() -> str:
    """The path of a Chromium that works, installed when there's none."""
    found = on_path() or of_playwright()
    if not found and apt("chromium"):
        found = on_path()
    if not found:
        say("installing Chromium with playwright")
        run(PYTHON, "-m", "playwright", "install", *(["--with-deps"] if is_root() else []), "chromium")
        found = of_playwright()
    if not found:
        sys.exit(
            "The browser tests need Chromium, and it couldn't be installed. "
            f"Install Chromium or Chrome, or set {CHROMIUM} to its path, and start again."
        )
    return found


def printing() -> None:
    """Install what opens reports in the tests, where that can be done; elsewhere these tests are skipped."""
    for program, package in PRINTING.items():
        if not shutil.which(program):
            apt(package)


def spread(arguments: list[str]) -> list[str]:
    """What lets the whole suite run in three processes, a file in one of them; nothing when tests are named.

    A test and the server or browser it waits for seldom work at the same time, and some tests wait for
    nothing but time: three processes keep two cores busy. More would take memory, and time from tests that
    wait for something. Files begin in the order of their names: those of the browser, which take longest,
    are among the first.
    """
    named = any(not argument.startswith("-") for argument in arguments)
    return [] if named else ["--numprocesses=3", "--dist=loadfile", "--no-loadscope-reorder"]


def main() -> int:
    """Prepare, then run pytest with the arguments given; its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python can start this script
        sys.exit(f"wijkkaart needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    with ThreadPoolExecutor() as beside:
        # Debian's packages come in while pip waits for its own, and the other way around.
        office = beside.submit(printing) if spread(sys.argv[1:]) else None
        install()
        if office:
            office.result()
    environment = {**os.environ, CHROMIUM: chromium()}
    # Tests start many processes: compiled once, what they import is there for the next.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [str(PYTHON), "-m", "pytest", *spread(sys.argv[1:]), *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
