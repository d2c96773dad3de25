"""Finding the row of another figure of the same area: the whole that a share is of, and its part."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd


class Lookup:
    """Rows of observations by area, indicator and year; all of them at once."""

    def __init__(self, rows: pd.DataFrame) -> None:
        """`rows` have `code`, `indicator` and `year`; the last row of a key counts."""
        self._codes = pd.factorize(rows.code)[0].astype(np.int64)
        turn, names = pd.factorize(rows.indicator)
        self._number = {str(name): place for place, name in enumerate(names)}
        self._years = rows.year.to_numpy(dtype=np.int64)
        keys = self._key(turn.astype(np.int64), self._years)
        order = np.argsort(keys, kind="stable")
        self._keys, self._order = keys[order], order

    def _key(self, indicator: npt.NDArray[np.int64], year: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return (self._codes * (len(self._number) + 1) + indicator) * 10_000 + year

    def rows(self, turn: npt.NDArray[np.intp], names: Sequence[str], years: int) -> npt.NDArray[np.intp]:
        """For each row that of indicator `names[turn]` so many years later; -1 where there is none."""
        wanted = np.array([self._number.get(name, -1) for name in names], dtype=np.int64)[turn]
        if not len(self._keys):
            return np.full(len(turn), -1, dtype=np.intp)
        keys = self._key(wanted, self._years + years)
        place = np.searchsorted(self._keys, keys, side="right") - 1
        found = (wanted >= 0) & (place >= 0) & (self._keys[place] == keys)
        return np.where(found, self._order[place], -1)
