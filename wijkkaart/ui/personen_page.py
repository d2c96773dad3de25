"""Personen: whose consent or time needs attention; withdrawal, access, erasure."""

import json
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from wijkkaart.core.consent import attention, expired
from wijkkaart.core.visibility import notice
from wijkkaart.errors import WijkkaartError
from wijkkaart.present import dutch, personen
from wijkkaart.present.wijkscan import todo
from wijkkaart.record import Record, RecordKind, Role, fields_of, may_see
from wijkkaart.register import people, reading, sessions
from wijkkaart.register.history import history
from wijkkaart.ui import account
from wijkkaart.ui.components import literal, problem
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.files import told
from wijkkaart.ui.given import given
from wijkkaart.ui.records.history import seen as seen_of

_SAID, _FAULT = "_personen_gezegd", "_personen_fout"
_CHOSEN = "persoon"
_AHEAD = {30: "een maand", 90: "drie maanden", 365: "een jaar"}


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _choose(id_: str) -> None:
    st.session_state[_CHOSEN] = id_


def _worklist(persons: list[Record]) -> None:
    """Who needs something, and what."""
    st.header("Hier moet iets gebeuren")
    days = st.selectbox("Vooruitkijken", [*_AHEAD], key="vooruit", format_func=_AHEAD.__getitem__, width=220)
    found = [(record, attention(record, _today(), days)) for record in persons]
    needing = sorted(((r, why) for r, why in found if why), key=lambda pair: str(pair[0]["expires"]))
    st.write(
        f"{dutch.count(len(needing), 'persoon', 'personen')} van de {len(persons)}."
        if needing
        else f"Niets. Alle {dutch.count(len(persons), 'persoon', 'personen')} zijn in orde."
    )
    for record, why in needing:
        seen = notice(record, account.role(), _today())
        if seen is None:
            continue
        with st.container(border=True, key=f"persoon-{record.id}"):
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                title = f" · {literal(str(seen['title']))}" if seen["title"] else ""
                st.markdown(f"**{literal(seen.name)}**{title}  \n{personen.ends(seen, _today())}")
                st.button("Bekijken", key=f"kies-{record.id}", on_click=_choose, args=(record.id,))
            st.markdown("\n".join(f"- {personen.ATTENTION[each]}" for each in why))


def _withdraw(id_: str) -> None:
    try:
        person = people.withdraw(account.register(), id_, account.author(), _today())
    except WijkkaartError as error:
        st.session_state[_FAULT] = str(error)
    else:
        st.session_state[_SAID] = (
            f"De toestemming van {literal(person.name)} is ingetrokken. "
            "Vanaf nu ziet alleen het team deze persoon."
        )


def _detail(record: Record) -> None:
    """One person: what's known about why and how long, and what can be done."""
    seen = notice(record, account.role(), _today())
    if seen is None:
        st.info("Deze persoon mag u niet zien.")
        return
    with st.container(border=True, key="persoon-detail"):
        st.header(literal(seen.name))
        lines = [str(seen["title"]), personen.ends(seen, _today())]
        whole = account.role() is Role.ADMIN or not expired(record, _today())
        if whole:
            lines += [personen.consent_line(seen)]
        st.markdown("  \n".join(literal(line) for line in lines if line))
        st.markdown("\n".join(f"- {personen.ATTENTION[each]}" for each in attention(record, _today(), 30)))
        if not whole:
            st.info(
                "De bewaartermijn is voorbij. Alleen een beheerder ziet de rest, en kan deze persoon wissen."
            )
            return
        _actions(seen)
    if account.role() is Role.ADMIN:
        _erasing(seen)


def _actions(seen: Record) -> None:
    consent = seen["consent"]
    with st.container(horizontal=True):
        st.button(
            "Toestemming intrekken",
            key="intrekken",
            icon=":material/block:",
            disabled=not consent or bool(consent.get("withdrawn")),
            on_click=_withdraw,
            args=(seen.id,),
        )
        if _all_is_told(seen.id, account.role()):
            st.download_button(
                "Alles over deze persoon (inzage)",
                data=told(partial(_file, seen.id, account.token())),
                file_name="inzage.json",
                mime="application/json",
                key="inzage",
                icon=":material/download:",
                on_click="ignore",
            )
        else:
            st.caption("Niet alles is voor het team. Vraag een beheerder om inzage te geven.")


def _all_is_told(id_: str, role: Role) -> bool:
    """Whether a role may know all that's held of a person, what was there before included."""
    record = reading.get(account.register(), id_)
    if record is None or not may_see(role, Role.TEAM):
        return False
    changes = history(account.register(), id_)
    open_ = seen_of(changes, {id_: record}, role)
    return role is Role.ADMIN or (not expired(record, _today()) and len(open_) == len(changes))


