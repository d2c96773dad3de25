"""A figure on a set of areas."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import toy
from wijkkaart.catalogue import indicators
from wijkkaart.core.classify import NO_DATA, NOT_DRAWN
from wijkkaart.core.figure import Choice, Figure, Reference, make_figure
from wijkkaart.model import HAS_VALUE, Status

CODES = [f"BU0001{n:04d}" for n in range(12)]
OBSERVED = st.dictionaries(
    st.sampled_from([*CODES, "BU99990000"]),
    st.tuples(st.integers(-50, 50).map(float), st.sampled_from(list(Status))),
)
SOME = st.sets(st.sampled_from(CODES))


def _areas() -> pd.DataFrame:
    return pd.DataFrame(
        {"code": CODES, "name": CODES, "gemeente_name": "Torenstad", "schematic": False},
    )


def _observations(observed: dict[str, tuple[float, Status]]) -> pd.DataFrame:
    frame = toy.figures({code: value for code, (value, _) in observed.items()}, toy.SHARE, 2024)
    frame["status"] = [str(status) for _, status in observed.values()]
    frame["value"] = frame.value.astype(float).where(frame.status.isin(HAS_VALUE))
    return frame


def _figure(
    observed: dict[str, tuple[float, Status]],
    hidden: set[str] | None = None,
    suspect: set[str] | None = None,
    reference: Reference | None = None,
    indicator: str = toy.SHARE,
) -> Figure:
    choice = Choice("NL00", "buurt", indicator, 2024)
    mask = np.array([code in (hidden or set()) for code in CODES])
    frame = _observations(observed)
    return make_figure(
        choice, indicators()[indicator], _areas(), frame, mask, suspect or set(), 2024, reference
    )


@given(OBSERVED, SOME, SOME)
def test_an_area_has_its_own_value_or_the_reason_why_not(
    observed: dict[str, tuple[float, Status]], hidden: set[str], suspect: set[str]
) -> None:
    figure = _figure(observed, hidden, suspect)
    doubtful = 0
    for place, (code, value, status) in enumerate(
        zip(figure.areas.code, figure.areas.value, figure.areas.status, strict=True)
    ):
        given_value, given_status = observed.get(code, (0.0, Status.NOT_MEASURED))
        letter, byte = figure.class_text()[place], figure.class_bytes()[place]
        if code in suspect and code in observed:
            doubtful += 1
            given_status = Status.NOT_MEASURED
        assert status == given_status
        if code in hidden:
            assert (letter, byte) == ("x", NOT_DRAWN)
            assert np.isnan(value)
        elif given_status in HAS_VALUE:
            assert value == given_value
            assert letter == str(byte)
            assert byte < len(figure.classes.limits)
        else:
            assert (letter, byte) == ("-", NO_DATA)
            assert np.isnan(value)
    assert figure.suspect == doubtful


@given(OBSERVED, SOME)
def test_what_is_not_drawn_does_not_count(
    observed: dict[str, tuple[float, Status]], hidden: set[str]
) -> None:
    with_hidden = _figure(observed, hidden)
    without = _figure({code: pair for code, pair in observed.items() if code not in hidden})
    assert with_hidden.classes.limits == without.classes.limits
    assert with_hidden.classes.counts == without.classes.counts


def test_nothing_observed_is_a_figure_without_values() -> None:
    figure = _figure({})
    assert figure.class_text() == "-" * len(CODES)
    assert set(figure.areas.status) == {"not measured"}


def test_a_value_that_got_lost_is_not_called_ok() -> None:
    frame = _observations({CODES[0]: (1.0, Status.OK)}).assign(value=np.nan)
    choice = Choice("NL00", "buurt", toy.SHARE, 2024)
    hidden = np.zeros(len(CODES), bool)
    figure = make_figure(choice, indicators()[toy.SHARE], _areas(), frame, hidden, set(), 2024)
    assert figure.areas.status[0] == "not measured"


def test_shares_are_compared_and_counts_never_are() -> None:
    observed = {code: (float(n), Status.OK) for n, code in enumerate(CODES)}
    reference = Reference(5.0, published=True)
    assert _figure(observed, reference=reference).reference == reference
    assert len(_figure(observed, reference=reference).classes.limits) == 5
    assert _figure(observed, reference=reference, indicator=toy.COUNT).reference is None
    assert _figure({}, reference=reference).reference is None


def test_the_frames_that_go_in_stay_as_they_are() -> None:
    areas, frame = _areas(), _observations({CODES[0]: (1.0, Status.OK)})
    before = areas.copy(), frame.copy()
    choice = Choice("NL00", "buurt", toy.SHARE, 2024)
    make_figure(choice, indicators()[toy.SHARE], areas, frame, np.ones(len(CODES), bool), {CODES[0]}, 2024)
    pd.testing.assert_frame_equal(areas, before[0])
    pd.testing.assert_frame_equal(frame, before[1])


def test_choices_that_ask_the_same_are_equal() -> None:
    choice = Choice("NL00", "buurt", toy.SHARE, 2024)
    assert hash(replace(choice)) == hash(choice)
    with pytest.raises(AttributeError):
        choice.year = 2023  # type: ignore[misc]
