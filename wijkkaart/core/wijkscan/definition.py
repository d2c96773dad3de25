"""What a wijkscan asks, at hand: its parts in order, their titles, questions and frames, and the road."""

from collections.abc import Mapping

from wijkkaart.catalogue import wijkscan
from wijkkaart.core.wijkscan.parts import INTRO, SUMMARY
from wijkkaart.wijkscan_definition import ACTIONS, ANALYSIS, ChapterDefinition, Phase, Question

__all__ = [
    "ACTIONS",
    "about",
    "asked",
    "chapters",
    "frame",
    "keys",
    "optional",
    "phases",
    "prefilled",
    "questions",
    "states",
    "statuses",
    "title",
    "words",
]


def keys() -> tuple[str, ...]:
    """The keys of all parts with an own text, in the order of the document."""
    return tuple(wijkscan().parts)


def chapters() -> tuple[ChapterDefinition, ...]:
    """The chapters with the keys of their parts; the introduction stands before them."""
    return wijkscan().chapters


def title(key: str) -> str:
    """What a part is called, without its number. Raises KeyError."""
    return wijkscan().parts[key].title


def about(key: str) -> str:
    """What belongs in a part, in one sentence. Raises KeyError."""
    return wijkscan().parts[key].about


def questions(key: str) -> tuple[str, ...]:
    """The questions that help to write a part. Raises KeyError."""
    return tuple(each.text for each in wijkscan().parts[key].questions)


def asked(key: str) -> dict[str, tuple[str, ...]]:
    """Heading ("" for none) to the questions under it. Raises KeyError."""
    found: dict[str, list[str]] = {}
    for each in wijkscan().parts[key].questions:
        found.setdefault(_heading(each), []).append(each.text)
    return {heading: tuple(texts) for heading, texts in found.items()}


def _heading(question: Question) -> str:
    return wijkscan().kinds.get(question.kind, "")


def frame(key: str) -> str:
    """Markdown to begin a part with; "" for none. Raises KeyError."""
    return wijkscan().parts[key].frame


def optional(key: str) -> bool:
    """Whether a part is a help that may stay empty, and doesn't count. Raises KeyError."""
    return wijkscan().parts[key].optional


def prefilled(key: str) -> bool:
    """Whether figures and the sociale kaart fill a part: a paragraph of the format, chapter 5 included."""
    return key != INTRO and not key.endswith(SUMMARY) and key.partition(".")[0] != ANALYSIS


def phases() -> tuple[Phase, ...]:
    """The steps of the road, in order."""
    return wijkscan().phases


def statuses() -> Mapping[str, str]:
    """Id to label: how far a wijkscan is."""
    return wijkscan().statuses


def states() -> Mapping[str, str]:
    """Id to label: how far an action is."""
    return wijkscan().states


def words() -> Mapping[str, tuple[str, ...]]:
    """Id of an indicator to other words, in small letters, in which people speak of it."""
    return wijkscan().words
