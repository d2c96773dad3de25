"""What is still to be done on a wijkscan, who does what, and how far it is."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from wijkkaart.core.wijkscan import asking
from wijkkaart.core.wijkscan.checklist import Item, answered, checklist, how_far
from wijkkaart.core.wijkscan.facts import Facts
from wijkkaart.core.wijkscan.parts import HEAD, Answer, Part
from wijkkaart.present import dutch
from wijkkaart.present.sociale_kaart.drawing import Tree, element
from wijkkaart.present.wijkscan import todo
from wijkkaart.present.wijkscan.facts import facts_now
from wijkkaart.present.wijkscan.todo import Todo
from wijkkaart.register import wijkscans
from wijkkaart.register.writing import now
from wijkkaart.ui import account, components
from wijkkaart.ui.wijkscan import changed, head, paragraph, saving
from wijkkaart.ui.wijkscan.opened import Opened

_ANSWER, _AGAIN = "antwoord:", "opnieuw:"
"""Begin what is chosen when it isn't a part to go to: an answer to a question, and asking it again."""


def show(found: Opened) -> None:
    """The list, by what kind of thing there is to do; each leads to where it is."""
    parts = found.all_parts()
    far = how_far(parts)
    st.write(f"{todo.far(far)} Kies een regel om ernaartoe te gaan.")
    facts = facts_of(found)
    items = checklist(parts, found.head, facts) if facts else []
    rows = todo.rows(items, facts.beside if facts else "")
    if not rows and far.done == far.total:
        st.success("Er is niets meer te doen. U kunt de wijkscan bespreken of vaststellen.")
    done = answered(parts, facts) if facts else []
    components.drawing(
        _tree(rows, todo.who(far), done), key="ws-te-doen", on_choose=lambda what: _chosen(found, items, what)
    )


def facts_of(found: Opened) -> Facts | None:
    """What the texts are held against; None when the area is gone."""
    if found.area is None:
        return None
    photos = [each.id for each in wijkscans.pictures(account.register(), found.id, account.role())]
    return facts_now(found.guide, found.area, found.basis, found.all_parts(), photos, changed.now(found))


def _chosen(found: Opened, items: Sequence[Item], what: str) -> None:
    """From a callback: go to a part, answer a question, or have it asked again."""
    if what.startswith(_ANSWER):
        answer, _, key = what.removeprefix(_ANSWER).partition(":")
        for item in items:
            if item.question and todo.key(item.part, item.question) == key:
                _answer(found.id, item.part, item.question, answer)
    elif what.startswith(_AGAIN):
        part, _, id_ = what.removeprefix(_AGAIN).partition(":")
        _ask_again(found.id, part, id_)
    elif what == HEAD:
        st.session_state[head.MENU] = True
    else:
        paragraph.go_to(what)


def _answer(scan: str, key: str, question: asking.Question, answer: str) -> None:
    given = Answer(
        id=secrets.token_hex(4),
        what=question.what,
        said=question.said,
        answer=answer,
        where=question.where,
        among=question.among,
        by=account.author().name,
        at=now(),
    )
    saving.alter(
        scan, key, lambda part: replace(part, answers=(*part.answers, given)),
        "Uw antwoord is bewaard. Onder ‘Beantwoord’ kunt u het intrekken.",
    )  # fmt: skip


def _ask_again(scan: str, key: str, id_: str) -> None:
    def how(part: Part) -> Part:
        return replace(part, answers=tuple(each for each in part.answers if each.id != id_))

    saving.alter(scan, key, how, "Het antwoord is ingetrokken. De vraag staat weer in de lijst.")


def _tree(rows: Sequence[Todo], who: Sequence[tuple[str, str]], done: Sequence[tuple[str, Answer]]) -> Tree:
    groups = []
    for group, title in todo.GROUPS.items():
        mine = [each for each in rows if each.group == group]
        if mine:
            groups.append(_section(f"{title} ({dutch.number(len(mine))})", map(_row, mine)))
    if done:
        title = f"Beantwoord ({dutch.number(len(done))})"
        groups.append(_section(title, (_done(key, each) for key, each in done)))
    people = [element("div", {}, element("dt", {}, name), element("dd", {}, parts)) for name, parts in who]
    work = element("section", {}, element("h2", {}, "Wie doet wat"), element("dl", {}, *people))
    return element("div", {"class": "ws-todo"}, *groups, work if people else None)


def _section(title: str, rows: Iterable[Tree]) -> Tree:
    return element("section", {}, element("h2", {}, title), element("ul", {}, *rows))


def _words(where: str, text: str) -> tuple[Tree, Tree]:
    return element("span", {"class": "wk-name"}, where), element("span", {}, text)


def _row(row: Todo) -> Tree:
    words = element("span", {"class": "wk-words"}, *_words(row.where, row.text))
    go = element("button", {"type": "button", "class": "wk-row", "data-id": row.part}, words)
    if not row.answers:
        return element("li", {}, go)
    answers = (_button(f"{_ANSWER}{answer}:{row.key}", label, row.text) for answer, label in row.answers)
    return element("li", {"class": "ws-asked"}, go, element("div", {"class": "ws-answers"}, *answers))


def _done(key: str, answer: Answer) -> Tree:
    text = todo.answered(answer)
    words = element("div", {"class": "wk-words"}, *_words(todo.where(key), text))
    again = _button(f"{_AGAIN}{key}:{answer.id}", "Intrekken", text)
    return element("li", {"class": "ws-asked"}, words, element("div", {"class": "ws-answers"}, again))


def _button(key: str, label: str, about: str) -> Tree:
    look = {"type": "button", "class": "ws-accept", "data-id": key, "aria-label": f"{label}: {about}"}
    return element("button", look, label)
