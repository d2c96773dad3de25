"""How long a browser keeps the scripts."""

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from wijkkaart.maps import kaart
from wijkkaart.web import assets
from wijkkaart.web.assets import FOREVER, Assets


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A folder with one script, of version 1."""
    for module in (assets, kaart):
        monkeypatch.setattr(module, "STATIC", tmp_path)
    (tmp_path / "editor.js").write_text("export const mount = 1;")
    built(tmp_path, "1")
    return TestClient(Starlette(routes=[Mount("/assets", Assets())]))


def built(folder: Path, version: str) -> None:
    (folder / "build.json").write_text(json.dumps({"version": version}))


def test_the_script_of_a_page_is_kept_for_good_until_it_changes(client: TestClient, tmp_path: Path) -> None:
    url = kaart.script_url.__wrapped__("editor.js")  # not the one that was asked for before
    answer = client.get(url)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, FOREVER)
    assert "mount" in answer.text
    known = client.get(url, headers={"If-None-Match": answer.headers["etag"]})
    assert (known.status_code, known.headers["cache-control"]) == (304, FOREVER)
    built(tmp_path, "2")
    assert client.get(url).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/assets/editor.js", "/assets/editor.js?v=", "/assets/editor.js?v=0"])
def test_any_other_address_is_asked_for_again(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("written", [None, "", "[]", "{}"])
def test_without_a_version_nothing_is_kept_for_good(
    client: TestClient, tmp_path: Path, written: str | None
) -> None:
    (tmp_path / "build.json").unlink() if written is None else (tmp_path / "build.json").write_text(written)
    assert client.get("/assets/editor.js?v=1").headers["cache-control"] == "no-cache"
