"""The colours of the categories: told apart by everyone, and visible on the map."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from wijkkaart import catalogue

Array = npt.NDArray[np.float64]

MINIMUM_DIFFERENCE = 10.0
"""CIEDE2000; about 2.3 is just visible side by side, markers stand apart."""
MINIMUM_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: for graphics."""
WHITE, GREY_MAP = "#ffffff", "#e8e8e8"

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def _linear(colour: str) -> Array:
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _contrast(one: str, other: str) -> float:
    low, high = sorted(float(_XYZ[1] @ _linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _lab(linear: Array) -> Array:
    xyz = _XYZ @ np.clip(linear, 0, 1) / _XYZ.sum(axis=1)
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _difference(one: Array, other: Array) -> float:
    """CIEDE2000 of two colours in Lab (Sharma, Wu and Dalal, 2005)."""
    mean = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = one[1] * stretch, other[1] * stretch
    c1, c2 = np.hypot(a1, one[2]), np.hypot(a2, other[2])
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, one[2]), (a2, other[2])))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (one[0] + other[0]) / 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    lightness = (other[0] - one[0]) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    saturation = (c2 - c1) / (1 + 0.045 * chroma)
    shade = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7))
    rotation *= np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    return float(np.sqrt(lightness**2 + saturation**2 + shade**2 + rotation * saturation * shade))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_colour_difference_is_that_of_the_published_examples(
    one: tuple[float, ...], other: tuple[float, ...], expected: float
) -> None:
    assert _difference(np.array(one), np.array(other)) == pytest.approx(expected, abs=1e-4)


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert _contrast("#000000", WHITE) == pytest.approx(21)


@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_groups_differ_enough_in_colour_for(sight: str) -> None:
    seen = {
        group.label: _lab(SIGHT[sight] @ _linear(group.colour))
        for group in catalogue.category_groups().values()
    }
    close = {
        (one, other): round(_difference(seen[one], seen[other]), 1)
        for one, other in combinations(seen, 2)
        if _difference(seen[one], seen[other]) < MINIMUM_DIFFERENCE
    }
    assert not close


@pytest.mark.parametrize("background", [WHITE, GREY_MAP])
def test_every_group_stands_out_on(background: str) -> None:
    faint = {
        group.label: round(_contrast(group.colour, background), 2)
        for group in catalogue.category_groups().values()
        if _contrast(group.colour, background) < MINIMUM_CONTRAST
    }
    assert not faint
