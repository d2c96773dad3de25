"""CBS Nabijheid voorzieningen: distances and numbers within reach per area, one table a year.

Of the years that aren't listed here the catalogue knows the table, if there's one per buurt.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

from wijkkaart.sources.editions import Series

NAME = "nabijheid"
LABEL = "Nabijheid van voorzieningen (CBS)"

TABLES = {
    **{2017: "84334NED", 2020: "84953NED", 2021: "85231NED", 2022: "85560NED", 2023: "85830NED"},
    **{2024: "86134NED", 2025: "86270NED"},
}

_SERIES = Series(NAME, "Nabijheid voorzieningen", "cbs-nabijheid", TABLES, unfinished=1, word="buurtcijfers")

pieces, probe = _SERIES.pieces, _SERIES.probe
