"""How large things are on paper."""

from collections.abc import Sequence

from wijkkaart.reports.document import Photo, Picture

SIZES = ("a4", "a3")
"""Of a page to hang on a wall."""
BEHIND = "Cijfers bij de grafieken"
"""The heading of the figures behind the charts, at the end of what's printed."""
PIXELS = 1.5
"""Pixels of a PNG for each of its SVG: 150 an inch, for programs that can't show the SVG beside it."""
_WIDTH = 170.0
"""Millimetres between the margins of an A4."""

_SHARP = 25.4 / 110
"""Millimetres that a pixel of a photo may be wide at most."""


def photo_width(photo: Photo, widest: float = 130.0, highest: float = 85.0) -> float:
    """How many millimetres wide a photo is: no larger than it's sharp, nor higher than a third of a page."""
    upright = highest * photo.width / max(photo.height, 1)
    return max(min(widest, photo.width * _SHARP, upright), 10.0)


def picture_width(picture: Picture, pixel: float, widest: float = 170.0) -> float:
    """How many millimetres wide a chart or map is, with pixels of this size: no higher than it need be."""
    # Two charts fit on a page, and of a map with numbers one with its list.
    highest = 150.0 if picture.data is None else 104.0
    upright = highest * picture.width / max(picture.height, 1.0)
    return max(min(widest, picture.width * pixel, upright), 10.0)


def column_widths(columns: Sequence[str]) -> list[float]:
    """Millimetres a column of a table, by its headings: numbers and years take little."""
    weights = [
        0.4 if name in {"Nr.", "Jaar"} else 1.6 if name in {"Cijfer", "Wat en waar"} else 1.0
        for name in columns
    ]
    return [_WIDTH * weight / sum(weights) for weight in weights]
