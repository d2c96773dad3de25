"""What is going on at a moment, of many things at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

import numpy as np

NOW, TODAY, TOMORROW, WEEK = MOMENTS = ("nu", "vandaag", "morgen", "week")
_DAY = 24 * 60

Times = Callable[[], Sequence[tuple[int, int]]]
"""Gives the times at which a thing is on, see `core.schedules.weekly`."""


class Running:
    """The times of things by number. Never changes, but that they're only worked out when somebody asks.

    A report asks for none of them, and days off take the library of holidays half a second to tell.
    """

    def __init__(self) -> None:
        nothing: Mapping[int, Times] = {}
        # In one, so that whoever looks at the same time sees both before or both after.
        self._state = np.zeros((0, 3), int), nothing

    def updated(self, times: Mapping[int, Times], gone: Collection[int]) -> "Running":
        """The same with these times for some numbers, and without what's gone."""
        found, (table, waiting) = Running(), self._state
        out = {*times, *gone}
        if out:
            table = table[~np.isin(table[:, 0], [*out])]
            waiting = {**{number: each for number, each in waiting.items() if number not in out}, **times}
        found._state = table, waiting
        return found

    def at(self, moment: datetime, when: str, size: int) -> np.ndarray:
        """A mask of what is going on at a moment, at it or later that day or week, or the day after."""
        table = self._table()
        start, end = table[:, 1], table[:, 2]
        minute = moment.weekday() * _DAY + moment.hour * 60 + moment.minute
        midnight = (moment.weekday() + 1) * _DAY
        last = {TODAY: midnight, TOMORROW: midnight + _DAY, WEEK: 7 * _DAY}.get(when, minute + 1)
        if when == TOMORROW:
            minute = midnight
        # Of what nobody said when it ends, the beginning counts.
        running = (start < last) & ((minute < end) | ((start == end) & (minute <= start)))
        if when == NOW:
            running &= start < end
        found = np.zeros(size, bool)
        found[table[running, 0]] = True
        return found

    def _table(self) -> np.ndarray:
        """Number, start and end of every time."""
        table, waiting = self._state
        if waiting:
            rows = [(number, *span) for number, times in waiting.items() for span in times()]
            table = np.concatenate([table, np.array(rows, int).reshape(-1, 3)])
            self._state = table, {}
        return table
