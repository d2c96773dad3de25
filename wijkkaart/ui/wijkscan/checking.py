"""What is still to be done on a wijkscan, who does what, and how far it is."""

from collections.abc import Sequence

import streamlit as st

from wijkkaart.core.wijkscan.checklist import checklist, how_far
from wijkkaart.core.wijkscan.parts import HEAD
from wijkkaart.present import dutch
from wijkkaart.present.sociale_kaart.drawing import Tree, element
from wijkkaart.present.wijkscan import todo
from wijkkaart.present.wijkscan.facts import facts_now
from wijkkaart.present.wijkscan.todo import Todo
from wijkkaart.register import wijkscans
from wijkkaart.ui import account, components
from wijkkaart.ui.wijkscan import changed, head, paragraph
from wijkkaart.ui.wijkscan.opened import Opened


def show(found: Opened) -> None:
    """The list, by what kind of thing there is to do; each leads to where it is."""
    far = how_far(found.all_parts())
    st.write(f"{todo.far(far)} Kies een regel om ernaartoe te gaan.")
    rows = _rows(found)
    if not rows and far.done == far.total:
        st.success("Er is niets meer te doen. U kunt de wijkscan bespreken of vaststellen.")
    components.drawing(_tree(rows, todo.who(far)), key="ws-te-doen", on_choose=_go)


def _rows(found: Opened) -> list[Todo]:
    if found.area is None:
        return []
    parts = found.all_parts()
    photos = [each.id for each in wijkscans.pictures(account.register(), found.id, account.role())]
    facts = facts_now(found.guide, found.area, found.basis, parts, photos, changed.now(found))
    return todo.rows(checklist(parts, found.head, facts), facts.beside)


def _go(key: str) -> None:
    if key == HEAD:
        st.session_state[head.MENU] = True
    else:
        paragraph.go_to(key)


def _tree(rows: Sequence[Todo], who: Sequence[tuple[str, str]]) -> Tree:
    groups = []
    for group, title in todo.GROUPS.items():
        mine = [each for each in rows if each.group == group]
        if mine:
            heading = element("h2", {}, f"{title} ({dutch.number(len(mine))})")
            groups.append(element("section", {}, heading, element("ul", {}, *map(_row, mine))))
    people = [element("div", {}, element("dt", {}, name), element("dd", {}, parts)) for name, parts in who]
    work = element("section", {}, element("h2", {}, "Wie doet wat"), element("dl", {}, *people))
    return element("div", {"class": "ws-todo"}, *groups, work if people else None)


def _row(row: Todo) -> Tree:
    words = element(
        "span", {"class": "wk-words"}, element("span", {"class": "wk-name"}, row.where),
        element("span", {}, row.text),
    )  # fmt: skip
    return element(
        "li", {}, element("button", {"type": "button", "class": "wk-row", "data-id": row.part}, words)
    )
