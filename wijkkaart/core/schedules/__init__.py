"""When something is: schedules by RFC 5545, in words, and by the week.

`rule` says what a schedule may hold; `ics` makes a calendar file, with a library that only few have use for.
"""

from wijkkaart.core.schedules.brief import short
from wijkkaart.core.schedules.free_days import holiday, region_of, school_holiday
from wijkkaart.core.schedules.now import at_moment, moment_of
from wijkkaart.core.schedules.occurring import (
    Occurrence,
    next_opening,
    occurrences,
    open_at,
    opening,
    weekly,
)
from wijkkaart.core.schedules.oddities import oddities
from wijkkaart.core.schedules.parse import parse
from wijkkaart.core.schedules.rule import EMPTY, InvalidSchedule, full, problems
from wijkkaart.core.schedules.week import DAYPARTS, Day, Slot, dayparts, days, first_in, parts_of, week
from wijkkaart.core.schedules.words import in_words

__all__ = [
    "DAYPARTS",
    "EMPTY",
    "Day",
    "InvalidSchedule",
    "Occurrence",
    "Slot",
    "at_moment",
    "dayparts",
    "days",
    "first_in",
    "full",
    "holiday",
    "in_words",
    "moment_of",
    "next_opening",
    "occurrences",
    "oddities",
    "open_at",
    "opening",
    "parse",
    "parts_of",
    "problems",
    "region_of",
    "school_holiday",
    "short",
    "week",
    "weekly",
]
