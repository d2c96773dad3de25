"""Dubbel: two records side by side that may be the same; make them one, or say that they differ."""

from collections.abc import Mapping
from functools import partial
from html import escape

import streamlit as st

from wijkkaart.core.uniting import Pick
from wijkkaart.core.visibility import strip
from wijkkaart.guide import Guide
from wijkkaart.present import dubbel, dutch
from wijkkaart.present.dubbel import Pair, Row
from wijkkaart.present.record_summary import KIND_NAMES
from wijkkaart.present.record_words import Around
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import reading
from wijkkaart.ui import account, components
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.keeping import area, doubles
from wijkkaart.ui.records import changing
from wijkkaart.ui.records.around import around, said

_LONGEST = 160
_PATIENCE = 2.0  # seconds that a visitor waits for doubles to be looked for
_JOINER = "\N{WORD JOINER}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _sides(pair: Pair) -> tuple[Record, Record] | None:
    """Both as they stand in the register, as far as this visitor may see; None when one isn't there now."""
    found = []
    for record in (pair.one, pair.other):
        if pair.source and record is pair.other:
            found.append(record)
            continue
        raw = reading.get(account.register(), record.id)
        seen = strip(raw, account.role(), open_guide().day) if raw and not raw.trashed else None
        if raw is None or seen is None:
            return None
        found.append(Record(seen.id, seen.kind, seen.values, seen.meta, raw.version, raw.created))
    return found[0], found[1]


