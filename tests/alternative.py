"""The same answers a second time, slow and plain: loops over lists, to hold the real code against."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise


def class_of(value: float, limits: Sequence[float]) -> int:
    """The first class whose highest value isn't below the value."""
    for place, limit in enumerate(limits):
        if value <= limit:
            return place
    raise AssertionError(f"{value} lies above every limit of {limits}")


def quantile_limits(values: Sequence[float], k: int) -> list[float]:
    """The values at one k-th, two k-ths, ... of a sorted list."""
    ordered = sorted(values)
    return sorted({ordered[math.ceil(len(ordered) * part / k) - 1] for part in range(1, k + 1)})


def spread_within(values: Sequence[float], limits: Sequence[float]) -> float:
    """Sum of the squares of the distances to the mean of one's own class."""
    total = 0.0
    for below, limit in pairwise([-math.inf, *limits]):
        mine = [value for value in values if below < value <= limit]
        if mine:
            mean = sum(mine) / len(mine)
            total += sum((value - mean) ** 2 for value in mine)
    return total


def least_spread(values: Sequence[float], k: int) -> float:
    """The smallest `spread_within` that any k limits give."""
    distinct = sorted(set(values))
    choices = combinations(distinct[:-1], k - 1)
    return min(spread_within(values, [*inner, distinct[-1]]) for inner in choices)


def best_year(filled: dict[int, tuple[int, int]]) -> int | None:
    """Of years with (number of areas, areas with a value): the newest with 60% of what the fullest has."""
    fullest = 0.0
    for areas, there in filled.values():
        if there and there / areas > fullest:
            fullest = there / areas
    best: int | None = None
    for year in sorted(filled):
        areas, there = filled[year]
        if there and there / areas >= 0.6 * fullest:
            best = year
    return best


def boundary_year(years: Iterable[int], wanted: int) -> int | None:
    """The wanted year or the first after it, else the last before it."""
    found: int | None = None
    for year in sorted(years):
        if found is None or found < wanted:
            found = year
    return found


def plain(text: str) -> str:
    """Lower case letters and digits without accents, other signs as single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if ord(c) < 128)
    return "".join(c.lower() if c.isalnum() else " " for c in bare).strip()


def dutch(value: float, decimals: int) -> str:
    """A number in Dutch notation, digit by digit."""
    whole, _, rest = f"{abs(value):.{decimals}f}".partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        whole, groups = whole[:-3], [whole[-3:], *groups]
    text = ".".join([whole, *groups]) + ("," + rest if rest else "")
    return ("\N{MINUS SIGN}" if value < 0 and set(text) & set("123456789") else "") + text
