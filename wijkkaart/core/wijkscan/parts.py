"""The parts of a wijkscan and what each holds.

A part is known by its key: `kop` for the head, `inleiding`, a paragraph of the format (`2.1`, `5`), one
of the analysis (`6.1`), the summary of a chapter (`2.samenvatting`), and `basis` for what was accepted of
figures and register. Each is kept by itself, as JSON, with its own version and history.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from wijkkaart import wijkscan_definition
from wijkkaart.record import Role

HEAD, INTRO, BASE = "kop", wijkscan_definition.INTRO, "basis"
SUMMARY = wijkscan_definition.SUMMARY
"""Behind the number of a chapter: the key of its summary."""
OWN_TEXT = "tekst"
"""Id of the own text among the blocks of a paragraph."""


def summary_of(chapter: str) -> str:
    """The key of the summary of a chapter."""
    return chapter + SUMMARY


@dataclass(frozen=True)
class Head:
    """Whose wijkscan it is and how far it is."""

    title: str = ""
    owner: str = ""
    """Who it is of, as the reader sees it: an organisation or group, never only an account."""
    edition: str = ""
    """The version as people call it: `1.0`, `concept voor de wijkraad`."""
    status: str = "concept"
    """`concept`, `besproken` or `vastgesteld`."""
    date: str = ""
    """ISO date on its cover; "" for the day on which it's made."""
    review: str = ""
    """ISO date of the next review; "" when none was agreed."""
    visibility: str = Role.TEAM.value
    """The least role that may see it."""


@dataclass(frozen=True)
class Action:
    """A line of the action plan, and how it went on."""

    id: str
    what: str
    who: str = ""
    when: str = ""
    """ISO date by which it's done; "" when not agreed."""
    phase: str = ""
    """Id of a step of the roadmap: `verkennen`, `plannen`, `doen`, `leren`; "" for none."""
    state: str = "open"
    """`open`, `bezig`, `klaar` or `vervallen`."""
    follow_up: str = ""
    """What came of it, in plain text."""


@dataclass(frozen=True)
class Answer:
    """What somebody answered when the checklist asked whether words are about a person."""

    id: str
    what: str
    """What was asked; see `asking`."""
    said: str
    """The words that it was asked about."""
    answer: str
    """`niemand` or `laat-zo`."""
    where: tuple[str, ...] = ()
    """Marks of the sentences with these words that were there; in another sentence it's asked again."""
    among: tuple[str, ...] = ()
    """Ids of the persons who could be meant; it's asked again when there are others."""
    by: str = ""
    at: str = ""
    """ISO time, UTC."""


@dataclass(frozen=True)
class Part:
    """A paragraph, summary or introduction, as people filled and arranged it."""

    text: str = ""
    """Own text in Markdown; see `markup`."""
    left_out: str = ""
    """Why it's left out of the document; "" when it isn't."""
    hidden: tuple[str, ...] = ()
    """Ids of blocks, figures (`cijfer:…`) and records (`plek:…`) that don't appear."""
    order: tuple[str, ...] = ()
    """Ids of blocks in their order, OWN_TEXT among them; what isn't named comes after, as usual."""
    added: tuple[str, ...] = ()
    """Ids of charts and maps of one figure (`verloop:…`, `kaart:…`), besides those that it always has."""
    who: str = ""
    """Name of the account that works on it."""
    done: bool = False
    """Whether who works on it calls it ready."""
    actions: tuple[Action, ...] = ()
    """Only of the action plan."""
    answers: tuple[Answer, ...] = ()
    """To questions of the checklist about persons."""


@dataclass(frozen=True)
class FigureSeen:
    """A figure as the group accepted it."""

    text: str
    """With its unit, as it was printed."""
    year: int
    source: str
    """Id of its source."""


@dataclass(frozen=True)
class RecordSeen:
    """Something of the sociale kaart as the group accepted it; never a person."""

    name: str
    line: str
    paragraph: str


@dataclass(frozen=True)
class Basis:
    """What a wijkscan stands on: figures and records as they were last accepted."""

    at: str = ""
    """ISO date on which it was last brought up to date."""
    figures: Mapping[str, FigureSeen] = field(default_factory=dict)
    """Id of an indicator to what was seen of it, of the area itself."""
    records: Mapping[str, RecordSeen] = field(default_factory=dict)
    """Id of a row of `Guide.things` to what was seen of it."""


def to_json(part: Head | Part | Basis) -> dict[str, Any]:
    """What a part holds as JSON, without what is as it would be anyway."""
    usual = asdict(type(part)())
    return {name: value for name, value in asdict(part).items() if value != usual[name]}


def head(content: Mapping[str, Any]) -> Head:
    """A head out of JSON; what isn't known is passed over."""
    return Head(**_known(Head, content))


def part(content: Mapping[str, Any]) -> Part:
    """A part out of JSON; what isn't known is passed over."""
    found = _known(Part, content)
    for name in ("hidden", "order", "added"):
        found[name] = tuple(found.get(name, ()))
    found["actions"] = tuple(Action(**_known(Action, each)) for each in found.get("actions", ()))
    found["answers"] = tuple(map(_answer, found.get("answers", ())))
    return Part(**found)


def _answer(content: Mapping[str, Any]) -> Answer:
    lists = {name: tuple(map(str, content.get(name, ()))) for name in ("where", "among")}
    return Answer(**{**_known(Answer, content), **lists})


def basis(content: Mapping[str, Any]) -> Basis:
    """A basis out of JSON; what isn't known is passed over."""
    figures = {
        key: FigureSeen(**_known(FigureSeen, each)) for key, each in content.get("figures", {}).items()
    }
    records = {
        key: RecordSeen(**_known(RecordSeen, each)) for key, each in content.get("records", {}).items()
    }
    return Basis(str(content.get("at", "")), figures, records)


def _known(of: type, content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: content[name] for name in of.__dataclass_fields__ if name in content}  # type: ignore[attr-defined]