def _file(id_: str, token: str) -> bytes:
    """The access file, made when it's asked for, by a request without a page, of who still may have it."""
    found = sessions.session_of(account.register(), token, account.now())
    if found is None or not _all_is_told(id_, found.role):
        return b"Dit bestand is er niet voor u, of niet meer. Meld u opnieuw aan."
    held = people.access(account.register(), id_, _places())
    return json.dumps(held, ensure_ascii=False, indent=2).encode()


def _erasing(seen: Record) -> None:
    with st.expander("Deze persoon wissen", icon=":material/delete_forever:"):
        st.markdown(
            "Alles over deze persoon verdwijnt: ook uit de geschiedenis, uit netwerken, en de notities over "
            "deze persoon. Dit kan niet ongedaan worden gemaakt. wijkkaart bewaart alleen dat er iemand is "
            "gewist, wanneer, waarom en door wie. In de dagelijkse kopieën van het register staat de persoon "
            "nog tot die zijn vervangen."
        )
        _named_in(seen)
        with st.form("wissen"):
            reason = st.selectbox(
                "Waarom", people.REASONS, key="wis_reden", index=None, placeholder="Kies een reden"
            )
            typed = st.text_input(
                f"Typ ter bevestiging de naam: {literal(seen.name)}", key="wis_naam", autocomplete="off"
            )
            sent = st.form_submit_button("Definitief wissen", type="primary")
        if not sent:
            return
        if typed.strip().casefold() != seen.name.strip().casefold():
            st.error("De naam die u typte is een andere. Er is niets gewist.")
            return
        done = people.erase(account.register(), seen.id, account.author(), reason or "", _places())
        st.session_state.pop(_CHOSEN, None)
        st.query_params.clear()
        st.session_state[_SAID] = f"De persoon is gewist. Nummer van het bewijs: `{done.proof}`"
        st.rerun()


def _named_in(seen: Record) -> None:
    """Where else the person is named: that changes as well."""
    found = [each for each in people.mentions(account.register(), seen.id, _places()) if not each.past]
    fields = [fields_of(each.kind).get(each.field) for each in found]
    if found:
        labels = dutch.listing(sorted({field.label for field in fields if field}))
        where = dutch.count(len(found), "andere plek", "andere plekken")
        st.warning(
            f"De persoon staat ook op {where} in het register ({literal(labels)}): met de naam of een deel "
            "daarvan, het e-mailadres of het telefoonnummer. Daar komt ‘[gewist]’ te staan."
        )
    titles = {each.title for each in people.named_in_wijkscans(account.register(), seen.id, _places())}
    if titles:
        st.warning(
            f"Ook in {dutch.count(len(titles), 'wijkscan', 'wijkscans')} staat de persoon, nu of vroeger: "
            f"{literal(dutch.listing(sorted(titles)))}. Ook daar komt ‘[gewist]’ te staan."
        )
    for each in people.doubtful(account.register(), seen.id, _places()):
        st.info(
            f"In ‘{literal(each.title)}’ ({todo.where(each.key)}) staat ‘{literal(each.said)}’. Misschien "
            "is dat iemand of iets anders, dus dat blijft staan. Gaat het over deze persoon, haal het dan "
            "zelf weg."
        )


def _places() -> list[str]:
    """Names of areas and places: what isn't a person's name there."""
    return open_guide().named_places()


def _page() -> None:
    if fault := st.session_state.pop(_FAULT, ""):
        st.error(literal(fault))
    if said := st.session_state.pop(_SAID, ""):
        st.success(said)
    _, records, _ = reading.changed(account.register())
    persons = {record.id: record for record in records if record.kind is RecordKind.CONTACT}
    shown = {
        id_: seen for id_, record in persons.items() if (seen := notice(record, account.role(), _today()))
    }
    asked = st.query_params.get(_CHOSEN, "")
    usual = asked if asked in shown else None
    given(_CHOSEN, st.session_state[_CHOSEN] if st.session_state.get(_CHOSEN) in shown else usual)
    if not shown:
        st.info("Er staan geen sleutelpersonen in het register.")
        return
    names = sorted(shown, key=lambda id_: shown[id_].name.casefold())
    chosen = st.selectbox(
        "Persoon",
        names,
        key=_CHOSEN,
        index=None,
        format_func=lambda id_: shown[id_].name,
        placeholder="Zoek een naam",
    )
    if chosen:
        _detail(persons[chosen])
    _worklist([persons[id_] for id_ in shown])


with st.container(key="smal"):
    st.title("Personen")
    st.write("Sleutelpersonen: waarom ze in het register staan, wat ze goedvinden, en tot wanneer.")
    if account.allowed(Role.TEAM):
        try:
            _page()
        except WijkkaartError as error:
            problem(error)
