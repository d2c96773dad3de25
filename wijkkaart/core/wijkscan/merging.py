"""Putting together what two people changed in one part of a wijkscan: by field, actions and answers by id.

A content is what `parts.to_json` gives: a field that isn't there is as it would be anyway. Pure.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_NONE = object()
"""Stands for a field that isn't there."""
_SETS = frozenset({"hidden", "added"})
"""Lists of which only counts what is in them."""
_ROWS = frozenset({"actions", "answers"})
"""Lists of objects, each known by its `id`."""


def merged(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What comes of my change and theirs, and the names of what both changed into something else.

    Both began with `base`. Of what clashes the content has theirs: it's for people to choose. A clash in an
    action is named `actions.<id>.<field>`, or `actions.<id>` when one changed it and the other took it away.
    """
    clashes: list[str] = []
    return _fields(base, theirs, mine, "", clashes), tuple(clashes)


def _fields(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], path: str, clashes: list[str]
) -> dict[str, Any]:
    names = dict.fromkeys([*theirs, *mine])
    values = {
        name: _value(
            base.get(name, _NONE), theirs.get(name, _NONE), mine.get(name, _NONE), path + name, clashes
        )
        for name in names
    }
    return {name: value for name, value in values.items() if value is not _NONE}


def _value(base: Any, theirs: Any, mine: Any, path: str, clashes: list[str]) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    name = path.rpartition(".")[2]
    if name in _SETS and all(map(_listed, (base, theirs, mine))):
        return _set(*map(_items, (base, theirs, mine)))
    if name in _ROWS and all(map(_rows, (base, theirs, mine))):
        return _by_id(_items(base), _items(theirs), _items(mine), path, clashes)
    # Of what was not there before, two can each add their own.
    if isinstance(theirs, Mapping) and isinstance(mine, Mapping) and (base is _NONE or _is_map(base)):
        return _fields({} if base is _NONE else base, theirs, mine, f"{path}.", clashes)
    clashes.append(path)
    return theirs


def _set(base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any]) -> list[Any]:
    """What either added, without what either took away."""
    kept = [each for each in theirs if each in mine or each not in base]
    return kept + [each for each in mine if each not in base and each not in kept]


def _by_id(
    base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any], path: str, clashes: list[str]
) -> list[Any]:
    was, their, my = ({row["id"]: row for row in rows} for rows in (base, theirs, mine))
    found = {}
    for key in _order([*was], [*their], [*my]):
        row = _value(was.get(key, _NONE), their.get(key, _NONE), my.get(key, _NONE), f"{path}.{key}", clashes)
        if row is not _NONE:
            found[key] = row
    return [*found.values()]


def _order(base: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    """All ids: in my order when only I changed it, else in theirs; a new one behind what it stood behind."""
    unmoved = _known(base, theirs) == _known(theirs, base)
    first, other = (mine, theirs) if unmoved else (theirs, mine)
    found = [*first]
    for place, key in enumerate(other):
        if key not in found:
            before = next((found.index(each) + 1 for each in reversed(other[:place]) if each in found), 0)
            found.insert(before, key)
    return found


def _known(ids: list[Any], among: list[Any]) -> list[Any]:
    return [each for each in ids if each in among]


def _is_map(value: Any) -> bool:
    return isinstance(value, Mapping)


def _listed(value: Any) -> bool:
    return value is _NONE or isinstance(value, list | tuple)


def _items(value: Any) -> Sequence[Any]:
    return () if value is _NONE else value


def _rows(value: Any) -> bool:
    """Whether these are objects that each have an id of their own; else they're one value."""
    if not _listed(value):
        return False
    ids = [row.get("id") if _is_map(row) else None for row in _items(value)]
    return all(isinstance(each, str) for each in ids) and len({*ids}) == len(ids)
