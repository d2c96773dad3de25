"""What the widgets of a form share: the draft, what's known around it, and how a value goes in and out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

import streamlit as st

from wijkkaart.catalogue import sources
from wijkkaart.guide import Guide
from wijkkaart.present.form import groups
from wijkkaart.present.record_words import Around
from wijkkaart.record import Field, Record
from wijkkaart.ui.forms.draft import Draft

_MANY = 1500
REQUIRED = " (verplicht)"


@dataclass(frozen=True)
class Desk:
    """One form, at one moment."""

    draft: Draft
    guide: Guide
    around: Around
    gemeente: str
    """The gemeente that it's about; "" when that isn't known."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Field to what has to be set right."""
    odd: dict[str, list[str]] = field(default_factory=dict)
    """Field to what's worth another look."""

    def label(self, asked: Field) -> str:
        """What the field is called above its widget."""
        return asked.label + (REQUIRED if asked.required else "")

    def name(self, id_: str) -> str:
        """A record in a list of choices: its name, and what tells it from others."""
        found = self.guide.record(id_)
        if found is None:
            return self.around.name(id_)
        beside = found.values.get("address") or found.values.get("title") or ""
        return f"{found.name} ({beside})" if beside else found.name

    def choices(self, kind: str, chosen: str = "") -> list[str]:
        """Ids of the records of a kind that can be chosen, what's chosen now included."""
        found = self.guide.remember(("te kiezen", kind, self.gemeente), lambda: self._near(kind))
        return [*found, *([chosen] if chosen and chosen not in found else [])]

    def _near(self, kind: str) -> list[str]:
        """All that can be chosen; of very many, those of this gemeente: they all go to the browser."""
        found = [each.id for each in self.known(kind)]
        if len(found) <= _MANY or not self.gemeente:
            return found
        return [id_ for id_ in found if self.guide.gemeenten_of(id_) <= {self.gemeente}]

    def known(self, kind: str) -> list[Record]:
        """The records of a kind that aren't thrown away."""
        return [each for each in self.guide.records(kind) if not each.trashed]


def key(name: str) -> str:
    """The key of the widget of a field."""
    return f"veld-{name}"


def takes(draft: Draft, name: str, convert: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    """Key and callback of a widget that asks one field of a draft."""
    return {"key": key(name), "on_change": take, "args": (draft, name, convert)}


def take(draft: Draft, name: str, convert: Callable[[Any], Any]) -> None:
    """Put what a widget says in the draft."""
    draft.values[name] = convert(st.session_state[key(name)])
    draft.problems.pop(name, None)


def part(desk: Desk, asked: Field) -> None:
    """What rows are of, unless the group that they stand in says so."""
    if asked.label not in {group.title for group in groups(desk.draft.kind)}:
        st.html(f'<h3 class="wk-part">{escape(desk.label(asked))}</h3>')


def beside(desk: Desk, asked: Field) -> None:
    """What stands under a field: its help, where its value is from, what's wrong or odd about it."""
    name, lines = asked.name, []
    if asked.help:
        lines.append(f'<p class="wk-small">{escape(asked.help)}</p>')
    origin = desk.draft.origins.get(name, "")
    if origin and name not in desk.draft.changed():
        known = sources().get(origin)
        said = known.publisher if known else origin
        lines.append(f'<p class="wk-small">Uit: {escape(said)}. Wat u zelf invult, gaat voor.</p>')
    lines += remarks(desk, name)
    if lines:
        st.html("".join(lines))


def remarks(desk: Desk, name: str) -> list[str]:
    """What's wrong or odd about a field, as HTML."""
    lines = []
    if wrong := desk.wrong.get(name):
        lines.append(f'<p class="wk-wrong" role="alert">{escape(wrong)}</p>')
    lines += [f'<p class="wk-odd" role="status">{escape(said)}</p>' for said in desk.odd.get(name, ())]
    return lines
