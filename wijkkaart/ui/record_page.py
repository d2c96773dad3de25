"""One record on one screen: what's known, how fresh it is, what belongs to it, and what can be done."""

from functools import partial
from html import escape
from urllib.parse import quote

import streamlit as st

from wijkkaart.core.freshness import freshness
from wijkkaart.core.source_places import place_record
from wijkkaart.core.validation import InvalidRecord
from wijkkaart.export.choosing import known_of, selected
from wijkkaart.export.making import made
from wijkkaart.guide import Guide
from wijkkaart.present import record as words
from wijkkaart.present import record_summary as summary
from wijkkaart.present.record_words import Around
from wijkkaart.present.spot_map import spot_state
from wijkkaart.record import Record, RecordKind, Role, Status, may_see
from wijkkaart.ui import account, components, map_frame, session
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import guide_of, open_guide
from wijkkaart.ui.files import told
from wijkkaart.ui.forms import draft as drafting
from wijkkaart.ui.records import changing, facts, history, notes
from wijkkaart.ui.records.around import around, gemeente_of, said

_GONE = (
    "Dit is er niet, of u mag het niet zien. Misschien is het gewist of klopt het adres van de pagina niet. "
    "Zoek het opnieuw op."
)
_ABOUT_KIND = "record"


def _missing() -> None:
    st.title("Niet gevonden")
    st.info(_GONE)
    with st.container(horizontal=True):
        st.page_link("kaart_page.py", label="Naar de kaart", icon=":material/map:")
        if account.session() is None:
            st.page_link("aanmelden_page.py", label="Aanmelden", icon=":material/login:")


def _head(record: Record, around_: Around, kind: str) -> None:
    example = '<span class="wk-mark">verzonnen voorbeeld</span>' if record.example else ""
    st.html(f'<p class="wk-small wk-kind">{escape(kind)} {example}</p>')
    st.title(literal(record.name or str(record.values.get("title") or "")), anchor=False)
    st.html(f'<p class="wk-lead">{escape(summary.headline(record, around_))}</p>')
    if alert := record.values.get("alert"):
        st.html(f'<p class="wk-alert"><strong>Let op:</strong> {escape(str(alert))}</p>')


def _point(record: Record, guide: Guide) -> tuple[tuple[float, float], Record] | None:
    """Where it is: a place itself, an offer or person at the first place that's known."""
    ids = [str(row["location_id"]) for row in record.values.get("locations") or []]
    ids.append(str(record.values.get("location_id") or ""))
    for place in [record, *(found for id_ in ids if (found := guide.record(id_)))]:
        if (
            place.kind is RecordKind.LOCATION
            and place["latitude"] is not None
            and place["longitude"] is not None
        ):
            return (float(place["latitude"]), float(place["longitude"])), place
    return None


def _map(record: Record, guide: Guide) -> None:
    found = _point(record, guide)
    if found is None:
        return
    point, place = found
    spot = guide.spot(*point)
    with st.container(key="kaart-klein"):
        state = spot_state(
            guide.atlas,
            spot.gemeente,
            point,
            place.name,
            look=place.id,
            background=session.background(),
            approximate=bool(place["approximate"]),
        )
        map_frame.draw(state, "kaart_plek", 260)
    codes = [code for code in (spot.buurt, spot.wijk, spot.gemeente) if code]
    names = list(dict.fromkeys(guide.atlas.name(code) for code in codes))
    st.html(f'<p class="wk-small">{escape(", ".join(names))}</p>')


def _share(record: Record) -> None:
    with st.popover("Delen", icon=":material/share:", key="delen"):
        st.write("Kopieer dit adres. Wie het opent, ziet alleen wat voor die persoon bedoeld is.")
        base = (st.context.url or "").partition("?")[0] or "/record"
        st.code(f"{base}?id={quote(record.id)}", language=None, wrap_lines=True)
        st.caption("Afdrukken: druk op Ctrl en P. Deze pagina past op één vel papier.")
    if record.kind is RecordKind.SERVICE and summary.schedules_of(record):
        st.download_button(
            "In uw agenda",
            data=told(partial(_calendar, record.id, account.token())),
            file_name="activiteit.ics",
            mime="text/calendar",
            key="agenda",
            icon=":material/event:",
            on_click="ignore",
        )


def _calendar(id_: str, token: str) -> bytes:
    """Made when it's asked for, of what whoever asks may see by then."""
    guide = guide_of(token)
    known = known_of(guide)
    return made(selected(guide, [known[id_]] if id_ in known else [], known), "ics").data


# What is said of a kind of record that has come to an end.
_ENDS = {
    RecordKind.LOCATION: "Is gesloten",
    RecordKind.SERVICE: "Is gestopt",
    RecordKind.ORGANIZATION: "Is gestopt",
    RecordKind.NETWORK: "Is gestopt",
}


def _team(record: Record) -> None:
    """What the team can do."""
    st.page_link("bewerken_page.py", label="Bewerken", icon=":material/edit:", query_params={"id": record.id})
    if asked := {RecordKind.LOCATION: "plek", RecordKind.ORGANIZATION: "organisatie"}.get(record.kind):
        st.page_link(
            "bewerken_page.py",
            label="Activiteit toevoegen",
            icon=":material/add:",
            query_params={"soort": RecordKind.SERVICE.value, asked: record.id},
        )
    if record.kind in _ENDS and record.values.get("status") in (Status.OPEN, Status.TEMPORARILY_CLOSED):
        st.button(
            _ENDS[record.kind],
            key="gestopt",
            icon=":material/event_busy:",
            help="Dan staat het niet meer tussen wat er is. Het blijft bewaard, als geschiedenis.",
            on_click=changing.end,
            args=(record,),
        )
    st.button(
        "Naar de prullenbak",
        key="weggooien",
        icon=":material/delete:",
        type="tertiary",
        help="Voor wat er nooit had moeten staan, zoals een fout of een dubbel.",
        on_click=changing.trash,
        args=(record.id, record.name),
    )


