"""Charts as Vega-Lite specs, each with its words and the table behind it; no Streamlit.

Every function gives a `Chart(spec, description, table, about, areas, stretch)`. `About(title, subtitle,
sources)` stands above and below it. `cells` are frames with `code indicator value status` and, where
known, `lower upper quality first last`: rows of `core.compare.table.Table.cells` or of
`core.compare.rounding.bounded`, one year an indicator. `names` maps codes to names. `chosen` are codes
that stand out. `Beside(name, value)` is a figure that the others are held against.

    bars(cells, names, indicator, about, *, beside=None, chosen=())
    spine(cells, code, names, indicators, about, *, beside={indicator id: value}, beside_name="")
    scatter(cells, names, across, up, about, *, chosen=())
    trends(found, names, about, *, chosen=())                   found: Series of core.compare.series
    small_trends(found, names, about, *, columns=3, chosen=())
    pyramid(pairs, left, right, about, *, unit="%", decimals=0)
    stacked(cells, names, parts, about, *, ordered=False)       parts: indicator id to label, in order
    margins(estimates, about, *, unit="%", decimals=0, beside_name="")
    boxes(cells, names, groups, indicator, about, *, chosen=(), beside=None)  groups: code to group
    maps(panels, areas, names, about, *, columns=3, chosen=())  areas: `code` and geometry, EPSG:28992

Every channel is given as an object (`alt.Text("text:N")`): of a plain string altair looks up the class by a
hash of its whole schema, which took half of the time that a chart takes.

`charts.files` makes PNG, SVG and CSV of a chart; `ui.charts.draw` shows one on a page.
"""

from wijkkaart.charts.boxes import boxes
from wijkkaart.charts.chart import CHOICE, About, Beside, Chart
from wijkkaart.charts.lines import small_trends, trends
from wijkkaart.charts.maps import Panel, maps
from wijkkaart.charts.margins import Estimate, margins
from wijkkaart.charts.pyramid import Pair, pyramid
from wijkkaart.charts.ranked import bars
from wijkkaart.charts.scatter import scatter
from wijkkaart.charts.spine import spine
from wijkkaart.charts.stacked import stacked

__all__ = [
    "CHOICE",
    "About",
    "Beside",
    "Chart",
    "Estimate",
    "Pair",
    "Panel",
    "bars",
    "boxes",
    "maps",
    "margins",
    "pyramid",
    "scatter",
    "small_trends",
    "spine",
    "stacked",
    "trends",
]
