"""Two people change one part: nothing of either is lost, and what both changed is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.wijkscan.merging import merged

Content = dict[str, Any]


def action(key: str, **fields: str) -> Content:
    return {"id": key, "what": f"doe {key}", **fields}


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "content"),
    [
        ({}, {"text": "a"}, {"who": "Ans"}, {"text": "a", "who": "Ans"}),
        ({"text": "a"}, {"text": "a", "done": True}, {"text": "b"}, {"text": "b", "done": True}),
        ({"text": "a", "who": "Ans"}, {"text": "a"}, {"text": "b", "who": "Ans"}, {"text": "b"}),
        ({"text": "a"}, {"text": "b"}, {"text": "b"}, {"text": "b"}),
        ({"text": "a"}, {}, {}, {}),
        ({"hidden": ["a"]}, {"hidden": ["a", "b"]}, {"hidden": ["c"]}, {"hidden": ["b", "c"]}),
        ({}, {"hidden": ["a"]}, {"hidden": ["b"]}, {"hidden": ["a", "b"]}),
        (
            {"figures": {"a": {"text": "1"}}},
            {"figures": {"a": {"text": "2"}, "b": {"text": "1"}}},
            {"figures": {"a": {"text": "1"}, "c": {"text": "3"}}},
            {"figures": {"a": {"text": "2"}, "b": {"text": "1"}, "c": {"text": "3"}}},
        ),
        (
            {"actions": [action("a"), action("b")]},
            {"actions": [action("a", state="klaar"), action("b"), action("t")]},
            {"actions": [action("a", who="Ans"), action("m"), action("b")]},
            {"actions": [action("a", state="klaar", who="Ans"), action("m"), action("b"), action("t")]},
        ),
        (
            {"actions": [action("a"), action("b")]},
            {"actions": [action("b"), action("a")]},
            {"actions": [action("a")]},
            {"actions": [action("a")]},
        ),
        (
            {"actions": [action("a"), action("b")]},
            {"actions": [action("a"), action("b", who="Ans")]},
            {"actions": [action("b"), action("a")]},
            {"actions": [action("b", who="Ans"), action("a")]},
        ),
    ],
)
def test_changes_of_two_go_together(base: Content, theirs: Content, mine: Content, content: Content) -> None:
    assert merged(base, theirs, mine) == (content, ())


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "clashes"),
    [
        ({"text": "a"}, {"text": "b"}, {"text": "c"}, ("text",)),
        ({"text": "a"}, {}, {"text": "c"}, ("text",)),
        ({"order": ["a", "b"]}, {"order": ["b", "a"]}, {"order": ["b"]}, ("order",)),
        (
            {"actions": [action("a")]},
            {"actions": [action("a", who="Ans")]},
            {"actions": [action("a", who="Bo", state="klaar")]},
            ("actions.a.who",),
        ),
        ({"actions": [action("a")]}, {"actions": [action("a", who="Ans")]}, {"actions": []}, ("actions.a",)),
        (
            {"figures": {"a": {"text": "1"}}},
            {"figures": {"a": {"text": "2"}}},
            {"figures": {"a": {"text": "3"}}},
            ("figures.a.text",),
        ),
        # Rows without ids of their own are one value.
        ({}, {"actions": [action("a"), action("a")]}, {"actions": [action("b")]}, ("actions",)),
        ({}, {"actions": ["x"]}, {"actions": [action("b")]}, ("actions",)),
    ],
)
def test_what_both_changed_is_told_and_stays_as_they_have_it(
    base: Content, theirs: Content, mine: Content, clashes: tuple[str, ...]
) -> None:
    content, found = merged(base, theirs, mine)
    assert found == clashes
    name = clashes[0].partition(".")[0]
    assert name not in ("text", "order") or content.get(name) == theirs.get(name)


def test_of_an_action_in_which_one_field_clashes_the_other_fields_are_merged() -> None:
    base = {"actions": [action("a")]}
    theirs = {"actions": [action("a", who="Ans")]}
    mine = {"actions": [action("a", who="Bo", state="klaar")]}
    content, _ = merged(base, theirs, mine)
    assert content == {"actions": [action("a", who="Ans", state="klaar")]}


words = st.sampled_from(["", "a", "b", "c"])
actions = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("klmn"), "what": words}, optional={"who": words}),
    max_size=4,
    unique_by=lambda row: row["id"],
)
figures = st.dictionaries(
    st.sampled_from("xyz"), st.fixed_dictionaries({"text": words, "year": st.integers(1, 3)})
)
contents = st.fixed_dictionaries(
    {},
    optional={
        "text": words,
        "who": words,
        "done": st.booleans(),
        "hidden": st.lists(st.sampled_from("pqr"), unique=True),
        "actions": actions,
        "figures": figures,
    },
)


@given(contents, contents)
def test_who_changed_nothing_changes_nothing(base: Content, other: Content) -> None:
    assert merged(base, other, base) == (other, ())
    assert merged(base, base, other) == (other, ())
    assert merged(base, other, other) == (other, ())


@given(contents, contents, contents)
def test_both_see_the_same_clashes(base: Content, theirs: Content, mine: Content) -> None:
    assert {*merged(base, theirs, mine)[1]} == {*merged(base, mine, theirs)[1]}


@given(contents, contents, contents)
def test_what_only_one_changed_is_as_that_one_has_it(base: Content, theirs: Content, mine: Content) -> None:
    content, clashes = merged(base, theirs, mine)
    for name in ("text", "who", "done"):
        was, their, my = (each.get(name) for each in (base, theirs, mine))
        if name not in clashes:
            assert content.get(name) == (their if my == was else my)
    found = {row["id"] for row in content.get("actions", ())}
    before, their_ids, my_ids = (
        {row["id"] for row in each.get("actions", ())} for each in (base, theirs, mine)
    )
    assert (their_ids | my_ids) - before <= found, "what either added is there"
    assert found <= their_ids | my_ids
