"""What stands beside and under the map: the same content in words."""

from dataclasses import replace
from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.core.figure import Figure
from wijkkaart.core.filters import PlaceFilter, matches
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, Level, level_of
from wijkkaart.present import areas, dutch, figures, own_card, places
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.ui import components, session
from wijkkaart.ui.controls import clear_filters
from wijkkaart.ui.records.around import around
from wijkkaart.ui.sociale_kaart import detail
from wijkkaart.ui.state import FRESHNESS, View

_PAGE = 40
_SHOWN = "_shown"
_LIST = "lijst"
PLACES, AREAS = "Plekken", "Gebieden"


def phone_switch() -> None:
    """Map or list, on screens too narrow for both."""
    shown = st.segmented_control(
        "Beeld",
        ["Kaart", "Lijst"],
        key="beeld",
        default="Kaart",
        label_visibility="collapsed",
        required=True,
        width="stretch",
    )
    st.html(f'<span class="wk-toont-{str(shown).lower()}"></span>')


def show(
    atlas: Atlas,
    guide: Guide,
    view: View,
    figure: Figure | None,
    table: pd.DataFrame | None,
    chosen: np.ndarray | None,
) -> None:
    """The detail that was asked for, and the list of places or of areas."""
    opened = _opened(view, table)
    if opened is not None:
        _place(guide, view, opened)
    elif view.own:
        _own_area(atlas, view.own, figure)
    elif view.selected:
        _area(atlas, view, figure)
    if table is None or chosen is None:
        _areas(view, figure)
        return
    tab = st.segmented_control(
        "Lijst", [PLACES, AREAS], key=_LIST, default=PLACES, label_visibility="collapsed", required=True
    )
    if tab == PLACES:
        _places(guide, view, table, chosen)
    else:
        _areas(view, figure)


def _more(fresh: str) -> int:
    """How many rows of this list are shown; another list starts again."""
    kept = st.session_state.get(_SHOWN)
    if not kept or kept[0] != fresh:
        kept = st.session_state[_SHOWN] = (fresh, _PAGE)
    return int(kept[1])


def _show_more() -> None:
    fresh, shown = st.session_state[_SHOWN]
    st.session_state[_SHOWN] = (fresh, shown + 4 * _PAGE)


def _opened(view: View, table: pd.DataFrame | None) -> pd.Series | None:
    """The place whose detail is asked for, if it's there."""
    if not view.plek or table is None:
        return None
    # A link to an offer is one to its record, which may be at more places.
    found = table[(table.id == view.plek) | (table.record == view.plek)]
    return found.iloc[0] if len(found) else None


def _places(guide: Guide, view: View, table: pd.DataFrame, chosen: np.ndarray) -> None:
    rows = guide.remember(("rows", view.gemeente), lambda: places.rows(table))
    there = guide.remember(("there", view.gemeente), lambda: table.lat.notna().to_numpy())
    inside = guide.remember(
        ("inside", view.gebied, view.parts),
        lambda: int(matches(table, PlaceFilter(area=view.gebied, parts=view.parts), {}).sum()),
    )
    found = np.flatnonzero(chosen)
    nowhere = int((chosen & ~there).sum())
    line = f"<strong>{dutch.number(len(found))}</strong> van {dutch.count(inside, 'plek', 'plekken')}"
    if nowhere:
        line += f", waarvan {dutch.number(nowhere)} {places.NO_LOCATION}"
    st.html(f'<p class="wk-tally" role="status">{line}</p>')
    if not len(found):
        _no_places(inside)
        return
    fresh = repr(replace(view, plek="", indicator="", jaar=""))
    shown = _more(fresh)
    with st.container(key="plekken-lijst"):
        components.listing(
            [rows[row] for row in found[:shown]],
            key="lijst_plekken",
            label="Plekken",
            chosen=view.plek,
            fresh=fresh,
            more=f"Toon meer ({dutch.number(len(found) - shown)})" if len(found) > shown else "",
            on_choose=lambda name: session.change(plek=name),
            on_more=_show_more,
        )


def _no_places(inside: int) -> None:
    if inside:
        st.info("Geen plek voldoet aan deze filters. Wis een filter of zoek op een ander woord.")
        st.button("Alle filters wissen", key="wis", on_click=clear_filters)
    else:
        st.info(
            "Hier zijn nog geen plekken bekend. Op de pagina Ophalen haalt u ze op, "
            "op de pagina Bronnen staat hoe u zelf een bestand laadt."
        )


