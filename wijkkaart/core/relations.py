"""Who works with whom: the relations of the register as a graph that can be walked.

Only what it's given is in it: records that were stripped for the one who looks show no more than that.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import networkx as nx

from wijkkaart.record import Record, RecordKind

Relations: TypeAlias = "nx.Graph[str]"
"""What `graph` gives."""
_SEED = 7
_UNNAMED = "(naam niet te zien)"

ROLES = {
    ("organization", "parent_organization_id"): "hoort bij",
    ("location", "organization_id"): "is van",
    ("service", "organization_id"): "wordt gegeven door",
    ("network", "organization_id"): "trekker",
    ("network", "contact_id"): "contactpersoon",
    ("contact", "organization_id"): "werkt bij",
    ("contact", "location_id"): "te vinden bij",
}
"""Kind and field to what the relation from the one to the other is called."""
MEMBER, ON_BEHALF, GIVEN_AT = "doet mee", "namens", "is bij"


@dataclass(frozen=True)
class Node:
    """A record in a picture of relations."""

    id: str
    kind: str
    label: str
    x: float
    """-1 to 1."""
    y: float
    """-1 to 1, upwards."""
    steps: int
    """How many relations it is away from the one in the middle."""
    degree: int
    """How many relations it has in all, shown or not."""


@dataclass(frozen=True)
class Edge:
    """A relation in a picture."""

    source: str
    target: str
    label: str
    """Dutch: `doet mee`, `trekker`; several with a comma."""


@dataclass(frozen=True)
class Picture:
    """Part of the relations, laid out."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    """How many records lie within reach but aren't shown."""


@dataclass(frozen=True)
class Dependency:
    """A record that others hang on: without it they have no tie with the rest."""

    id: str
    label: str
    kind: str
    loses: tuple[str, ...]
    """Ids of those that are cut off, all but the largest part."""
    why: str
    """Dutch: `Valt Ans weg, dan heeft Taalhuis geen band meer met de rest.`"""


def graph(records: Iterable[Record], today: date | None = None) -> "nx.Graph[str]":
    """The relations between records: nodes by id with `kind` and `label`, edges with `label`.

    Relations with records that aren't there are left out, and so are notes, and memberships that ended
    before `today`. An organisation that takes part through a person is tied to the network by that person.
    """
    known = {record.id: record for record in records if record.kind != RecordKind.NOTE and not record.trashed}
    found: nx.Graph[str] = nx.Graph()
    for key in sorted(known):
        found.add_node(key, kind=known[key].kind.value, label=known[key].name or _UNNAMED)
    for key in sorted(known):
        ties = [*_fields(known[key]), *_places(known[key]), *_members(known[key], known, today)]
        for one, other, label in ties:
            if {one, other} <= known.keys() and one != other:
                labels = found.edges[one, other]["labels"] if found.has_edge(one, other) else []
                found.add_edge(one, other, labels=[*labels, *([label] if label not in labels else [])])
    for _, _, data in found.edges(data=True):
        data["label"] = ", ".join(data["labels"])
    return found


def around(relations: "nx.Graph[str]", centre: str, steps: int = 2, most: int = 40) -> Picture:
    """The relations of one record, up to `steps` away and `most` records; the nearest and best tied first.

    The same relations give the same picture every time. An id that isn't there gives an empty one.
    """
    if centre not in relations:
        return Picture((), (), 0)
    reach = nx.single_source_shortest_path_length(relations, centre, cutoff=steps)
    order = sorted(reach, key=lambda key: (reach[key], -relations.degree[key], key))
    shown = order[:most]
    part = relations.subgraph(shown)
    # Of a part that was cut some may hang loose; they'd only confuse.
    held = nx.node_connected_component(part, centre)
    shown = [key for key in shown if key in held]
    part = relations.subgraph(shown)
    spots = _laid_out(part, shown, centre, reach)
    nodes = tuple(_node(relations, key, spots[key], reach[key]) for key in shown)
    return Picture(nodes, _edges(part), len(reach) - len(shown))


def whole(relations: "nx.Graph[str]") -> Picture:
    """All relations, laid out; records without any are left out and counted."""
    tied = sorted(key for key, degree in relations.degree if degree)
    part = relations.subgraph(tied)
    ordered = _ordered(part, tied)
    spots = _scaled(nx.spring_layout(ordered, seed=_SEED, iterations=80)) if tied else {}
    nodes = tuple(_node(relations, key, spots[key], 0) for key in tied)
    return Picture(nodes, _edges(part), relations.number_of_nodes() - len(tied))


def components(relations: "nx.Graph[str]") -> list[list[str]]:
    """Ids that hang together, the largest group first; each sorted."""
    groups = [sorted(group) for group in nx.connected_components(relations)]
    return sorted(groups, key=lambda group: (-len(group), group))


