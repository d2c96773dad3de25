"""What can be asked: the search field, quick choices, the panel of filters, and what is in force."""

from html import escape

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.core.facets import DISTANCE, NAME, RELEVANCE
from wijkkaart.core.filters import DAYS
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.sociale_kaart import filters
from wijkkaart.ui import area_choice, components
from wijkkaart.ui import session as shared
from wijkkaart.ui.components import literal
from wijkkaart.ui.given import given
from wijkkaart.ui.sociale_kaart import downloads, in_force, session
from wijkkaart.ui.sociale_kaart.asking import Answer
from wijkkaart.ui.sociale_kaart.state import LIST, MAP, NETWORKS, VIEWS, WEEK

_VIEWS = {LIST: "Lijst", MAP: "Kaart", WEEK: "Week", NETWORKS: "Netwerken"}
_PANEL = {
    "categorie": ("Soort plek of aanbod", "Alle soorten"),
    "thema": ("Thema", "Alle thema’s"),
    "doelgroep": ("Voor wie", "Alle doelgroepen"),
    "kosten": ("Kosten", "Alle kosten"),
    "aanmelden": ("Aanmelden", "Alle manieren"),
    "taal": ("Taal", "Alle talen"),
    "rolstoel": ("Rolstoel", "Alles"),
    "buurt": ("Buurt", "Alle buurten"),
}
_ORDERS = {RELEVANCE: "Beste antwoord eerst", DISTANCE: "Dichtstbij eerst", NAME: "Op naam"}


def top(atlas: Atlas) -> None:
    """Where, and what one looks for."""
    with st.container(key="sk-boven"):
        area, field = st.columns([1.1, 2.6], gap="small", vertical_alignment="bottom")
        with area:
            area_choice.choose(atlas, shared.now())
        field.text_input(
            "Zoek op wat iemand nodig heeft",
            **session.widget("zoek"),
            placeholder="Bijvoorbeeld: samen eten, taalles dinsdagavond, huisarts, of een naam",
            icon=":material/search:",
            live="250ms",
        )


_SOME = 12


def where(atlas: Atlas, guide: Guide) -> None:
    """For who looks at the country: the gemeenten of which anything is known, one click each."""

    def look() -> list[str]:
        loaded = [each for each in atlas.store.manifest.entries if any(map(_of_places, each.parts))]
        found = {code for each in loaded for code in each.gemeenten}
        found |= {code for each in guide.records() for code in guide.gemeenten_of(each.id)}
        return sorted((code for code in found if code in atlas.gemeenten), key=atlas.name)

    st.info("Kies een gemeente, wijk of buurt om te zien wie en wat er is.")
    with st.container(key="sk-waar", horizontal=True, gap="small"):
        for code in guide.remember("gemeenten with anything", look)[:_SOME]:
            st.button(
                literal(atlas.name(code)),
                key=f"sk-waar-{code}",
                on_click=shared.change,
                kwargs={"gebied": code, "plek": ""},
            )


def _of_places(part: str) -> bool:
    return part.startswith("places/")


def quick(answer: Answer, guide: Guide, team: bool) -> None:
    """The choices that people make most, with the menus for all others."""
    search = answer.search
    on = [name for name, (field, value, _) in in_force.QUICK.items() if value in getattr(search, field)]
    with st.container(key="sk-keuzes", horizontal=True, gap="small", vertical_alignment="center"):
        st.pills(
            "Snel kiezen",
            list(in_force.QUICK),
            key=given("snel", on),
            selection_mode="multi",
            format_func=lambda name: in_force.QUICK[name][2],
            label_visibility="collapsed",
            on_change=_quickly,
            width="content",
        )
        _nearby()
        _days()
        _panel(answer, guide, team)
        downloads.menu(guide, answer, in_force.said(answer, guide))


def _quickly() -> None:
    """Take the quick choices; of the moments the one that was clicked last."""
    chosen, search = set(st.session_state["snel"] or ()), session.now()
    values: dict[str, tuple[str, ...]] = {}
    for name, (field, value, _) in in_force.QUICK.items():
        before = values.get(field, getattr(search, field))
        added = name in chosen and value not in before
        if added:
            values[field] = (value,) if field == "wanneer" else (*before, value)
        elif name not in chosen:
            values[field] = tuple(each for each in before if each != value)
    session.change(**values)


def _nearby() -> None:
    """From where the visitor stands; the browser asks them whether it may tell."""

    def take() -> None:
        found = st.session_state["sk-dichtbij"].get("plek")
        if found:
            session.change(bij=str(found))

    components.component("dichtbij", "dichtbij.js")(
        key="sk-dichtbij", data={"here": session.now().bij}, on_plek_change=take, width="content"
    )


