"""The routes beside the pages. Every answer is checked against what the data directory knows."""

import gzip
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route

from wijkkaart import __version__
from wijkkaart.atlas import Atlas, current
from wijkkaart.catalogue import indicators
from wijkkaart.config import settings
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice
from wijkkaart.errors import UnknownArea, WijkkaartError
from wijkkaart.guide import guide
from wijkkaart.model import COUNTRY, Level
from wijkkaart.present import options
from wijkkaart.record import Role
from wijkkaart.register.database import open_database
from wijkkaart.web import api, payloads
from wijkkaart.web.assets import FOREVER, Assets
from wijkkaart.web.session import PRIVATE, role_of

_log = logging.getLogger(__name__)
_TODAY = "private, max-age=86400, immutable"
_KEPT = 256


class _Slot:
    """An answer, and the lock of whoever makes it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.answer: tuple[bytes, str] | None = None


class _Packed:
    """Compressed answers, the ones asked for last; made once, however many ask at the same time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Slot] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], bytes]) -> tuple[bytes, str]:
        """The gzipped body and its ETag. When `make` raises, the next one who asks tries again."""
        with self._lock:
            slot = self._kept.setdefault(key, _Slot())
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        with slot.lock:
            if slot.answer is None:
                body = gzip.compress(make(), compresslevel=6, mtime=0)
                slot.answer = body, f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            return slot.answer


_packed = _Packed()


def _cache_control(request: Request, version: str) -> str:
    """Unchanging for whoever asked for this very version."""
    return FOREVER if request.query_params.get("v") == version else "no-cache"


def _answer(
    request: Request, atlas: Atlas, make: Callable[[], bytes], media: str, choice: Choice | None = None
) -> Response:
    """The body, compressed, with an ETag. Only the path and `choice` say what it is."""
    packed = _packed.get(f"{atlas.store.root}|{atlas.version}|{request.url.path}|{choice}", make)
    caching = {"Cache-Control": _cache_control(request, atlas.version), "Vary": "Accept-Encoding"}
    return _sent(request, packed, media, caching)


def _sent(request: Request, packed: tuple[bytes, str], media: str, caching: dict[str, str]) -> Response:
    body, etag = packed
    headers = {"ETag": etag, **caching}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(body), media_type=media, headers=headers)
    return Response(body, media_type=media, headers={**headers, "Content-Encoding": "gzip"})


def _atlas() -> Atlas:
    return current(settings().data)


def _missing() -> Response:
    return JSONResponse({"fout": "Dit is er niet."}, status_code=404)


def _level_year(request: Request, atlas: Atlas, gemeente: str) -> tuple[str, int] | None:
    level, year = request.path_params["level"], _year(request.path_params["year"])
    known = year is not None and level in set(Level) and atlas.codes(level, year, gemeente)
    return (level, year) if year is not None and known else None


def _year(text: str) -> int | None:
    """A year of four plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None


def _outlines(request: Request) -> Response:
    atlas, gemeente = _atlas(), request.path_params["gemeente"]
    found = _level_year(request, atlas, gemeente)
    if found is None or gemeente == COUNTRY:
        return _missing()
    return _answer(request, atlas, lambda: payloads.outlines(atlas, gemeente, *found), "application/geo+json")


def _names(request: Request) -> Response:
    atlas = _atlas()
    found = _level_year(request, atlas, COUNTRY)
    if found is None:
        return _missing()
    return _answer(request, atlas, lambda: payloads.names(atlas, *found), "application/json")


def _tiles(request: Request) -> Response:
    atlas = _atlas()
    year = _year(request.path_params["year"])
    path = None if year is None else atlas.store.tiles(request.path_params["level"], year)
    if path is None or not path.exists():
        return _missing()
    headers = {"Cache-Control": _cache_control(request, atlas.version)}
    return FileResponse(path, media_type="application/vnd.pmtiles", headers=headers)


def _choice(request: Request, atlas: Atlas) -> Choice | None:
    asked = request.query_params
    year, level, gemeente = _year(asked.get("jaar", "")), asked.get("niveau", ""), asked.get("gebied", "")
    indicator, compare = asked.get("indicator", ""), asked.get("vergelijk", "")
    fits = asked.get("klassen", "") in set(Method) and compare in {"", "gemeente", "nederland"}
    if not fits or not (gemeente == COUNTRY or gemeente in atlas.gemeenten):
        return None
    known = atlas.years_of(indicator, level, gemeente) if indicator in indicators() else []
    if year is None or year not in known:
        return None
    return Choice(gemeente, level, indicator, year, Method(asked["klassen"]), compare)


def _classes(request: Request) -> Response:
    atlas = _atlas()
    choice = _choice(request, atlas)
    if choice is None:
        return _missing()
    return _answer(
        request, atlas, lambda: payloads.classes(atlas, choice), "application/octet-stream", choice
    )


def _values(request: Request) -> Response:
    atlas = _atlas()
    choice = _choice(request, atlas)
    if choice is None:
        return _missing()
    return _answer(request, atlas, lambda: payloads.values(atlas, choice), "application/json", choice)


def _places(request: Request) -> Response:
    atlas, gemeente = _atlas(), request.path_params["gemeente"]
    if gemeente not in atlas.gemeenten:
        return _missing()
    # The role is that of who asks, whatever the address says; only what everybody may see is kept on the way.
    found = guide(settings(), role_of(request))
    packed = _packed.get(
        f"{atlas.store.root}|{found.version}|{request.url.path}", lambda: payloads.spots(found, gemeente)
    )
    # It holds persons who agreed, until they don't: only their own browser may keep it, until tomorrow.
    known = request.query_params.get("v") == found.version
    caching = {"Cache-Control": _TODAY if known else "no-cache", "Vary": "Accept-Encoding"}
    return _sent(request, packed, "application/json", caching if found.role == Role.PUBLIC else PRIVATE)


def _options(request: Request) -> Response:
    same = options.url().endswith(f"?{request.url.query}")
    headers = {"Cache-Control": FOREVER if same else "no-cache"}
    return Response(options.script(), media_type="text/javascript", headers=headers)


def _health(_request: Request) -> Response:
    try:
        _atlas()
        open_database(settings()).revision()
    except (WijkkaartError, OSError) as error:
        # Addresses and folders are for the log: anybody may ask this.
        _log.warning("not healthy: %s", error)
        told = error.found if isinstance(error, WijkkaartError) else "De gegevensmap is niet te lezen."
        return JSONResponse({"status": "error", "version": __version__, "error": told}, status_code=503)
    return JSONResponse({"status": "ok", "version": __version__})


def _safely(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Says in the answer what can't be had, and what is wrong with the data directory."""

    def guarded(request: Request) -> Response:
        try:
            return answer(request)
        except UnknownArea:
            return _missing()
        except WijkkaartError as error:
            _log.warning("not answered: %s", error)
            return JSONResponse({"fout": error.found}, status_code=503)

    return guarded


def routes() -> list[Route | Mount]:
    """Everything that is served beside the pages."""
    return [
        Route("/health", _health),
        Route("/kaart/opties.js", _options),
        Route("/kaart/gebieden/{gemeente}/{level}-{year}.json", _safely(_outlines)),
        Route("/kaart/tegels/{level}-{year}.pmtiles", _safely(_tiles)),
        Route("/kaart/namen/{level}-{year}.json", _safely(_names)),
        Route("/kaart/klassen.bin", _safely(_classes)),
        Route("/kaart/waarden.json", _safely(_values)),
        Route("/kaart/plekken/{gemeente}.json", _safely(_places)),
        *api.routes(),
        Mount("/assets", Assets()),
    ]
