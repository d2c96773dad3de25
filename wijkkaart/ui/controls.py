"""The choices on the map page: which area and figure above the map, which places beside it."""

from dataclasses import replace
from html import escape

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.backgrounds import BACKGROUNDS, NONE
from wijkkaart.catalogue import categories, format_chapters, target_groups
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import COMPARABLE, Figure
from wijkkaart.core.filters import DAYS
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, Level, level_of
from wijkkaart.present import dutch
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.record import Role, may_see
from wijkkaart.ui import account, area_choice, session
from wijkkaart.ui.components import literal
from wijkkaart.ui.records.around import now
from wijkkaart.ui.state import FIGURES, FRESHNESS, LAYERS, View, indicator_of, smallest

_METHODS = {
    Method.QUANTILES: "Even veel gebieden per kleur",
    Method.NATURAL: "Natuurlijke groepen",
    Method.EQUAL: "Even grote stappen",
}
_LAYER_LABELS = {
    FIGURES: "Cijfers",
    "voorzieningen": "Plekken",
    "activiteiten": "Activiteiten",
    "sleutelpersonen": "Sleutelpersonen",
}


def top(atlas: Atlas, view: View) -> None:
    """Area, figure, year and display, in one row above the map."""
    with st.container(key="bovenbalk"):
        area, figure, year, display = st.columns([3, 4, 1.3, 1.4], gap="small", vertical_alignment="bottom")
        with area:
            area_choice.choose(atlas, view)
        level = smallest(view, atlas)
        with figure:
            there = atlas.indicators_of(view.gemeente, level) or [view.indicator]
            if view.gemeente != COUNTRY and may_see(account.role(), Role.TEAM):
                there = [*there, *([] if FRESHNESS in there else [FRESHNESS])]
            st.selectbox("Cijfer", there, **session.widget("indicator"), format_func=_indicator_label)
        with year:
            found = atlas.years_of(view.indicator, level, view.gemeente)
            best = atlas.best_year(view.indicator, level, view.gemeente)
            if view.indicator == FRESHNESS:
                best = now().year
            st.selectbox(
                "Jaar",
                ["", *map(str, found)],
                **session.widget("jaar"),
                format_func=lambda y: y or (f"{best} (automatisch)" if best else "geen"),
                help="Zonder keuze: het nieuwste jaar dat goed gevuld is.",
            )
        with display:
            popover = st.popover(
                "Weergave", icon=":material/tune:", width="stretch", key="weergave", on_change="rerun"
            )
            # Drawn only while it's open, so that other choices are quick.
            if popover.open:
                with popover:
                    _display(atlas, view)


def _indicator_label(name: str) -> str:
    indicator = indicator_of(name)
    return f"{indicator.label} · {indicator.theme}"


def _display(atlas: Atlas, view: View) -> None:
    levels = ["", *atlas.levels(view.gemeente)]
    small = smallest(replace(view, niveau=""), atlas)
    st.radio(
        "Kaart per",
        levels,
        **session.widget("niveau"),
        horizontal=True,
        format_func=lambda level: LEVEL_NAMES[level][0] if level else f"automatisch ({small})",
    )
    kind = indicator_of(view.indicator).kind
    options = ["", "gemeente", "nederland"] if view.gemeente != COUNTRY else ["", "nederland"]
    st.radio(
        "Kleuren",
        options,
        **session.widget("vergelijk"),
        format_func={
            "": "naar de waarde zelf",
            "gemeente": f"vergeleken met {literal(atlas.name(view.gemeente))}",
            "nederland": "vergeleken met Nederland",
        }.__getitem__,
        disabled=kind not in COMPARABLE or view.indicator == FRESHNESS,
        help="Aantallen zijn niet te vergelijken: een grotere buurt heeft er vanzelf meer.",
    )
    st.radio(
        "Indeling in kleuren", list(_METHODS), **session.widget("klassen"), format_func=_METHODS.__getitem__
    )
    labels = {name: background.label for name, background in BACKGROUNDS.items()} | {NONE: "Geen"}
    st.radio(
        "Achtergrond",
        list(labels),
        **session.widget("achtergrond"),
        horizontal=True,
        format_func=labels.__getitem__,
    )
    if atlas.has_real() and atlas.examples:
        st.radio(
            "Voorbeelden",
            ["", "verborgen"],
            **session.widget("voorbeelden"),
            horizontal=True,
            format_func={"": "in de lijst", "verborgen": "verborgen"}.__getitem__,
        )


