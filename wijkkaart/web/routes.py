"""The routes beside the pages. Every answer is checked against what the data directory knows."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from wijkkaart import __version__
from wijkkaart.atlas import Atlas, current
from wijkkaart.catalogue import indicators
from wijkkaart.config import STATIC, settings
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice
from wijkkaart.errors import WijkkaartError
from wijkkaart.model import COUNTRY, Level
from wijkkaart.web import payloads

_FOREVER = "public, max-age=31536000, immutable"
_KEPT = 256


class _Packed:
    """Compressed answers, the ones asked for last; made once, however many ask at the same time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], bytes]) -> tuple[bytes, str]:
        """The gzipped body and its ETag."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        body = gzip.compress(make(), compresslevel=6, mtime=0)
        found = body, f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


_packed = _Packed()


def _answer(request: Request, atlas: Atlas, make: Callable[[], bytes], media: str) -> Response:
    """The body, compressed, with an ETag; unchanging for whoever asked for this very version."""
    body, etag = _packed.get(f"{atlas.store.root}|{atlas.version}|{request.url.path}?{request.url.query}", make)
    asked = request.query_params.get("v") == atlas.version
    headers = {"ETag": etag, "Cache-Control": _FOREVER if asked else "no-cache", "Vary": "Accept-Encoding"}
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
    level, year = request.path_params["level"], request.path_params["year"]
    return (level, year) if level in set(Level) and atlas.codes(level, year, gemeente) else None


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
    path = atlas.store.tiles(request.path_params["level"], request.path_params["year"])
    if path is None or not path.exists():
        return _missing()
    return FileResponse(path, media_type="application/vnd.pmtiles", headers={"Cache-Control": _FOREVER})


def _choice(request: Request, atlas: Atlas) -> Choice | None:
    asked = request.query_params
    year, level, gemeente = asked.get("jaar", ""), asked.get("niveau", ""), asked.get("gebied", "")
    known = asked.get("indicator") in indicators() and level in set(Level) and atlas.known(gemeente)
    fits = asked.get("klassen", "") in set(Method) and asked.get("vergelijk", "") in {"", "gemeente", "nederland"}
    if not (known and fits and year.isdecimal() and len(year) == 4):
        return None
    if not (gemeente == COUNTRY or gemeente.startswith("GM")):
        return None
    method = Method(asked["klassen"])
    return Choice(gemeente, level, asked["indicator"], int(year), method, asked.get("vergelijk", ""))


def _classes(request: Request) -> Response:
    atlas = _atlas()
    choice = _choice(request, atlas)
    if choice is None:
        return _missing()
    return _answer(request, atlas, lambda: payloads.classes(atlas, choice), "application/octet-stream")


def _values(request: Request) -> Response:
    atlas = _atlas()
    choice = _choice(request, atlas)
    if choice is None:
        return _missing()
    return _answer(request, atlas, lambda: payloads.values(atlas, choice), "application/json")


def _places(request: Request) -> Response:
    atlas, gemeente = _atlas(), request.path_params["gemeente"]
    if gemeente not in atlas.gemeenten:
        return _missing()
    return _answer(request, atlas, lambda: payloads.spots(atlas, gemeente), "application/json")


def _health(_request: Request) -> Response:
    try:
        _atlas()
    except (WijkkaartError, OSError) as error:
        return JSONResponse({"status": "error", "version": __version__, "error": str(error)}, status_code=503)
    return JSONResponse({"status": "ok", "version": __version__})


def routes() -> list[Route | Mount]:
    """Everything that is served beside the pages."""
    return [
        Route("/health", _health),
        Route("/kaart/gebieden/{gemeente}/{level}-{year:int}.json", _outlines),
        Route("/kaart/tegels/{level}-{year:int}.pmtiles", _tiles),
        Route("/kaart/namen/{level}-{year:int}.json", _names),
        Route("/kaart/klassen.bin", _classes),
        Route("/kaart/waarden.json", _values),
        Route("/kaart/plekken/{gemeente}.json", _places),
        Mount("/assets", StaticFiles(directory=STATIC, check_dir=False)),
    ]
