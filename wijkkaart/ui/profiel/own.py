"""Making, changing and removing own areas, from the profile."""

from html import escape

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.errors import WijkkaartError
from wijkkaart.model import COUNTRY
from wijkkaart.present import dutch
from wijkkaart.present.profile.area import Area
from wijkkaart.present.profile.proposed import Proposed, fit_of, from_file, inside
from wijkkaart.record import Role, may_see
from wijkkaart.register import own_areas
from wijkkaart.ui import account, components
from wijkkaart.ui.own_areas import own_set
from wijkkaart.ui.profiel import drawing, fitting
from wijkkaart.ui.profiel.drawing import ALL, TEAM
from wijkkaart.ui.profiel.state import STATE
from wijkkaart.ui.records.around import doing

_SURE = "_eigen_wissen"
"""Id of the area of which it's asked whether it's to go."""


def manage(atlas: Atlas, area: Area) -> None:
    """The ways to make an own area, and to change the one that is shown; for the team."""
    if area.gemeente == COUNTRY or not may_see(account.role(), Role.TEAM):
        return
    if drawing.drawing(area):
        drawing.show(atlas, area)
        return
    with st.popover("Eigen gebied", icon=":material/select_all:", key="eigen-gebied"):
        if area.own and (known := own_areas.get(account.register(), area.code, account.role())):
            _form(atlas, area, known)
            st.divider()
        _form(atlas, area, None)
        st.button(
            "Teken het op de kaart",
            key="eigen-teken",
            icon=":material/draw:",
            on_click=drawing.begin,
            args=(area.gemeente,),
        )
        _upload(atlas, area)


def consists(atlas: Atlas, area: Area) -> None:
    """Of an own area: which wijken and buurten it is, and how these fit what was drawn."""
    known = own_set(area.code) if area.own else None
    if known is None:
        return
    with st.expander("Waaruit dit gebied bestaat", key="eigen-bestaat-uit"):
        lines = "".join(f"<li>{escape(line)}</li>" for line in inside(atlas, known.parts))
        st.html(f'<ul class="wk-details">{lines}</ul>')
        found = fit_of(atlas, known.gemeente, known.outline) if known.outline else None
        if found is None:
            return
        if {*found.parts} == {*known.parts}:
            st.markdown("Het is getekend op de kaart.")
            fitting.show(found)
        else:
            st.markdown(
                "Het is getekend toen de grenzen van buurten anders waren. De cijfers gaan over de buurten"
                " hierboven."
            )


def _form(atlas: Atlas, area: Area, known: own_areas.OwnArea | None) -> None:
    name = known.id if known else "nieuw"
    labels = {
        code: f"{label} ({level})"
        for level in ("wijk", "buurt")
        for code, label in atlas.children(area.gemeente, level).itertuples(index=False)
    }
    heading = f"Verander ‘{components.literal(known.name)}’" if known else "Nieuw eigen gebied"
    with st.form(f"eigen-{name}", border=False):
        st.markdown(f"**{heading}**")
        st.text_input(
            "Naam",
            known.name if known else "",
            key=f"eigen-naam-{name}",
            max_chars=80,
            help="Zoals mensen het gebied noemen, bijvoorbeeld ‘De Koppel-Kruiskamp’.",
        )
        st.multiselect(
            "Wijken en buurten",
            [*labels],
            [part for part in known.parts if part in labels] if known else [],
            format_func=lambda code: labels.get(code, code),
            key=f"eigen-delen-{name}",
            placeholder="Kies wat erbij hoort",
            select_all=False,
        )
        st.radio(
            "Wie ziet het",
            [ALL, TEAM],
            index=0 if known and known.for_all else 1,
            key=f"eigen-zicht-{name}",
            horizontal=True,
        )
        st.form_submit_button("Bewaren", type="primary", on_click=_save, args=(name, known))
    if known:
        _removal(known)


def _removal(known: own_areas.OwnArea) -> None:
    """Removing it, in two steps: it can't be taken back, and links to it stop working."""
    if st.session_state.get(_SURE) != known.id:
        st.button(
            "Dit gebied wissen", key="eigen-wissen", type="tertiary", on_click=_ask_sure, args=(known.id,)
        )
        return
    st.warning(
        f"Wilt u ‘{components.literal(known.name)}’ wissen? Dat kan niet ongedaan worden gemaakt. Adressen "
        "van pagina’s en lijsten waar dit gebied in staat, tonen het dan niet meer."
    )
    with st.container(horizontal=True):
        st.button("Ja, wissen", key="eigen-wissen-zeker", on_click=_remove, args=(known,))
        st.button("Niet wissen", key="eigen-wissen-niet", type="tertiary", on_click=_ask_sure, args=("",))


def _ask_sure(id: str) -> None:  # noqa: A002
    """From a callback: ask whether the area with this id is to go; "" asks nothing."""
    st.session_state[_SURE] = id


def _save(name: str, known: own_areas.OwnArea | None) -> None:
    def save() -> str:
        parts = st.session_state[f"eigen-delen-{name}"]
        outline = known.outline if known and set(parts) == set(known.parts) else None
        made = own_areas.save(
            account.register(),
            account.author(),
            st.session_state[f"eigen-naam-{name}"],
            parts,
            id=known.id if known else "",
            outline=outline,
            for_all=st.session_state[f"eigen-zicht-{name}"] == ALL,
        )
        STATE.change(gebied=made.id, cijfer="")
        return f"‘{components.literal(made.name)}’ is bewaard."

    doing(save)


def _remove(known: own_areas.OwnArea) -> None:
    _ask_sure("")

    def remove() -> str:
        own_areas.remove(account.register(), known.id, account.author())
        STATE.change(gebied=known.gemeente, cijfer="")
        return f"‘{components.literal(known.name)}’ is gewist."

    doing(remove)


def _upload(atlas: Atlas, area: Area) -> None:
    with st.expander("Uit een bestand"):
        st.caption(
            "GeoJSON met een of meer getekende vlakken, in lengte- en breedtegraden of in RD, of CSV met de "
            "kolommen ‘naam’ en ‘code’: op elke regel een wijk of buurt. Hooguit 1 MB."
        )
        file = st.file_uploader("Bestand", type=["geojson", "json", "csv"], key="eigen-bestand")
        if file is None:
            return
        try:
            found = from_file(atlas, area.gemeente, file.name, file.getvalue())
        except WijkkaartError as error:
            components.problem(error)
            return
        for each in found:
            size = dutch.count(len(each.parts), "wijk of buurt", "wijken en buurten")
            st.markdown(f"**{components.literal(each.name or 'zonder naam')}**: {size}.")
            for line in each.remarks:
                st.caption(line)
            if each.fit:
                fitting.show(each.fit)
        st.checkbox("Iedereen mag deze gebieden zien", key="eigen-allen")
        st.button(
            "Alles bewaren" if len(found) > 1 else "Bewaren",
            key="eigen-bestand-bewaren",
            on_click=_save_all,
            args=(found,),
        )


def _save_all(found: list[Proposed]) -> None:
    def save() -> str:
        made = [
            own_areas.save(
                account.register(),
                account.author(),
                each.name,
                each.parts,
                outline=each.outline,
                for_all=st.session_state["eigen-allen"],
            )
            for each in found
        ]
        STATE.change(gebied=made[0].id, cijfer="")
        return f"Bewaard: {dutch.listing([components.literal(each.name) for each in made])}."

    doing(save)
