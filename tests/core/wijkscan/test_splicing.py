"""A text of which only what changed is sent comes out as it was typed, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.wijkscan.splicing import spliced, sum_of

_TEXTS = st.text(max_size=40)


def test_the_sum_is_that_of_the_editor() -> None:
    assert sum_of("Zesduizend en é👍") == 1378224174


@given(_TEXTS, _TEXTS, _TEXTS, _TEXTS)
def test_what_changed_is_put_where_it_belongs(before: str, gone: str, put: str, after: str) -> None:
    old, new = before + gone + after, before + put + after
    found = spliced(old, len(before), len(before) + len(gone), put, sum_of(new))
    assert found == new


@given(_TEXTS, st.integers(0, 50), st.integers(0, 50), _TEXTS, st.integers(0, 2**32))
def test_with_another_sum_or_place_it_is_nothing(
    text: str, start: int, end: int, put: str, sum_: int
) -> None:
    found = spliced(text, start, end, put, sum_)
    assert found is None or sum_of(found) == sum_
