"""What Streamlit answers that isn't for visitors, or not so often."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from wijkkaart.web.closed import Closed
from wijkkaart.web.headers import HEADERS, SecurityHeaders
from wijkkaart.web.rate import Rate

STREAM = "/_stcore/stream"


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("open")
    await socket.close()


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A site on which everything answers."""
    methods = ["GET", "POST", "PUT", "DELETE", "OPTIONS"]
    every = Route("/{path:path}", lambda _: PlainTextResponse("open"), methods=methods)
    routes = [WebSocketRoute("/{path:path}", _stream), every]
    closed = Middleware(Closed, uploads=Rate(per_second=0.1, burst=30, clock=lambda: 0.0))
    with TestClient(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders), closed])) as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
@pytest.mark.parametrize(
    "path",
    [
        *("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metric%73", "/wijk/_stcore/metrics?families=x"),
        *("/_stcore/script-health-check", "/auth/login", "/auth/logout/", "/oauth2callback?code=x"),
        *(
            "/_stcore/agent/interact",
            "/_stcore/agent/openapi.json",
            "/wijk/_stcore/agent/mcp/",
            "/_stcore/agent",
        ),
    ],
)
def test_what_is_not_ours_is_not_there(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 404
    assert "open" not in answer.text
    assert {name.decode() for name in HEADERS} <= set(answer.headers)


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/metrics-x", "/metrics", "/", "/_stcore/agents"]
)
def test_everything_else_is(client: TestClient, path: str) -> None:
    assert client.get(path).text == "open"


@pytest.mark.parametrize(
    "origin",
    [
        "http://elders.nl",
        "null",
        "http://localhost",
        "http://testserver.elders.nl",
        "http://[",
        "testserver",
        "",
    ],
)
def test_a_page_of_another_site_opens_no_socket(client: TestClient, origin: str) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect(STREAM, headers={"Origin": origin}),
    ):
        pass
    assert refused.value.code == 1008


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, {"Origin": "https://testserver"}, {}])
def test_a_page_of_our_own_does_and_so_does_a_program(client: TestClient, headers: dict[str, str]) -> None:
    with client.websocket_connect(STREAM, headers=headers) as socket:
        assert socket.receive_text() == "open"


def test_nobody_fills_the_memory_with_files(client: TestClient) -> None:
    codes = [client.put(f"/_stcore/upload_file/{number % 3}/{number}").status_code for number in range(40)]
    assert codes == [200] * 30 + [429] * 10
    # Taking one back, and everything else, goes on.
    assert client.delete("/_stcore/upload_file/0/0").status_code == client.get("/").status_code == 200
