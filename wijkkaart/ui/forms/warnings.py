"""What's worth another look while somebody types. It warns, and keeps nobody from saving."""

from collections.abc import Mapping
from typing import Any

from wijkkaart.core import personal, validation
from wijkkaart.core.duplicates import Known, Likeness
from wijkkaart.core.source_places import place_record
from wijkkaart.guide import Guide
from wijkkaart.record import FieldMeta, FieldType, Record, RecordKind, fields_of
from wijkkaart.ui.forms.desk import Desk
from wijkkaart.ui.forms.draft import Draft

_FREE = frozenset({"description", "text", "remark", "name"})
"""Fields in which people may write about people; in a name only of a note."""
ENOUGH = 3
"""How many records that look alike are shown."""


def odd(draft: Draft, right: Mapping[str, Any], guide: Guide, around: Any) -> dict[str, list[str]]:
    """Field to what's odd about it; `right` are the values that can be saved."""
    found: dict[str, list[str]] = {}
    for name, said in validation.warnings(draft.kind, right).items():
        if fields_of(draft.kind)[name].type is not FieldType.SCHEDULES:
            found.setdefault(name, []).append(said)
    if draft.kind is not RecordKind.CONTACT:
        names = [each.name for each in guide.records(RecordKind.CONTACT)]
        changed = draft.changed()
        for name in _FREE & set(right):
            if name == "name" and draft.kind is not RecordKind.NOTE:
                continue
            if name in changed:
                found.setdefault(name, []).extend(personal.telling(str(right[name]), names))
    if draft.kind is RecordKind.LOCATION and right.get("latitude") and right.get("longitude"):
        said, spot = right.get("gemeente") or "", guide.spot(right["latitude"], right["longitude"])
        if said and spot.gemeente and said != spot.gemeente:
            text = f"De speld staat in {around.area(spot.gemeente)}, niet in {around.area(said)}. Klopt dat?"
            found.setdefault("latitude", []).append(text)
        elif said and not spot.gemeente:
            found.setdefault("latitude", []).append(f"De speld staat buiten {around.area(said)}. Klopt dat?")
    return {name: texts for name, texts in found.items() if texts}


def alike(desk: Desk, apart: frozenset[tuple[str, str]]) -> list[tuple[Likeness, Record]]:
    """Records and places of sources that may be the same as what's on the form, the likeliest first."""
    draft, guide = desk.draft, desk.guide
    if not draft.values.get("name", "").strip() or draft.kind in (RecordKind.NOTE, RecordKind.NETWORK):
        return []
    records = {each.id: each for each in desk.known(draft.kind)}
    known = guide.remember(("dubbel", draft.kind), lambda: Known(records.values()))
    mine = draft.record()
    found = [(each, records[each.id]) for each in known.alike(mine, apart)]
    if draft.kind is RecordKind.LOCATION and desk.gemeente:
        claimed = str(draft.values.get("source_ref") or "")
        for each, place in _of_sources(desk, mine, apart):
            if not claimed.endswith(each.id):
                found.append((each, place))
    found = [(each, other) for each, other in found if each.id not in draft.apart and each.id != draft.id]
    return sorted(found, key=lambda pair: -pair[0].score)[:ENOUGH]


def _of_sources(desk: Desk, mine: Record, apart: frozenset[tuple[str, str]]) -> list[tuple[Likeness, Record]]:
    gemeente = desk.gemeente

    def made() -> tuple[dict[str, Record], Known]:
        table = desk.guide.places(gemeente)
        free = table[(table.record == "") & (table.kind == "place")]
        places = {str(row["id"]): place_record(row) for row in free.to_dict("records")}  # type: ignore[arg-type]
        return places, Known(places.values())

    places, known = desk.guide.remember(("dubbel bron", gemeente), made)
    return [(each, places[each.id]) for each in known.alike(mine, apart)]


def visibility(draft: Draft) -> dict[str, FieldMeta]:
    """What a new record has to know of who may see which field."""
    return {name: FieldMeta(visibility=role) for name, role in draft.roles.items() if role}
