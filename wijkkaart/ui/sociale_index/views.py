"""The views of the social index: all areas, one area in its parts, how firmly it stands, small maps."""

import math
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.charts import About, Chart, Panel, maps
from wijkkaart.charts.firmness import Placed, firmness
from wijkkaart.charts.sides import Side, of_sides, sides
from wijkkaart.core.index.stability import DRAWS
from wijkkaart.index_definition import BANDS
from wijkkaart.present import dutch, figure_words
from wijkkaart.present.comparison import index_table, index_words
from wijkkaart.present.comparison.index import Made
from wijkkaart.ui import charts
from wijkkaart.ui.components import literal
from wijkkaart.ui.own_areas import own_sets
from wijkkaart.ui.sociale_index import choosing, downloads
from wijkkaart.ui.sociale_index.state import AREA, FIRM, HOW, MAPS, TABLE, VIEWS, Workbench, kept
from wijkkaart.ui.vergelijken.pictures import outlines
from wijkkaart.ui.vergelijken.table import component

_KEY = "si-tabel"


def show(atlas: Atlas, made: Made, asked: Workbench) -> None:
    """The chosen view."""
    st.html(f'<h2 class="wk-hidden">{VIEWS[asked.deel]}</h2>')
    draw = {TABLE: _table, AREA: _area, FIRM: _firm, MAPS: _maps, HOW: _how}
    draw[asked.deel](atlas, made, asked)


def choose(code: str) -> None:
    """Let an area stand out in all views, or not any more when it did."""
    if code:
        kept.change(keuze="" if kept.now().keuze == code else code)


def subtitle(made: Made) -> str:
    """Of which areas, and what 100 is."""
    many = "Wijken" if made.base.level == "wijk" else "Buurten"
    where, base = made.names[_gemeente(made)], made.names[made.base.area]
    return f"{many} van {where}; 100 is het gemiddelde van {base}, {made.base.year}"


def _gemeente(made: Made) -> str:
    return "GM" + made.scores.codes[0][2:6]


def _table(_: Atlas, made: Made, asked: Workbench) -> None:
    caption = f"Sociale index (indicatief). {subtitle(made)}"
    grid = index_table.table(made, chosen=asked.keuze, order=asked.volgorde, caption=caption)
    component()(
        key=_KEY, data=grid.data() | {"plain": True}, on_gekozen_change=_chosen, on_volgorde_change=_sorted
    )
    st.html(f'<p class="wk-source">{"<br>".join(map(escape, index_table.legend(made)))}</p>')
    downloads.menu(made)
    if asked.keuze:
        _words(made, asked.keuze)


def _chosen() -> None:
    choose(str(st.session_state[_KEY].get("gekozen") or ""))


def _sorted() -> None:
    order = str(st.session_state[_KEY].get("volgorde") or "")
    if order:
        kept.change(volgorde=order)


def _words(made: Made, code: str) -> None:
    with st.container(key="si-gezegd"):
        st.subheader(literal(made.names[code]))
        for line in index_words.verdict(made, code):
            st.write(literal(line))


def _area(_: Atlas, made: Made, asked: Workbench) -> None:
    code = _one(made, asked)
    st.container(key="si-een").selectbox(
        "Gebied",
        [*made.own, *made.scores.codes],
        format_func=made.label,
        **kept.widget("keuze", _picked),
    )
    _words(made, code)
    charts.draw(of_sides(made, code, downloads.sources(made)), "si-kanten")
    st.html(parts_table(made, code))
    drawn = _scores(made, code)
    if drawn is not None:
        charts.draw(drawn, "si-delen")


def _picked() -> None:
    kept.change(keuze=st.session_state["keuze"] or "")


def _one(made: Made, asked: Workbench) -> str:
    if asked.keuze:
        return asked.keuze
    there = made.scores.table[made.scores.table["index"].notna()].code
    kept.change(keuze=str(next(iter(there), made.scores.codes[0])))
    return kept.now().keuze


