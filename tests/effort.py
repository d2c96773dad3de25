"""How much work something is, counted: unlike seconds, a count is the same on a machine that's busy.

What it takes in seconds is for `tests/benchmarks`. Here a test sees that work grows with what there is to do
and no faster, and that much is done at once rather than one by one. Only where nothing can be counted, as
when a pattern of `re` tries everything, a clock guards against what would never end.
"""

import gc
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sqlalchemy import Connection, Engine, event

Work = Callable[[], Any]

ENDLESS = 20
"""How many times as long as on a quiet machine something takes before it's held to be endless."""
_ROOM = 0.03
"""How much more one more may cost when there are twice as many: keys of many digits, a larger dict."""
_STEPS = 100


def of(work: Work) -> int:
    """Lines of Python that `work` runs in this thread, each turn of a loop anew, and calls of C.

    What a function of C does inside isn't seen. No rubbish is collected meanwhile: what then ends would be
    counted by chance.
    """
    count = 0

    def line(_frame: FrameType, _what: str, _about: Any) -> Any:
        nonlocal count
        count += 1
        return line

    def call(_frame: FrameType, what: str, _about: Any) -> None:
        nonlocal count
        count += what == "c_call"

    before, collects = (sys.gettrace(), sys.getprofile()), gc.isenabled()
    gc.disable()
    sys.setprofile(call)
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
        if collects:
            gc.enable()
    return count


def each(on: Callable[[int], Work], many: int, count: Callable[[Work], int] = of) -> float:
    """What one more thing costs, when there are `many`: in lines and calls, or what `count` counts.

    `on(n)` gives the work on n things, and makes them outside of it. The first time isn't counted: caches may
    or may not be filled by then. Fails when one more costs more as there are more: when work isn't linear.
    """
    on(many)()
    one, two, four = (count(on(number)) for number in (many, 2 * many, 4 * many))
    few, more = (two - one) / many, (four - two) / (2 * many)
    told = f"One more costs {few} of {many}, and {more} of twice as many."
    assert more <= few * (1 + _ROOM) + 1 / many, told
    return more


def statements(engine: Engine) -> Callable[[Work], int]:
    """Count the statements that a database is asked; one for a list of rows at once counts once."""

    def count(work: Work) -> int:
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        with _hearing(engine, note):
            work()
        return len(asked)

    return count


def steps(engine: Engine) -> Callable[[Work], int]:
    """Count the steps of SQLite's machine, by the hundred: it reads a row in some, compares in one."""

    def count(work: Work) -> int:
        found, own = 0, set()

        def step() -> None:
            nonlocal found
            found += _STEPS

        def note(connection: Connection, *_: object) -> None:
            driver = connection.connection.driver_connection
            driver.set_progress_handler(step, _STEPS)
            own.add(driver)

        try:
            with _hearing(engine, note):
                work()
        finally:
            for driver in own:
                driver.set_progress_handler(None, _STEPS)
        return found

    return count


@contextmanager
def _hearing(engine: Engine, note: Callable[..., None]) -> Iterator[None]:
    """Have `note` told of every statement before it's asked."""
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)


class _Endless(BaseException):
    """Passes whatever catches errors."""


@contextmanager
def ending(seconds: float) -> Iterator[None]:
    """Fail, and end what happens inside, when it takes far longer than `seconds`, as on a quiet machine.

    Nothing slow is caught so, but what would never end. Processor time is what counts: waiting is no work.
    """

    def stop(*_: object) -> None:
        raise _Endless

    before, ends = signal.signal(signal.SIGPROF, stop), True
    signal.setitimer(signal.ITIMER_PROF, ENDLESS * seconds)
    try:
        yield
    except _Endless:
        # Where it was is left out: a place between two lines has no number, and breaks who tells of it.
        ends = False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert ends, f"This takes {seconds} s, and didn't end in {ENDLESS} times that."
