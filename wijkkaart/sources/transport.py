"""One question to a publisher, asked until it's answered, or until it's clear that it won't be."""

import gzip
import hashlib
import random
import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import requests
import urllib3.exceptions
from urllib3.util import Retry

from wijkkaart import __version__
from wijkkaart.config import Settings
from wijkkaart.errors import FetchError, Stopped, WijkkaartError
from wijkkaart.sources import faults
from wijkkaart.sources.cache import Kept

_CHUNK = 256 * 1024
_START = 4096
"""Bytes of a body that are looked at, to see whether it is an error page."""

_PASSING = {408, 429, 500, 502, 503, 504}
_TOO_MANY_ROWS = re.compile(r"\b10[.,\s]?000\b")
"""CBS says with status 500 that a query gives more rows than that; asking again gives the same."""


@dataclass(frozen=True)
class Question:
    """What is asked."""

    url: str
    form: Mapping[str, str] | None = None
    """The fields of a POST; None for a GET."""
    headers: Mapping[str, str] = field(default_factory=dict)
    read_seconds: float | None = None
    """The longest silence in the answer; None for the setting."""
    html: bool = False
    """Whether a web page is a good answer."""


class _Passing(Exception):
    """A fault that may pass when we wait."""

    def __init__(self, error: FetchError, wait: float = 0) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


class Transport:
    """The session. Safe to share between threads: it keeps no cookies."""

    def __init__(self, settings: Settings, stopped: Event) -> None:
        self._settings = settings
        self._stopped = stopped
        self._troubled: set[str] = set()
        """Hosts that failed in spite of all retries: they get one try, until they answer."""
        self._session = requests.Session()
        self._session.max_redirects = 5
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        contact = " ".join(settings.contact.split())
        self._session.headers.update(
            {
                "User-Agent": f"wijkkaart/{__version__}" + (f" ({contact})" if contact else ""),
                "Accept-Encoding": "gzip",
            }
        )

    def close(self) -> None:
        """Close every connection."""
        self._session.close()

    def ask(self, question: Question, known: Kept | None, into: Path) -> Kept:
        """What came, with its body in `into`; or `known`, when the server says that this is still good.

        Raises FetchError and Stopped, and OSError when `into` can't be written; it may hold half a body then.
        """
        host, tries = urlsplit(question.url).netloc, 0
        retries = 0 if host in self._troubled else self._settings.retries
        while True:
            try:
                received = self._aside(partial(self._exchange, question, known, into))
            except _Passing as passing:
                tries += 1
                if tries > retries or passing.wait > self._settings.max_wait_seconds:
                    self._troubled.add(host)
                    raise passing.error from passing
                backoff = self._settings.retry_seconds * 2 ** (tries - 1) * random.uniform(1, 1.5)
                self.wait(max(passing.wait, min(backoff, self._settings.max_wait_seconds)))
            else:
                self._troubled.discard(host)
                return received

    def wait(self, seconds: float) -> None:
        """Wait, or raise Stopped."""
        if self._stopped.wait(seconds):
            raise Stopped("Het ophalen is gestopt.")

    def _aside(self, work: Callable[[], Kept]) -> Kept:
        """Do it in a thread that can be left behind: nothing wakes a thread that waits for the network."""
        done: Future[Kept] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except (WijkkaartError, _Passing, OSError) as error:
                done.set_exception(error)
            finally:
                # Does nothing, unless a mistake of ours left nothing to give; its traceback is shown by then.
                done.cancel()

        thread = Thread(target=run, name="wijkkaart-fetch", daemon=True)
        thread.start()
        while thread.is_alive():
            self.wait(0)
            thread.join(0.1)
        return done.result()

    def _exchange(self, question: Question, known: Kept | None, into: Path) -> Kept:
        """Ask once. Raises _Passing when asking again may help, and FetchError when not."""
        try:
            with self._open(question, known) as response:
                if response.status_code == 304 and known:
                    return known
                if response.status_code != 200:
                    raise self._refusal(response, question.url)
                received = self._receive(response, question.url, into)
        except faults.NETWORK as error:
            fault = faults.unreached(error, question.url)
            raise (_Passing(fault) if faults.may_pass(error) else fault) from error
        if not question.html:
            with into.open("rb") as file:
                disguised = faults.disguised(question.url, received.content_type, file.read(_START))
            if disguised:
                raise disguised
        return received

    def _open(self, question: Question, known: Kept | None) -> requests.Response:
        """The answer's head; its body hasn't been read."""
        headers = dict(question.headers)
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        read_seconds = question.read_seconds or self._settings.read_seconds
        return self._session.request(
            "GET" if question.form is None else "POST",
            question.url,
            data=question.form,
            headers=headers,
            timeout=(self._settings.connect_seconds, read_seconds),
            stream=True,
        )

    def _refusal(self, response: requests.Response, url: str) -> FetchError | _Passing:
        """What to raise for another status than 200."""
        excerpt = faults.excerpt(next(response.iter_content(_START), b""))
        try:
            wait = Retry().get_retry_after(response.raw) or 0
        except urllib3.exceptions.InvalidHeader:
            wait = 0
        error = faults.refused(url, response.status_code, excerpt, wait)
        lasting = response.status_code == 500 and _TOO_MANY_ROWS.search(excerpt)
        return _Passing(error, wait) if response.status_code in _PASSING and not lasting else error

    def _receive(self, response: requests.Response, url: str, into: Path) -> Kept:
        """Write the body to disk, unpacked; never more of it in memory than a chunk."""
        encoding = response.headers.get("Content-Encoding", "").lower()
        if encoding not in {"", "identity", "gzip"}:
            raise faults.packed(url, encoding)
        # Unpacked here and not by urllib3, which says nothing of gzip that ends early.
        body = gzip.GzipFile(fileobj=response.raw) if encoding == "gzip" else response.raw
        digest, size = hashlib.sha256(), 0
        self.wait(0)
        with into.open("wb") as file:
            while chunk := body.read(_CHUNK):
                self.wait(0)
                size += len(chunk)
                if size > self._settings.max_file_bytes:
                    raise faults.too_large(url, self._settings.max_file_bytes)
                digest.update(chunk)
                file.write(chunk)
        return Kept(
            url,
            digest.hexdigest(),
            size,
            response.headers.get("Content-Type", ""),
            response.headers.get("ETag", ""),
            response.headers.get("Last-Modified", ""),
        )
