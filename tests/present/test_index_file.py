"""A method of the index that was downloaded is read again, and one that was tampered with is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests import toy
from tests.present.test_social_index import BU, _atlas
from wijkkaart.catalogue import indicators
from wijkkaart.errors import WijkkaartError
from wijkkaart.export import social_index as files
from wijkkaart.present.comparison import index as indexes
from wijkkaart.present.comparison.index import Addition, Made
from wijkkaart.present.comparison.index_file import LARGEST, MOST_ADDITIONS, Loaded, read

WEIGHTS = {"afstand_huisarts": 3.0, "binding": 0.5}
MORE = (Addition("binding", "huishoudensgrootte", "good"),)


def made(weights: dict[str, float] = WEIGHTS, more: tuple[Addition, ...] = ()) -> Made:
    return indexes.make(_atlas("index"), indexes.definition(weights, more), toy.TOWN, "buurt", year=2024)


def content() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files.as_json(made()))
    return found


def loaded(found: object) -> Loaded:
    return read(json.dumps(found).encode(), _atlas("index").known)


def test_what_was_downloaded_measures_the_same_again() -> None:
    first = made()
    again = read(files.as_json(first), _atlas("index").known)
    assert again.base == first.base
    assert (dict(again.weights), again.additions) == (WEIGHTS, ())
    second = indexes.make(
        _atlas("index"), indexes.definition(again.weights), toy.TOWN, "buurt", fixed=again.base
    )
    assert second.scores.table.equals(first.scores.table)
    assert files.as_json(second) == files.as_json(first)


def test_an_old_base_keeps_what_100_is_while_the_figures_are_new() -> None:
    found = content()
    name, row = next(iter(found["basis"]["measures"].items()))
    found["basis"]["measures"][name]["mean"] = row["mean"] + row["spread"]
    again = indexes.make(
        _atlas("index"), indexes.definition(WEIGHTS), toy.TOWN, "buurt", fixed=loaded(found).base
    )
    before, after = (each.scores.parts.set_index(["code", "indicator"]).score for each in (made(), again))
    apart = (after - before)[(BU[3], name)]
    assert abs(apart) > 1
    others = [key for key in before.index if key[1] != name]
    assert (after[others].dropna() == before[others].dropna()).all()


def test_figures_put_in_come_back_and_one_that_is_gone_counts_for_nothing() -> None:
    found = json.loads(files.as_json(made({}, MORE)))
    assert loaded(found).additions == MORE
    side = found["index"]["dimensions"][0]
    gone = side["inputs"].pop(0)["indicator"]
    assert loaded(found).weights[gone] == 0.0


def test_a_figure_that_the_base_lacks_is_left_out_and_told() -> None:
    found = content()
    name = next(iter(found["basis"]["measures"]))
    del found["basis"]["measures"][name]
    again = indexes.make(
        _atlas("index"), indexes.definition(WEIGHTS), toy.TOWN, "buurt", fixed=loaded(found).base
    )
    assert again.base.left_out[name] == indexes.NOT_IN_BASE


def change(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def work(found: dict[str, Any]) -> None:
        place: Any = found
        for step in path[:-1]:
            place = next(iter(place.values())) if step == "first" else place[step]
        place[path[-1]] = to

    return work


FIRST_INPUT = ("index", "dimensions", 0, "inputs", 0)
MEASURE = ("basis", "measures", "first")


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (change("basis", to=[]), "geen rekenwijze"),
        (change("basis", "measures", to={"x": 1}), "geen rekenwijze"),
        (change("basis", "measures", to={}), "van geen enkel cijfer een gemiddelde"),
        (change("basis", "area", to="GM9999"), "niet geladen"),
        (change("basis", "area", to="BU00010000"), "niet geladen"),
        (change("basis", "level", to="gemeente"), "niveau of jaar"),
        (change("basis", "year", to="2024"), "niveau of jaar"),
        (change("basis", "year", to=True), "niveau of jaar"),
        (change(*MEASURE, "spread", to=0), "spreiding van"),
        (change(*MEASURE, "mean", to=10**400), "gemiddelde of de spreiding"),
        (change(*MEASURE, "mean", to="1"), "gemiddelde of de spreiding"),
        (change(*MEASURE, "areas", to=1), "gemiddelde of de spreiding"),
        (change(*MEASURE, "indicator", to="inwoners"), "gemiddelde of de spreiding"),
        (change("index", "dimensions", 0, "id", to="nieuw"), "de kant ‘nieuw’ bestaat niet"),
        (change("index", "dimensions", 0, "weight", to=7), "een gewicht kan niet"),
        (change(*FIRST_INPUT, "weight", to=True), "een gewicht kan niet"),
        (change(*FIRST_INPUT, "indicator", to="verzonnen"), "‘verzonnen’ bestaat niet"),
        (change(*FIRST_INPUT, "indicator", to=toy.SHARE), "gaat over leeftijd"),
        (change(*FIRST_INPUT, "direction", to="omhoog"), "gunstig"),
        (change(*FIRST_INPUT, "indicator", to=["x"]), "geen rekenwijze"),
    ],
)
def test_what_was_changed_by_hand_is_refused_in_words(
    work: Callable[[dict[str, Any]], None], said: str
) -> None:
    found = content()
    work(found)
    with pytest.raises(WijkkaartError, match=said) as caught:
        loaded(found)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000, b"x" * (LARGEST + 1),
     b"\x80\x04cos\nsystem\n", b'{"index": {"dimensions": []}, "basis": NaN}'],
    ids=["empty", "cut", "list", "null", "bytes", "deep", "large", "pickle", "no number"],
)  # fmt: skip
def test_a_file_that_is_no_method_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(WijkkaartError, match="niet te laden"):
        read(data, _atlas("index").known)


def test_no_more_figures_can_be_put_in_than_the_page_takes() -> None:
    found = content()
    one = {"direction": "good", "weight": 1.0}
    inside = {entry.indicator for _, entry in made().scores.definition.inputs}
    more = [name for name in indicators() if name not in inside][: MOST_ADDITIONS + 1]
    found["index"]["dimensions"][0]["inputs"] += [one | {"indicator": name} for name in more]
    with pytest.raises(WijkkaartError, match="meer dan 40 cijfers"):
        loaded(found)
