"""Who in the register can tell more about a paragraph: people, networks and organisations of its themes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wijkkaart.core.facets import GONE
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.area import Area
from wijkkaart.present.profile.around import lies_in
from wijkkaart.record import RecordKind

MOST = 3
"""So many are named; the others are counted."""
_KINDS = (RecordKind.CONTACT.value, RecordKind.NETWORK.value, RecordKind.ORGANIZATION.value)
"""A person tells more than a meeting, and a meeting more than an office."""


@dataclass(frozen=True)
class Tellers:
    """Who may be asked about a paragraph, as far as whoever looks may see them."""

    named: tuple[tuple[str, str], ...]
    """Id and name of the first few."""
    more: int
    """How many others there are."""


def tellers(guide: Guide, area: Area) -> dict[str, Tellers]:
    """Paragraph to who may tell more of it; those of the area itself come before those of the gemeente."""
    if area.gemeente == COUNTRY:
        return {}
    key = ("profile tellers", area.code, area.parts)
    return guide.remember(key, lambda: _tellers(guide, area))


def _tellers(guide: Guide, area: Area) -> dict[str, Tellers]:
    table = guide.things(area.gemeente)
    if table.empty:
        return {}
    table = table[table.kind.isin(_KINDS) & ~table.status.isin(GONE)]
    here = lies_in(table, area)
    everywhere = (table.wijk == "") & (table.buurt == "")
    rows = table.assign(here=here)[here | everywhere].to_dict("records")
    found = {key: _of(rows, key) for key in (*layout.THEMES, *layout.KINDS)}
    return {key: each for key, each in found.items() if each.named}


def _of(rows: list[dict[Any, Any]], paragraph: str) -> Tellers:
    fits = [(row, shared) for row in rows if (shared := _shared(row, paragraph))]
    # Whoever shares most of the themes first; of the same worth, by name.
    fits.sort(
        key=lambda pair: (not pair[0]["here"], _KINDS.index(pair[0]["kind"]), -pair[1], pair[0]["sort"])
    )
    named: dict[str, str] = {}
    for row, _ in fits:
        named.setdefault(str(row["record"]), _name(row))
    first = tuple(named.items())[:MOST]
    return Tellers(first, len(named) - len(first))


def _name(row: Mapping[Any, Any]) -> str:
    """A name, of a person with what they do: `Noor Bakker (wijkagent)`."""
    role = str(row["line"]).partition(" · ")[0] if row["kind"] == RecordKind.CONTACT.value else ""
    return f"{row['name']} ({role[:1].lower()}{role[1:]})" if role else str(row["name"])


def _shared(row: Mapping[Any, Any], paragraph: str) -> int:
    """How much something is about a paragraph: 0 for not at all."""
    if paragraph in layout.KINDS:
        return int(row["kind"] == layout.KINDS[paragraph])
    about = {*str(row["themes"]).split(";"), str(row["category"])}
    return len(about & {*layout.THEMES[paragraph]})
