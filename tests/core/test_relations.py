"""The relations between organisations, networks, persons, offers and places."""

from datetime import date
from random import Random
from typing import Any

from wijkkaart.core.relations import around, bridges, components, dependencies, graph, whole
from wijkkaart.record import Record, RecordKind

K = RecordKind


def _record(kind: RecordKind, key: str, **values: Any) -> Record:
    return Record(key, kind, {"name": key.title(), **values})


RECORDS = [
    _record(K.ORGANIZATION, "welzijn"),
    _record(K.ORGANIZATION, "moskee"),
    _record(K.ORGANIZATION, "jongerenwerk", parent_organization_id="welzijn"),
    _record(K.ORGANIZATION, "taalhuis"),
    _record(K.LOCATION, "wijkhuis", organization_id="welzijn"),
    _record(K.SERVICE, "eettafel", organization_id="welzijn", locations=[{"location_id": "wijkhuis"}]),
    _record(
        K.NETWORK,
        "overleg",
        organization_id="welzijn",
        contact_id="ans",
        members=[
            {"organization_id": "welzijn", "contact_id": ""},
            {"organization_id": "moskee", "contact_id": "", "role": "gastheer"},
            {"organization_id": "weg", "contact_id": "ans"},
        ],
    ),
    _record(K.CONTACT, "ans", organization_id="taalhuis"),
    _record(K.NOTE, "notitie", about="welzijn"),
    Record("oud", K.ORGANIZATION, {"name": "Oud"}, trashed="2026-01-01"),
]
RELATIONS = graph(RECORDS)


def test_relations_are_named_and_what_is_not_given_is_not_in_it() -> None:
    found = {tuple(sorted(edge)): RELATIONS.edges[edge]["label"] for edge in RELATIONS.edges}
    assert found == {
        ("jongerenwerk", "welzijn"): "hoort bij",
        ("welzijn", "wijkhuis"): "is van",
        ("eettafel", "welzijn"): "wordt gegeven door",
        ("eettafel", "wijkhuis"): "is bij",
        ("overleg", "welzijn"): "trekker, doet mee",
        ("moskee", "overleg"): "doet mee (gastheer)",
        ("ans", "overleg"): "contactpersoon, doet mee",
        ("ans", "taalhuis"): "werkt bij",
    }
    assert not {"notitie", "oud", "weg"} & set(RELATIONS)


def test_who_takes_part_through_a_person_is_tied_by_that_person() -> None:
    rows = [
        {"organization_id": "moskee", "contact_id": "ans", "until": ""},
        {"organization_id": "taalhuis", "contact_id": "", "until": "2026-01-01"},
    ]
    records = [
        _record(K.NETWORK, "overleg", members=rows),
        _record(K.ORGANIZATION, "moskee"),
        _record(K.ORGANIZATION, "taalhuis"),
        _record(K.CONTACT, "ans"),
    ]
    relations = graph(records, date(2026, 11, 26))
    assert {tuple(sorted(edge)) for edge in relations.edges} == {("ans", "overleg"), ("ans", "moskee")}
    assert relations.edges["ans", "moskee"]["label"] == "namens"
    assert dependencies(relations)[0].id == "ans"
    # Where the person may not be seen, the organisation takes part by itself.
    assert [*graph(records[:3], date(2026, 11, 26)).edges] == [("moskee", "overleg")]
    assert graph(records).has_edge("taalhuis", "overleg")


def test_what_a_visitor_may_not_see_leaves_no_trace() -> None:
    public = [
        Record(
            each.id, each.kind, {k: v for k, v in each.values.items() if k not in {"contact_id", "members"}}
        )
        for each in RECORDS
        if each.kind != K.CONTACT
    ]
    seen = around(graph(public), "overleg", steps=5)
    assert "ans" not in {node.id for node in seen.nodes}
    assert {edge.label for edge in seen.edges if "overleg" in (edge.source, edge.target)} == {"trekker"}


def test_the_picture_around_one_is_the_same_every_time() -> None:
    mixed = RECORDS[:]
    Random(3).shuffle(mixed)
    found = around(RELATIONS, "overleg", steps=1)
    assert found == around(graph(mixed), "overleg", steps=1)
    assert {node.id: node.steps for node in found.nodes} == {
        "overleg": 0,
        "welzijn": 1,
        "moskee": 1,
        "ans": 1,
    }
    centre = next(node for node in found.nodes if node.id == "overleg")
    assert (centre.x, centre.y, centre.kind, centre.label) == (0, 0, "network", "Overleg")
    assert all(-1 <= value <= 1 for node in found.nodes for value in (node.x, node.y))
    assert len({(node.x, node.y) for node in found.nodes}) == 4
    assert all(edge.source != edge.target for edge in found.edges)


def test_a_large_picture_is_cut_and_says_so() -> None:
    many = [
        _record(K.ORGANIZATION, "midden"),
        *(_record(K.ORGANIZATION, f"o{n:03d}", parent_organization_id="midden") for n in range(100)),
    ]
    found = around(graph(many), "midden", most=20)
    assert (len(found.nodes), found.left_out) == (20, 81)
    assert found.nodes[0].degree == 100
    assert around(graph(many), "nergens").nodes == ()
    alone = around(graph([_record(K.ORGANIZATION, "alleen")]), "alleen")
    assert [(node.x, node.y) for node in alone.nodes] == [(0, 0)]


def test_groups_and_what_ties_them() -> None:
    more = [
        *RECORDS,
        _record(K.ORGANIZATION, "los"),
        _record(K.LOCATION, "kerk", organization_id="gemeente"),
        _record(K.ORGANIZATION, "gemeente"),
    ]
    relations = graph(more)
    assert [len(group) for group in components(relations)] == [8, 2, 1]
    assert [(edge.source, edge.target) for edge in bridges(relations)] == [
        ("ans", "overleg"),
        ("overleg", "welzijn"),
    ]
    picture = whole(relations)
    assert (len(picture.nodes), picture.left_out) == (10, 1)
    assert whole(graph([])).nodes == ()


def test_what_hangs_on_one_person_is_said() -> None:
    (found,) = dependencies(RELATIONS)
    assert (found.id, found.loses) == ("ans", ("taalhuis",))
    assert found.why == "Valt Ans weg, dan heeft Taalhuis geen band meer met de rest."
    everybody = dependencies(RELATIONS, kinds=[K.ORGANIZATION, K.NETWORK, K.CONTACT])
    assert {each.id for each in everybody} == {"ans", "overleg", "welzijn"}
    many = [_record(K.CONTACT, "bo"), *(_record(K.NETWORK, f"n{n}", contact_id="bo") for n in range(7))]
    assert (
        dependencies(graph(many))[0].why
        == "Valt Bo weg, dan hebben N1, N2, N3 en nog 3 geen band meer met de rest."
    )
