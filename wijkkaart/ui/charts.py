"""A chart on a page: the picture, its words for who can't see it, the table behind it, and its files."""

import re
from collections.abc import Callable
from html import escape
from typing import Any, Literal

import streamlit as st

from wijkkaart.charts import CHOICE, files
from wijkkaart.charts.chart import Chart
from wijkkaart.charts.table import as_text
from wijkkaart.ui.files import File, buttons

_STYLE = """<style>
[class*="st-key-grafiek-"] svg.marks { max-width: 100%; height: auto; }
/* What Streamlit would offer is below the picture already: there in Dutch, and with its sources. */
[class*="st-key-grafiek-"] [data-testid="stElementToolbar"] { display: none; }
.stApp .stHtml .wk-chart-head h3 { font-size: 1.07rem; font-weight: 650; padding: 0.4rem 0 0;
  margin: 0; line-height: 1.3; }
.wk-chart-sub { color: var(--wk-soft); }
.wk-figures-table { overflow-x: auto; max-height: 28rem; }
.wk-figures-table table { border-collapse: collapse; width: 100%; font-size: 0.93rem; }
.wk-figures-table th { text-align: left; font-weight: 600; position: sticky; top: 0;
  background: #fff; }
.wk-figures-table :is(th, td) { border-bottom: 1px solid var(--wk-line);
  padding: 0.25rem 0.6rem 0.25rem 0; vertical-align: top; }
.wk-figures-table .wk-number { text-align: right;
  font-variant-numeric: tabular-nums; white-space: nowrap; }
.wk-only-read { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
/* Panels keep their size on a phone, where they'd be too small to read, and move under the finger. */
@media (max-width: 640px) {
  [class*="st-key-vast-"] { overflow-x: auto; }
  [class*="st-key-vast-"] svg.marks { max-width: none !important; }
}
@media print { [class*="st-key-grafiek-"] .stPopover { display: none; } }
</style>"""


def draw(chart: Chart, key: str, on_select: Callable[[str], None] | None = None) -> None:
    """Show a chart; `key` is unique on the page, and gives the container the class `st-key-grafiek-KEY`.

    `on_select` gets the code of the area that is clicked in the picture, or chosen in the list below it,
    which does the same for who uses a keyboard. It's called before the page is drawn again.
    """
    with st.container(key=f"grafiek-{key}"):
        st.html(_STYLE + _head(chart))
        with st.container(key=f"{'rekbaar' if chart.stretch else 'vast'}-{key}"):
            _picture(chart, key, on_select)
        if chart.source_lines:
            st.html(f'<p class="wk-source">{"<br>".join(map(escape, chart.source_lines))}</p>')
        with st.container(horizontal=True):
            with st.expander("Cijfers als tabel"):
                if on_select and chart.areas:
                    _list(chart, key, on_select)
                st.html(as_html(chart))
            _downloads(chart, key)


def _picture(chart: Chart, key: str, on_select: Callable[[str], None] | None) -> None:
    width: Literal["stretch", "content"] = "stretch" if chart.stretch else "content"
    spec = _on_page(chart)
    if on_select is None or not chart.areas:
        spec.pop("params", None)
        st.vega_lite_chart(spec=spec, theme=None, width=width, key=key)
        return
    choose = on_select

    def clicked() -> None:
        found = st.session_state[key].selection.get(CHOICE) or []
        code = str(found[0].get("code", "")) if found else ""
        if code in chart.areas:
            choose(code)

    st.vega_lite_chart(spec=spec, theme=None, width=width, key=key, on_select=clicked, selection_mode=CHOICE)


def _head(chart: Chart) -> str:
    """The heading, and the words for who can't see the picture."""
    small = "".join(
        f'<p class="{kind}">{escape(text)}</p>'
        for kind, text in (("wk-chart-sub", chart.about.subtitle), ("wk-small", chart.note))
        if text
    )
    words = f'<p class="wk-only-read">{escape(chart.description)}</p>'
    return f'<div class="wk-chart-head"><h3>{escape(chart.about.title)}</h3>{small}{words}</div>'


def _on_page(chart: Chart) -> dict[str, Any]:
    """The spec without its heading: on the page that is text, which wraps and which a screen reader finds."""
    spec = {name: part for name, part in chart.spec.items() if name != "title"}
    # What stands above the axes had its room below the heading.
    spec["padding"] = {"left": 4, "right": 4, "bottom": 4, **spec.get("padding", {}), "top": 24}
    # The height is that of the rows, so only the width may give.
    return spec | {"autosize": {"type": "fit-x" if chart.stretch else "pad", "contains": "padding"}}


def _list(chart: Chart, key: str, on_select: Callable[[str], None]) -> None:
    """The areas of the chart to choose from with a keyboard."""
    name = f"{key}-gebied"

    def chosen() -> None:
        code = st.session_state[name]
        # Emptied, so that the same area can be chosen again.
        st.session_state[name] = None
        if code:
            on_select(code)

    st.selectbox(
        "Ga naar een gebied",
        [*chart.areas],
        index=None,
        placeholder="Kies een gebied",
        format_func=lambda code: chart.areas.get(code, code),
        key=name,
        on_change=chosen,
    )


def _downloads(chart: Chart, key: str) -> None:
    """Files of the chart; each is made when it's asked for."""
    name = file_name(chart)
    made: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        ("Plaatje (PNG)", "png", "image/png", lambda: files.png(chart)),
        ("Tekening (SVG)", "svg", "image/svg+xml", lambda: files.svg(chart).encode()),
        ("Cijfers (CSV)", "csv", "text/csv", lambda: files.table_csv(chart)),
    )
    with st.popover("Opslaan", icon=":material/download:"):
        buttons(
            [File(ending, label, None, f"{name}.{ending}", kind, make) for label, ending, kind, make in made],
            key,
        )


def file_name(chart: Chart) -> str:
    """`eenzaamheid-wijken-van-amersfoort-2020`: a name that every system takes."""
    text = f"{chart.about.title} {chart.about.subtitle}".casefold()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:80] or "grafiek"


def as_html(chart: Chart) -> str:
    """The table behind the chart, to be read by everyone."""
    text = as_text(chart.table)
    number = {name: not chart.table[name].map(lambda cell: isinstance(cell, str)).any() for name in text}
    mark = {name: ' class="wk-number"' if number[name] else "" for name in text}
    head = "".join(f"<th scope='col'{mark[name]}>{escape(str(name))}</th>" for name in text)
    rows = []
    for row in text.itertuples(index=False):
        first, *rest = zip(text.columns, row, strict=True)
        cells = "".join(f"<td{mark[name]}>{escape(cell)}</td>" for name, cell in rest)
        rows.append(f"<tr><th scope='row'>{escape(first[1])}</th>{cells}</tr>")
    title = escape(f"Tabel bij: {chart.about.title}")
    return (
        f'<div class="wk-figures-table" tabindex="0" role="region" aria-label="{title}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
