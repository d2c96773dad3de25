"""One loopback server that stands for every publisher, and the faults that each of them can have."""

import fnmatch
import gzip
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from socket import SHUT_RDWR
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from wijkkaart.config import URLS, Settings

Fault = Callable[[Request, Callable[[], Response]], Response]
"""Takes a request and what would answer it; gives what answers instead."""


@dataclass
class _Injected:
    pattern: str
    fault: Fault
    left: float


class Publishers(HTTPServer):
    """A pytest-httpserver with a directory for each name in `config.URLS`: `/cbs/...`, `/overpass/...`.

    Handlers are registered as pytest-httpserver has it, and don't know of faults: those are injected by
    path. A handler that sets ETag or Last-Modified gets conditional requests for free.
    """

    def __init__(self) -> None:
        super().__init__("127.0.0.1", 0, threaded=True)
        self.asked: Counter[str] = Counter()
        """How often each path was asked, faults included."""
        self.requests: list[Request] = []
        """Every request, in order."""
        self.reset()

    def reset(self) -> None:
        """Forget handlers, faults and counts."""
        self.clear()
        self.no_handler_status_code = 404
        self.asked.clear()
        self.requests.clear()
        self._faults: list[_Injected] = []

    def settings(self, where: Path, **changes: Any) -> Settings:
        """Settings that ask this server, keep everything in `where`, and don't wait long."""
        asked: dict[str, Any] = {
            "data": where / "gegevens",
            "cache": where / "antwoorden",
            "urls": {name: self.url_for(f"/{name}") for name in URLS},
            "read_seconds": 30,
            "retry_seconds": 0.01,
            "requests_per_second": 1000,
        }
        return Settings(**{**asked, **changes})

    def inject(self, pattern: str, fault: Fault, times: float = float("inf")) -> None:
        """Let paths that look like `pattern` (`/cbs/*`) have this fault, the first `times` times."""
        self._faults.append(_Injected(pattern, fault, times))

    def heal(self) -> None:
        """Take all faults away."""
        self._faults.clear()

    def count(self, pattern: str = "*") -> int:
        """How often paths that look like `pattern` were asked."""
        return sum(times for path, times in self.asked.items() if fnmatch.fnmatchcase(path, pattern))

    def give(
        self, path: str, body: bytes | str, content_type: str = "application/json", **headers: str
    ) -> None:
        """Always answer this path so; `ETag="..."` and `Last_Modified="..."` are headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.expect_request(path).respond_with_data(body, content_type=content_type, headers=named)

    def dispatch(self, request: Request) -> Response:
        """Answer a request, by the first fault that is left for its path."""
        self.asked[request.path] += 1
        self.requests.append(request)

        def answer() -> Response:
            response = super(Publishers, self).dispatch(request)
            if response.is_sequence:
                # A handler gives the same object each time, and what follows changes it.
                response = Response(response.get_data(), response.status, response.headers.copy())
            return response.make_conditional(request) if response.status_code == 200 else response

        for injected in self._faults:
            if injected.left > 0 and fnmatch.fnmatchcase(request.path, injected.pattern):
                injected.left -= 1
                return injected.fault(request, answer)
        return answer()


def status(code: int, body: str = "", content_type: str = "text/plain", **headers: str) -> Fault:
    """Another status: `status(429, Retry_After="1")`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request, _answer: Response(body, code, named, content_type=content_type)


def redirected(to: str) -> Fault:
    """A redirect."""
    return status(302, Location=to)


def html_page(text: str = "Wegens onderhoud gesloten") -> Fault:
    """A web page with status 200."""
    return status(200, f"<!DOCTYPE html>\n<html><body>{text}</body></html>", "text/html; charset=utf-8")


def xml_exception(text: str = "Unknown feature type") -> Fault:
    """An OWS exception with status 200."""
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ows:ExceptionReport version="2.0.0">'
        f'<ows:Exception exceptionCode="InvalidParameterValue"><ows:ExceptionText>{text}</ows:ExceptionText>'
        "</ows:Exception></ows:ExceptionReport>"
    )
    return status(200, body, "application/xml")


def _hang_up(request: Request) -> None:
    request.environ["werkzeug.socket"].shutdown(SHUT_RDWR)


def dropped(request: Request, answer: Callable[[], Response]) -> Response:
    """The connection closed before any answer."""
    _hang_up(request)
    return Response()


def truncated(request: Request, answer: Callable[[], Response]) -> Response:
    """Half of the body, where Content-Length promises the whole."""
    response = answer()
    body = response.get_data()
    response.set_data(body[: len(body) // 2])
    response.headers["Content-Length"] = str(len(body))
    response.headers["Connection"] = "close"
    return response


def broken_chunks(request: Request, answer: Callable[[], Response]) -> Response:
    """A chunked body whose last chunk never comes."""
    response = answer()
    body = response.get_data()

    def half() -> Iterator[bytes]:
        yield body[: len(body) // 2]
        _hang_up(request)
        yield body[len(body) // 2 :]

    return Response(half(), 200, content_type=response.content_type)


def slow(until: threading.Event, seconds: float = 60) -> Fault:
    """No answer before `until` is set, or the time is over."""

    def wait(_request: Request, answer: Callable[[], Response]) -> Response:
        until.wait(seconds)
        return answer()

    return wait


def gzipped(keep: float = 1) -> Fault:
    """The body packed with gzip; with `keep` under 1, only that part of it, as if it were all."""

    def pack(_request: Request, answer: Callable[[], Response]) -> Response:
        response = answer()
        packed = gzip.compress(response.get_data())
        response.set_data(packed[: int(len(packed) * keep)])
        response.headers["Content-Encoding"] = "gzip"
        return response

    return pack


def charset(declared: str, real: str = "utf-8") -> Fault:
    """The body (UTF-8) written as `real`, called `declared`."""

    def recode(_request: Request, answer: Callable[[], Response]) -> Response:
        response = answer()
        response.set_data(response.get_data().decode().encode(real))
        response.headers["Content-Type"] = f"{response.mimetype}; charset={declared}"
        return response

    return recode
