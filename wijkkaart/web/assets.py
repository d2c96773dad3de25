"""The scripts of our own that a browser loads."""

import json
import os
from os import PathLike

from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from wijkkaart.config import STATIC

FOREVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """The folder of scripts: a browser keeps for good what it asked for by the version that it has.

    Without this it asks again at every page, and the editor waits for the answer.
    """

    def __init__(self) -> None:
        super().__init__(directory=STATIC, check_dir=False)

    def file_response(
        self,
        full_path: "PathLike[str] | str",
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """As of any static file, with how long it may be kept."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        same = QueryParams(scope["query_string"]).get("v") == _version()
        answer.headers["Cache-Control"] = FOREVER if same else "no-cache"
        return answer


def _version() -> str:
    """The version of the scripts; `-`, which no address has, when they were never built."""
    try:
        return str(json.loads((STATIC / "build.json").read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return "-"
