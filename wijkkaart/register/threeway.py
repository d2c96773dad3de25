"""Putting together what two people changed at once: field by field, never one over the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Merge:
    """What comes of one person's change of values that another may have changed too."""

    take: dict[str, Any]
    """Name to value, of what has to be written."""
    clashes: tuple[str, ...]
    """Names of what both changed, each into something else."""


def merged(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merge:
    """Merge `mine` into `theirs`; both began with `base`, and `mine` has only what may have been changed.

    What I left as it was stays as they have it; what they left as it was becomes mine; what we made
    equal is no change. Pure.
    """
    take, clashes = {}, []
    for name, value in mine.items():
        was, now = base.get(name), theirs.get(name)
        if value in (was, now):
            continue
        if now == was:
            take[name] = value
        else:
            clashes.append(name)
    return Merge(take, tuple(clashes))
