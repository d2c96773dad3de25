"""What Streamlit answers to anybody, and wijkkaart to nobody, or not so often."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from wijkkaart.web.rate import Rate
from wijkkaart.web.session import from_own_page

_CLOSED = (
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
)
"""How much memory and how many sessions there are is nobody's business, and dear to count; who signs in does
so by our own page."""
_CLOSED_BELOW = "/_stcore/agent/"
"""Driving the pages by a program: `/api/v1/` is for those."""
_UPLOADS = "/_stcore/upload_file/"
_REFUSED = 1008
"""Code with which a WebSocket is closed that isn't wanted; before it's open, it's answered by 403."""
_MISSING = JSONResponse({"fout": "Dit is er niet."}, status_code=404)
_TOO_MANY = JSONResponse({"fout": "U stuurt te veel bestanden. Wacht een minuut."}, status_code=429)


class Closed:
    """ASGI middleware that keeps shut what of Streamlit isn't ours, wherever the app is mounted.

    A WebSocket from a page of another site is refused before Streamlit sees it: to find out whether it may
    be let in, Streamlit asks a third party for our address, and everybody waits as long as that takes. Files
    are kept in memory until a page is left, so each address may send so many and no more.
    """

    def __init__(self, app: ASGIApp, uploads: Rate | None = None) -> None:
        self.app = app
        self._uploads = uploads or Rate(per_second=0.1, burst=30)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say that there's nothing."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            if "origin" in headers and not from_own_page(headers):
                await send({"type": "websocket.close", "code": _REFUSED})
                return
        answer = self._answer(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)

    def _answer(self, scope: Scope) -> ASGIApp | None:
        """What is said instead of passing it on; None for what may pass."""
        path = scope["path"].rstrip("/")
        if path.endswith(_CLOSED) or _CLOSED_BELOW in f"{path}/":
            return _MISSING
        sends = _UPLOADS in path and scope["method"] == "PUT"
        client = (scope.get("client") or ("",))[0]
        return _TOO_MANY if sends and self._uploads.wait(client) else None