def _fresh(record: Record, around_: Around) -> None:
    """How fresh it is, and Klopt nog in one click: for all, or for what belongs together."""
    found = freshness(record, around_.today, around_.months)
    if found.share is None:
        return
    with st.container(border=True, key="versheid"):
        st.html('<h2 class="wk-part">Klopt dit nog?</h2>')
        facts.bar(found, summary.checked(record, around_))
        if not around_.team:
            return
        groups = facts.shelves(record, record.values)
        every = [name for names in groups.values() for name in names]
        with st.container(horizontal=True):
            st.button(
                "Alles klopt nog",
                key="klopt",
                icon=":material/check:",
                type="primary",
                on_click=changing.confirm,
                args=(record, every),
            )
            for title, names in groups.items() if len(groups) > 1 else ():
                st.button(
                    title,
                    key=f"klopt-{names[0]}",
                    icon=":material/check:",
                    help="Alleen dit is nagekeken en klopt nog.",
                    on_click=changing.confirm,
                    args=(record, names),
                )


def _record(record: Record, guide: Guide) -> None:
    around_ = around(guide, gemeente_of(guide, record))
    sections = words.facts(record, around_)
    _head(record, around_, summary.KIND_NAMES[record.kind][0].capitalize())
    if record.trashed:
        _trashed(record)
    if record.id in drafting.drafts() and drafting.drafts()[record.id].touched:
        with st.container(horizontal=True, vertical_alignment="center", key="concept"):
            st.info("U hebt een concept dat nog niet is opgeslagen.")
            st.page_link("bewerken_page.py", label="Verder met uw concept", query_params={"id": record.id})
    facts.actions(sections, _whom(record, guide, around_))
    with st.container(horizontal=True, vertical_alignment="center", key="record-knoppen"):
        if around_.team and not record.trashed:
            _team(record)
        _share(record)
    wide, narrow = st.columns([1.55, 1], gap="large")
    with wide:
        for section in sections:
            facts.section(section, record)
        facts.related(summary.related(record, guide.related(record.id), around_))
    with narrow:
        _map(record, guide)
        _fresh(record, around_)
        if around_.team:
            notes.of_record(record, guide)
    if around_.team:
        history.show(record.id, around_)


def _whom(record: Record, guide: Guide, around_: Around) -> dict[str, list[words.Section]]:
    """Where an offer or person is, and whose it is: where to go, and whom to ask."""
    point = _point(record, guide)
    ids = [point[1].id] if point else []
    ids.append(str(record.values.get("organization_id") or ""))
    others = [found for id_ in ids if id_ != record.id and (found := guide.record(id_))]
    return {other.name: words.facts(other, around_) for other in others}


def _trashed(record: Record) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="in-prullenbak"):
        st.warning("Dit ligt in de prullenbak. Alleen het team ziet het nog.")
        st.button(
            "Terughalen",
            key="terughalen",
            icon=":material/restore_from_trash:",
            on_click=changing.untrash,
            args=(record.id, record.name),
        )


def _source(row: dict[str, object], guide: Guide) -> None:
    """A source's place that nobody has taken over yet."""
    place = place_record(row)
    around_ = around(guide, str(row["gemeente"]))
    sections = words.facts(place, around_)
    _head(place, around_, "Plek uit een bron")
    facts.actions(sections, {})
    if may_see(account.role(), Role.TEAM):
        with st.container(border=True, key="overnemen-blok"):
            st.write(
                "Deze plek komt uit een bron en is nog niet nagekeken door het team. Neem hem over om "
                "gegevens aan te vullen. Wat u invult gaat voor; wat u leeg laat, blijft de bron volgen."
            )
            pressed = st.button(
                "Neem over en vul aan", key="overnemen", type="primary", icon=":material/add_task:"
            )
        if pressed:
            _take_over(place, row, guide)
    wide, narrow = st.columns([1.55, 1], gap="large")
    with wide:
        for section in sections:
            facts.section(section, place)
    with narrow:
        _map(place, guide)


def _take_over(place: Record, row: dict[str, object], guide: Guide) -> None:
    point = (place["latitude"], place["longitude"])
    lies = guide.spot(*point).gemeente if None not in point else ""
    gemeente = str(row["gemeente"] or lies)
    try:
        taken = changing.take_over(place, str(row["source"]), gemeente)
    except InvalidRecord:
        # Its kind isn't one that the register has: somebody has to choose.
        st.switch_page("bewerken_page.py", query_params={"soort": "location", "naam": place.name})
    st.switch_page("bewerken_page.py", query_params={"id": taken.id})


def _page() -> None:
    said(changing.undo)
    guide, id_ = open_guide(), st.query_params.get("id", "")
    id_ = guide.claim(id_) or id_
    record = guide.record(id_)
    if record is not None:
        _record(record, guide)
        return
    row = guide.source(id_)
    if row is None:
        _missing()
    else:
        _source({str(name): value for name, value in row.items()}, guide)


with st.container(key="record"), components.guarded():
    _page()