# A menu whose label changes closes: what's chosen in it stands under it, as filters in force.
def _days() -> None:
    menu = st.popover(
        "Dag en tijd", icon=":material/event:", key="sk-dagen", on_change="rerun", width="content"
    )
    if not menu.open:
        return
    with menu:
        st.pills(
            "Dag",
            DAYS,
            **session.widget("dag"),
            selection_mode="multi",
            format_func=lambda day: dutch.DAY_NAMES[day],
        )
        st.pills("Deel van de dag", filters.DAYPARTS, **session.widget("dagdeel"), selection_mode="multi")


def _panel(answer: Answer, guide: Guide, team: bool) -> None:
    """All filters, with how many there are of each; drawn only while it's open, so that others are quick."""
    menu = st.popover("Filters", icon=":material/tune:", key="sk-filters", on_change="rerun", width="content")
    if not menu.open:
        return
    with menu:
        _reach(answer)
        names = [*_PANEL, *(["versheid"] if team else [])]
        half = (len(names) + 1) // 2
        for column, part in zip(st.columns(2, gap="small"), (names[:half], names[half:]), strict=True):
            with column:
                for name in part:
                    _facet(name, answer, guide)


def _facet(name: str, answer: Answer, guide: Guide) -> None:
    title, empty = _PANEL.get(name, ("Nagekeken", "Alles"))
    counts = filters.counts(name, answer.found.counts)
    chosen = getattr(answer.search, name)
    options = [*counts, *(value for value in chosen if value not in counts)]
    labels = {value: filters.named(name, value, guide.atlas.name) for value in options}
    if name == "buurt":
        options.sort(key=labels.__getitem__)
    if options:
        st.multiselect(
            title,
            options,
            select_all=False,
            **session.widget(name),
            format_func=lambda value: f"{labels[value]} ({counts.get(value, 0)})",
            placeholder=empty,
        )


def _reach(answer: Answer) -> None:
    """Within reach of an address."""
    address, radius = st.columns([2, 1], gap="small", vertical_alignment="bottom")
    address.text_input(
        "Binnen bereik van",
        **session.widget("bij"),
        placeholder="Adres, postcode, plek of buurt",
        help="wijkkaart zoekt het adres op tussen de plekken en buurten die het zelf kent. "
        "Er gaat niets naar een ander bedrijf.",
    )
    radius.selectbox(
        "Hoe ver", list(filters.RADII), **session.widget("straal"), format_func=filters.RADII.__getitem__
    )
    st.caption(literal(reach_said(answer) or "De afstand is hemelsbreed."))


def reach_said(answer: Answer) -> str:
    """How an address was understood; "" without one."""
    search = answer.search
    if not search.bij:
        return ""
    if answer.near is None:
        return (
            f"‘{search.bij}’ is niet bekend bij wijkkaart. Probeer een postcode, een straat, "
            "de naam van een plek of een buurt."
        )
    about = "" if answer.near.exact else "ongeveer, "
    radius = filters.RADII[search.straal]
    return f"Binnen {radius} van {answer.near.name} ({about}hemelsbreed)."


def kinds(answer: Answer) -> None:
    """What kind of thing, with how many there are of each."""
    counts = filters.counts("soort", answer.found.counts)
    options = [name for name in filters.KINDS if name in counts or name in answer.search.soort]
    if options:
        st.pills(
            "Wat",
            options,
            **session.widget("soort"),
            selection_mode="multi",
            format_func=lambda name: f"{filters.KINDS[name][0]} {dutch.number(counts.get(name, 0))}",
            label_visibility="collapsed",
        )


def views() -> None:
    """List, week or networks."""
    st.segmented_control(
        "Weergave",
        VIEWS,
        **session.widget("toon"),
        format_func=_VIEWS.__getitem__,
        label_visibility="collapsed",
        required=True,
    )


def order(answer: Answer) -> None:
    """In which order the list stands; nothing to choose where there's only one."""
    usual = DISTANCE if answer.near else RELEVANCE if answer.spoken.text else ""
    if not usual:
        return
    others = [name for name in _ORDERS if name != usual and (answer.near or name != DISTANCE)]
    others = [name for name in others if answer.spoken.text or name != RELEVANCE]
    st.selectbox(
        "Volgorde",
        ["", *others],
        **session.widget("volgorde"),
        format_func=lambda name: _ORDERS[name or usual],
        label_visibility="collapsed",
    )


def sentence(name: str, example: bool) -> None:
    """What one looks at, and what one can do."""
    mark = '<span class="wk-mark">voorbeeld</span> ' if example else ""
    st.html(
        '<p class="wk-sentence"><span class="wk-wide">De sociale kaart van</span> '
        f"<strong>{escape(name)}</strong> {mark}"
        '<span class="wk-todo wk-wide">Zoek wie of wat er is, en klik op een regel voor tijden en contact.'
        "</span></p>"
    )
