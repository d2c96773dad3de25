"""Answers of publishers on disk: each body a file, and beside it what was asked and when.

requests-cache and CacheControl hold a body in memory whole, and some here are 250 MB; they also go by
what the server says of freshness, where we go by what is asked.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from uuid import uuid4


@dataclass(frozen=True)
class Kept:
    """An answer that is on disk."""

    url: str
    """The address that was asked, with its parameters."""
    sha256: str
    """Hash of the body, and the name of its file."""
    size: int
    """Bytes of the body."""
    content_type: str
    etag: str
    modified: str
    """What the server said of the body; etag and modified go back to it, to ask for what's newer."""
    fetched: str = ""
    """ISO date and time (UTC) at which the publisher was last asked."""

    @property
    def body(self) -> str:
        """Name of the body's file; the ending of the address is left on, since readers go by it."""
        ending = PurePosixPath(urlsplit(self.url).path).suffix.lower()
        return self.sha256 + (ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else "")


class Cache:
    """A directory of answers. Bodies are never changed, so whoever holds a path goes on reading the same."""

    def __init__(self, root: Path, max_bytes: int) -> None:
        self._about = root / "asked"
        self._bodies = root / "bodies"
        self._max_bytes = max_bytes
        self._bodies.mkdir(parents=True, exist_ok=True)
        self._about.mkdir(exist_ok=True)
        # What publishers send may hold names of people: no other user of this machine needs to see it.
        root.chmod(0o700)

    def find(self, key: str) -> Kept | None:
        """What was kept under this key; None when nothing was, or when it's no longer whole."""
        kept = self._read(key)
        if kept:
            # The time on the file is that of its last use: `prune` goes by it.
            os.utime(self.path(kept))
        return kept

    def _read(self, key: str) -> Kept | None:
        try:
            kept = Kept(**json.loads((self._about / f"{key}.json").read_bytes()))
            return kept if self.path(kept).stat().st_size == kept.size else None
        except (OSError, ValueError, TypeError):
            return None

    def path(self, kept: Kept) -> Path:
        """The body of a kept answer."""
        return self._bodies / kept.body

    @contextmanager
    def part(self) -> Iterator[Path]:
        """A file to receive a body in; gone afterwards, unless `keep` took it."""
        part = self._bodies / f"{uuid4().hex}.part"
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)

    def keep(self, key: str, kept: Kept, part: Path | None) -> Kept:
        """Keep an answer, whose body is in `part`; None when its body is here already."""
        if part:
            part.replace(self.path(kept))
        with self.part() as about:
            about.write_text(json.dumps(asdict(kept), indent=1), encoding="utf-8")
            about.replace(self._about / f"{key}.json")
        return kept

    def forget(self, key: str) -> None:
        """Let go of what was kept under this key; its body stays until it's pruned."""
        if key:
            (self._about / f"{key}.json").unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove what was used longest ago, until the bodies fit; and what's said of bodies that are gone."""
        # A file that another process takes away or holds on to: the next time will do.
        with suppress(OSError):
            bodies = sorted(
                (path.stat().st_mtime, path.stat().st_size, path) for path in self._bodies.iterdir()
            )
            total = sum(size for _, size, _ in bodies)
            for _, size, path in bodies:
                if total <= self._max_bytes:
                    break
                path.unlink()
                total -= size
            for about in self._about.iterdir():
                if self._read(about.stem) is None:
                    about.unlink()


def key_of(*parts: object) -> str:
    """Name under which an answer is kept: the same for the same question."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
