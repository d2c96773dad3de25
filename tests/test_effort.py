"""What is counted as work, and that what would never end is ended."""

import re
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, insert, select

from tests import effort


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    yield engine
    engine.dispose()


def _each_once(many: int) -> effort.Work:
    return lambda: [abs(number) for number in range(many)]


def _each_with_each(many: int) -> effort.Work:
    return lambda: [(one, other) for one in range(many) for other in range(many)]


def test_lines_and_calls_are_counted() -> None:
    def own(times: int) -> None:
        for number in range(times):
            abs(number)

    def quiet() -> None:
        pass

    assert effort.of(lambda: own(10)) == effort.of(lambda: own(0)) + 10 * 3  # two lines and a call
    assert effort.of(lambda: [quiet(), quiet()]) > effort.of(lambda: [quiet()]) > effort.of(lambda: [])
    assert (sys.gettrace(), sys.getprofile()) == (None, None)


def test_who_watches_already_goes_on_also_after_a_failure() -> None:
    def watching(*_: object) -> None:
        pass

    sys.setprofile(watching)
    try:
        with pytest.raises(ZeroDivisionError):
            effort.of(lambda: 1 // 0)
        assert sys.getprofile() is watching
    finally:
        sys.setprofile(None)


def test_the_work_for_one_is_told_apart_from_what_is_done_once() -> None:
    found: dict[int, int] = {}

    def on(many: int) -> effort.Work:
        def work() -> None:
            for number in range(1_000):
                if number not in found:  # the first time only
                    found[number] = abs(number)
            _each_once(many)()

        return work

    assert effort.each(on, 100) == effort.each(_each_once, 100) == 2


def test_work_that_grows_faster_than_the_number_is_seen() -> None:
    assert effort.each(_each_once, 10) == effort.each(_each_once, 1_000)
    with pytest.raises(AssertionError, match="twice as many"):
        effort.each(_each_with_each, 10)

    def nearly(many: int) -> effort.Work:
        once, squared = _each_once(50 * many), _each_with_each(many)
        return lambda: (once(), squared())

    with pytest.raises(AssertionError, match="twice as many"):
        effort.each(nearly, 10)


def test_what_a_database_is_asked_is_counted(engine: Engine) -> None:
    table = Table("t", MetaData(), Column("n", Integer))
    table.create(engine)

    def adding(many: int, *, together: bool) -> None:
        rows = [{"n": number} for number in range(many)]
        with engine.begin() as connection:
            for some in [rows] if together else [[row] for row in rows]:
                connection.execute(insert(table), some)

    statements, steps = effort.statements(engine), effort.steps(engine)
    assert statements(lambda: adding(100, together=True)) == 1
    assert statements(lambda: adding(100, together=False)) == 100

    def compared() -> None:
        with engine.connect() as connection:
            connection.execute(select(table.c.n).join(other := table.alias(), other.c.n > table.c.n)).all()

    def read() -> None:
        with engine.connect() as connection:
            connection.execute(select(table.c.n)).all()

    assert steps(read) < 2_000 < 10_000 < steps(compared)
    read()  # is counted no longer


def test_what_would_never_end_is_ended() -> None:
    with pytest.raises(AssertionError, match="didn't end"), effort.ending(0.001):
        re.match(r"(a|a)*$", "a" * 60 + "b")


def test_what_ends_is_left_alone() -> None:
    with effort.ending(0.001):
        pass
    sum(range(3_000_000))