def path(atlas: Atlas, view: View, figure: Figure | None) -> None:
    """The way up (country, gemeente, wijk), and in one sentence what one is looking at."""
    chain = view.chain
    with st.container(key="kruimelpad", horizontal=True, gap="small", vertical_alignment="center"):
        for code in chain[:-1]:
            st.button(
                literal(atlas.name(code)),
                key=f"naar_{code}",
                type="tertiary",
                icon=":material/arrow_upward:" if code == chain[-2] else None,
                on_click=session.go_to,
                args=(code,),
                help=f"Ga naar {literal(atlas.name(code))}",
            )
        st.html(_sentence(atlas, view, figure))


def _sentence(atlas: Atlas, view: View, figure: Figure | None) -> str:
    name = escape(view.name(atlas))
    seen = ""
    if figure is not None:
        per = LEVEL_NAMES[Level(figure.choice.level)][0]
        seen = f"{escape(figure.indicator.label)} per {per}, {figure.choice.year}. "
    if view.gebied == COUNTRY:
        todo = "Klik op een gebied om erheen te gaan."
    elif view.own:
        todo = "Klik op een van de gebieden om erheen te gaan."
    elif view.selected and level_of(view.gebied) == smallest(view, atlas):
        todo = "Klik nog een keer op het gebied om terug te gaan."
    else:
        todo = "Klik op een gebied of een plek voor meer."
    mark = ""
    if view.gemeente in atlas.examples:
        mark = '<span class="wk-mark">voorbeeld<span class="wk-wide">, geen officiële gegevens</span></span> '
    return (
        f'<p class="wk-sentence"><strong>{name}</strong> {mark}'
        f'<span class="wk-wide">{seen}<span class="wk-todo">{todo}</span></span></p>'
    )


def filters(guide: Guide, view: View) -> None:
    """Layers, categories and the other filters of places."""
    if view.gemeente == COUNTRY:
        st.caption("Kies een gemeente om ook plekken, activiteiten en sleutelpersonen te zien.")
        return
    st.text_input(
        "Zoek een plek, activiteit of persoon",
        **session.widget("zoek"),
        placeholder="Zoek, bijvoorbeeld: taal of bibliotheek",
        label_visibility="collapsed",
        icon=":material/search:",
        live="250ms",
    )
    st.pills(
        "Lagen",
        LAYERS,
        **session.widget("lagen"),
        selection_mode="multi",
        format_func=_LAYER_LABELS.__getitem__,
        label_visibility="collapsed",
    )
    there = guide.places(view.gemeente).category.value_counts()
    ordered = [name for name in categories() if name in there.index or name in view.categorie]
    kind, more = st.columns([1.55, 1], gap="small")
    kind.multiselect(
        "Soort",
        ordered,
        select_all=False,
        **session.widget("categorie"),
        format_func=lambda name: f"{categories()[name].label} ({there.get(name, 0)})",
        placeholder="Alle soorten",
        label_visibility="collapsed",
    )
    with more:
        _more_filters(view, ordered)


def _more_filters(view: View, there: list[str]) -> None:
    """Chapter, target group and day; drawn only while they're open, so that other choices are quick."""
    count = len(view.hoofdstuk) + len(view.doelgroep) + len(view.dag)
    label = f"Meer filters ({count})" if count else "Meer filters"
    popover = st.popover(
        label, icon=":material/filter_alt:", width="stretch", key="filters", on_change="rerun"
    )
    if not popover.open:
        return
    chapters = format_chapters()
    groups = target_groups()
    with popover:
        st.pills(
            "Dag",
            DAYS,
            **session.widget("dag"),
            selection_mode="multi",
            format_func=dutch.DAY_NAMES.__getitem__,
        )
        st.multiselect(
            "Voor wie",
            list(groups),
            select_all=False,
            **session.widget("doelgroep"),
            format_func=lambda name: groups[name].label,
            placeholder="Alle doelgroepen",
        )
        st.multiselect(
            "Hoofdstuk van de wijkscan",
            sorted({categories()[name].chapter for name in there} | set(view.hoofdstuk)),
            select_all=False,
            **session.widget("hoofdstuk"),
            format_func=lambda number: f"{number} {chapters[number].label}",
            placeholder="Alle hoofdstukken",
        )
        st.button("Alle filters wissen", icon=":material/filter_alt_off:", on_click=clear_filters)


def clear_filters() -> None:
    """Back to everything, from a callback."""
    session.change(categorie=(), hoofdstuk=(), doelgroep=(), dag=(), zoek="", lagen=LAYERS)
