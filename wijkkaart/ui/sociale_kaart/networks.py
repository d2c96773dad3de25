"""The networks: who takes part, through whom."""

import streamlit as st

from wijkkaart.core.relations import Relations
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present import record_summary as summary
from wijkkaart.present.record_words import Around
from wijkkaart.present.sociale_kaart import network
from wijkkaart.record import Role
from wijkkaart.ui import components
from wijkkaart.ui.components import literal
from wijkkaart.ui.given import given
from wijkkaart.ui.sociale_kaart import session
from wijkkaart.ui.sociale_kaart.asking import Answer

_MATCHES = 6


def show(guide: Guide, answer: Answer, around: Around) -> None:
    """The picture of one record and all that hangs on it, with the same as a list."""
    middle = answer.search.midden
    found = network.of_middle(guide, answer.gemeente, middle, around.today)
    if middle not in found:
        middle = network.begin(found)
    if not middle:
        st.info(
            "Hier zijn nog geen netwerken bekend. Wie zich aanmeldt voor het team kan er een toevoegen, "
            "met wie eraan meedoen."
        )
        return
    listed = network.ties(found, middle)
    beside, picture = st.columns([1, 1.5], gap="medium")
    with beside, st.container(key="sk-netwerk-lijst"):
        _matches(found, answer)
        _middle(guide, found, middle, around)
        st.html(
            f'<p class="wk-tally" role="status">{dutch.count(len(listed), "relatie", "relaties")}. '
            "Klik op een naam om die in het midden te zetten.</p>"
        )
        if guide.role is Role.PUBLIC:
            st.caption("Van de mensen in een netwerk staat hier alleen wie daar toestemming voor gaf.")
        components.listing(
            network.rows(listed),
            key="sk_relaties",
            label="Relaties",
            chosen="",
            fresh=middle,
            more="",
            on_choose=_walk,
            on_more=lambda: None,
        )
    with picture, st.container(key="sk-tekening"):
        shown = network.picture(found, middle)
        components.drawing(network.drawn(shown, middle), key="sk_net", on_choose=_walk)
        _legend(shown.left_out, {node.kind for node in shown.nodes})
        if around.team:
            _fragile(guide, answer)


def _matches(found: Relations, answer: Answer) -> None:
    """What was searched for, to be put in the middle."""
    if not answer.search.zoek:
        return
    there = [key for key in answer.found.ids if key in found][:_MATCHES]
    if not there:
        st.caption(f"Geen netwerk, organisatie of persoon heet ongeveer ‘{literal(answer.search.zoek)}’.")
        return
    with st.container(key="sk-treffers", horizontal=True, gap="small"):
        for key in there:
            st.button(literal(found.nodes[key]["label"]), key=f"treffer-{key}", on_click=_walk, args=(key,))


def _middle(guide: Guide, found: Relations, middle: str, around: Around) -> None:
    options = network.choices(found)
    st.selectbox(
        "In het midden",
        list(options),
        key=given("midden", middle),
        format_func=lambda key: options.get(key, key),
        on_change=lambda: _walk(st.session_state["midden"]),
    )
    record = guide.record(middle)
    if record is not None:
        st.write(literal(summary.headline(record, around)))
        st.page_link(
            "record_page.py",
            label="Alles hierover",
            icon=":material/open_in_full:",
            query_params={"id": middle},
        )


def _walk(name: str) -> None:
    session.change(midden=name)


def _legend(left_out: int, kinds: set[str]) -> None:
    lines = "".join(
        f'<li><span class="wk-icon" style="background-color:{colour}" aria-hidden="true">{icon}</span>'
        f"{summary.KIND_NAMES[kind][0]}</li>"
        for kind, (icon, colour) in network.LOOKS.items()
        if kind in kinds
    )
    rest = f"<li>Nog {dutch.number(left_out)} verder weg, niet getekend.</li>" if left_out else ""
    st.html(f'<ul class="wk-net-legend">{lines}{rest}</ul>')


def _fragile(guide: Guide, answer: Answer) -> None:
    """Where much hangs on one person."""
    found = network.relations(guide, answer.gemeente, network.PEOPLE, guide.day)
    said = network.fragile(guide, found, answer.gemeente)
    if said:
        with st.expander("Waar veel van één persoon afhangt"):
            st.markdown("\n".join(f"- {literal(line)}" for line in said))
