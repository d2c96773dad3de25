"""Public holidays and school holidays: on which days what closes for them is closed.

Both come from the library `holidays`: the public ones of the Algemene termijnenwet, with Bevrijdingsdag
only once in five years, and the school holidays per region as the ministry lays them down. Those of
autumn and spring are advice that schools may depart from.
"""

from datetime import date
from functools import cache

from wijkkaart import catalogue

DEFAULT_REGION = "midden"
"""Where the region of a gemeente isn't known; whoever shows dates says so."""
FIRST_YEAR, LAST_YEAR = 2014, 2030
"""The years in which school holidays are known."""


def region_of(gemeente: str) -> tuple[str, bool]:
    """The region of a gemeente's school holidays, and whether that's known rather than assumed."""
    found = catalogue.school_regions().get(gemeente, "")
    return (found, True) if found else (DEFAULT_REGION, False)


def holiday(when: date) -> str:
    """The name of the public holiday on a day; "" for none."""
    return _public().get(when, "")


def school_holiday(when: date, region: str = "") -> str:
    """The name of the school holiday on a day in a region ("" for midden); "" for none or not known."""
    return _school(region or DEFAULT_REGION).get(when, "")


# All at once and plain: the library fills in a year when it's first asked for, while others may be asking.
# It's read here, as it brings all countries along: half a second and 40 MB that a report can do without.
@cache
def _public() -> dict[date, str]:
    import holidays

    return dict(holidays.country_holidays("NL", language="nl", years=range(1990, 2061)))


@cache
def _school(region: str) -> dict[date, str]:
    import holidays

    found = holidays.country_holidays(
        "NL",
        subdiv=region.capitalize(),
        language="nl",
        categories=(holidays.SCHOOL,),
        years=range(FIRST_YEAR, LAST_YEAR + 1),
    )
    return dict(found)