def _areas(view: View, figure: Figure | None) -> None:
    if figure is None:
        st.info("Van dit gebied zijn er nog geen cijfers. Op de pagina Ophalen haalt u ze op.")
        return
    count = int((~figure.hidden).sum())
    names = figures.LEVEL_NAMES[Level(figure.choice.level)]
    st.html(
        f'<p class="wk-tally" role="status"><strong>{escape(figures.title(figure))}</strong>, '
        f"{dutch.count(count, *names)}</p>"
    )
    fresh = f"{view.gemeente} {view.niveau} {figures.title(figure)}"
    shown = _more(fresh)
    with st.container(key="gebieden-lijst"):
        components.listing(
            figures.ranked(figure, shown),
            key="lijst_gebieden",
            label=figures.title(figure),
            chosen=view.selected or "",
            fresh=fresh,
            more=f"Toon meer ({dutch.number(count - shown)})" if count > shown else "",
            on_choose=session.go_to,
            on_more=_show_more,
        )


def _place(guide: Guide, view: View, row: pd.Series) -> None:
    with st.container(key="plek-detail", border=True):
        with st.container(horizontal=True, wrap=False, key="plek-kop"):
            st.html(
                f'<h2 class="wk-detail">{escape(row["name"])}</h2>'
                f'<p class="wk-small">{escape(places.category(row.category).label)}</p>'
            )
            st.button(
                "Sluit",
                key="sluit_plek",
                icon=":material/close:",
                type="tertiary",
                on_click=session.change,
                kwargs={"plek": ""},
            )
        record = detail.opened_record(guide, view.gemeente, row["record"] or row["id"])
        if record is not None:
            detail.reach(record, guide, around(guide, view.gemeente))
        components.facts(places.facts(row))
        st.page_link(
            "record_page.py",
            label="Alles hierover",
            icon=":material/open_in_full:",
            query_params={"id": row["record"] or row["id"]},
        )


def _area(atlas: Atlas, view: View, figure: Figure | None) -> None:
    """The area that was picked, with its figure and a few others."""
    with st.container(key="gebied-detail", border=True):
        st.html(
            f'<h2 class="wk-detail">{escape(atlas.name(view.gebied))}</h2>'
            f'<p class="wk-small">{level_of(view.gebied)} in {escape(atlas.name(view.gemeente))}'
            f" · {view.gebied}</p>"
        )
        components.figures(areas.key_figures(atlas, view.gebied, figure))


def _own_area(atlas: Atlas, own: OwnSet, figure: Figure | None) -> None:
    """The own area that was picked, with its figures and what can't be said of it."""
    # Of what isn't a publisher's figure nothing can be added.
    told = figure if figure and figure.indicator.id in indicators() else None
    found = own_card.card(atlas, own, told)
    with st.container(key="gebied-detail", border=True):
        st.html(f'<h2 class="wk-detail">{escape(own.name)}</h2><p class="wk-small">{escape(found.kind)}</p>')
        components.figures(list(found.figures))
        for line in found.notes:
            st.html(f'<p class="wk-small">{escape(line)}</p>')
        st.page_link(
            "profiel_page.py",
            label="Alles over dit gebied",
            icon=":material/open_in_full:",
            query_params={"gebied": own.code},
        )


def legend(atlas: Atlas, view: View, figure: Figure | None) -> None:
    """Legend and source line, over the map's corner on a wide screen and under it on a phone."""
    if figure is None:
        return
    whole = atlas.name(COUNTRY if view.vergelijk == "nederland" else view.gemeente)

    fresh = view.indicator == FRESHNESS

    def made() -> tuple[str, list[figures.LegendRow], str, str]:
        source = f"Bron: de sociale kaart van {whole} nu." if fresh else figures.source_line(figure)
        under = f"{source} {' '.join(figures.remarks(figure))}"
        whole_line = figures.reference_line(figure, whole)
        return figures.legend_title(figure), figures.legend(figure), whole_line, under

    # What the register says changes with every save, and the atlas doesn't.
    title, rows, note, under = made() if fresh else atlas.remember(("legend", figure.choice), made)
    with st.container(key="legenda"):
        components.legend(title, rows, note)
    st.html(
        f'<p class="wk-source">{escape(under)}</p>'
        f'<p class="wk-source">{escape(figure.indicator.explanation)}</p>'
    )
    if fresh:
        st.page_link("versheid_page.py", label="Wat er nagekeken moet worden", icon=":material/verified:")


def nothing_yet() -> None:
    """The empty state of the whole app."""
    st.info(
        "Er zijn nog geen gebieden geladen. Op de pagina Ophalen haalt u de grenzen en cijfers "
        "van uw gemeente op."
    )
