"""What changed of figures and sociale kaart since the group accepted them, and accepting that."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from wijkkaart.core.wijkscan import changes as core
from wijkkaart.core.wijkscan import parts
from wijkkaart.core.wijkscan.changes import Change
from wijkkaart.core.wijkscan.parts import BASE, Basis, Part
from wijkkaart.present import dutch
from wijkkaart.present.wijkscan.basis import basis_now
from wijkkaart.register import wijkscans
from wijkkaart.register.wijkscans import PartState
from wijkkaart.ui import account, components
from wijkkaart.ui.records.around import doing
from wijkkaart.ui.wijkscan import changed_rows, saving
from wijkkaart.ui.wijkscan.opened import Opened
from wijkkaart.ui.wijkscan.state import CHANGED, STATE

ALL, PART, ONE = "alles", "deel:", "een:"
"""Begin of what is accepted: everything, a paragraph, one thing."""


def now(found: Opened) -> Basis:
    """Figures and records as they are today; kept until the data or the texts change."""
    area = found.area
    assert area is not None
    texts = tuple(each.text for each in found.all_parts().values() if core.ELSEWHERE in each.text)
    key = ("wijkscan now", area.code, area.parts, texts)
    return found.guide.remember(key, lambda: basis_now(found.guide, area, texts))


def changes(found: Opened) -> list[Change]:
    """What isn't as it was accepted."""
    if found.area is None:
        return []
    texts = (each.text for each in found.all_parts().values())
    return core.changes(core.with_texts(found.basis, texts), now(found))


def banner(found: Opened) -> None:
    """Says that something changed, where people write."""
    there = changes(found)
    if not there:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="ws-banner"):
        st.markdown(f"{_since(found.basis.at)} is er iets veranderd: {_counted(there)}.")
        st.button(
            "Bekijk wat er veranderde",
            key="ws-bekijk",
            type="tertiary",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=STATE.change,
            kwargs={"blad": CHANGED},
        )


def _since(day: str) -> str:
    return f"Sinds {dutch.iso_day(day)}" if day else "Sinds het begin van deze wijkscan"


def _counted(there: list[Change]) -> str:
    figures = sum(each.kind == core.FIGURE for each in there)
    records = len(there) - figures
    said = [dutch.count(figures, "cijfer", "cijfers")] if figures else []
    said += [dutch.count(records, "vermelding", "vermeldingen") + " in de sociale kaart"] if records else []
    return dutch.listing(said)


def show(found: Opened) -> None:
    """What changed, by paragraph, to accept one by one or all at once."""
    there = changes(found)
    if not there:
        st.success("Alles staat erin zoals het nu is: er is niets veranderd.")
        return
    st.write(
        f"{_since(found.basis.at)} veranderde er iets: {_counted(there)}. Neem over wat u in de wijkscan "
        "wilt. Een cijfer dat in uw tekst staat, gaat mee. De rest van uw tekst blijft zoals hij is."
    )
    st.button(
        "Alles overnemen",
        key="ws-alles-overnemen",
        type="primary",
        icon=":material/done_all:",
        on_click=_accept,
        args=(found, ALL),
    )
    components.drawing(
        changed_rows.tree(there), key="ws-veranderingen", on_choose=lambda what: _accept(found, what)
    )


def _accept(found: Opened, what: str) -> None:
    """From a callback: accept what was chosen, with the figures in texts that go along."""
    there = changes(found)
    chosen = [each for each in there if what in (ALL, PART + changed_rows.paragraph(each), ONE + name(each))]
    if not chosen:
        return

    def accept() -> str:
        register = account.register()
        states = wijkscans.parts(register, found.id, account.role())
        today = now(found)
        texts = {
            key: parts.part(state.content) for key, state in states.items() if key not in (BASE, parts.HEAD)
        }
        basis = core.with_texts(found.basis, (each.text for each in texts.values()))
        for each in chosen if len(chosen) < len(there) else ():
            basis = core.accept(basis, each, today)
        if len(chosen) == len(there):
            basis = today
        contents = _contents(states, texts, basis, chosen)
        saving.take_back_to(found.id, states)
        done = wijkscans.save_all(register, found.id, contents, account.author())
        saving.can_take_back(found.id, done)
        return _said(len(chosen), len(contents) - 1)

    doing(accept, undo=lambda: found.id)


def _contents(
    states: dict[str, PartState], texts: dict[str, Part], basis: Basis, chosen: Iterable[Change]
) -> dict[str, tuple[dict[str, object], int]]:
    base = states.get(BASE)
    contents = {BASE: (parts.to_json(basis), base.version if base else 0)}
    for key, text in core.alongside({key: each.text for key, each in texts.items()}, chosen).items():
        contents[key] = parts.to_json(replace(texts[key], text=text)), states[key].version
    return contents


def _said(accepted: int, along: int) -> str:
    went = dutch.count(along, "tekst ging", "teksten gingen")
    also = f" {went[0].upper()}{went[1:]} mee." if along else ""
    return f"{dutch.count(accepted, 'verandering', 'veranderingen')} overgenomen.{also}"


def name(change: Change) -> str:
    """Kind and id of what changed."""
    return f"{change.kind}:{change.id}"
