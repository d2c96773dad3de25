"""What the editor of own texts asks: to save a text, to take a photo in, and to show one."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from wijkkaart.config import settings
from wijkkaart.core import pictures
from wijkkaart.core.wijkscan.splicing import spliced, sum_of
from wijkkaart.errors import InvalidFile, RegisterError, WijkkaartError
from wijkkaart.record import Role, may_see
from wijkkaart.register import sessions, wijkscans
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.writing import Author, NotAllowed
from wijkkaart.web import photos
from wijkkaart.web.session import COOKIE, PRIVATE, role_of, same_origin

_log = logging.getLogger(__name__)
LARGEST_BODY = 2_000_000
"""Bytes of a request with a text: the longest, every sign of it written as `\\uXXXX`, fits."""
_one_at_a_time = Lock()
"""A large photo takes half a GB while it's made small."""


class _Refused(Exception):
    """An answer that says no."""

    def __init__(self, status: int, *said: str) -> None:
        self.status, self.said = status, " ".join(said)


class _Erased(_Refused):
    """Of a wijkscan that was erased for good: editors let go of what they keep of it on a device."""

    def __init__(self) -> None:
        super().__init__(410, "Deze wijkscan is voorgoed gewist.", "Er is niets meer in te schrijven.")


def _db() -> Database:
    return open_database(settings())


def _author(request: Request) -> Author:
    """Who writes. Raises _Refused, RegisterError."""
    if not same_origin(request):
        raise _Refused(403, "Dit kan alleen vanaf een pagina van wijkkaart zelf.")
    found = sessions.session_of(_db(), request.cookies.get(COOKIE, ""), datetime.now(UTC))
    if found is None:
        raise _Refused(401, "U bent niet (meer) aangemeld.", "Meld u aan in een ander tabblad.")
    if not may_see(found.role, Role.TEAM):
        raise _Refused(
            403, "Schrijven in een wijkscan kan alleen het team.", "Meld u aan als lid van het team."
        )
    return Author(found.account.name, found.role)


async def _body(request: Request, most: int, too_large: Callable[[int], _Refused]) -> bytes:
    """The body of a request, of which no more than `most` bytes are read. Raises _Refused."""
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdecimal() and int(told[:20]) > most:
        raise too_large(int(told[:20]))
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > most:
            raise too_large(len(found))
    return bytes(found)


@dataclass(frozen=True)
class _Asked:
    """What an editor asks to save."""

    base: int
    """The version that its writer began with."""
    text: str | None
    splice: tuple[int, int, str, int] | None
    """Instead of the text what changed in that of the version, and the sum of what comes of it."""
    sent: frozenset[int]
    """Sums of texts that it sent before and heard nothing of: whoever saved one of these is this writer."""


def _asked(body: bytes) -> _Asked:
    """Raises _Refused."""
    try:
        found = json.loads(body)
        base, text, splice = found["base"], found.get("text"), found.get("splice")
        sent = frozenset(found.get("sent", ()))
        whole = isinstance(text, str) and splice is None
        if not (_is_number(base) and all(map(_is_number, sent)) and (whole or text is None)):
            raise TypeError
        if not whole:
            start, end, put = splice
            splice = start, end, put, found["sum"]
            if not (isinstance(put, str) and all(map(_is_number, (start, end, found["sum"])))):
                raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _Refused(400, "Deze tekst is niet te lezen.", "Verwacht: een tekst en zijn versie.") from error
    return _Asked(base, text, splice, sent)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


async def _write(request: Request) -> Response:
    """Save the text of a part: `{"text": …, "base": version}`, or `splice` and `sum` instead of `text`."""
    author = await run_in_threadpool(_author, request)
    body = await _body(request, LARGEST_BODY, lambda _: _too_long())
    return await run_in_threadpool(_saved, request, _asked(body), author)


