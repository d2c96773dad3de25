"""The head of a wijkscan: what it is, whose, how far; and the form to change that."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from html import escape

import streamlit as st

from wijkkaart.core.wijkscan import definition, parts
from wijkkaart.core.wijkscan.checklist import how_far
from wijkkaart.core.wijkscan.parts import HEAD, Head
from wijkkaart.present import dutch
from wijkkaart.present.profile import area as areas
from wijkkaart.register import wijkscans
from wijkkaart.register.wijkscans import PartConflict
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.records.around import doing
from wijkkaart.ui.wijkscan.listing import SEEN_BY
from wijkkaart.ui.wijkscan.opened import Opened
from wijkkaart.ui.wijkscan.state import STATE

MENU = "ws-gegevens"
_SURE = "_wijkscan_weg"
_CLASH = "_wijkscan_kop_samen"
"""Where the session keeps what two people changed at once in the head: id, who, and fields as one wanted."""


def show(found: Opened) -> None:
    """Title, of what area, and how far it is."""
    mark = ' <span class="wk-mark">voorbeeld</span>' if found.scan.example else ""
    with st.container(horizontal=True, vertical_alignment="center", key="ws-kruimel"):
        st.button(
            "Alle wijkscans",
            key="ws-alle",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=STATE.change,
            kwargs={"scan": ""},
        )
        st.html(f'<p class="wk-small wk-kind">{escape(_kind(found))}{mark}</p>', width="stretch")
    masked = found.guide.masked
    st.title(literal(masked(found.head.title) or "Zonder titel"), anchor=False)
    st.html(f'<p class="ws-facts">{escape(masked(" · ".join(_facts(found))))}</p>')
    if found.may_write:
        _bar(found)


def _kind(found: Opened) -> str:
    if found.area is None:
        return "wijkscan van een gebied dat er niet meer is"
    return f"wijkscan van {found.area.name}, {areas.kind(found.guide.atlas, found.area)}"


def _facts(found: Opened) -> list[str]:
    head = found.head
    said = [
        head.owner,
        definition.statuses().get(head.status, head.status).lower(),
        f"versie {head.edition}" if head.edition else "",
    ]
    if head.date:
        said.append(f"van {dutch.iso_day(head.date)}")
    if head.review:
        late = head.review < found.guide.day.isoformat()
        said.append(
            f"opnieuw bekijken op {dutch.iso_day(head.review)}" + (": dat is voorbij" if late else "")
        )
    if found.may_write and head.visibility in SEEN_BY:
        said.append(f"te lezen door {SEEN_BY[head.visibility].removeprefix('alleen ')}")
    return [each for each in said if each]


def _bar(found: Opened) -> None:
    far = how_far(found.all_parts())
    done, total = far.done, far.total
    percent = round(100 * done / total) if total else 100
    st.html(
        f'<div class="ws-progress"><div class="wk-bar" role="img" aria-label="{percent}% klaar">'
        f'<span style="width:{percent}%"></span></div>'
        f"<span>{dutch.number(done)} van {dutch.count(total, 'onderdeel', 'onderdelen')} klaar</span></div>"
    )


def form(found: Opened) -> None:
    """The menu in which whose it is and who may read it are changed."""
    with st.popover("Gegevens", icon=":material/edit_document:", key=MENU, on_change="rerun"):
        state = found.states.get(HEAD)
        version = state.version if state else 0
        name = f"{found.id}-{version}"
        head, statuses = found.head, definition.statuses()
        _clash(found)
        with st.form(f"ws-kop-{name}", border=False):
            st.text_input("Titel", head.title, key=f"ws-kop-titel-{name}", max_chars=120)
            st.text_input("Van wie", head.owner, key=f"ws-kop-eigenaar-{name}", max_chars=120)
            left, right = st.columns(2)
            left.text_input(
                "Versie", head.edition, key=f"ws-kop-versie-{name}", max_chars=60,
                help="Zoals u erover praat, bijvoorbeeld ‘1.0’ of ‘concept voor de wijkraad’.",
            )  # fmt: skip
            right.selectbox(
                "Stand", [*statuses], key=f"ws-kop-stand-{name}", format_func=lambda each: statuses[each],
                index=[*statuses].index(head.status) if head.status in statuses else 0,
            )  # fmt: skip
            left.date_input(
                "Datum op het voorblad", _date(head.date), key=f"ws-kop-datum-{name}", format="DD-MM-YYYY",
                help="Leeg: de dag waarop u het rapport maakt.",
            )  # fmt: skip
            right.date_input(
                "Opnieuw bekijken op", _date(head.review), key=f"ws-kop-herzien-{name}", format="DD-MM-YYYY"
            )
            readers = [*SEEN_BY]
            st.radio(
                "Wie mag hem lezen?", readers, format_func=SEEN_BY.get, key=f"ws-kop-zicht-{name}",
                index=readers.index(head.visibility) if head.visibility in readers else 0,
            )  # fmt: skip
            st.form_submit_button(
                "Bewaren", type="primary", on_click=_save, args=(found.id, name, head, version)
            )
        _removal(found)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _save(scan: str, name: str, head: Head, version: int) -> None:
    def typed(field: str) -> str:
        value = st.session_state[f"ws-kop-{field}-{name}"]
        return value.isoformat() if isinstance(value, date) else str(value or "").strip()

    def save() -> str:
        changed = Head(
            title=typed("titel") or head.title,
            owner=typed("eigenaar"),
            edition=typed("versie"),
            status=typed("stand"),
            date=typed("datum"),
            review=typed("herzien"),
            visibility=typed("zicht"),
        )
        try:
            wijkscans.save(account.register(), scan, HEAD, parts.to_json(changed), version, account.author())
        except PartConflict as conflict:
            return _save_rest(scan, changed, version, conflict)
        st.session_state[MENU] = False
        return "De gegevens zijn bewaard."

    doing(save)


def _save_rest(scan: str, mine: Head, version: int, conflict: PartConflict) -> str:
    """Save what nobody else changed; of the rest both stand in the menu to choose from."""
    theirs = asdict(parts.head(conflict.theirs.content))
    rest = replace(mine, **{name: theirs[name] for name in conflict.fields})
    wijkscans.save(account.register(), scan, HEAD, parts.to_json(rest), version, account.author())
    chosen = {name: asdict(mine)[name] for name in conflict.fields}
    st.session_state[_CLASH] = scan, conflict.theirs.by, chosen
    names = dutch.listing([wijkscans.LABELS[name] for name in conflict.fields])
    return (
        f"Bewaard, behalve wat {literal(conflict.theirs.by)} intussen ook veranderde: {names}. "
        "Kies bij ‘Gegevens’ wat er komt te staan."
    )


def _clash(found: Opened) -> None:
    """What two people changed at once: that of the other stands, and one can still take one's own."""
    of, by, mine = st.session_state.get(_CLASH, ("", "", {}))
    if of != found.id:
        return
    now = asdict(found.head)
    for name, value in mine.items():
        label, theirs, own = wijkscans.LABELS[name], _said(name, now[name]), _said(name, value)
        st.warning(
            f"{literal(by)} veranderde intussen ook {label}. Er staat nu: {literal(theirs)}. "
            f"U koos: {literal(own)}."
        )
    with st.container(horizontal=True):
        st.button("Neem mijn keuze", key="ws-kop-mijn", on_click=_take, args=(found.id, mine))
        st.button("Laat het zo", key="ws-kop-ander", type="tertiary", on_click=_take, args=(found.id, {}))


