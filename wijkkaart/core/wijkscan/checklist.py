"""What is still to be done on a wijkscan: what's empty, stale, contradicted or uncertain; who does what."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wijkkaart.catalogue import indicators
from wijkkaart.core.wijkscan import asking, definition, markup, told
from wijkkaart.core.wijkscan.amounts import agree
from wijkkaart.core.wijkscan.changes import ELSEWHERE, FIGURE, Change, changes, known
from wijkkaart.core.wijkscan.facts import Facts
from wijkkaart.core.wijkscan.markup import Uses
from wijkkaart.core.wijkscan.parts import HEAD, Action, Answer, Head, Part, RecordSeen
from wijkkaart.core.wijkscan.told import Checker

FEWEST_WORDS = 15
"""A text with fewer words counts as too short."""
OLD_MONTHS = 12
"""A basis that was accepted longer ago counts as stale."""


class Kind(StrEnum):
    """What there is to do."""

    EMPTY = "empty"
    SHORT = "short"
    FRAME = "frame"
    """A frame of the book in which nothing was filled in."""
    CHANGED = "changed"
    """Figures or records of the paragraph aren't as they were accepted."""
    OLD = "old"
    """Nobody looked at what changed for a year."""
    REVIEW = "review"
    """The day of the next review is over."""
    NO_REVIEW = "no_review"
    NO_OWNER = "no_owner"
    DIFFERS = "differs"
    """A figure in a sentence is worded otherwise than it was accepted."""
    OTHER_NUMBER = "other_number"
    NOTE = "note"
    """A note tells another number."""
    OTHER_WAY = "other_way"
    UNSURE = "unsure"
    """More or less is claimed where nobody can say."""
    UNCERTAIN = "uncertain"
    """A figure in a sentence that is an estimate, secret, or a range."""
    PERSON = "person"
    CALLED = "called"
    """Somebody in the register is called otherwise than by a full name."""
    MEANT = "meant"
    """It may be somebody in the register that is called, or something else."""
    NO_ALT = "no_alt"
    FIGURE_GONE = "figure_gone"
    RECORD_GONE = "record_gone"
    PHOTO_GONE = "photo_gone"
    LATE = "late"
    NO_WHO = "no_who"
    NO_WHEN = "no_when"


@dataclass(frozen=True)
class Item:
    """One thing to do."""

    part: str
    """Key of the part; `kop` for the head."""
    kind: Kind
    about: str = ""
    """Id of the figure, record, picture or action that it's about."""
    said: str = ""
    """The words that it's about."""
    truth: str = ""
    """What is known instead."""
    question: asking.Question | None = None
    """What people may answer; None for what they have to mend."""


@dataclass(frozen=True)
class Far:
    """How far a wijkscan is: frames and what's left out don't count."""

    done: int
    total: int
    mine: Mapping[str, tuple[str, ...]]
    """Name of who works on it ("" for nobody) to the keys of parts that aren't done."""


def how_far(parts: Mapping[str, Part]) -> Far:
    """How many parts are done, and who has which of the others."""
    counted = {
        key: parts.get(key, Part())
        for key in definition.keys()  # noqa: SIM118 - a function
        if not definition.optional(key) and not parts.get(key, Part()).left_out
    }
    todo: dict[str, list[str]] = {}
    for key, part in counted.items():
        if not part.done:
            todo.setdefault(part.who, []).append(key)
    done = sum(part.done for part in counted.values())
    return Far(done, len(counted), {who: tuple(keys) for who, keys in todo.items()})


def checklist(parts: Mapping[str, Part], head: Head, facts: Facts) -> list[Item]:
    """All that is to be done, in the order of the document; nothing of what's left out. Pure."""
    found_changes = changes(facts.basis, facts.now)
    changed = Counter(_paragraph(each) for each in found_changes)
    elsewhere = {each.id for each in found_changes if ELSEWHERE in each.id}
    checker = Checker(facts)
    found = [*_head(head, facts)]
    for key in definition.keys():  # noqa: SIM118 - a function
        part = parts.get(key, Part())
        if part.left_out:
            continue
        nodes = markup.read(part.text)
        words, used = markup.words_of(nodes), markup.uses_of(nodes)
        found += _filled(key, part, empty=not nodes, few=len(words.split()) < FEWEST_WORDS)
        # A figure of another area belongs to the texts that use it.
        if count := changed[key] + len({name for name, _ in used.figures} & elsewhere):
            found.append(Item(key, Kind.CHANGED, said=str(count)))
        found += _leans(key, used, words, facts)
        found += [
            Item(key, _TOLD[each.what], each.figure, each.said, each.truth)
            for each in dict.fromkeys(checker.nodes(nodes))
        ]
        found += _noted(key, checker)
        found += [
            _asked(key, each)
            for each in asking.questions(_read(part, words), facts)
            if not asking.is_answered(each, part.answers)
        ]
        found += [item for action in part.actions for item in _action(key, action, facts.day)]
    return found


