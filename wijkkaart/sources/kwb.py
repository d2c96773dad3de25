"""CBS Kerncijfers wijken en buurten: one table a year since 2013, some 120 figures per area.

The newest editions are mostly empty at first and are filled later, under the same id.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

from wijkkaart.sources.editions import Series

NAME = "kwb"
LABEL = "Kerncijfers wijken en buurten (CBS)"

TABLES = {
    **{2013: "82339NED", 2014: "82931NED", 2015: "83220NED", 2016: "83487NED", 2017: "83765NED"},
    **{2018: "84286NED", 2019: "84583NED", 2020: "84799NED", 2021: "85039NED", 2022: "85318NED"},
    **{2023: "85618NED", 2024: "85984NED", 2025: "86165NED"},
}

_SERIES = Series(NAME, "Kerncijfers wijken en buurten", "cbs-kwb", TABLES, unfinished=2)

pieces, probe = _SERIES.pieces, _SERIES.probe
