"""The one session with which publishers are asked: polite, patient, and with a memory on disk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from wijkkaart.config import Settings
from wijkkaart.errors import FetchError

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reply:
    """An answer with status 200, whole, on disk."""

    url: str
    """The address that was asked, with its parameters."""
    path: Path
    """The body, unpacked of gzip."""
    sha256: str
    """Hash of the body."""
    fetched: str
    """ISO date and time at which the publisher was last asked."""
    content_type: str = ""

    @property
    def body(self) -> bytes:
        """The body."""
        return self.path.read_bytes()

    def json(self) -> Any:
        """The body as JSON. Raises FetchError when it isn't: an error page, or half of one."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise FetchError(
                f"{self.url} gaf een antwoord dat geen JSON is.",
                "Verwacht: gegevens van de uitgever.",
                "Probeer het later opnieuw.",
            ) from error


class Client:
    """Asks publishers; one for each fetch, shared by its threads."""

    def __init__(self, settings: Settings, *, refresh: bool = False) -> None:
        raise NotImplementedError

    def get(
        self,
        base: str,
        path: str = "",
        params: Mapping[str, str] | None = None,
        *,
        fresh: timedelta = DAY,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """The reply to a GET of `settings.urls[base] + path`; an absolute URL as `path` goes to that host.

        A reply younger than `fresh` comes from disk; an older one is asked for conditionally.
        Raises FetchError (network, status, truncated, HTML where data was expected) and Stopped.
        """
        raise NotImplementedError

    def post(
        self, base: str, path: str = "", data: Mapping[str, str] | None = None, *, fresh: timedelta = DAY
    ) -> Reply:
        """The same by POST, kept on disk by its form."""
        raise NotImplementedError

    def stop(self) -> None:
        """Make every request, running or to come, end with Stopped; from any thread."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raise NotImplementedError
