"""Colours of the map: told apart by colour-blind people, and in grey.

Both scales are those of Cynthia Brewer's ColorBrewer (YlGnBu and PuOr), which are made for it.
"""

SEQUENTIAL = {
    1: ("#41b6c4",),
    2: ("#a1dab4", "#2c7fb8"),
    3: ("#a1dab4", "#41b6c4", "#225ea8"),
    4: ("#ffffcc", "#a1dab4", "#41b6c4", "#225ea8"),
    5: ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"),
}
"""Light to dark: low to high, for each number of classes."""

DIVERGING = ("#b35806", "#f1a340", "#f7f7f7", "#998ec3", "#542788")
"""Clearly lower than the value compared with, to clearly higher."""

NO_DATA = "#d9d9d9"
"""Drawn with hatching, so that it isn't told by colour alone."""
