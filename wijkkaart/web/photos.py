"""Photos that came from outside, read in a process of their own.

A damaged file can bring down the libraries that read it, and the process with them: some HEIC do. The process
here may take so much memory and time, and gives it back at once.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from wijkkaart.core import pictures
from wijkkaart.errors import InvalidFile

_SECONDS, _MEMORY = 60, 2 * 1024**3


def made(data: bytes) -> pictures.Picture:
    """As `core.pictures.made`, of a file that came from outside. Raises InvalidFile."""
    if len(data) > pictures.LARGEST_FILE:
        raise pictures.too_large(len(data))
    here = str(Path(__file__).parents[2])
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, env=env, check=False
        )
    except subprocess.TimeoutExpired:
        raise pictures.damaged() from None
    if done.returncode:
        raise pictures.damaged()
    head, _, body = done.stdout.partition(b"\n")
    said = json.loads(head)
    if "found" in said:
        raise InvalidFile(said["found"], said["expected"], said["remedy"])
    return pictures.Picture(said["media"], body, said["width"], said["height"])


def _main() -> None:
    """Read a file from the standard input, and write what was made of it, or why nothing was."""
    try:
        import resource
    except ImportError:  # not on Windows
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found = pictures.made(sys.stdin.buffer.read())
        head = {"media": found.media, "width": found.width, "height": found.height}
        data = found.data
    except InvalidFile as error:
        head = {"found": error.found, "expected": error.expected, "remedy": error.remedy}
        data = b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + data)


if __name__ == "__main__":
    _main()
