"""Notes: what the team knows of a record, an area or a paragraph, beside what's in its fields."""

from html import escape

import streamlit as st

from wijkkaart.guide import Guide
from wijkkaart.present import choices, dutch
from wijkkaart.record import Record, RecordKind
from wijkkaart.ui.components import literal


def of_record(record: Record, guide: Guide) -> None:
    """The notes on a record, the newest first, and the way to add one."""
    if record.kind is RecordKind.NOTE:
        return
    found = [each for each in guide.related(record.id) if each.kind is RecordKind.NOTE and not each.trashed]
    found = [each for each in found if each["about"] == record.id]
    st.html('<h2 class="wk-part">Notities van het team</h2>')
    for note in sorted(found, key=lambda each: str(each["date"]), reverse=True):
        show(note)
    add("record", record.id, "Notitie toevoegen")


def show(note: Record, about: str = "") -> None:
    """One note with its date and where it's from."""
    origin = choices.label("note_origin", note["origin"])
    line = " · ".join(part for part in (dutch.iso_day(note["date"]), origin.lower(), about) if part)
    with st.container(key=f"notitie-{note.id}", border=True):
        st.page_link("record_page.py", label=literal(note.name), query_params={"id": note.id})
        st.html(
            f'<p class="wk-small">{escape(line)}</p>'
            f"<p>{escape(str(note['text'])).replace(chr(10), '<br>')}</p>"
        )


def add(kind: str, about: str, label: str, gemeente: str = "") -> None:
    """The way to a form for a note that is about something."""
    asked = {"soort": "note", "over_soort": kind, "over": about}
    st.page_link(
        "bewerken_page.py",
        label=label,
        icon=":material/note_add:",
        query_params=asked | ({"gemeente": gemeente} if gemeente else {}),
    )
