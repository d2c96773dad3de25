"""Which year of a figure to show: the newest that is well filled, not the newest there is.

`coverage` is what the store's says of one indicator on one level of one gemeente or of the country:
a row a year, with `year`, the number `n` of areas and how many are `filled`.
"""

import pandas as pd

WELL_FILLED = 0.6
"""A year must have a value in this part of the areas that have one in the best filled year.

The newest edition is mostly empty. Areas with few inhabitants are empty in every year: they don't count.
"""


def years_of(coverage: pd.DataFrame) -> list[int]:
    """Years in which at least one area has a value, newest first."""
    return sorted((year for year, _, filled in _counts(coverage) if filled), reverse=True)


def best_year(coverage: pd.DataFrame) -> int | None:
    """The newest year that is well filled."""
    shares = [(filled / n, year) for year, n, filled in _counts(coverage) if filled]
    enough = WELL_FILLED * max((share for share, _ in shares), default=0.0)
    return max((year for share, year in shares if share >= enough), default=None)


def _counts(coverage: pd.DataFrame) -> list[tuple[int, int, int]]:
    rows = (coverage.year.tolist(), coverage.n.tolist(), coverage.filled.tolist())
    return list(zip(*rows, strict=True))
