"""What Streamlit answers to anybody, and wijkkaart to nobody."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_CLOSED = ("/_stcore/metrics",)
"""How much memory and how many sessions there are: nobody's business, and dear to count."""


class Closed:
    """ASGI middleware for which the paths of _CLOSED aren't there, wherever the app is mounted."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say that there's nothing."""
        closed = scope["type"] == "http" and scope["path"].rstrip("/").endswith(_CLOSED)
        answer = JSONResponse({"fout": "Dit is er niet."}, status_code=404) if closed else self.app
        await answer(scope, receive, send)
