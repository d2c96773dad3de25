"""Who asks: the session's cookie, the routes that give and take it, and the role that every route goes by."""

from datetime import UTC, datetime

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from wijkkaart.config import settings
from wijkkaart.record import Role
from wijkkaart.register import sessions
from wijkkaart.register.database import open_database

COOKIE = "wijkkaart_sessie"
BEGIN, END = "/sessie", "/sessie/einde"
CODE = "X-Wijkkaart-Code"
"""Header with the code for which one gets one's cookie. A form of another site can't send a header."""
PRIVATE = {"Cache-Control": "private, no-store", "Vary": "Cookie"}
"""Headers of answers that aren't for everybody: nothing on the way may keep them."""


def role_of(request: Request) -> Role:
    """The role in force for who asks, "Bekijk als" included; `publiek` without a session.

    Raises RegisterError when there's a cookie, and the register can't tell whose it is.
    """
    token = request.cookies.get(COOKIE, "")
    if not token:
        return Role.PUBLIC
    found = sessions.session_of(open_database(settings()), token, datetime.now(UTC))
    return found.role if found else Role.PUBLIC


def same_origin(request: Request) -> bool:
    """Whether a request comes from a page of our own; browsers say so, and nothing else may change state."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    return from_own_page(request.headers)


def from_own_page(headers: Headers) -> bool:
    """Whether the page that asks, by its `Origin`, was had from the host that is asked."""
    return headers.get("origin", "").partition("://")[2] == headers.get("host", "-")


def _begin(request: Request) -> Response:
    """The cookie for a code that the sign-in page gave."""
    if not same_origin(request):
        return _refused()
    token = sessions.token_of(request.headers.get(CODE, ""), datetime.now(UTC))
    if token is None:
        return JSONResponse({"fout": "Deze code geldt niet (meer). Meld u opnieuw aan."}, 403, PRIVATE)
    answer = Response(status_code=204, headers=PRIVATE)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(settings().session_hours * 3600),
        httponly=True,
        samesite="strict",
        secure=_encrypted(request),
    )
    return answer


def _end(request: Request) -> Response:
    """End the session and take the cookie back."""
    if not same_origin(request):
        return _refused()
    token = request.cookies.get(COOKIE, "")
    if token:
        sessions.sign_out(open_database(settings()), token)
    answer = Response(status_code=204, headers=PRIVATE)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=_encrypted(request))
    return answer


def _refused() -> Response:
    return JSONResponse({"fout": "Dit kan alleen vanaf een pagina van wijkkaart zelf."}, 403, PRIVATE)


def _encrypted(request: Request) -> bool:
    """Whether the browser came by https: here, or at the proxy before this server."""
    proxy = request.headers.get("x-forwarded-proto", "").split(",")[0].strip()
    return "https" in (request.url.scheme, proxy)


def routes() -> list[Route]:
    """The routes of sessions; they only take POST."""
    return [Route(BEGIN, _begin, methods=["POST"]), Route(END, _end, methods=["POST"])]
