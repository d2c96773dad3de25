"""Two people changed the same: what stood there, what the other made of it, what is mine; a choice each."""

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from wijkkaart.core.visibility import strip
from wijkkaart.present.record_history import moment
from wijkkaart.present.record_words import GONE, in_text
from wijkkaart.present.roles import ROLE_LABELS
from wijkkaart.record import Record, Role, fields_of
from wijkkaart.register.saving import EditConflict, FieldConflict
from wijkkaart.ui.forms import draft as drafting
from wijkkaart.ui.forms.desk import Desk
from wijkkaart.ui.forms.draft import Draft

MINE, THEIRS = "mijn", "hun"


def take(draft: Draft, error: EditConflict, role: Role, today: Any) -> None:
    """Let the form ask what has to be kept."""
    draft.now = strip(error.record, role, today)
    draft.conflicts = list(error.conflicts)


def ask(desk: Desk, settled: Callable[[Desk], None]) -> None:
    """The choice per field; `settled` is called when somebody chose and wants to save."""
    draft = desk.draft
    now = draft.now
    if now is None:
        st.error("U mag dit niet meer zien. Uw wijziging is niet opgeslagen.")
        return
    with st.container(key="conflict", border=True):
        by = draft.conflicts[0].by
        st.header("Iemand anders wijzigde dit ook", anchor="conflict")
        st.write(
            f"Terwijl u bezig was, wijzigde **{escape(by)}** hetzelfde. Er is nog niets opgeslagen en niets "
            "verloren. Kies wat er moet staan; wat u verder typte, blijft zoals het is."
        )
        keys = [_one(desk, each, now) for each in draft.conflicts]
        chosen = [st.session_state.get(key) for key in keys]
        st.button(
            "Opslaan met deze keuzes",
            key="conflict-opslaan",
            type="primary",
            disabled=None in chosen,
            help="Kies eerst bij elk gegeven." if None in chosen else None,
            on_click=settled,
            args=(desk,),
        )


def settle(desk: Desk) -> None:
    """Go on from how the record stands now, with the choices that were made."""
    draft = desk.draft
    assert draft.now is not None
    draft.told += merged(desk, draft, draft.now)
    mine = {
        f"wie:{each.field}" if each.visibility else each.field: st.session_state[_key(each)] == MINE
        for each in draft.conflicts
    }
    drafting.rebased(draft, draft.now, mine)


def merged(desk: Desk, draft: Draft, now: Record) -> list[str]:
    """What others changed in fields that I left alone."""
    clashing, changed = {each.field for each in draft.conflicts}, draft.changed()
    found = []
    for name, asked in fields_of(draft.kind).items():
        if name in clashing or name in changed or now[name] == draft.base[name]:
            continue
        if not draft.origins.get(name):
            found.append(f"{asked.label}: {in_text(asked, now[name], desk.around) or 'weggehaald'}")
    return found


def _key(each: FieldConflict) -> str:
    return f"conflict-{'wie-' if each.visibility else ''}{each.field}"


def _one(desk: Desk, each: FieldConflict, now: Record) -> str:
    asked = fields_of(desk.draft.kind)[each.field]

    def said(value: Any) -> str:
        if each.visibility:
            return ROLE_LABELS[Role(value)] + " en hoger" if value else "zoals gewoonlijk"
        return in_text(asked, value, desk.around) or "niets ingevuld"

    hidden = not each.visibility and each.field not in now.values and bool(each.theirs)
    theirs = GONE if hidden else said(each.theirs)
    title = f"Wie mag dit zien: {asked.label}" if each.visibility else asked.label
    when = f" ({moment(each.at)})" if each.at else ""
    st.html(
        f'<h3 class="wk-part">{escape(title)}</h3><dl class="wk-versions">'
        f"<div><dt>Het was</dt><dd>{escape(said(each.base))}</dd></div>"
        f"<div><dt>{escape(each.by)}{escape(when)}</dt><dd>{escape(theirs)}</dd></div>"
        f"<div><dt>U</dt><dd>{escape(said(each.mine))}</dd></div></dl>"
    )
    key = _key(each)
    st.radio(
        f"Wat moet er staan bij {title}?",
        [THEIRS, MINE],
        index=None,
        key=key,
        horizontal=True,
        format_func={THEIRS: f"zoals {each.by} het maakte", MINE: "zoals ik het maakte"}.__getitem__,
    )
    return key
