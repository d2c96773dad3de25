"""The checklist: each thing to do is seen once, and what's in order isn't there."""

from dataclasses import replace
from datetime import date

import pytest

from wijkkaart.core.calling import Calling
from wijkkaart.core.wijkscan import asking, definition, parts
from wijkkaart.core.wijkscan.checklist import Item, Kind, answered, checklist, how_far
from wijkkaart.core.wijkscan.facts import Facts, NoteSeen
from wijkkaart.core.wijkscan.parts import Action, Answer, Basis, FigureSeen, Head, Part, RecordSeen

KEYS = definition.keys()
HEAD = Head(title="Kruiskamp", owner="Initiatiefgroep Kruiskamp", review="2027-11-01")
FIGURES = {
    "inwoners": FigureSeen("6.020 inwoners", 2024, "cbs-kwb"),
    "eenzaam_pct": FigureSeen("naar schatting 54,1%", 2022, "rivm"),
    "wmo_per_1000": FigureSeen("geheim: te weinig mensen om te tonen", 2023, "cbs-kwb"),
}
RECORDS = {"r1": RecordSeen("De Roef", "Neptunusplein", "3.4")}
BASIS = Basis("2026-06-01", FIGURES, RECORDS)
FACTS = Facts(
    date(2026, 11, 26),
    BASIS,
    BASIS,
    doubtful={"eenzaam_pct": "een schatting"},
    verdicts={"eenzaam_pct": "unsure"},
    beside="Amersfoort",
    others=("Amersfoort",),
    records=frozenset({"r1"}),
    photos=frozenset({"f1"}),
    persons=("Willemijn Verhoeven", "Roos de Vries"),
    calling=Calling(("Willemijn Verhoeven", "Roos de Vries"), (), lambda: ("De Roef",)),
)
FULL = "Dit stuk is door de groep geschreven en heeft genoeg woorden om niet te kort te zijn voor de lijst."
ALL = {key: Part(text=FULL) for key in KEYS if not definition.optional(key)}


def found(key: str, text: str, facts: Facts = FACTS) -> list[Item]:
    return checklist({**ALL, key: Part(text=f"{FULL} {text}")}, HEAD, facts)


def test_what_is_in_order_has_an_empty_list() -> None:
    assert checklist(ALL, HEAD, FACTS) == []


def test_what_is_empty_or_too_short_is_told_but_not_of_frames_and_what_is_left_out() -> None:
    items = checklist({"1.1": Part(text="Kort."), "1.2": Part(left_out="geen plannen")}, HEAD, FACTS)
    assert Item("1.1", Kind.SHORT) in items
    assert {each.part for each in items if each.kind is Kind.EMPTY} == {*KEYS} - {"1.1", "1.2", "6.5", "6.6"}
    assert len(items) == len(KEYS) - 3


def test_a_frame_with_nothing_in_it_is_told() -> None:
    all_parts = {
        **ALL,
        "6.5": Part(text=definition.frame("6.5")),
        "6.6": Part(text=definition.frame("6.6") + "\n\nJa."),
    }
    assert checklist(all_parts, HEAD, FACTS) == [Item("6.5", Kind.FRAME)]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (
            "[6.500](cijfer:inwoners) mensen.",
            Item("6.1", Kind.DIFFERS, "inwoners", "6.500", "6.020 inwoners"),
        ),
        ("[12](cijfer:wmo_per_1000) van hen.", Item("6.1", Kind.FIGURE_GONE, "wmo_per_1000", "12")),
        ("[12](cijfer:bestaat_niet) van hen.", Item("6.1", Kind.FIGURE_GONE, "bestaat_niet", "12")),
        (
            "[54,1%](cijfer:eenzaam_pct) is dat.",
            Item("6.1", Kind.UNCERTAIN, "eenzaam_pct", "54,1%", "een schatting"),
        ),
        ("[De Roef](plek:r9) is er.", Item("6.1", Kind.RECORD_GONE, "r9", "De Roef")),
        ("![kerk](foto:f9)", Item("6.1", Kind.PHOTO_GONE, "f9", "kerk")),
        ('![](foto:f1 "In 2025")', Item("6.1", Kind.NO_ALT, "f1", "In 2025")),
        (
            "Er wonen 7.200 inwoners.",
            Item("6.1", Kind.OTHER_NUMBER, "inwoners", "Er wonen 7.200 inwoners.", "6.020 inwoners"),
        ),
        (
            "Eenzaamheid is hoger dan in Amersfoort.",
            Item("6.1", Kind.UNSURE, "eenzaam_pct", "Eenzaamheid is hoger dan in Amersfoort.", "unsure"),
        ),
    ],
)
def test_each_thing_to_do_is_told_once(text: str, item: Item) -> None:
    assert found("6.1", text) == [item]


