"""Who belongs to whom: a picture that can be walked, and the same as a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wijkkaart.core.relations import Node, Picture, Relations, around, dependencies, graph
from wijkkaart.guide import Guide
from wijkkaart.present.record_summary import KIND_NAMES
from wijkkaart.present.sociale_kaart.drawing import Tree, element
from wijkkaart.present.sociale_kaart.labels import Label, Spot, placed
from wijkkaart.record import RecordKind

K = RecordKind
PEOPLE = (K.NETWORK, K.ORGANIZATION, K.CONTACT)
"""What a picture of networks is of; offers and places come in when the middle is tied to nothing else."""
LOOKS = {
    K.NETWORK: ("hub", "#0b5d6b"),
    K.ORGANIZATION: ("apartment", "#3d4f8a"),
    K.CONTACT: ("person", "#8a4b00"),
    K.SERVICE: ("event", "#7a3b6e"),
    K.LOCATION: ("location_on", "#4a6118"),
}
"""Kind to the icon and colour of its nodes."""
_MOST, _STEPS = 26, 2
_WIDE, _HIGH, _MARGIN = 1000, 700, 120
_LONGEST = 28


@dataclass(frozen=True)
class Tie:
    """A record that is tied to the one in the middle."""

    id: str
    name: str
    kind: str
    text: str
    """How, and through or on behalf of whom."""


def relations(guide: Guide, gemeente: str, kinds: Iterable[str], today: date) -> Relations:
    """The relations of a gemeente between records of some kinds, as the role may see them."""
    wanted = tuple(sorted(kinds))

    def make() -> Relations:
        known = {str(key) for key in guide.things(gemeente).record}
        return graph((each for each in guide.records() if each.id in known and each.kind in wanted), today)

    return guide.remember(("relations", gemeente, wanted), make)


def of_middle(guide: Guide, gemeente: str, middle: str, today: date) -> Relations:
    """The relations in which a record can stand in the middle."""
    people = relations(guide, gemeente, PEOPLE, today)
    if guide.record(middle) is None or (middle in people and people.degree[middle]):
        return people
    return relations(guide, gemeente, LOOKS, today)


def begin(found: Relations) -> str:
    """The network to begin with: the one with most ties; "" when there are none."""
    degrees: dict[str, int] = dict(found.degree)
    networks = [key for key in degrees if found.nodes[key]["kind"] == K.NETWORK]
    return max(sorted(networks), key=degrees.__getitem__, default="")


def choices(found: Relations) -> dict[str, str]:
    """Id to name of everything that can stand in the middle, networks first, then by name."""
    order = {kind: number for number, kind in enumerate(LOOKS)}
    nodes: dict[str, Any] = {key: found.nodes[key] for key in found}
    keys = sorted(
        nodes, key=lambda key: (order.get(nodes[key]["kind"], 9), nodes[key]["label"].casefold(), key)
    )
    return {key: f"{nodes[key]['label']} ({KIND_NAMES[K(nodes[key]['kind'])][0]})" for key in keys}


def ties(found: Relations, middle: str) -> list[Tie]:
    """What is tied to the middle, networks first; each says how, and a person on whose behalf."""
    if middle not in found:
        return []
    order = {kind: number for number, kind in enumerate(LOOKS)}
    listed = []
    for key in found.neighbors(middle):
        node = found.nodes[key]
        said = [found.edges[middle, key]["label"]]
        if node["kind"] == K.CONTACT and found.nodes[middle]["kind"] == K.NETWORK:
            said += [
                f"namens {found.nodes[other]['label']}"
                for other in sorted(found.neighbors(key))
                if other != middle and "namens" in found.edges[key, other]["labels"]
            ]
        listed.append(Tie(key, node["label"], node["kind"], ", ".join(said)))
    return sorted(listed, key=lambda tie: (order.get(K(tie.kind), 9), tie.name.casefold(), tie.id))


def rows(listed: list[Tie]) -> list[dict[str, object]]:
    """Ties as lines of a list (`components.listing`)."""
    return [
        {
            "id": tie.id,
            "name": tie.name,
            "line": f"{KIND_NAMES[K(tie.kind)][0].capitalize()} · {tie.text}",
            "icon": LOOKS[K(tie.kind)][0],
            "colour": LOOKS[K(tie.kind)][1],
        }
        for tie in listed
    ]


def picture(found: Relations, middle: str) -> Picture:
    """The part of the relations around the middle."""
    return around(found, middle, steps=_STEPS, most=_MOST)


def drawn(shown: Picture, middle: str) -> Tree:
    """A picture as SVG: every node is a button that puts it in the middle."""
    spots = _fitted(shown)
    names = {node.id: node.label for node in shown.nodes}
    lines = [
        element(
            "line",
            {
                "class": "wk-tie wk-near" if middle in (edge.source, edge.target) else "wk-tie",
                **_ends(spots[edge.source], spots[edge.target]),
            },
            element("title", {}, f"{names[edge.source]} – {names[edge.target]}: {edge.label}"),
        )
        for edge in shown.edges
    ]
    # What's nearest chooses the place of its name first; it comes last, so that nothing lies over it.
    order = sorted(shown.nodes, key=lambda node: (node.id != middle, node.steps, -node.degree, node.id))
    named = placed([_named(node, spots[node.id]) for node in order], _WIDE, _HIGH)
    nodes = [_node(node, spots[node.id], label) for node, label in zip(order, named, strict=True)]
    return element(
        "svg",
        {
            "viewBox": f"0 0 {_WIDE} {_HIGH}",
            "class": "wk-net",
            "role": "group",
            "aria-label": "Tekening van de relaties. Dezelfde relaties staan in de lijst.",
        },
        element("g", {"aria-hidden": "true"}, *lines),
        *reversed(nodes),
    )


def _fitted(shown: Picture) -> dict[str, tuple[float, float]]:
    """Id to its spot in the drawing, which the picture fills without being stretched far."""
    across = [node.x for node in shown.nodes] or [0.0]
    down = [-node.y for node in shown.nodes] or [0.0]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    wide, high = _WIDE - 2 * _MARGIN, _HIGH - 1.6 * _MARGIN
    # A few nodes keep some distance, and no more than that.
    scales = [wide / max(right - left, 1.4), high / max(bottom - top, 1.4)]
    return {
        node.id: (
            round(_WIDE / 2 + (node.x - (left + right) / 2) * scales[0], 1),
            round(_HIGH / 2 - 10 + (-node.y - (top + bottom) / 2) * scales[1], 1),
        )
        for node in shown.nodes
    }


def _ends(one: tuple[float, float], other: tuple[float, float]) -> dict[str, str]:
    return {"x1": str(one[0]), "y1": str(one[1]), "x2": str(other[0]), "y2": str(other[1])}


_RADIUS, _LETTERS = (26, 18, 13), (21, 17, 14)
"""Of a node and its name, by how many steps it is away."""


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _named(node: Node, spot: tuple[float, float]) -> Spot:
    return Spot(*spot, radius=_RADIUS[node.steps], text=_short(node.label), size=_LETTERS[node.steps])


def _node(node: Node, spot: tuple[float, float], label: Label) -> Tree:
    icon, colour = LOOKS[K(node.kind)]
    size = _RADIUS[node.steps]
    ties_ = "1 relatie" if node.degree == 1 else f"{node.degree} relaties"
    said = f"{node.label}, {KIND_NAMES[K(node.kind)][0]}, {ties_}"
    return element(
        "g",
        {
            "class": f"wk-node wk-steps-{node.steps}{'' if label.clear or not node.steps else ' wk-tucked'}",
            "role": "button",
            "tabindex": "0",
            "data-id": node.id,
            "aria-label": said if node.steps else f"{said}, in het midden",
            "transform": f"translate({spot[0]} {spot[1]})",
        },
        element("title", {}, said),
        element("circle", {"class": "wk-hit", "r": "34"}),
        element("circle", {"class": "wk-dot", "r": str(size), "fill": colour}),
        element(
            "text", {"class": "wk-node-icon", "aria-hidden": "true", "font-size": str(size * 1.25)}, icon
        ),
        element(
            "text",
            {
                "class": "wk-node-name",
                "x": f"{label.dx:.0f}",
                "y": f"{label.dy:.0f}",
                "text-anchor": label.anchor,
                "aria-hidden": "true",
            },
            _short(node.label),
        ),
    )


def fragile(guide: Guide, found: Relations, gemeente: str, most: int = 5) -> list[str]:
    """What hangs on one person alone, in sentences, the most telling first."""
    said: list[str] = guide.remember(
        ("fragile", gemeente), lambda: [each.why for each in dependencies(found)[:most]]
    )
    return said
