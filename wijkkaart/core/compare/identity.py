"""Which figures are of one and the same area, whatever its code was then."""

from bisect import bisect
from collections.abc import Hashable, Iterable, Mapping

import pandas as pd

from wijkkaart.core.joins import plain_name
from wijkkaart.core.links import Run, runs


class Identity:
    """Which rows are of one and the same area."""

    def __init__(self, code: str, history: pd.DataFrame | None, names: Mapping[int, str]) -> None:
        self.code = code
        self.names = {year: plain_name(name) for year, name in names.items()}
        self.steady = code.startswith("NL")
        every = [] if history is None or self.steady else runs(code, history)
        # What goes on under another code is another area that had this code once.
        self.runs = [run for run in every if run.codes[max(run.codes)] == code]
        self.others = [run for run in every if run not in self.runs]
        self.now: Hashable = len(self.runs) - 1
        """What a figure is of when it's of the area that has the code now."""

    def of(self, code: str, boundaries: int) -> Hashable | None:
        """What a figure with this code on the boundaries of this year is of; None when of something else."""
        if self.steady:
            return 0 if code == self.code else None
        for number, run in enumerate(self.runs):
            if self._at(run, boundaries) == code:
                return number if number == self.now or self._named(max(run.codes)) else None
        if any(self._at(run, boundaries) == code for run in self.others):
            return None
        # A year whose outlines aren't there: of itself it's known only what it's called.
        known = any(boundaries in run for run in self.runs)
        bare = code == self.code and not known and self._named(boundaries)
        return ("boundaries", boundaries) if bare else None

    def _named(self, year: int) -> bool:
        """Whether the code had the name in a year that it has now; by the outlines before that year."""
        before = [each for each in self.names if each <= year] or [*self.names]
        if not before:
            return True
        nearest = max(before) if max(before) <= year else min(before)
        return self.names[nearest] == self.names[max(self.names)]

    def _at(self, run: Run, year: int) -> str | None:
        """The code in a year of the run, also in one without outlines between two with the same code."""
        if year in run:
            return run.codes[year]
        have = [*run.codes]
        place = bisect(have, year)
        if 0 < place < len(have) and run.codes[have[place - 1]] == run.codes[have[place]]:
            return run.codes[have[place]]
        return None

    def code_in(self, boundaries: int) -> str | None:
        """The code that the area of now had on the boundaries of a year; None when that isn't known."""
        if self.steady:
            return self.code
        return self._at(self.runs[-1], boundaries) if self.runs else None


def as_now(rows: pd.DataFrame, codes: Iterable[str], history: pd.DataFrame) -> pd.DataFrame:
    """The figures of areas as they are now, under the codes they have now, whatever they were called.

    `rows` have `code` and `boundaries`; what is of another area, or of boundaries that aren't known to be
    the same, is left out. All that's left is of one division, that of the newest boundaries.
    """
    newest = int(rows.boundaries.max()) if len(rows) else 0
    years = [int(year) for year in rows.boundaries.unique()]
    pairs = []
    for code in dict.fromkeys(codes):
        who = Identity(code, history, {})
        for year in years:
            then = who.code_in(year) or (code if year == newest else None)
            if then:
                pairs.append((then, year, code))
    table = pd.DataFrame(pairs, columns=["code", "boundaries", "code_now"]).astype({"boundaries": "int64"})
    found = rows.merge(table.astype({"code": rows.code.dtype}), on=["code", "boundaries"])
    return found.assign(code=found.code_now, boundaries=newest).drop(columns="code_now")