@pytest.mark.parametrize(
    "text",
    [
        "[ruim 6.000](cijfer:inwoners) mensen.",
        "[De Roef](plek:r1) is er.",
        "![De kerk](foto:f1)",
        "Naar schatting [54,1%](cijfer:eenzaam_pct).",
    ],
)
def test_what_is_right_is_not_told(text: str) -> None:
    assert found("6.1", text) == []


@pytest.mark.parametrize(
    "text", ["Vraag het aan mevrouw De Wit.", "Bel 033 123 45 67.", "Willemijn Verhoeven helpt."]
)
def test_a_person_who_is_named_is_told(text: str) -> None:
    assert [(each.part, each.kind) for each in found("4.5", text)] == [("4.5", Kind.PERSON)]


def test_the_address_of_a_place_is_nobodys_home() -> None:
    roef = {"r1": RecordSeen("De Roef", "Buurthuis · Neptunusplein 66", "3.4")}
    basis = replace(BASIS, records=roef)
    facts = replace(FACTS, basis=basis, now=basis)
    assert found("6.1", "De Roef zit op Neptunusplein 66.", facts) == []
    assert [each.kind for each in found("6.1", "Bel aan bij Neptunusplein 7.", facts)] == [Kind.PERSON]


def test_a_note_that_tells_another_number_is_told_at_its_paragraph() -> None:
    facts = replace(FACTS, notes={"2.1": (NoteSeen("Wijkraad", 2026, "Er wonen 7.200 inwoners."),)})
    [item] = checklist(ALL, HEAD, facts)
    assert (item.part, item.kind, item.truth) == ("2.1", Kind.NOTE, "6.020 inwoners")


def test_what_changed_is_counted_at_its_paragraph() -> None:
    figures = {**FIGURES, "inwoners": FigureSeen("6.100 inwoners", 2025, "cbs-kwb")}
    new = {"r1": RecordSeen("De Roef", "Neptunusplein 66", "3.4"), "r2": RecordSeen("Kerk", "", "4.4")}
    items = checklist(ALL, HEAD, replace(FACTS, now=Basis("2026-11-26", figures, new)))
    assert items == [Item(key, Kind.CHANGED, said="1") for key in ("2.1", "3.4", "4.4")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Mevrouw De Vries helpt. De Vries helpt.", [(Kind.CALLED, "De Vries", "Roos de Vries")]),
        ("Volgens Willemijn is het druk.", [(Kind.CALLED, "Willemijn", "Willemijn Verhoeven")]),
        ("Roos helpt, zegt Roos.", [(Kind.MEANT, "Roos", "Roos de Vries")]),
        ("Met Willemijn Bakker, in De Roef.", []),
    ],
)
def test_it_asks_who_is_meant_where_that_is_not_sure(text: str, items: list[tuple[Kind, str, str]]) -> None:
    assert [(each.kind, each.said, each.truth) for each in found("4.5", text)] == items


