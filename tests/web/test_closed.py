"""Streamlit's own counters aren't for visitors."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from wijkkaart.web.closed import Closed
from wijkkaart.web.headers import HEADERS, SecurityHeaders


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A site on which everything answers."""
    every = Route("/{path:path}", lambda _: PlainTextResponse("open"), methods=["GET", "POST", "OPTIONS"])
    return TestClient(Starlette(routes=[every], middleware=[Middleware(SecurityHeaders), Middleware(Closed)]))


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metric%73", "/wijk/_stcore/metrics?families=x"],
)
def test_the_counters_are_not_there(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 404
    assert "open" not in answer.text
    assert {name.decode() for name in HEADERS} <= set(answer.headers)


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/metrics-x", "/metrics", "/"])
def test_everything_else_is(client: TestClient, path: str) -> None:
    assert client.get(path).text == "open"