def answered(parts: Mapping[str, Part], facts: Facts) -> list[tuple[str, Answer]]:
    """Key of the part and answer: the answers that keep something off the list. Pure."""
    found = []
    for key in definition.keys():  # noqa: SIM118 - a function
        part = parts.get(key, Part())
        if part.answers and not part.left_out:
            words = markup.words_of(markup.read(part.text))
            asked = asking.questions(_read(part, words), facts)
            found += [(key, each) for each in asking.in_force(part.answers, asked)]
    return found


def _read(part: Part, words: str) -> str:
    """All that's read of a part: the words of its text, and its actions."""
    actions = (line for each in part.actions for line in (each.what, each.who, each.follow_up))
    return "\n".join((words, *actions))


_ASKED = {asking.SURE: Kind.CALLED, asking.MEANT: Kind.MEANT}


def _asked(key: str, question: asking.Question) -> Item:
    kind = _ASKED.get(question.what, Kind.PERSON)
    about = question.what if kind is Kind.PERSON else ""
    return Item(key, kind, about, question.said, question.name, question)


def _paragraph(change: Change) -> str:
    """The paragraph that a change belongs to; "" for a figure of another area."""
    if change.kind == FIGURE:
        return indicators()[change.id].chapter if change.id in indicators() else ""
    seen = change.now or change.before
    return seen.paragraph if isinstance(seen, RecordSeen) else ""


def _head(head: Head, facts: Facts) -> Iterator[Item]:
    if not head.owner.strip():
        yield Item(HEAD, Kind.NO_OWNER)
    if not head.review:
        yield Item(HEAD, Kind.NO_REVIEW)
    elif head.review < facts.day.isoformat():
        yield Item(HEAD, Kind.REVIEW, said=head.review)
    if _months(facts.basis.at, facts.day) >= OLD_MONTHS:
        yield Item(HEAD, Kind.OLD, said=facts.basis.at)


def _months(text: str, day: date) -> int:
    """Whole months since an ISO date; 0 when it isn't one."""
    try:
        then = date.fromisoformat(text[:10])
    except ValueError:
        return 0
    return (day.year - then.year) * 12 + day.month - then.month - (day.day < then.day)


def _filled(key: str, part: Part, *, empty: bool, few: bool) -> Iterator[Item]:
    if not empty and part.text.strip() == definition.frame(key):
        yield Item(key, Kind.FRAME)
    elif definition.optional(key) or part.actions:
        return
    elif empty or few:
        yield Item(key, Kind.EMPTY if empty else Kind.SHORT)


def _leans(key: str, used: Uses, words: str, facts: Facts) -> Iterator[Item]:
    """What is wrong with the figures, records and pictures in a text."""
    for name, said in dict.fromkeys(used.figures):
        seen = facts.figure(name)
        if seen is None or not known(seen):
            yield Item(key, Kind.FIGURE_GONE, name, said)
            continue
        if not agree(said, seen.text):
            yield Item(key, Kind.DIFFERS, name, said, seen.text)
        if name in facts.doubtful and "schat" not in words.casefold():
            yield Item(key, Kind.UNCERTAIN, name, said, facts.doubtful[name])
    for id_, said in dict.fromkeys(used.records):
        if id_ not in facts.records:
            yield Item(key, Kind.RECORD_GONE, id_, said)
    for photo in dict.fromkeys(used.photos):
        if photo.id not in facts.photos:
            yield Item(key, Kind.PHOTO_GONE, photo.id, photo.alt or photo.caption)
        elif not photo.alt.strip():
            yield Item(key, Kind.NO_ALT, photo.id, photo.caption)


_TOLD = {told.OTHER_NUMBER: Kind.OTHER_NUMBER, told.OTHER_WAY: Kind.OTHER_WAY, told.UNSURE: Kind.UNSURE}


def _noted(key: str, checker: Checker) -> Iterator[Item]:
    """What notes say that figures contradict."""
    for note in checker.facts.notes.get(key, ()):
        for each in dict.fromkeys(checker.note(note.text, note.year)):
            yield Item(key, Kind.NOTE, each.figure, each.said, each.truth)


def _action(key: str, action: Action, day: date) -> Iterator[Item]:
    if action.state not in ("open", "bezig"):
        return
    if not action.who.strip():
        yield Item(key, Kind.NO_WHO, action.id, action.what)
    if not action.when:
        yield Item(key, Kind.NO_WHEN, action.id, action.what)
    elif action.when < day.isoformat():
        yield Item(key, Kind.LATE, action.id, action.what, action.when)