def test_an_answer_holds_for_these_words_in_these_sentences_and_these_persons() -> None:
    facts = replace(FACTS, person_ids={"Roos de Vries": ("c1",)})
    [asked] = found("4.5", "Roos helpt, zegt Roos.", facts)
    assert asked.question is not None
    question = asked.question
    answer = Answer("a1", question.what, "Roos", asking.NOBODY, question.where, question.among, "Noor")

    def kinds(text: str, facts: Facts = facts, *, of: Answer = answer) -> list[Kind]:
        part = Part(text=f"{FULL} {text}", answers=(of,))
        return [each.kind for each in checklist({**ALL, "4.5": part}, HEAD, facts)]

    assert kinds("Eerst iets anders.\n\n**Roos** helpt: zegt Roos!") == []
    assert kinds("Roos helpt, zegt Roos. Roos komt morgen.") == [Kind.MEANT]
    assert kinds("Roos helpt, zegt Roos. Mevrouw De Vries ook.") == [Kind.CALLED]
    another = replace(facts, calling=Calling(("Roos Bakker", "Roos de Vries"), (), tuple))
    another = replace(another, person_ids={"Roos de Vries": ("c1",), "Roos Bakker": ("c2",)})
    assert kinds("Roos helpt, zegt Roos.", another) == [Kind.MEANT]
    gone = replace(facts, person_ids={}, calling=Calling(("Roos de Vries",), (), tuple))
    assert kinds("Roos helpt, zegt Roos.", gone) == []
    assert parts.part(parts.to_json(Part(answers=(answer,)))).answers == (answer,)
    shown = {"4.5": Part(text=f"{FULL} Roos helpt, zegt Roos.", answers=(answer,))}
    assert answered(shown, facts) == [("4.5", answer)]
    assert answered({"4.5": replace(shown["4.5"], text=FULL)}, facts) == []


def test_every_name_in_a_text_is_asked_about_by_itself() -> None:
    items = found("4.5", "Vraag mevrouw De Wit. Bel dhr. Jansen op 033 123 45 67, Kerkstraat 12.")
    said = [each.said for each in items]
    assert said == ["mevrouw De Wit", "dhr. Jansen", "033 123 45 67", "Kerkstraat 12"]


def test_who_is_named_in_the_action_plan_is_told_too() -> None:
    action = Action("a1", "Bellen", "mevrouw De Wit", "2027-01-01", follow_up="Willemijn belde.")
    items = checklist({**ALL, "6.7": Part(text=FULL, actions=(action,))}, HEAD, FACTS)
    assert [(each.kind, each.said) for each in items] == [
        (Kind.PERSON, "mevrouw De Wit"),
        (Kind.CALLED, "Willemijn"),
    ]


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        (replace(HEAD, review="2026-11-25"), [Kind.REVIEW]),
        (replace(HEAD, review="2026-11-26"), []),
        (replace(HEAD, review=""), [Kind.NO_REVIEW]),
        (replace(HEAD, owner=" "), [Kind.NO_OWNER]),
    ],
)
def test_the_head_is_looked_at(head: Head, kinds: list[Kind]) -> None:
    assert [each.kind for each in checklist(ALL, head, FACTS)] == kinds


@pytest.mark.parametrize(
    ("at", "old"), [("2025-11-26", True), ("2025-11-27", False), ("", False), ("ooit", False)]
)
def test_a_basis_of_a_year_ago_is_old(at: str, old: bool) -> None:
    basis = replace(BASIS, at=at)
    items = checklist(ALL, HEAD, replace(FACTS, basis=basis, now=basis))
    assert [each.kind for each in items] == ([Kind.OLD] if old else [])


def test_actions_have_a_who_a_when_and_are_on_time() -> None:
    plan = (
        Action("a", "Koffie", who="De Roef", when="2027-01-01"),
        Action("b", "Thee", who="De Roef", when="2026-11-01"),
        Action("c", "Soep"),
        Action("d", "Taart", state="klaar"),
        Action("e", "Brood", who="De Roef", when="2020-01-01", state="vervallen"),
    )
    items = checklist({**ALL, "6.7": Part(actions=plan)}, HEAD, FACTS)
    assert [(each.kind, each.about) for each in items] == [
        (Kind.LATE, "b"),
        (Kind.NO_WHO, "c"),
        (Kind.NO_WHEN, "c"),
    ]


def test_how_far_it_is_and_who_does_what() -> None:
    far = how_far(
        {
            "1.1": Part(done=True),
            "1.2": Part(left_out="niets"),
            "2.1": Part(who="Anne"),
            "6.5": Part(done=True),
        }
    )
    assert (far.done, far.total) == (1, len(KEYS) - 3)
    assert far.mine["Anne"] == ("2.1",)
    assert len(far.mine[""]) == len(KEYS) - 5
    assert how_far({}).done == 0
