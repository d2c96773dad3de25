"""The whole form of a record: its groups, warnings, who may see what, and saving."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from wijkkaart.core.validation import InvalidRecord
from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide
from wijkkaart.present import dutch, form
from wijkkaart.present.form import Group
from wijkkaart.present.record_words import Around
from wijkkaart.present.roles import ROLE_LABELS
from wijkkaart.record import ROLES, Field, FieldType, Role, fields_of
from wijkkaart.register import saving, settle
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.forms import about, conflict, persons, place, warnings, widgets
from wijkkaart.ui.forms.desk import Desk
from wijkkaart.ui.forms.draft import Draft
from wijkkaart.ui.given import given

_PLACE = frozenset({"address", "postcode", "city", "gemeente", "latitude", "longitude", "approximate"})
_ABOUT = frozenset({"about_kind", "about", "gemeente"})
_WIDE = frozenset({FieldType.LONG, FieldType.SCHEDULES, FieldType.RECORDS_AT, FieldType.PHONES})
CHECKED = "nagekeken"


def draw(draft: Draft, guide: Guide, around: Around, gemeente: str) -> bool:
    """The form; True when what stands on it was saved."""
    if draft.saved:
        return True
    right, wrong = draft.clean()
    desk = Desk(
        draft,
        guide,
        around,
        str(draft.values.get("gemeente") or "") or gemeente,
        wrong | draft.problems,
        warnings.odd(draft, right, guide, around),
    )
    if draft.conflicts:
        conflict.ask(desk, _settled)
    _alike(desk)
    for group in form.groups(draft.kind):
        _group(desk, group)
    _who_sees(desk)
    _ending(desk)
    return False


def _kept_back(desk: Desk) -> str:
    """What keeps a save back, with the way to it; it stands where the button is, wherever that is."""
    draft = desk.draft
    if draft.fault:
        return escape(draft.fault)
    if draft.conflicts:
        return '<a href="#conflict">Iemand anders wijzigde dit ook.</a> Kies eerst wat er moet staan.'
    named = {field.name: (field.label, group) for group in form.groups(draft.kind) for field in group.fields}
    links = [
        f'<a href="#{_anchor(named[name][1])}">{escape(named[name][0])}</a>'
        if name in named
        else escape(said)
        for name, said in draft.problems.items()
    ]
    return f"<strong>Er is nog niets opgeslagen.</strong> Kijk naar: {dutch.listing(links)}." if links else ""


def _anchor(group: Group) -> str:
    return f"groep-{group.id.replace(' ', '-')}"


def _group(desk: Desk, group: Group) -> None:
    asked_again = any(field.name in desk.wrong for field in group.fields)
    if group.closed:
        with st.expander(group.title, expanded=asked_again, key=f"groep-{group.id}"):
            _fields(desk, group)
        return
    with st.container(border=True, key=_anchor(group)):
        st.header(group.title, anchor=_anchor(group))
        if group.help:
            st.caption(group.help)
        _fields(desk, group)


def _fields(desk: Desk, group: Group) -> None:
    fields = {field.name: field for field in group.fields}
    if "address" in fields:
        place.ask(desk, fields)
        fields = {name: field for name, field in fields.items() if name not in _PLACE}
    if "about" in fields:
        about.ask(desk, fields)
        fields = {name: field for name, field in fields.items() if name not in _ABOUT}
    if "lawful_basis" in fields:
        persons.ask(desk, fields)
        return
    if source := fields.pop("source_ref", None):
        _from_source(desk, source)
    _in_columns(desk, list(fields.values()))


def _in_columns(desk: Desk, fields: list[Field]) -> None:
    """Two beside each other, but for what needs the room; in the order in which they stand for a keyboard."""
    waiting: list[Field] = []
    for field in [*fields, None]:
        wide = field is None or field.type in _WIDE or field.name == "name"
        if waiting and (wide or len(waiting) == 2):
            for column, each in zip(st.columns(2), waiting, strict=False):
                with column:
                    widgets.ask(desk, each)
            waiting = []
        if field is not None and wide:
            widgets.ask(desk, field)
        elif field is not None:
            waiting.append(field)


def _from_source(desk: Desk, field: Field) -> None:
    value = desk.draft.values[field.name]
    if value:
        st.caption(f"{field.label}: {literal(str(value))}. Wat hier leeg is, volgt de bron.")


def _alike(desk: Desk) -> None:
    """Records that may be the same; they warn, and can be told apart for good."""
    draft = desk.draft
    interesting = draft.new or bool({"name", "address", "phones", "kvk"} & draft.changed().keys())
    if not interesting:
        return
    found = warnings.alike(desk, settle.apart(account.register()))
    if not found:
        return
    with st.container(key="lijkt-op"):
        st.html('<p class="wk-odd" role="status"><strong>Dit lijkt op iets dat er al staat.</strong></p>')
        for likeness, other in found:
            with st.container(horizontal=True, vertical_alignment="center", key=f"lijkt-{other.id}"):
                st.page_link(
                    "record_page.py",
                    label=literal(other.name),
                    icon=":material/open_in_new:",
                    query_params={"id": other.id},
                )
                st.caption(literal(dutch.listing(list(likeness.why))))
                st.button(
                    "Geen dubbel",
                    key=f"geen-dubbel-{other.id}",
                    type="tertiary",
                    on_click=draft.apart.add,
                    args=(other.id,),
                )


def _who_sees(desk: Desk) -> None:
    """Who may see each field; for key persons consent decides, and this can only narrow it."""
    draft = desk.draft
    with st.expander("Wie mag wat zien", expanded=False, key="groep-wie-ziet"):
        st.caption(
            "Gewoonlijk is alles openbaar, behalve opmerkingen voor het team, sleutelpersonen en wie er in "
            "een netwerk zitten. Hier kunt u per gegeven iets anders kiezen."
        )
        given("per-gegeven", bool(draft.changed_roles()) or st.session_state.get("per-gegeven", False))
        if not st.checkbox("Per gegeven kiezen wie het ziet", key="per-gegeven"):
            return
        roles = ["", *ROLES]
        for field in fields_of(draft.kind).values():
            if draft.value(field.name) in (None, "", [], {}):
                continue
            usual = f"zoals gewoonlijk ({ROLE_LABELS[field.visibility]} en hoger)"
            key = given(f"zicht-{field.name}", draft.roles.get(field.name, ""))

            def label(role: str, usual: str = usual) -> str:
                return f"{ROLE_LABELS[Role(role)]} en hoger" if role else usual

            st.selectbox(
                literal(field.label),
                roles,
                format_func=label,
                key=key,
                on_change=_see,
                args=(draft, field.name),
            )


def _see(draft: Draft, name: str) -> None:
    draft.roles[name] = str(st.session_state[f"zicht-{name}"])


def _ending(desk: Desk) -> None:
    draft = desk.draft
    count = len(draft.changed()) + len(draft.changed_roles())
    shelved = [name for name in draft.changed() if fields_of(draft.kind)[name].shelf]
    kept_back = _kept_back(desk)
    with st.container(key="opslaan-balk", horizontal=True, vertical_alignment="center"):
        st.button(
            "Opslaan", key="opslaan", type="primary", icon=":material/save:", on_click=_save, args=(desk,)
        )
        if shelved:
            st.checkbox("Wat ik invulde, is nu nagekeken", key=CHECKED)
        said = (
            f"{dutch.count(count, 'gegeven', 'gegevens')} nog niet opgeslagen" if count else "Niets gewijzigd"
        )
        if draft.fault and account.session() is None:
            account.come_back("/bewerken?" + urlencode(st.query_params.to_dict()))
            st.page_link("aanmelden_page.py", label="Aanmelden", icon=":material/login:")
        if kept_back:
            st.html(f'<p class="wk-kept" role="alert">{kept_back}</p>')
        else:
            st.html(f'<p class="wk-small" role="status">{said}</p>')


def _settled(desk: Desk) -> None:
    conflict.settle(desk)
    _save(desk)


def _save(desk: Desk) -> None:
    """Save, or let the form say what keeps it back; what was typed stays in any case."""
    draft, db, author = desk.draft, account.register(), account.author()
    draft.problems, draft.fault = {}, ""
    shelved = [name for name in draft.changed() if fields_of(draft.kind)[name].shelf and draft.value(name)]
    try:
        if draft.new:
            values = {name: draft.value(name) for name in draft.values}
            meta = warnings.visibility(draft)
            record = saving.create(db, draft.kind, values, author, meta=meta, id=draft.id)
        else:
            saved = saving.save(
                db, draft.id, draft.version, draft.changed(), author, visibility=draft.changed_roles()
            )
            record = saved.record
            labels = fields_of(draft.kind)
            draft.told += [
                f"{labels[each.field].label} (door {each.by})"
                for each in saved.merged
                if each.field in labels
            ]
        if shelved and st.session_state.get(CHECKED):
            saving.confirm(db, draft.id, shelved, author, desk.around.today, base_version=record.version)
        for other in draft.apart:
            settle.settle_apart(db, draft.id, other, author.name)
    except InvalidRecord as error:
        draft.problems = error.problems
    except saving.EditConflict as error:
        conflict.take(draft, error, account.role(), desk.around.today)
    except WijkkaartError as error:
        draft.fault = str(error)
    else:
        draft.saved = True
