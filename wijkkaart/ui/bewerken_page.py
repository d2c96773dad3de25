"""Bewerken: add a record, or change one, by a form that helps and loses nothing."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present import form as forms
from wijkkaart.present.record_summary import KIND_NAMES
from wijkkaart.record import RecordKind, Role, fields_of
from wijkkaart.ui import account, components, session
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.forms import device, form
from wijkkaart.ui.forms import draft as drafting
from wijkkaart.ui.forms.draft import Draft
from wijkkaart.ui.records import changing
from wijkkaart.ui.records.around import around, gemeente_of, now, say

_KINDS = {
    RecordKind.LOCATION: "Een gebouw, plein of andere plek waar iets is.",
    RecordKind.SERVICE: "Wat er te doen of te krijgen is: een inloop, cursus, spreekuur of hulp.",
    RecordKind.ORGANIZATION: "Een stichting, vereniging, kerk, bedrijf of initiatief van bewoners.",
    RecordKind.NETWORK: "Wie er samenwerken, en wie er meedoen.",
    RecordKind.CONTACT: "Iemand met een rol in de wijk. Daar is een reden of toestemming voor nodig.",
    RecordKind.NOTE: "Wat u weet en wat niet in cijfers staat.",
}
# Parameter of the address to the field of a new record that it fills.
_GIVEN = {
    "organisatie": "organization_id",
    "plek": "location_id",
    "naam": "name",
    "over_soort": "about_kind",
    "over": "about",
    "gemeente": "gemeente",
}


@st.fragment
def _form(name: str) -> None:
    """The form; drawn again by itself for whatever is typed."""
    with components.guarded():
        draft = drafting.drafts().get(name)
        if draft is None:
            st.rerun()
            return
        guide = open_guide()
        _offer(name, draft, guide)
        record = guide.record(draft.id)
        gemeente = (gemeente_of(guide, record) if record else "") or session.gemeente(guide.atlas)
        if form.draw(draft, guide, around(guide, gemeente), gemeente):
            _saved(name, draft)
        device.keep(name, draft)


def _saved(name: str, draft: Draft) -> None:
    told = "; ".join(literal(each) for each in draft.told)
    what = "toegevoegd" if draft.new else "opgeslagen"
    changed = [fields_of(draft.kind)[each].label for each in draft.changed()]
    said = f"{literal(str(draft.values['name']))} is {what}."
    if changed and not draft.new:
        said += f" Gewijzigd: {literal(', '.join(changed))}."
    if told:
        said += f" Een ander wijzigde intussen ook, en dat is bewaard: {told}."
    say(said, changing.last_edit(draft.id))
    _discard(name)
    st.switch_page("record_page.py", query_params={"id": draft.id})


def _draft(guide: Guide) -> tuple[str, Draft] | None:
    """The draft that the address asks for, begun when there was none."""
    asked = st.query_params.to_dict()
    id_, known = asked.get("id", ""), drafting.drafts()
    if id_:
        record = guide.record(id_)
        if record is None or record.trashed:
            _not_there(bool(record and record.trashed), id_)
            return None
        if id_ not in known:
            _begin(id_, drafting.of_record(record, now()))
        return id_, known[id_]
    kind = asked.get("soort", "")
    if kind not in set(RecordKind):
        _choose_kind()
        return None
    given = _given(guide, RecordKind(kind), asked)
    name = "nieuw " + urlencode(
        {"soort": kind, **{key: asked[key] for key in sorted(asked) if key in _GIVEN}}
    )
    if name not in known:
        _begin(name, drafting.of_new(RecordKind(kind), given, now(), session.gemeente(guide.atlas)))
    return name, known[name]


def _given(guide: Guide, kind: RecordKind, asked: dict[str, str]) -> dict[str, Any]:
    """What the address says of a new record, as far as it can be."""
    found: dict[str, Any] = {}
    for param, name in _GIVEN.items():
        value = asked.get(param, "")[:300]
        if value and name in fields_of(kind):
            found[name] = value
    if kind is RecordKind.SERVICE and (place := asked.get("plek", "")) and guide.record(place):
        found["locations"] = [{"location_id": place, "description": "", "schedules": []}]
    for name in ("organization_id", "location_id"):
        if found.get(name) and guide.record(found[name]) is None:
            del found[name]
    if found.get("about_kind") not in (None, "record", "area", "indicator", "paragraph"):
        found.pop("about_kind")
    return found


def _not_there(trashed: bool, id_: str) -> None:
    st.title("Bewerken")
    if trashed:
        st.info("Dit ligt in de prullenbak. Haal het eerst terug om het te wijzigen.")
        st.page_link("record_page.py", label="Naar de prullenbak", query_params={"id": id_})
    else:
        st.info("Dit is er niet, of u mag het niet zien. Zoek het opnieuw op.")


def _choose_kind() -> None:
    st.title("Toevoegen")
    st.write("Wat wilt u toevoegen?")
    for kind, told in _KINDS.items():
        with st.container(key=f"soort-{kind.value}"):
            st.page_link(
                "bewerken_page.py",
                label=KIND_NAMES[kind][0].capitalize(),
                icon=":material/add:",
                query_params={"soort": kind.value},
            )
            st.caption(told)


def _discard(name: str) -> None:
    drafting.drop(name)
    device.drop(name)


def _begin(name: str, draft: Draft) -> None:
    """Keep a draft that's begun; of one that was thrown away a moment ago nothing is to be found."""
    draft.looked = device.dropped(name)
    drafting.keep(name, draft)


