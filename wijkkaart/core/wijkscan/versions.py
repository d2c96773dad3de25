"""What differs between two versions of a wijkscan: texts word by word, figures, records and actions. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from wijkkaart.core.wijkscan import definition, markup, parts
from wijkkaart.core.wijkscan.changes import Change, changes
from wijkkaart.core.wijkscan.parts import BASE, HEAD, Action

_CHOSEN = ("left_out", "hidden", "added")
"""Fields of a part that say what's in the report."""
SAME, ADDED, REMOVED = "same", "added", "removed"
_MOST = 1_000_000
"""Words of one stretch times those of the other: with more, the whole stretch counts as replaced."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is in both versions, or in one."""

    what: str
    text: str


@dataclass(frozen=True)
class TextDifference:
    """What changed in the own text of a part."""

    key: str
    pieces: tuple[Piece, ...]
    """Empty when only the look of the text is another: bold, a link, a picture."""


@dataclass(frozen=True)
class FieldDifference:
    """A field of a part or of the head that is another."""

    key: str
    field: str
    before: Any
    now: Any


@dataclass(frozen=True)
class ActionDifference:
    """An action that was added, taken away or changed."""

    id: str
    before: Action | None
    now: Action | None
    fields: tuple[str, ...]
    """Names of what changed in it."""


@dataclass(frozen=True)
class Difference:
    """All that is another in the later of two versions."""

    texts: tuple[TextDifference, ...]
    fields: tuple[FieldDifference, ...]
    figures: tuple[Change, ...]
    records: tuple[Change, ...]
    actions: tuple[ActionDifference, ...]

    @property
    def empty(self) -> bool:
        """Whether both are the same."""
        return not any((self.texts, self.fields, self.figures, self.records, self.actions))


def difference(before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> Difference:
    """What changed from one version to another, each the contents of its parts by key."""
    keys = [key for key in definition.keys() if key in before or key in now]  # noqa: SIM118
    pairs = [(key, parts.part(before.get(key, {})), parts.part(now.get(key, {}))) for key in keys]
    bases = [parts.basis(each.get(BASE, {})) for each in (before, now)]
    found = changes(*bases)
    heads = [asdict(parts.head(each.get(HEAD, {}))) for each in (before, now)]
    fields = [*_fields(HEAD, *heads)]
    for key, old, new in pairs:
        chosen = ({name: getattr(each, name) for name in _CHOSEN} for each in (old, new))
        fields += _fields(key, *chosen)
    return Difference(
        texts=tuple(
            TextDifference(key, words(old.text, new.text)) for key, old, new in pairs if old.text != new.text
        ),
        fields=tuple(fields),
        figures=tuple(each for each in found if each.kind == "figure"),
        records=tuple(each for each in found if each.kind == "record"),
        actions=tuple(each for _, old, new in pairs for each in _actions(old.actions, new.actions)),
    )


def _fields(key: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FieldDifference]:
    for name, value in now.items():
        if value != before[name]:
            yield FieldDifference(key, name, before[name], value)


def _actions(before: Sequence[Action], now: Sequence[Action]) -> Iterator[ActionDifference]:
    old, new = ({each.id: each for each in rows} for rows in (before, now))
    for key in dict.fromkeys([*old, *new]):
        was, becomes = old.get(key), new.get(key)
        if was is None or becomes is None:
            yield ActionDifference(key, was, becomes, ())
        elif was != becomes:
            second = asdict(becomes)
            names = tuple(name for name, value in asdict(was).items() if second[name] != value)
            yield ActionDifference(key, was, becomes, names)


def words(before: str, now: str) -> tuple[Piece, ...]:
    """What of two own texts is in both, was added or was taken away, word by word; () when no word is.

    Pieces that aren't ADDED give the words of the first text, those that aren't REMOVED of the second.
    """
    old, new = markup.plain(before), markup.plain(now)
    if old == new:
        return ()
    # First by line: of a long text most lines are the same, and comparing words takes the square of it.
    first, second = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (old, new))
    pieces: list[Piece] = []
    for op, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        was, becomes = "".join(first[a:b]), "".join(second[c:d])
        pieces += [Piece(SAME, was)] if op == "equal" else _by_word(was, becomes)
    return tuple(_together(pieces))


def _by_word(before: str, now: str) -> list[Piece]:
    old, new = (re.findall(r"\s+|[^\s\w]|\w+", text) for text in (before, now))
    if len(old) * len(new) > _MOST:
        return [Piece(REMOVED, before), Piece(ADDED, now)]
    pieces = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
        else:
            pieces += [Piece(REMOVED, "".join(old[a:b])), Piece(ADDED, "".join(new[c:d]))]
    return pieces


def _together(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces of one kind next to each other as one; none that is empty."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.what == piece.what:
            last = Piece(last.what, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
