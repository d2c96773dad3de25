"""What a wijkscan asks: its parts with the questions that help, its frames, and the steps of its road.

The definition is data (`data/wijkscan.toml`) beside the format, and is checked whole when it's read.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkkaart.errors import InvalidDefinition
from wijkkaart.model import Term

INTRO, SUMMARY = "inleiding", ".samenvatting"
ANALYSIS, ACTIONS = "6", "6.7"
PHASES = ("verkennen", "plannen", "doen", "leren")
STATUSES = ("concept", "besproken", "vastgesteld")
STATES = ("open", "bezig", "klaar", "vervallen")


@dataclass(frozen=True)
class Question:
    """A question that helps to write."""

    kind: str
    """Id of its kind (`is`, `sterk`, `nodig`, `netwerk`, `wie`); "" where they have none."""
    text: str


@dataclass(frozen=True)
class PartDefinition:
    """A part with an own text: the introduction, a paragraph or the summary of a chapter."""

    key: str
    title: str
    about: str
    """What belongs there, in one sentence."""
    questions: tuple[Question, ...]
    frame: str = ""
    """Markdown to begin with; "" for none."""
    optional: bool = False
    """Whether it's a help that may be left empty: it isn't counted."""


@dataclass(frozen=True)
class ChapterDefinition:
    """A chapter and its parts, the summary last."""

    number: str
    title: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Phase:
    """A step of the road."""

    id: str
    title: str
    about: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class WijkscanDefinition:
    """All that's said of wijkscans in `data/`."""

    parts: Mapping[str, PartDefinition]
    """By key, in the order of the document."""
    chapters: tuple[ChapterDefinition, ...]
    kinds: Mapping[str, str]
    """Id of a kind of question to its heading."""
    phases: tuple[Phase, ...]
    statuses: Mapping[str, str]
    """Id to label: how far a wijkscan is."""
    states: Mapping[str, str]
    """Id to label: how far an action is."""
    words: Mapping[str, tuple[str, ...]]
    """Id of an indicator to other words, in small letters, in which people speak of it."""


def read(path: Path, format_chapters: Mapping[str, Term]) -> WijkscanDefinition:
    """The definition in a TOML file, for the chapters of the format; raises InvalidDefinition."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _invalid(f"het bestand is niet te lezen ({error})") from error
    try:
        return _parsed(content, {key: term.label for key, term in format_chapters.items()})
    except KeyError as error:
        raise _invalid(f"{error} ontbreekt") from error
    except (TypeError, AttributeError) as error:
        raise _invalid(f"een veld heeft een verkeerde waarde ({error})") from error


def _parsed(content: Mapping[str, Any], titles: Mapping[str, str]) -> WijkscanDefinition:
    labels = {**titles, **content["chapters"]}
    if twice := set(titles) & set(content["chapters"]):
        raise _invalid(f"hoofdstuk {min(twice)} staat ook in format.toml")
    chapters = tuple(_chapters(labels))
    keys = [INTRO, *(key for chapter in chapters for key in chapter.keys)]
    labels[INTRO] = "Inleiding"
    found = {key: _part(key, labels, content) for key in keys}
    if unknown := sorted(set(content["parts"]) - set(keys)):
        raise _invalid(f"'{unknown[0]}' is geen onderdeel")
    phases = tuple(
        Phase(key, _said(entry["title"]), _said(entry["about"]), _list(entry["questions"]))
        for key, entry in content["phases"].items()
    )
    statuses, states = content["statuses"], content["states"]
    for expected, got in ((PHASES, content["phases"]), (STATUSES, statuses), (STATES, states)):
        if tuple(got) != expected:
            raise _invalid(f"verwacht {', '.join(expected)}, gevonden {', '.join(got)}")
    words = {name: _list(each) for name, each in content["words"].items()}
    kinds = dict(content["kinds"])
    return WijkscanDefinition(found, chapters, kinds, phases, dict(statuses), dict(states), words)


def _chapters(labels: Mapping[str, str]) -> Iterator[ChapterDefinition]:
    for number, title in labels.items():
        if "." not in number:
            inside = [key for key in labels if key.startswith(f"{number}.")] or [number]
            yield ChapterDefinition(number, _said(title), (*inside, number + SUMMARY))


def _part(key: str, labels: Mapping[str, str], content: Mapping[str, Any]) -> PartDefinition:
    if key.endswith(SUMMARY):
        entry = content["summary"]
        asked = tuple(Question("", text) for text in _list(entry["questions"]))
        return PartDefinition(key, _said(entry["title"]), _said(entry["about"]), asked)
    entry = content["parts"].get(key, {})
    if missing := [name for name in ("about", "questions") if name not in entry]:
        raise _invalid(f"van onderdeel {key} ontbreekt {missing[0]}")
    if unknown := sorted(set(entry) - {"about", "questions", "frame", "optional"}):
        raise _invalid(f"onderdeel {key} heeft een onbekend veld {unknown[0]}")
    if unknown := sorted(set(entry["questions"]) - set(content["kinds"])):
        raise _invalid(f"onderdeel {key} heeft een onbekende soort vraag {unknown[0]}")
    # In the order in which kinds are asked, whatever that in the file is.
    asked = tuple(
        Question(kind, text) for kind in content["kinds"] for text in _list(entry["questions"].get(kind, ()))
    )
    if not asked:
        raise _invalid(f"onderdeel {key} heeft geen vragen")
    frame = _said(entry["frame"]).strip() if "frame" in entry else ""
    optional = entry.get("optional", False) is True
    return PartDefinition(key, _said(labels[key]), _said(entry["about"]), asked, frame, optional)


def _list(texts: Any) -> tuple[str, ...]:
    if not isinstance(texts, list | tuple):
        raise TypeError(f"geen lijst: {texts}")
    return tuple(map(_said, texts))


def _said(text: Any) -> str:
    if not isinstance(text, str) or not text.strip():
        raise TypeError(f"geen tekst: {text}")
    return text


def _invalid(found: str) -> InvalidDefinition:
    return InvalidDefinition(
        f"De definitie van de wijkscan (wijkscan.toml) klopt niet: {found}.",
        "Elk onderdeel heeft een titel, een uitleg en vragen; stappen en standen hebben hun vaste namen.",
        "Herstel het bestand in de map data, of installeer wijkkaart opnieuw.",
    )
