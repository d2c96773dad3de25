"""The routes of the open data API: GET only, for everybody, whatever cookie comes along."""

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wijkkaart.config import settings
from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide, guide
from wijkkaart.record import Role
from wijkkaart.web import asked, open_data, openapi
from wijkkaart.web.asked import WrongQuestion
from wijkkaart.web.open_data import ROOT
from wijkkaart.web.rate import Rate

_LONGEST_QUERY = 2_000
_WORTH_PACKING = 600
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, X-Total-Count",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_JSON = "application/json"
_rate = Rate(per_second=10, burst=120)

Body = tuple[bytes, str, dict[str, str]]
"""What's answered: the body, its media type, and headers of its own."""


class _Missing(Exception):
    """What is asked isn't there for everybody to see."""


def _public() -> Guide:
    """What everybody may see. No request is looked at: no cookie can open more."""
    return guide(settings(), Role.PUBLIC)


def _route(make: Callable[[Request, Guide], Body]) -> Callable[[Request], Response]:
    """A route that asks `make` for the body, unless the caller has it already."""

    def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**_HEADERS, **_PREFLIGHT})
        wait = _rate.wait(request.client.host if request.client else "")
        if wait:
            seconds = str(int(wait) + 1)
            return _failed(429, "too_many_requests", f"U vraagt te snel. Wacht {seconds} seconden.", seconds)
        if len(request.url.query) > _LONGEST_QUERY:
            return _failed(400, "bad_request", "Deze vraag is te lang.")
        try:
            shown = _public()
            etag = _etag(request, shown.version)
            headers = {**_HEADERS, "ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
            if etag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers=headers)
            body, media, more = make(request, shown)
        except WrongQuestion as error:
            return _failed(400, "bad_request", str(error))
        except _Missing:
            return _failed(404, "not_found", "Dit is er niet.")
        except WijkkaartError:
            # What's wrong inside is for the people here to see, not for the world.
            return _failed(
                503, "unavailable", "De gegevens zijn nu niet te lezen. Probeer het later opnieuw."
            )
        headers |= more
        if len(body) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
            body = gzip.compress(body, compresslevel=5, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return Response(body, media_type=media, headers=headers)

    return answer


def _etag(request: Request, version: str) -> str:
    """Weak, as compressed or not is the same: it goes by what is asked, the data and the day."""
    said = "\0".join([version, date.today().isoformat(), request.url.path, request.url.query])
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:20]}"'


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _failed(status: int, error: str, told: str, wait: str = "") -> Response:
    headers = {**_HEADERS, "Cache-Control": "no-store"} | ({"Retry-After": wait} if wait else {})
    return Response(_json({"error": error, "fout": told}), status, headers, _JSON)


def _params(request: Request) -> dict[str, str]:
    return dict(request.query_params.items())


def _about(_request: Request, _guide: Guide) -> Body:
    return _json(open_data.about()), _JSON, {}


def _openapi(_request: Request, _guide: Guide) -> Body:
    return _json(openapi.document()), _JSON, {}


def _page(request: Request, shown: Guide) -> Body:
    name = request.path_params["name"]
    if name not in open_data.KINDS:
        raise _Missing
    question = asked.read(_params(request), open_data.PAGED)
    found = open_data.page(shown, name, question, date.today())
    more = {"X-Total-Count": str(found["total_items"])}
    links = _links(request, question.page, found["total_pages"])
    return _json(found), _JSON, more | ({"Link": links} if links else {})


def _links(request: Request, page: int, pages: int) -> str:
    """The other pages, as RFC 8288 writes them; addresses without a host work behind any proxy."""
    wanted = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    found = []
    for word, number in wanted.items():
        if 1 <= number <= pages and number != page:
            query = urlencode(_params(request) | {"page": str(number)})
            found.append(f'<{request.url.path}?{query}>; rel="{word}"')
    return ", ".join(found)


def _one(request: Request, shown: Guide) -> Body:
    name = request.path_params["name"]
    found = None
    if name in open_data.KINDS:
        asked.read(_params(request), ())
        found = open_data.one(shown, name, request.path_params["id"], date.today())
    if found is None:
        raise _Missing
    return _json(found), _JSON, {}


def _located(request: Request, shown: Guide) -> asked.Asked:
    question = asked.read(_params(request), open_data.MAPPED)
    if not question.gemeente:
        raise WrongQuestion("Noem een gemeente, bijvoorbeeld ?gemeente=GM0307.")
    if question.gemeente not in shown.atlas.gemeenten:
        raise _Missing
    return question


def _places(request: Request, shown: Guide) -> Body:
    question = _located(request, shown)
    body = _kept(shown, "places", question, open_data.places)
    return body, "application/geo+json", {}


def _offers(request: Request, shown: Guide) -> Body:
    question = _located(request, shown)
    named = {"Content-Disposition": f'inline; filename="aanbod-{question.gemeente}.ics"'}
    return _kept(shown, "offers", question, open_data.offers), "text/calendar; charset=utf-8", named


def _kept(
    shown: Guide, what: str, question: asked.Asked, make: Callable[[Guide, asked.Asked, date], bytes]
) -> bytes:
    """A file; that of a whole gemeente, which may take seconds, is made once until something changes."""
    today = date.today()
    if question != asked.Asked(gemeente=question.gemeente):
        return make(shown, question, today)
    return shown.remember(("api", what, question, today), lambda: make(shown, question, today))


def _nowhere(_request: Request, _guide: Guide) -> Body:
    raise _Missing


def routes() -> list[Route]:
    """The routes, under ROOT."""
    made = {
        f"{ROOT}/": _about,
        ROOT: _about,
        f"{ROOT}/openapi.json": _openapi,
        f"{ROOT}/places.geojson": _places,
        f"{ROOT}/offers.ics": _offers,
        f"{ROOT}/{{name}}": _page,
        f"{ROOT}/{{name}}/{{id}}": _one,
        f"{ROOT}/{{rest:path}}": _nowhere,
    }
    return [Route(path, _route(make), methods=["GET", "OPTIONS"]) for path, make in made.items()]
