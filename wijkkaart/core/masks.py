"""The values of things as masks over their numbers."""

from collections.abc import Iterable, Mapping
from typing import Self

import numpy as np


class Facet:
    """The values of one facet: a mask a value. Never changes."""

    def __init__(self, codes: dict[str, int] | None = None, masks: np.ndarray | None = None) -> None:
        self._codes = codes or {}
        self._masks = np.zeros((0, 0), bool) if masks is None else masks

    def updated(self, values: Mapping[int, Iterable[str]], size: int) -> Self:
        """The same with other values for some numbers, for `size` things."""
        codes, numbers = dict(self._codes), [*values]
        for each in values.values():
            for value in each:
                codes.setdefault(value, len(codes))
        new = np.zeros((len(codes), len(numbers)), bool)
        for column, each in enumerate(values.values()):
            new[[codes[value] for value in each], column] = True
        old = self._masks
        if old.shape == (len(codes), size) and np.array_equal(old[:, numbers], new):
            return self  # as after most saves
        masks = np.zeros((len(codes), size), bool)
        masks[: old.shape[0], : old.shape[1]] = old
        masks[:, numbers] = new
        return type(self)(codes, masks)

    def any_of(self, values: Iterable[str], size: int) -> np.ndarray:
        """What has one of the values."""
        rows = [self._codes[value] for value in values if value in self._codes]
        return np.asarray(self._masks[rows].any(axis=0)) if rows else np.zeros(size, bool)

    def counts(self, among: np.ndarray) -> dict[str, int]:
        """Value to how many have it; only values that something has."""
        numbers = np.count_nonzero(self._masks[:, among], axis=1) if among.any() else [0] * len(self._codes)
        return {value: int(numbers[row]) for value, row in self._codes.items() if numbers[row]}
