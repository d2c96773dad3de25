"""The one session with which publishers are asked: polite, patient, and with a memory on disk."""

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Lock, local
from types import TracebackType
from typing import Any, Self
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from wijkkaart.config import URLS, Settings
from wijkkaart.errors import FetchError
from wijkkaart.sources import faults
from wijkkaart.sources.cache import Cache, Kept, key_of
from wijkkaart.sources.transport import Question, Transport

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
    key: str = ""
    """What the client keeps it under."""

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
                faults.EXPECTED,
                faults.LATER,
            ) from error


@dataclass
class _Host:
    """What we remember of a host while we're asking."""

    turn: Lock = field(default_factory=Lock)
    """One question at a time."""
    next: float = 0
    """The time (`time.monotonic`) from which it may be asked again."""


class Client:
    """Asks publishers; one for each fetch, shared by its threads.

    With `refresh` nothing counts as fresh but what this client asked itself, and nothing is asked
    conditionally. Raises FetchError when the cache can't be made.
    """

    def __init__(self, settings: Settings, *, refresh: bool = False) -> None:
        self._settings = settings
        self._refresh = refresh
        self._started = datetime.now(UTC)
        self._stopped = Event()
        self._transport = Transport(settings, self._stopped)
        self._hosts: dict[str, _Host] = {}
        self._noted = local()
        try:
            self._cache = Cache(settings.cache / "replies", settings.max_cache_bytes)
        except OSError as error:
            raise faults.undiskable(error) from error

    def get(
        self,
        base: str,
        path: str = "",
        params: Mapping[str, str] | None = None,
        *,
        fresh: timedelta = DAY,
        headers: Mapping[str, str] | None = None,
        html: bool = False,
        read_seconds: float | None = None,
    ) -> Reply:
        """The reply to a GET of `settings.urls[base] + path`.

        `path` may be an absolute URL, such as a link to the next page: on a publisher's own address it goes
        to what `settings.urls` has for that, elsewhere to that host. A reply younger than `fresh` comes from
        disk; an older one is asked for conditionally. `html` says that a web page is a good answer.
        `read_seconds` replaces the longest silence that settings allow, for a publisher that has to think.

        Raises FetchError (network, status, truncated, HTML or an XML exception where data was expected; with
        its `status` and an `excerpt` of what came) and Stopped.
        """
        url = self._url(base, path, params)
        return self._ask(Question(url, None, dict(headers or {}), read_seconds, html), fresh)

    def post(
        self,
        base: str,
        path: str = "",
        data: Mapping[str, str] | None = None,
        *,
        fresh: timedelta = DAY,
        read_seconds: float | None = None,
    ) -> Reply:
        """The same by POST, kept on disk by its form."""
        return self._ask(Question(self._url(base, path), dict(data or {}), {}, read_seconds), fresh)

    def _url(self, base: str, path: str, params: Mapping[str, str] | None = None) -> str:
        """The address to ask. OData wants a literal `$`, and `%20` for a space."""
        if re.match(r"\w+://", path):
            url = self._mirrored(path)
        else:
            url = self._settings.urls[base] + (f"/{path.lstrip('/')}" if path else "")
        _check(url)
        if params:
            url += ("&" if "?" in url else "?") + urlencode(params, safe="$", quote_via=quote)
        return url

    def _mirrored(self, url: str) -> str:
        """An absolute URL; where it's a publisher's own, on the address that the settings have for it."""
        parts = _check(url)
        for name, own in URLS.items():
            # Publishers link to themselves by http and https alike.
            if parts.hostname == urlsplit(own).hostname:
                return self._settings.urls[name] + parts._replace(scheme="", netloc="", fragment="").geturl()
        return url

    @contextmanager
    def noting(self) -> Iterator[list[Reply]]:
        """The replies that this thread gets inside the block, as they come; none when the last try failed.

        Who can't use what came distrusts them. After a fault on the way they're still good.
        """
        noted: list[Reply] = []
        self._noted.replies = noted
        try:
            yield noted
        finally:
            self._noted.replies = None

    def distrust(self, replies: Iterable[Reply]) -> None:
        """Ask again next time, instead of going on with answers that were of no use; bodies stay readable."""
        for reply in replies:
            self._cache.forget(reply.key)

    def _ask(self, question: Question, fresh: timedelta) -> Reply:
        """The reply, from disk or from the publisher; noted for `noting`."""
        noted: list[Reply] | None = getattr(self._noted, "replies", None)
        try:
            reply = self._answer(question, fresh)
        except FetchError:
            if noted is not None:
                noted.clear()
            raise
        if noted is not None:
            noted.append(reply)
        return reply

    def _answer(self, question: Question, fresh: timedelta) -> Reply:
        key = key_of(question.url, question.form, question.headers, question.html)
        since = datetime.now(UTC) - fresh
        if self._refresh:
            since = max(since, self._started)
        with self._turn(question.url) as host:
            # Looked up during our turn: another thread may just have asked the same.
            kept = self._cache.find(key)
            if kept is None or datetime.fromisoformat(kept.fetched) < since:
                kept = self._renewed(question, key, kept, host)
        return Reply(
            kept.url,
            self._cache.path(kept),
            kept.sha256,
            datetime.fromisoformat(kept.fetched).isoformat(timespec="seconds"),
            kept.content_type,
            key,
        )

    def _renewed(self, question: Question, key: str, kept: Kept | None, host: _Host) -> Kept:
        """What the publisher has now, kept."""
        self._transport.wait(max(0, host.next - time.monotonic()))
        host.next = time.monotonic() + 1 / self._settings.requests_per_second
        known = None if self._refresh else kept
        try:
            with self._cache.part() as part:
                answer = self._transport.ask(question, known, part)
                now = datetime.now(UTC).isoformat()
                return self._cache.keep(key, replace(answer, fetched=now), None if answer is known else part)
        except OSError as error:
            raise faults.undiskable(error) from error

    @contextmanager
    def _turn(self, url: str) -> Iterator[_Host]:
        """Wait until nobody else asks this host. Raises Stopped."""
        host = self._hosts.setdefault(urlsplit(url).netloc, _Host())
        while not host.turn.acquire(timeout=0.1):
            self._transport.wait(0)
        try:
            self._transport.wait(0)
            yield host
        finally:
            host.turn.release()

    def wait(self, seconds: float) -> None:
        """Leave a publisher alone for a while, no longer than settings allow. Raises Stopped."""
        self._transport.wait(min(seconds, self._settings.max_wait_seconds))

    def forget(self, reply: Reply) -> None:
        """Take a body off the disk that shouldn't stay there; the next time it's asked anew."""
        reply.path.unlink(missing_ok=True)

    def stop(self) -> None:
        """Make every request, running or to come, end with Stopped; from any thread."""
        self._stopped.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()
        self._cache.prune()


def _check(url: str) -> SplitResult:
    """The parts of an address of the web; raises FetchError for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise faults.unaskable(url) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise faults.unaskable(url)
    return parts
