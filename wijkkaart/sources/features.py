"""OGC API Features: a collection, from its first page to its last.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from wijkkaart.errors import FetchError
from wijkkaart.sources.client import DAY, Client
from wijkkaart.sources.geojson import EXPECTED, LATER, Pages

PAGE = 1000
"""Features a page; PDOK gives 10 when nothing is asked."""


def items(
    client: Client,
    base: str,
    collection: str,
    params: Mapping[str, str] | None = None,
    *,
    most: int = 10,
    fresh: timedelta = DAY,
) -> Pages:
    """All features of `collection` (path up to its id) that meet `params`, in CRS84.

    `params` are filters on properties (`gemeentecode=GM0307`) and `bbox`. A server may leave a filter
    aside, so the caller looks at what came. Raises FetchError: also when there are more than `most`
    pages, when pages go round in a circle, or when fewer came than the server says there are.
    """
    path = f"{collection}/items"
    asked = {"f": "json", "limit": str(PAGE), **(params or {})}
    pages, seen = Pages(), []
    while True:
        page = pages.add(client.get(base, path, asked, fresh=fresh))
        seen.append(asked)
        link = _next(page)
        if not link:
            break
        # The cursor is the server's own business. Only the question is taken of the link: its host
        # may be one that only the server knows.
        asked = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))
        if asked in seen:
            raise _broken(f"De pagina's verwijzen in een kring naar elkaar: {pages.replies[0].url}")
        if len(seen) == most:
            raise _broken(
                f"Er komen meer dan {len(pages.features)} objecten; het filter lijkt niet te werken: "
                f"{pages.replies[0].url}"
            )
    matched = page.get("numberMatched")
    if isinstance(matched, int) and matched != len(pages.features):
        raise _broken(
            f"Er horen {matched} objecten te zijn, maar er kwamen er {len(pages.features)}: "
            f"{pages.replies[0].url}"
        )
    return pages


def collections(client: Client, base: str, api: str) -> list[str]:
    """The ids of the collections of an API. Raises FetchError."""
    reply = client.get(base, f"{api}/collections", {"f": "json"})
    content = reply.json()
    listed = content.get("collections") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        raise _broken(f"Het antwoord is geen lijst van verzamelingen: {reply.url}")
    return [str(each["id"]) for each in listed if isinstance(each, dict) and "id" in each]


def _next(page: Mapping[str, Any]) -> str:
    links = [link for link in page.get("links") or [] if isinstance(link, dict)]
    return next((str(link.get("href", "")) for link in links if link.get("rel") == "next"), "")


def _broken(found: str) -> FetchError:
    return FetchError(found, EXPECTED, LATER, status=200)
