"""What may be said of figures a second time: by going through everything that the true figures may be."""

from collections.abc import Iterable, Sequence
from itertools import product

Range = tuple[float, float]


def true_counts(printed: int, step: int) -> list[int]:
    """Every count that random rounding may have made into what is printed."""
    found = []
    for count in range(max(0, printed - 3 * step), printed + 3 * step):
        below = count // step * step
        if printed in {below, below if below == count else below + step}:
            found.append(count)
    return found


def true_shares(part: int, whole: int, step: int, factor: float) -> list[float]:
    """Every share that the printed part and whole may have been."""
    pairs = product(true_counts(part, step), true_counts(whole, step))
    return [factor * counted / total for counted, total in pairs if total]


def weighted_means(values: Sequence[Range], weights: Sequence[Range]) -> list[float]:
    """The mean for each choice of a low or a high end of all values and all weights."""
    found = []
    for chosen, weighing in product(product(*values), product(*weights)):
        if sum(weighing):
            found.append(sum(v * w for v, w in zip(chosen, weighing, strict=True)) / sum(weighing))
    return found


def people_of(
    groups: Sequence[tuple[int, int, int | None]], total: int | None, first: int, end: int, step: int
) -> list[int]:
    """Every number of people from `first` up to `end` that agrees with the printed counts.

    `groups` have their first age, the age that they end before, and what's printed (None: nothing).
    """
    everybody = set(true_counts(total, step)) if total is not None else None
    most = max(everybody) if everybody else 0
    choices = []
    for start, stop, printed in groups:
        counts = true_counts(printed, step) if printed is not None else range(most + 1)
        inside, outside = first <= start and stop <= end, stop <= first or end <= start
        # Of people of whom some may be of these ages, none to all of them are.
        choices.append(
            [(n, mine) for n in counts for mine in ([n] if inside else [0] if outside else range(n + 1))]
        )
    found = set()
    for chosen in product(*choices):
        if everybody is None or sum(n for n, _ in chosen) in everybody:
            found.add(sum(mine for _, mine in chosen))
    return sorted(found)


def verdict(mine: Iterable[float], others: Iterable[float]) -> str:
    """What holds for every pair of what the two may truly be; "unsure" when nothing does."""
    pairs = [(a, b) for a in mine for b in others]
    if all(a <= 1.1 * b and b <= 1.1 * a for a, b in pairs):
        return "same"
    if all(a > b for a, b in pairs):
        return "higher"
    if all(a < b for a, b in pairs):
        return "lower"
    return "unsure"


def places(ranges: Sequence[Range]) -> list[tuple[int, int]]:
    """First and last place of each, over every choice of a low or a high end for all of them."""
    found = [(len(ranges), 1)] * len(ranges)
    for chosen in product(*ranges):
        for i, value in enumerate(chosen):
            first = 1 + sum(other > value for other in chosen)
            last = len(chosen) - sum(other < value for other in chosen)
            found[i] = (min(found[i][0], first), max(found[i][1], last))
    return found
