"""Charts as Vega-Lite specs, each with its words and the table behind it; no Streamlit.

Every function gives a `Chart(spec, description, table, about, areas, stretch)`. `About(title, subtitle,
sources)` stands above and below it. `cells` are frames with `code indicator value status` and, where known,
`lower upper quality first last`: rows of `core.compare.table.Table.cells` or of
`core.compare.rounding.bounded`, of one year an indicator. `names` maps codes to names, of areas held against
as well. `chosen` are codes that stand out. `Beside(name, value)` is a figure that the others are held against.

    ranked.bars(cells, names, indicator, about, *, beside=None, chosen=())
    spine.spine(cells, code, names, indicators, about, *, beside={indicator id: value}, beside_name="")
    scatter.scatter(cells, names, across, up, about, *, chosen=())          two indicators
    lines.trends(found, names, about, *, chosen=())                         found: list of core.compare.series.Series
    lines.small_trends(found, names, about, *, columns=3, chosen=())        a panel a series
    pyramid.pyramid(groups, left, right, about, *, unit="%", decimals=0)    groups: list of Pair(label, left, right)
    stacked.stacked(cells, names, parts, about, *, ordered=False)           parts: {indicator id: label}, in order
    margins.margins(estimates, about, *, unit="%", decimals=0, beside_name="")
                               estimates: list of Estimate(label, value, low, high, beside=nan, status="", code="")
    boxes.boxes(cells, names, groups, indicator, about, *, chosen=(), beside=None)   groups: {code: name of its group}
    maps.maps(panels, areas, names, about, *, columns=3, chosen=())         panels: list of Panel(title, cells, indicator)
                               areas: GeoDataFrame with `code`, EPSG:28992
    files.png(chart), files.svg(chart), files.table_csv(chart)
    ui.charts.draw(chart, key, on_select=None)                              on_select(code)
"""

from wijkkaart.charts.chart import CHOICE, About, Beside, Chart
from wijkkaart.charts.ranked import bars

__all__ = ["CHOICE", "About", "Beside", "Chart", "bars"]