def _said(name: str, value: str) -> str:
    """A field of the head as it's read."""
    if name in ("date", "review"):
        return dutch.iso_day(value) or "geen datum"
    if name == "visibility":
        return SEEN_BY.get(value, value)
    return f"‘{definition.statuses().get(value, value) if name == 'status' else value}’"


def _take(scan: str, mine: Mapping[str, str]) -> None:
    st.session_state.pop(_CLASH, None)

    def take() -> str:
        state = wijkscans.parts(account.register(), scan, account.role())[HEAD]
        head = replace(parts.head(state.content), **mine)
        wijkscans.save(account.register(), scan, HEAD, parts.to_json(head), state.version, account.author())
        return "De gegevens zijn bewaard."

    if mine:
        doing(take)


def _removal(found: Opened) -> None:
    """Throwing it away, in two steps; it can be put back from the list."""
    st.divider()
    if st.session_state.get(_SURE) != found.id:
        st.button(
            "Weggooien", key="ws-weggooien", type="tertiary", icon=":material/delete:",
            on_click=_ask, args=(found.id,),
        )  # fmt: skip
        return
    st.warning("Wilt u deze wijkscan weggooien? Onder de lijst van wijkscans kunt u hem terugzetten.")
    with st.container(horizontal=True):
        st.button("Ja, weggooien", key="ws-weggooien-zeker", on_click=_trash, args=(found,))
        st.button("Toch niet", key="ws-weggooien-niet", type="tertiary", on_click=_ask, args=("",))


def _ask(id_: str) -> None:
    st.session_state[_SURE] = id_


def _trash(found: Opened) -> None:
    _ask("")

    def trash() -> str:
        wijkscans.trash(account.register(), found.id, account.author())
        st.session_state[MENU] = False
        STATE.change(scan="")
        return f"‘{literal(found.head.title)}’ is weggegooid."

    doing(trash)