def _go_on(name: str, draft: Draft) -> None:
    drafting.keep(name, draft)
    draft.looked = draft.seen = True


def _refuse(draft: Draft) -> None:
    draft.offered = None


def _offer(name: str, draft: Draft, guide: Guide) -> None:
    """What was left on the device, to go on with or to throw away."""
    left = draft.offered
    if left is None:
        return
    if left.new and guide.record(left.id) is not None:
        _refuse(draft)  # it was saved, just before the page closed
        return
    labels = [fields_of(left.kind)[each].label for each in left.changed()]
    with st.container(border=True, key="concept-gevonden"):
        st.markdown(
            "**Verder met wat u had ingevuld?** U was hier al mee bezig, en het is niet opgeslagen: "
            f"{literal(dutch.listing(labels) or 'wie wat mag zien')}."
        )
        with st.container(horizontal=True):
            st.button("Verder", key="concept-verder", type="primary", on_click=_go_on, args=(name, left))
            st.button("Weggooien", key="concept-weggooien", on_click=_refuse, args=(draft,))


def _head(name: str, draft: Draft) -> None:
    title = forms.NEW[draft.kind] if draft.new else f"{literal(str(draft.base['name']))} wijzigen"
    st.title(title)
    if draft.seen and draft.touched:
        with st.container(horizontal=True, vertical_alignment="center", key="concept"):
            st.info(f"U gaat verder met uw concept van {draft.begun} uur. Het is nog niet opgeslagen.")
            st.button(
                "Concept weggooien",
                key="concept_weg",
                icon=":material/delete:",
                on_click=_discard,
                args=(name,),
            )
    elif not draft.new:
        st.page_link(
            "record_page.py",
            label="Terug zonder wijzigen",
            icon=":material/arrow_back:",
            query_params={"id": draft.id},
        )
    draft.seen = True


def _page() -> None:
    guide = open_guide()
    found = _draft(guide)
    if found is not None:
        _head(*found)
        _form(found[0])


with st.container(key="formulier"):
    account.come_back("/bewerken?" + urlencode(st.query_params.to_dict()))
    if account.allowed(Role.TEAM):
        with components.guarded():
            _page()
    else:
        st.caption("Na het aanmelden komt u hier terug.")
        if any(each.touched for each in st.session_state.get(account.UNSAVED, {}).values()):
            st.caption("Wat u typte, is bewaard.")
