"""How far a fetch is: written by the one that fetches, read by the terminal and, as JSON, by the page."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from wijkkaart.errors import WijkkaartError


class State(StrEnum):
    """What a source, or a whole fetch, is doing; as it is shown."""

    WAITING = "wacht"
    BUSY = "bezig"
    DONE = "klaar"
    UNCHANGED = "ongewijzigd"
    FAILED = "mislukt"
    STOPPED = "gestopt"
    BROKEN = "onderbroken"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self not in {State.WAITING, State.BUSY}


@dataclass(frozen=True)
class Problem:
    """What failed, why, and what to do: Dutch sentences."""

    what: str
    """The source, or the piece of it, that failed; "" for the fetch as a whole."""
    found: str
    expected: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, error: WijkkaartError, what: str = "") -> "Problem":
        """The words of an error."""
        return cls(what, error.found, error.expected, error.remedy)

    @property
    def text(self) -> str:
        """The sentences in one line."""
        return " ".join(part for part in (self.found, self.expected, self.remedy) if part)


@dataclass
class SourceProgress:
    """How far one publisher is."""

    name: str
    label: str
    state: State = State.WAITING
    total: int = 0
    """Pieces there are; 0 until the publisher has told."""
    asked: int = 0
    """Pieces that were asked for, with or without luck."""
    done: int = 0
    """Pieces that are in the data directory."""
    unchanged: int = 0
    """Pieces that were there already, the same."""
    rows: int = 0
    """Rows kept of what's new."""
    doing: str = ""
    """The piece at hand, in Dutch."""
    began: float = 0.0
    """Seconds since 1970 at which the publisher was first asked; 0 before."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def share(self) -> float:
        """From 0 to 1. Asking counts for half, storing for the other half."""
        if self.state.ended:
            return 1.0
        return (self.asked + self.done) / (2 * self.total) if self.total else 0.0

    def seconds_left(self, now: float) -> float | None:
        """How long it may still take, judged by the pace so far; None while that says nothing."""
        if self.state is not State.BUSY or not self.asked or not self.began:
            return None
        return max(now - self.began, 0.0) * (1 - self.share) / self.share


@dataclass
class FetchProgress:
    """How far a fetch is; changed while it goes, by several threads, a field at a time."""

    what: str
    """What is fetched, as asked: a code or a name; later both."""
    gemeente: str = ""
    """Its code, as soon as it's known."""
    state: State = State.WAITING
    sources: list[SourceProgress] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Why the fetch as a whole failed."""
    began: float = 0.0
    """Seconds since 1970."""
    ended: float = 0.0
    job: str = ""
    """Id of the job; another one for each fetch."""
    pid: int = 0
    """The process that is at it."""

    def seconds_left(self, now: float) -> float | None:
        """How long the slowest source may still take; None while no source can tell."""
        return max((left for s in self.sources if (left := s.seconds_left(now)) is not None), default=None)

    def to_json(self) -> str:
        """The same as text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "FetchProgress":
        """What `to_json` wrote. Raises ValueError when it's something else."""
        try:
            row: dict[str, Any] = json.loads(text)
            sources = [
                SourceProgress(**{**each, "state": State(each["state"]), "problems": _problems(each)})
                for each in row["sources"]
            ]
            known = {**row, "state": State(row["state"]), "sources": sources, "problems": _problems(row)}
            return cls(**known)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("not the progress of a fetch") from error


def _problems(row: dict[str, Any]) -> list[Problem]:
    return [Problem(**each) for each in row["problems"]]