def _saved(request: Request, asked: _Asked, author: Author) -> Response:
    scan, key = request.path_params["scan"], request.path_params["key"]
    text = asked.text
    if asked.splice is not None:
        before = wijkscans.text_at(_db(), scan, key, asked.base, author.role)
        text = spliced(before, *asked.splice) if before is not None else None
        if text is None and wijkscans.get(_db(), scan, author.role) is not None:
            return _said({"fout": "De hele tekst is nodig.", "whole": True}, 422)
    if len(text or "") > wijkscans.LONGEST_TEXT:
        raise _too_long(len(text or ""))
    try:
        state = _save(scan, key, text or "", asked, author)
    except wijkscans.PartConflict as conflict:
        theirs = conflict.theirs
        found = {"text": theirs.content.get("text", ""), "version": theirs.version}
        found |= {"at": theirs.at, "by": theirs.by}
        return _said({"fout": str(conflict), "theirs": found}, 409)
    except wijkscans.UnknownWijkscan:
        if wijkscans.was_erased(_db(), scan):
            raise _Erased from None
        raise
    return _said({"version": state.version, "at": state.at, "by": state.by})


def _save(scan: str, key: str, text: str, asked: _Asked, author: Author) -> wijkscans.PartState:
    fields = {"text": text}
    try:
        return wijkscans.save_fields(_db(), scan, key, fields, asked.base, author)
    except wijkscans.PartConflict as conflict:
        if sum_of(str(conflict.theirs.content.get("text", ""))) not in asked.sent:
            raise
        return wijkscans.save_fields(_db(), scan, key, fields, conflict.theirs.version, author)


async def _there(request: Request) -> Response:
    """Says no more than whether a wijkscan was erased: 410, or 204 when it wasn't."""
    if await run_in_threadpool(wijkscans.was_erased, _db(), request.path_params["scan"]):
        raise _Erased
    return Response(status_code=204, headers=PRIVATE)


async def _add_photo(request: Request) -> Response:
    """Take in a photo, sent as it is; its id."""
    author = await run_in_threadpool(_author, request)
    data = await _body(
        request, pictures.LARGEST_FILE, lambda size: _Refused(413, str(pictures.too_large(size)))
    )
    return await run_in_threadpool(_taken, request.path_params["scan"], data, author)


def _taken(scan: str, data: bytes, author: Author) -> Response:
    db = _db()
    if wijkscans.get(db, scan, author.role) is None:
        raise wijkscans.UnknownWijkscan
    with _one_at_a_time:
        made = photos.made(data)
    key = wijkscans.add_picture(db, scan, made.media, made.data, made.width, made.height, author)
    return _said({"id": key, "width": made.width, "height": made.height}, 201)


async def _photo(request: Request) -> Response:
    """A photo, for who may see its wijkscan."""
    return await run_in_threadpool(_shown, request)


def _shown(request: Request) -> Response:
    found = wijkscans.picture(
        _db(), request.path_params["scan"], request.path_params["photo"], role_of(request)
    )
    if found is None:
        raise _Refused(404, "Deze foto is er niet (meer), of is niet voor u.")
    media, data = found
    return Response(data, media_type=media, headers=PRIVATE)


def _too_long(size: int = 0) -> _Refused:
    most = f"{wijkscans.LONGEST_TEXT:,}".replace(",", ".")
    found = f"Deze tekst is te lang: {size:,} tekens.".replace(",", ".") if size else "Deze tekst is te lang."
    return _Refused(
        413, found, f"Er passen {most} tekens in een paragraaf.", "Verdeel hem over meer paragrafen."
    )


def _said(content: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(content, status, PRIVATE)


def _safely(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Says in Dutch why something can't be; an answer of 5xx means that asking again may help."""

    async def guarded(request: Request) -> Response:
        try:
            return await answer(request)
        except ClientDisconnect:
            return Response(status_code=400)
        except _Refused as refused:
            return _said({"fout": refused.said}, refused.status)
        except WijkkaartError as error:
            status = next((status for kind, status in _STATUS if isinstance(error, kind)), 503)
            if status == 503:
                _log.warning("not answered: %s", error)
            return _said({"fout": str(error)}, status)

    return guarded


_STATUS: tuple[tuple[type[WijkkaartError], int], ...] = (
    (wijkscans.UnknownWijkscan, 404),
    (wijkscans.PartRefused, 422),
    (NotAllowed, 403),
    (InvalidFile, 422),
    (RegisterError, 503),
)


def routes() -> list[Route]:
    """The routes of the editor."""
    return [
        Route("/wijkscan/{scan}", _safely(_there), methods=["GET"]),
        Route("/wijkscan/{scan}/foto", _safely(_add_photo), methods=["POST"]),
        Route("/wijkscan/{scan}/foto/{photo}", _safely(_photo), methods=["GET"]),
        Route("/wijkscan/{scan}/{key}", _safely(_write), methods=["PUT"]),
    ]
