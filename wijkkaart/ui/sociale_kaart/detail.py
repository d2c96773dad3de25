"""The detail of what was clicked, in place: what, when, where, and whom to call."""

from html import escape

import streamlit as st

from wijkkaart.core.source_places import place_record
from wijkkaart.guide import Guide
from wijkkaart.present import record as words
from wijkkaart.present import record_summary as summary
from wijkkaart.present.places import Fact
from wijkkaart.present.record import Section
from wijkkaart.present.record_words import Around
from wijkkaart.record import Record, RecordKind
from wijkkaart.ui import components
from wijkkaart.ui.records import facts
from wijkkaart.ui.sociale_kaart import session
from wijkkaart.ui.sociale_kaart.asking import Answer
from wijkkaart.ui.sociale_kaart.state import NETWORKS

_SECTIONS = ("Wat", "Wanneer", "Waar", "Meedoen", "Contact", "Van wie")


def show(guide: Guide, answer: Answer, around: Around) -> None:
    """The detail that was asked for, if it's there."""
    opened = answer.search.plek
    record = opened_record(guide, answer.gemeente, opened) if opened else None
    if record is None:
        return
    with st.container(key="plek-detail", border=True):
        _head(record, around)
        if alert := record.values.get("alert"):
            st.html(f'<p class="wk-alert"><strong>Let op:</strong> {escape(str(alert))}</p>')
        reach(record, guide, around)
        components.facts(_lines(words.facts(record, around)))
        if checked := summary.checked(record, around):
            st.html(f'<p class="wk-small">{escape(checked)}</p>')
        with st.container(horizontal=True, key="plek-verder", vertical_alignment="center"):
            st.page_link(
                "record_page.py",
                label="Alles hierover",
                icon=":material/open_in_full:",
                query_params={"id": record.id},
            )
            if guide.record(record.id) is not None and record.kind is not RecordKind.NOTE:
                st.button(
                    "Wie hoort erbij",
                    key="sk-relaties",
                    icon=":material/hub:",
                    type="tertiary",
                    on_click=session.change,
                    kwargs={"toon": NETWORKS, "midden": record.id, "plek": ""},
                )


def reach(record: Record, guide: Guide, around: Around) -> None:
    """Buttons to call, mail and go there; of who gives it or where it is, when it doesn't say so itself."""
    facts.actions(words.facts(record, around), _behind_it(record, guide, around))


def opened_record(guide: Guide, gemeente: str, opened: str) -> Record | None:
    """The record with this id, or a source's place made to look like one; None when it isn't to be seen."""
    record = guide.record(opened.partition("@")[0])
    if record is not None:
        return record
    table = guide.places(gemeente)
    found = table[(table.id == opened) & (table.record == "")]
    return place_record({str(name): value for name, value in found.iloc[0].items()}) if len(found) else None


def _head(record: Record, around: Around) -> None:
    with st.container(horizontal=True, wrap=False, key="plek-kop"):
        name = record.name or str(record.values.get("title") or "")
        st.html(
            f'<h2 class="wk-detail">{escape(name)}</h2>'
            f'<p class="wk-small">{escape(summary.headline(record, around))}</p>'
        )
        st.button(
            "Sluit",
            key="sluit_plek",
            icon=":material/close:",
            type="tertiary",
            on_click=session.change,
            kwargs={"plek": ""},
        )


def _behind_it(record: Record, guide: Guide, around: Around) -> dict[str, list[Section]]:
    """Whom to call and where to go when it doesn't say so itself: name to what's known of them."""
    found = [other for key in _behind(record) if (other := guide.record(key)) is not None]
    return {other.name: words.facts(other, around) for other in found if other.name}


def _behind(record: Record) -> list[str]:
    """Ids of its first place and of who gives it."""
    places = [str(row.get("location_id") or "") for row in record.values.get("locations") or []][:1]
    return [*places, *(str(record.values.get(name) or "") for name in ("location_id", "organization_id"))]


def _lines(sections: list[Section]) -> list[Fact]:
    """The lines of the sections that people ask for; what the buttons do has no link of its own."""
    return [
        Fact(fact.icon or "info", fact.label, fact.text, "" if fact.href.startswith("geo:") else fact.href)
        for section in sections
        if section.title in _SECTIONS
        for fact in section.facts
    ]