def _table(rows: list[Row], names: tuple[str, str]) -> None:
    """What both say, for what there's nothing to choose in."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("Gegeven", *names))
    lines = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th><td>{escape(_short(row.one)) or "—"}</td>'
        f"<td>{escape(_short(row.other)) or '—'}</td></tr>"
        for row in rows
    )
    st.html(f'<table class="wk-beside-table"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>')


def _picked(texts: Mapping[Pick, str], pick: Pick) -> str:
    # Streamlit makes links of addresses: not where one chooses.
    text = _short(texts[pick]).replace("@", f"{_JOINER}@").replace("://", f":{_JOINER}//")
    return literal(text.replace("www.", f"www{_JOINER}."))


def _choices(rows: list[Row], pair: Pair) -> dict[str, str]:
    """A choice for each field in which both say something else; field to the key of its widget."""
    keys = {}
    for row in rows:
        key = keys[row.name] = f"kies-{row.name}-{pair.one.id}-{pair.other.id}"
        texts = {Pick.KEPT: row.one, Pick.OTHER: row.other, Pick.BOTH: "allebei"}
        st.radio(
            row.label,
            list(row.picks),
            key=key,
            format_func=partial(_picked, texts),
            horizontal=max(len(text) for text in texts.values()) < 40,
        )
    return keys


def _unite(pair: Pair, sides: tuple[Record, Record], rows: list[Row]) -> None:
    one, other = sides
    choose = [row for row in rows if row.picks]
    if choose:
        st.markdown("**Ze spreken elkaar tegen. Wat klopt?**")
    keys = _choices(choose, pair)
    with st.container(horizontal=True, key="dubbel-knoppen"):
        st.button(
            "Zelfde: voeg samen",
            key="samenvoegen",
            type="primary",
            icon=":material/merge:",
            on_click=doubles.unite,
            args=(one, other, (one.version, other.version), keys),
        )
        _others(pair)
    st.caption(
        "Bij samenvoegen blijft alles bewaard: wat maar in een van de twee staat, komt erbij; wat naar het "
        "andere verwees, verwijst naar dit. Het andere gaat naar de prullenbak. U kunt het terugdraaien."
    )


def _others(pair: Pair) -> None:
    st.button(
        "Geen dubbel", key="geen-dubbel", icon=":material/call_split:", on_click=doubles.apart, args=(pair,)
    )
    st.button("Later", key="later", type="tertiary", on_click=doubles.skip, args=(pair,))


def _claim(pair: Pair) -> None:
    with st.container(horizontal=True, key="dubbel-knoppen"):
        st.button(
            "Zelfde plek",
            key="zelfde-plek",
            type="primary",
            icon=":material/merge:",
            on_click=doubles.claim,
            args=(pair,),
        )
        _others(pair)
    st.caption(
        "Rechts staat een plek uit een bron. Is het dezelfde, dan staat die nog één keer op de kaart. Wat "
        "het team weet gaat voor, wat leeg is vult de bron aan."
    )


def _person(pair: Pair) -> None:
    st.info("Staat iemand er twee keer in? Wis dan een van de twee bij Personen. Zo blijft er niets achter.")
    with st.container(horizontal=True, key="dubbel-knoppen"):
        st.page_link("personen_page.py", label="Naar Personen", icon=":material/shield_person:")
        _others(pair)


def _pair(pair: Pair, words: Around) -> None:
    sides = _sides(pair)
    if sides is None:
        st.info("Een van deze twee is intussen weggegooid.")
        return
    kind = KIND_NAMES[pair.one.kind][0]
    st.subheader(f"Is dit twee keer dezelfde {kind}?" if pair.can_unite else "Is dit dezelfde persoon?")
    st.write("Waarom we dit vragen: " + dutch.listing([literal(each) for each in pair.why]) + ".")
    left, right = st.columns(2)
    with left:
        st.page_link("record_page.py", label=literal(pair.one.name), query_params={"id": pair.one.id})
    with right:
        st.page_link("record_page.py", label=literal(pair.other.name), query_params={"id": pair.other.id})
    can_unite = pair.can_unite and not pair.source
    rows = dubbel.rows(*sides, words, choose=can_unite)
    _table([row for row in rows if not row.picks], _titles(pair))
    if pair.source:
        _claim(pair)
    elif can_unite:
        _unite(pair, sides, rows)
    else:
        _person(pair)


def _titles(pair: Pair) -> tuple[str, str]:
    if pair.source:
        return "In het register", "In de bron"
    if pair.one.kind is RecordKind.CONTACT or pair.one.name != pair.other.name:
        return pair.one.name, pair.other.name
    return f"{pair.one.name} (blijft)", f"{pair.other.name} (2)"


def _page(guide: Guide) -> None:
    said(changing.undo)
    if key := doubles.just_apart():
        st.button(
            "Toch wel dubbel: vraag het opnieuw",
            key="toch-dubbel",
            icon=":material/undo:",
            on_click=doubles.not_apart,
            args=(key,),
        )
    code = area.gemeente(guide.atlas)
    found = doubles.pairs(guide, code, _PATIENCE)
    looking = doubles.search()
    if looking.left:
        with st.container(horizontal=True, vertical_alignment="center", key="verder-kijken"):
            seen = f"{dutch.number(looking.total - looking.left)} van de {dutch.number(looking.total)}"
            st.info(f"Tot nu toe is gekeken naar {seen}, wat het laatst veranderde eerst.")
            st.button("Kijk verder", key="verder")
    if not found:
        st.success(f"Niets gevonden dat dubbel lijkt in {literal(guide.atlas.name(code))}.")
        return
    st.write(f"{dutch.count(len(found), 'paar lijkt', 'paren lijken')} op elkaar; dit is het eerste.")
    with st.container(border=True, key="dubbel-paar"):
        _pair(found[0], around(guide, code))
    if found[1:]:
        with st.expander(f"Hierna ({dutch.number(len(found) - 1)})"):
            st.markdown(
                "\n".join(f"- {literal(each.one.name)} · {literal(each.other.name)}" for each in found[1:30])
            )


with st.container(key="dubbel"):
    st.title("Staat het er dubbel in?")
    st.write("Twee gegevens die op elkaar lijken. Zijn ze hetzelfde, voeg ze dan samen.")
    if account.allowed(Role.TEAM):
        with components.guarded():
            area.style()
            _page(open_guide())
