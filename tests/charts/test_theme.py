"""The colours of charts: told apart by everyone, and seen on white."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from tests.test_palette import SIGHT, WHITE, _contrast, _difference, _lab, _linear
from wijkkaart.charts import theme


def _apart(one: str, other: str, sight: str) -> float:
    return _difference(*(_lab(np.clip(SIGHT[sight] @ _linear(colour), 0, 1)) for colour in (one, other)))


@pytest.mark.parametrize("sight", SIGHT)
def test_lines_and_parts_are_told_apart(sight: str) -> None:
    near = {pair: round(_apart(*pair, sight), 1) for pair in combinations(theme.PALETTE, 2)}
    assert {pair: far for pair, far in near.items() if far < 10} == {}


@pytest.mark.parametrize("sight", SIGHT)
def test_ordered_parts_beside_each_other_are_told_apart(sight: str) -> None:
    # They lie side by side with a white line between them, where 2.3 can just be seen.
    assert min(_apart(*pair, sight) for pair in pairwise(theme.ORDERED)) >= 7


@pytest.mark.parametrize("sight", SIGHT)
def test_better_worse_and_chosen_are_told_apart(sight: str) -> None:
    for pair in ((theme.BETTER, theme.WORSE), (theme.ACCENT, theme.CALM), (theme.BETTER, theme.ACCENT)):
        assert _apart(*pair, sight) >= 8, pair


def test_words_are_read_and_lines_are_seen() -> None:
    assert min(_contrast(colour, WHITE) for colour in (theme.INK, theme.SOFT, theme.ACCENT)) >= 4.5
    lines = {colour: round(_contrast(colour, WHITE), 2) for colour in theme.PALETTE}
    assert {colour: seen for colour, seen in lines.items() if seen < 3} == {}
