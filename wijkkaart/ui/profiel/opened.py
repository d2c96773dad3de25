"""A figure opened in a dialog: its definition, source, formula, and all years."""

from collections.abc import Callable
from html import escape

import streamlit as st

from wijkkaart.catalogue import indicators
from wijkkaart.charts import files, profile
from wijkkaart.charts.chart import About, Chart
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.opened import Opened, opened
from wijkkaart.present.profile.paragraph import source_lines
from wijkkaart.ui import charts
from wijkkaart.ui.profiel import moving


def show(figures: Figures, name: str, on_close: Callable[[], None] = moving.close_figure) -> None:
    """The dialog of a figure; it's closed from within or by the visitor."""
    found = opened(figures, name)
    st.dialog(found.label, width="large", on_dismiss=on_close)(_inside)(figures, name, found)


def _inside(figures: Figures, name: str, found: Opened) -> None:
    st.html(f'<p class="wk-lead">{escape(found.explanation)}</p>')
    for line in found.said:
        st.html(f"<p>{escape(line)}</p>")
    count = indicators()[name].kind == "count"
    chart = profile.trend(found.label, name, beside=not count)(figures)
    if chart:
        charts.draw(chart, "cijfer-open")
    facts = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in found.facts
    )
    st.html(f'<dl class="wk-facts wk-definition">{facts}</dl>')
    about = About(found.label, figures.area.name, tuple(source_lines(figures, [name])))
    table = Chart({}, "", found.years, about)
    if chart is None:
        st.html(charts.as_html(table))
    st.download_button(
        "Alle jaren als CSV",
        files.table_csv(table),
        f"{charts.file_name(table)}.csv",
        "text/csv",
        key="cijfer-csv",
        icon=":material/download:",
        on_click="ignore",
    )
