"""Pages of GeoJSON, as OGC API Features and WFS give them: checked, and as one table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from wijkkaart.errors import FetchError
from wijkkaart.sources.client import Reply

Feature = dict[str, Any]
"""A feature of GeoJSON: `properties`, `geometry`, and perhaps an `id`."""

CRS84 = "OGC:CRS84"
"""Longitude and latitude, in that order: the only coordinates of GeoJSON."""

EXPECTED = "Verwacht: alle gebieden of objecten, compleet."
LATER = "Probeer het later opnieuw."


@dataclass
class Pages:
    """The answer to one question, page by page."""

    replies: list[Reply] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    """Those of all pages, in order."""

    def add(self, reply: Reply) -> dict[str, Any]:
        """Take the next page, and give its content. Raises FetchError."""
        content = collection(reply)
        self.replies.append(reply)
        self.features += content["features"]
        return content


def collection(reply: Reply) -> dict[str, Any]:
    """The FeatureCollection in a reply.

    Raises FetchError when it's something else, when a feature isn't one, or when the number of
    features isn't the `numberReturned` that the page itself states.
    """
    content = reply.json()
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise FetchError(
            f"Het antwoord is geen lijst van objecten (GeoJSON): {reply.url}", EXPECTED, LATER, status=200
        )
    stated = content.get("numberReturned")
    if isinstance(stated, int) and stated != len(features):
        raise FetchError(
            f"Een pagina hoort {stated} objecten te hebben, maar heeft er {len(features)}: {reply.url}",
            EXPECTED,
            LATER,
            status=200,
        )
    return content


def features(replies: Iterable[Reply]) -> list[Feature]:
    """The features of pages that were checked before. Raises FetchError."""
    return [feature for reply in replies for feature in collection(reply)["features"]]


def properties(feature: Feature) -> dict[str, Any]:
    """The properties of a feature; GeoJSON may leave them out."""
    return feature.get("properties") or {}


def table(found: list[Feature]) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    """The properties as a table, and the outlines or points beside it (OGC:CRS84).

    Raises FetchError when a geometry can't be read.
    """
    try:
        shapes = [
            shapely.geometry.shape(each["geometry"]) if each.get("geometry") else None for each in found
        ]
    except (
        AttributeError,
        IndexError,
        KeyError,
        TypeError,
        ValueError,
        shapely.errors.ShapelyError,
    ) as error:
        raise FetchError(
            "Een omtrek in het antwoord is niet te lezen.", EXPECTED, LATER, status=200
        ) from error
    frame = pd.DataFrame([properties(each) for each in found])
    return frame, gpd.GeoSeries(shapes, index=frame.index, crs=CRS84)