def bridges(relations: "nx.Graph[str]") -> list[Edge]:
    """Relations without which two groups of at least two have no tie any more, sorted."""
    found = []
    for edge in nx.bridges(relations):
        first, second = sorted(edge)
        if relations.degree[first] > 1 and relations.degree[second] > 1:
            found.append(Edge(first, second, relations.edges[first, second]["label"]))
    return sorted(found, key=lambda edge: (edge.source, edge.target))


def dependencies(
    relations: "nx.Graph[str]", kinds: Iterable[str] = (RecordKind.CONTACT,)
) -> list[Dependency]:
    """Records of these kinds (key persons) that others hang on alone, those with most first."""
    wanted = set(kinds)
    found = []
    for key in nx.articulation_points(relations):
        if relations.nodes[key]["kind"] not in wanted:
            continue
        group = nx.node_connected_component(relations, key)
        rest = relations.subgraph(group - {key})
        parts = sorted(
            (sorted(part) for part in nx.connected_components(rest)), key=lambda part: (-len(part), part)
        )
        loses = tuple(other for part in parts[1:] for other in part)
        found.append(_dependency(relations, key, loses))
    return sorted(found, key=lambda each: (-len(each.loses), each.label, each.id))


def _fields(record: Record) -> Iterator[tuple[str, str, str]]:
    """The ties in fields that point to another record: two ids, and what the tie is called."""
    for (kind, field), label in ROLES.items():
        if record.kind == kind and record.values.get(field):
            yield record.id, str(record.values[field]), label


def _places(record: Record) -> Iterator[tuple[str, str, str]]:
    for row in _rows(record, "locations"):
        yield record.id, str(row.get("location_id") or ""), GIVEN_AT


def _members(
    record: Record, known: Mapping[str, Record], today: date | None
) -> Iterator[tuple[str, str, str]]:
    for row in _rows(record, "members"):
        until = str(row.get("until") or "")
        if today and until and until < today.isoformat():
            continue
        said = f"{MEMBER} ({row['role']})" if row.get("role") else MEMBER
        organisation, person = str(row.get("organization_id") or ""), str(row.get("contact_id") or "")
        if person in known:
            yield record.id, person, said
            yield person, organisation, ON_BEHALF
        else:
            yield record.id, organisation, said


def _rows(record: Record, field: str) -> list[Mapping[str, Any]]:
    return [row for row in record.values.get(field) or [] if isinstance(row, Mapping)]


def _laid_out(
    part: "nx.Graph[str]", shown: list[str], centre: str, reach: Mapping[str, int]
) -> dict[str, tuple[float, float]]:
    """The centre in the middle, the others around it, pushed apart."""
    if len(shown) == 1:
        return {centre: (0.0, 0.0)}
    ordered = _ordered(part, shown)
    others = [key for key in shown if key != centre]
    circle = {
        key: (
            reach[key] * math.cos(2 * math.pi * place / len(others)),
            reach[key] * math.sin(2 * math.pi * place / len(others)),
        )
        for place, key in enumerate(others)
    }
    spots = nx.spring_layout(
        ordered, pos={centre: (0.0, 0.0), **circle}, fixed=[centre], seed=_SEED, iterations=60
    )
    return _scaled(spots)


def _ordered(part: "nx.Graph[str]", shown: list[str]) -> "nx.Graph[str]":
    """The same graph put together in a fixed order, which decides the picture."""
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(shown)
    found.add_edges_from(sorted((min(edge), max(edge)) for edge in part.edges))
    return found


def _scaled(spots: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Within -1 to 1, with what was at 0 still there."""
    widest = max((abs(float(value)) for spot in spots.values() for value in spot), default=0) or 1
    return {key: (round(float(x) / widest, 4), round(float(y) / widest, 4)) for key, (x, y) in spots.items()}


def _node(relations: "nx.Graph[str]", key: str, spot: tuple[float, float], steps: int) -> Node:
    data = relations.nodes[key]
    return Node(key, data["kind"], data["label"], *spot, steps=steps, degree=relations.degree[key])


def _edges(part: "nx.Graph[str]") -> tuple[Edge, ...]:
    found = [(*sorted((source, target)), data["label"]) for source, target, data in part.edges(data=True)]
    return tuple(Edge(*each) for each in sorted(found))


def _dependency(relations: "nx.Graph[str]", key: str, loses: tuple[str, ...]) -> Dependency:
    label = relations.nodes[key]["label"]
    names = [relations.nodes[other]["label"] for other in loses]
    few = names if len(names) <= 4 else [*names[:3], f"nog {len(names) - 3}"]
    said = few[0] if len(few) == 1 else ", ".join(few[:-1]) + " en " + few[-1]
    have = "heeft" if len(names) == 1 else "hebben"
    why = f"Valt {label} weg, dan {have} {said} geen band meer met de rest."
    return Dependency(key, label, relations.nodes[key]["kind"], loses, why)
