"""The wijkscans that there are, and the way to start one."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.core.wijkscan import definition, parts
from wijkkaart.core.wijkscan.parts import BASE, Head
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY
from wijkkaart.present import dutch
from wijkkaart.present.profile import area as areas
from wijkkaart.present.profile.area import Area
from wijkkaart.present.wijkscan.basis import basis_now
from wijkkaart.record import Role, may_see
from wijkkaart.register import wijkscans
from wijkkaart.register.wijkscans import Wijkscan
from wijkkaart.ui import account, components, session
from wijkkaart.ui.components import literal
from wijkkaart.ui.given import given
from wijkkaart.ui.own_areas import of_scan, own_sets
from wijkkaart.ui.profiel import choosing
from wijkkaart.ui.profiel.state import find
from wijkkaart.ui.records.around import doing
from wijkkaart.ui.wijkscan import erasing
from wijkkaart.ui.wijkscan.state import STATE, Asked

SEEN_BY = {
    Role.TEAM.value: "alleen het team",
    Role.PARTNER.value: "partners en het team",
    Role.PUBLIC.value: "iedereen",
}
_MANY = 12


def show(atlas: Atlas, guide: Guide, asked: Asked) -> None:
    """The list, or the form to start one."""
    writes = may_see(account.role(), Role.TEAM)
    st.title("Wijkscans", anchor=False)
    st.write(
        "Een wijkscan beschrijft een wijk: in cijfers, in wat er is, en in wat mensen er zelf van weten. "
        "Wijkkaart vult in wat het weet. U schrijft de rest, samen met anderen."
    )
    if asked.gebied and writes:
        _form(atlas, guide, asked)
        return
    found = wijkscans.listed(account.register(), account.role())
    if writes:
        st.button(
            "Nieuwe wijkscan",
            key="ws-nieuw",
            type="primary",
            icon=":material/add:",
            on_click=_begin,
            args=(atlas,),
        )
    _listed(guide, found, writes)
    if writes:
        _trash()


def _listed(guide: Guide, found: list[Wijkscan], writes: bool) -> None:
    if not found:
        if writes:
            st.info("Er is nog geen wijkscan. Begin er een: kies een wijk, en het raamwerk staat klaar.")
        else:
            st.info("Er is nog geen wijkscan die u kunt lezen. Leden van het team kunnen er een beginnen.")
            if account.session() is None:
                st.page_link("aanmelden_page.py", label="Aanmelden", icon=":material/login:")
        return
    atlas, masked = guide.atlas, guide.masked
    found = _of_gemeente(atlas, found)
    rows = [
        {
            "id": each.id,
            "name": masked(each.head.title) or "Zonder titel",
            "line": masked(" · ".join(filter(None, _told(atlas, each)))),
            "text": definition.statuses().get(each.head.status, each.head.status).lower(),
            "icon": "menu_book",
            "colour": "#0b5d6b",
        }
        for each in sorted(found, key=lambda scan: (scan.example, scan.head.title.casefold()))
    ]
    with st.container(key="ws-lijst"):
        components.listing(
            rows,
            key="wijkscans",
            label="Wijkscans",
            chosen="",
            fresh="wijkscans",
            more="",
            on_choose=lambda name: STATE.change(scan=name, gebied=""),
            on_more=lambda: None,
        )


def _told(atlas: Atlas, scan: Wijkscan) -> list[str]:
    area = of_scan(account.register(), atlas, scan.area)
    where = f"{area.name}, {areas.kind(atlas, area)}" if area else "gebied is er niet meer"
    edition = f"versie {scan.head.edition}" if scan.head.edition else ""
    return [where, scan.head.owner, edition, "voorbeeld" if scan.example else ""]


def _of_gemeente(atlas: Atlas, found: list[Wijkscan]) -> list[Wijkscan]:
    """Those of one gemeente, when there are many of more than one."""
    codes = sorted({each.gemeente for each in found}, key=atlas.name)
    if len(found) < _MANY or len(codes) < 2:
        return found
    chosen = st.selectbox(
        "Gemeente", ["", *codes], format_func=lambda code: atlas.name(code) if code else "alle gemeenten",
        key="ws-gemeente",
    )  # fmt: skip
    return [each for each in found if not chosen or each.gemeente == chosen]


def _begin(atlas: Atlas) -> None:
    STATE.change(gebied=session.area_or(atlas.start(), own=True) or next(iter(atlas.gemeenten)))


def _form(atlas: Atlas, guide: Guide, asked: Asked) -> None:
    """Of which area, whose, and who sees it."""
    area = find(atlas, asked.gebied)
    if area is None or area.code == COUNTRY:
        area = find(atlas, next(iter(atlas.gemeenten)))
    assert area is not None
    with st.container(key="smal"):
        st.subheader("Nieuwe wijkscan", anchor=False)
        _choose(atlas, area)
        there = [
            each
            for each in wijkscans.listed(account.register(), account.role(), area.gemeente)
            if each.area == area.code
        ]
        if there:
            titles = dutch.listing([f"‘{literal(each.head.title)}’" for each in there])
            st.info(
                f"Van dit gebied is er al: {titles}. U kunt daarin verder, of hiernaast een nieuwe beginnen."
            )
        with st.form("ws-begin", border=False):
            st.text_input("Titel", f"Wijkscan {area.name}", key=f"ws-titel-{area.code}", max_chars=120)
            st.text_input(
                "Van wie is deze wijkscan?",
                key="ws-eigenaar",
                max_chars=120,
                help="De groep of organisatie die op het voorblad staat, bijvoorbeeld ‘Wijkteam Noord’.",
            )
            st.radio("Wie mag hem lezen?", [*SEEN_BY], format_func=SEEN_BY.get, key="ws-zicht")
            st.caption("Schrijven kan alleen het team. U kunt dit later veranderen.")
            st.form_submit_button("Begin", type="primary", on_click=_start, args=(guide, area))
        st.button(
            "Toch niet", key="ws-toch-niet", type="tertiary", on_click=STATE.change, kwargs={"gebied": ""}
        )


def _choose(atlas: Atlas, area: Area) -> None:
    left, right = st.columns(2)
    with left:
        codes = [*atlas.gemeenten]
        st.selectbox(
            "Gemeente", codes, format_func=atlas.name, key=given("ws-in", area.gemeente),
            on_change=lambda: STATE.change(gebied=st.session_state["ws-in"]),
        )  # fmt: skip
    with right:
        labels = choosing.options(atlas, area.gemeente, own_sets(area.gemeente))
        # Not STATE.widget: a box with this key is on other pages, with other choices.
        st.selectbox(
            "Gebied", [*labels], format_func=lambda code: labels.get(code, code),
            key=given("ws-gebied", area.code),
            on_change=lambda: STATE.change(gebied=st.session_state["ws-gebied"]),
            help="Een wijk, een buurt, of een eigen gebied: wijken of buurten samen, zoals u die op "
            "de pagina Profiel maakt.",
        )  # fmt: skip


def _start(guide: Guide, area: Area) -> None:
    def start() -> str:
        head = Head(
            title=st.session_state[f"ws-titel-{area.code}"].strip() or f"Wijkscan {area.name}",
            owner=st.session_state["ws-eigenaar"].strip(),
            visibility=st.session_state["ws-zicht"],
        )
        made = wijkscans.start(
            account.register(),
            account.author(),
            area.code,
            area.gemeente,
            head,
            {BASE: parts.to_json(basis_now(guide, area))},
        )
        STATE.change(scan=made.id, deel=Asked().deel, blad=Asked().blad, gebied="")
        return f"De wijkscan van {literal(area.name)} staat klaar. Begin waar u wilt."

    doing(start)


def _trash() -> None:
    """What was thrown away, with the way back, and for an administrator the way to erase it."""
    found = wijkscans.listed(account.register(), account.role(), trashed=True)
    if not found:
        return
    erases = may_see(account.role(), Role.ADMIN)
    with st.expander(
        f"Weggegooid ({dutch.number(len(found))})", icon=":material/delete:", key="ws-prullenbak"
    ):
        if not erases:
            st.caption("Voorgoed wissen kan alleen een beheerder.")
        for each in found:
            with st.container(horizontal=True, vertical_alignment="center", key=f"ws-weg-{each.id}"):
                st.markdown(literal(each.head.title), width="stretch")
                st.button(
                    "Zet terug",
                    key=f"ws-terug-{each.id}",
                    icon=":material/undo:",
                    type="tertiary",
                    on_click=_untrash,
                    args=(each,),
                )
                if erases:
                    erasing.menu(each)


def _untrash(scan: Wijkscan) -> None:
    def back() -> str:
        wijkscans.untrash(account.register(), scan.id, account.author())
        return f"‘{literal(scan.head.title)}’ staat weer in de lijst."

    doing(back)
