"""What a publisher gave for one piece, on its way into the data directory."""

import logging
from dataclasses import dataclass, field

from wijkkaart.build.parts import Context, NotYet, Report
from wijkkaart.build.readers import reader_of
from wijkkaart.build.take import normalise, put
from wijkkaart.errors import FetchError, WijkkaartError
from wijkkaart.sources.parts import Answer
from wijkkaart.store import Draft, Entry

SURPRISES = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError, OSError)
"""What an answer of a shape never seen before makes of code that reads it."""

_log = logging.getLogger(__name__)


@dataclass
class Got:
    """A piece, with its answer or why there's none."""

    key: str
    label: str
    answer: Answer | None = None
    report: Report = field(default_factory=lambda: Report(""))
    settled: bool = False
    """Nothing more has to be done: it's in the draft, it was there already, or it can't be used."""

    def __post_init__(self) -> None:
        self.report.file = self.label

    @classmethod
    def failed(cls, key: str, label: str, error: Exception) -> "Got":
        """A piece of which nothing came."""
        return cls(key, label, report=Report(label, error=told(error, label)), settled=True)


def told(error: Exception, label: str) -> WijkkaartError:
    """The error as a user reads it; one that nobody foresaw goes to the log with its trace."""
    if isinstance(error, WijkkaartError):
        return error
    _log.error("%s: unforeseen", label, exc_info=error)
    return FetchError(
        f"wijkkaart kon niet verwerken wat de uitgever stuurde ({type(error).__name__}).",
        "Verwacht: gegevens in de vorm die wijkkaart kent.",
        "Probeer het later opnieuw. Blijft het misgaan, meld het dan aan de makers van wijkkaart.",
    )


def skip_known(got: list[Got], draft: Draft) -> None:
    """Settle the pieces whose answer is that of last time."""
    known = {entry.origin: entry.sha256 for entry in draft.entries if not entry.example}
    for each in got:
        if not each.settled and each.answer is not None and known.get(each.key) == each.answer.digest:
            each.report.unchanged = each.settled = True


def take(draft: Draft, got: Got, *, last: bool) -> bool:
    """Read the answer into the draft, or its error into the report; False when others have to go first.

    `last` says that no others will come.
    """
    assert got.answer is not None
    try:
        _read(draft, got, got.answer, last)
        got.settled, got.report.error = True, None
    except NotYet as error:
        got.settled, got.report.error = last, error
    except (WijkkaartError, *SURPRISES) as error:
        got.settled, got.report.error = True, told(error, got.label)
    return got.settled


def _read(draft: Draft, got: Got, answer: Answer, last: bool) -> None:
    raws = answer.raws()
    if not raws:
        old = [entry for entry in draft.entries if entry.origin == got.key and not entry.example]
        for entry in old:
            draft.remove(entry)
        got.report.unchanged = not old
        got.report.notes.append("De uitgever heeft hiervan niets over dit gebied.")
        return
    tables = [(raw, reader) for raw in raws if (reader := reader_of(raw)) is not None]
    if not tables:
        raise FetchError(
            f"wijkkaart herkent niet wat de uitgever stuurde. Kolommen: {', '.join(raws[0].columns[:6])}.",
            "Verwacht: gegevens in de vorm die wijkkaart kent.",
            "Meld het aan de makers van wijkkaart.",
        )
    known = Entry(
        file=got.label,
        sha256=answer.digest,
        kind="",
        source="",
        origin=got.key,
        table=answer.table,
        url=answer.url or next((reply.url for reply in answer.replies), ""),
        fetched=max((reply.fetched for reply in answer.replies), default=""),
    )
    put(draft, normalise(tables, Context(draft.view(), last=last)), got.report, known)