def parts_table(made: Made, code: str) -> str:
    """All figures of the index of one area, with what each counts for, as HTML."""
    rows = index_words.parts(made, code)
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows[0])
    body = "".join(f"<tr>{''.join(_cell(name, text) for name, text in row.items())}</tr>" for row in rows)
    title = escape(f"De delen van de index van {made.names[code]}")
    return (
        f'<div class="wk-parts" role="region" tabindex="0" aria-label="{title}"><table>'
        f'<caption class="wk-hidden">{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(name: str, text: str) -> str:
    tag = "th scope='row'" if name == "Cijfer" else "td"
    return f"<{tag}>{escape(text)}</{tag[:2]}>"


def _scores(made: Made, code: str) -> Chart | None:
    """The scores of the figures of one area, in the order of the sides; what's missing is in the table."""
    scores = made.parts(code).score
    found = [
        Side(row["Cijfer"], float(value), row["Score"], row["Kant"].lower())
        for row, value in zip(index_words.parts(made, code), scores, strict=True)
        if not math.isnan(value)
    ]
    title = f"Waar de index van {made.names[code]} uit bestaat"
    return sides(found, BANDS, About(title, subtitle(made), downloads.sources(made))) if found else None


def _firm(_: Atlas, made: Made, asked: Workbench) -> None:
    st.write(
        "Andere gewichten geven een andere index. Hier is hij"
        f" {dutch.number(DRAWS)} keer opnieuw gemaakt, met willekeurige gewichten. De band is waar hij bij"
        " negen van de tien wegingen ligt: hoe breder, hoe minder een verschil met een ander gebied zegt."
    )
    table = made.scores.table[made.scores.table["index"].notna()].sort_values("index")
    placed = [_placed(made, str(code)) for code in table.code]
    chosen = (asked.keuze,) if asked.keuze else ()
    about = About("Hoe stevig de index staat (indicatief)", subtitle(made), downloads.sources(made))
    charts.draw(firmness(placed, BANDS, about, chosen=chosen), "si-stevig", on_select=choose)
    _own_firm(made, chosen)
    if asked.keuze:
        _words(made, asked.keuze)
    low = made.firmness[made.firmness.bottom].sort_values("bottom_share", ascending=False)
    if len(low):
        st.subheader("De laagste vijf")
        for code in map(str, low.index):
            st.write(literal(figure_words.firmness(made.firm(code), made.names[code], DRAWS)))


def _own_firm(made: Made, chosen: tuple[str, ...]) -> None:
    """The own areas, in a picture of their own: they take no place among the others."""
    placed = [_placed(made, code) for code in made.own if code in made.firmness.index]
    if not placed:
        return
    about = About(
        "Hoe stevig de index van eigen gebieden staat (indicatief)", subtitle(made), downloads.sources(made)
    )
    charts.draw(firmness(placed, BANDS, about, chosen=chosen), "si-stevig-eigen", on_select=choose)
    st.caption(index_words.APART)


def _placed(made: Made, code: str) -> Placed:
    firm, row = made.firm(code), made.entry(code)
    band = figure_words.band(float(row["band"]))
    return Placed(code, made.label(code), float(row["index"]), firm["low"], firm["high"], band)


def _maps(atlas: Atlas, made: Made, asked: Workbench) -> None:
    table = made.scores.table
    sides = {"index": "Index (indicatief)"} | {
        each.id: each.label for each in made.scores.definition.dimensions
    }
    panels = [
        Panel(label, _cells(table, name), index_words.score_indicator(name, label))
        for name, label in sides.items()
    ]
    shapes = outlines(atlas, made.scores.codes)
    if not len(shapes):
        st.info("Van deze gebieden zijn er geen grenzen om op een kaartje te tekenen.")
        return
    about = About("De index en zijn kanten (indicatief)", subtitle(made), downloads.sources(made))
    own = own_sets(_gemeente(made)).get(asked.keuze)
    inside = own.parts if own else (asked.keuze,)
    chosen = [code for code in shapes.code if {code, f"WK{code[2:8]}"} & {*inside}]
    charts.draw(
        maps(panels, shapes, made.names, about, columns=3, chosen=chosen), "si-kaartjes", on_select=choose
    )
    if asked.keuze:
        _words(made, asked.keuze)


def _cells(table: pd.DataFrame, name: str) -> pd.DataFrame:
    cells = pd.DataFrame({"code": table.code, "value": table[name].round(0), "indicator": name})
    return cells.assign(status=cells.value.isna().map({True: "not measured", False: "ok"}))


def _how(atlas: Atlas, made: Made, asked: Workbench) -> None:
    st.write(literal(index_words.method(made)))
    st.write(literal(index_words.bands()))
    choosing.weights(atlas, made.scores.definition, dict(made.base.left_out), asked)


@cache
def _style() -> str:
    return f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"


def style() -> None:
    """The look of the page."""
    st.html(_style())


def nothing(made: Made) -> None:
    """Why no area has an index."""
    gone = [f"- {literal(label)}: {why}" for label, why in made.left_out().items()]
    st.info(
        "Met deze cijfers heeft geen enkel gebied een index: er zijn te weinig cijfers.\n\n" + "\n".join(gone)
    )
