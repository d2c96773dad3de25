"""How far a fetch is, in words: what the page Ophalen shows."""

from dataclasses import dataclass

from wijkkaart.present import dutch
from wijkkaart.progress import FetchProgress, Problem, SourceProgress, State

_ENDED = {
    State.DONE: "Klaar: de gegevens van {what} staan op de kaart.",
    State.UNCHANGED: "Klaar: van {what} is er niets veranderd.",
    State.FAILED: "Niet alles van {what} is gelukt. Wat er al was, is gebleven.",
    State.STOPPED: "Het ophalen van {what} is gestopt. Wat klaar was, is bewaard.",
    State.BROKEN: "Het ophalen van {what} is onderbroken. Wat klaar was, is bewaard.",
}
AGAIN = {State.FAILED, State.STOPPED, State.BROKEN}
"""After these it helps to start again: what has been asked isn't asked twice."""


@dataclass(frozen=True)
class Line:
    """One source."""

    label: str
    share: float
    """From 0 to 1."""
    text: str
    problems: tuple[Problem, ...]


def headline(progress: FetchProgress, now: float) -> str:
    """What is going on, or how it ended, in a sentence; `now` in seconds since 1970."""
    if progress.state.ended:
        return _ENDED[progress.state].format(what=progress.what)
    if not progress.sources:
        return f"{progress.what} wordt opgezocht."
    ready = sum(source.state.ended for source in progress.sources)
    left = progress.seconds_left(now)
    rest = "" if left is None else f" Nog ongeveer {dutch.duration(left)}."
    return f"{progress.what}: {ready} van {len(progress.sources)} bronnen gehad.{rest}"


def line(source: SourceProgress, now: float) -> Line:
    """A source with its count and time left."""
    parts = [str(source.state)]
    if source.total:
        asking = source.state is State.BUSY and source.asked < source.total
        count = f"{source.asked if asking else source.done} van {dutch.count(source.total, 'deel', 'delen')}"
        parts.append(f"{count} gevraagd" if asking else count)
    elif source.state is State.DONE:
        parts.append("hier is niets te halen")
    if source.rows:
        parts.append(dutch.count(source.rows, "rij bewaard", "rijen bewaard"))
    if source.doing:
        parts.append(source.doing)
    left = source.seconds_left(now)
    if left is not None:
        parts.append(f"nog ongeveer {dutch.duration(left)}")
    share = source.share
    if source.state in AGAIN:  # a full bar would look like success
        share = (source.done - len(source.problems)) / source.total if source.total else 0.0
    return Line(source.label, min(max(share, 0.0), 1.0), " · ".join(parts), tuple(source.problems))
