"""Finding an area, typing errors and all."""

from functools import partial
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import effort
from wijkkaart.core.search import AreaSearch, plain

_ROWS = [
    ("GM0307", "gemeente", "Amersfoort", "Amersfoort"),
    ("WK030706", "wijk", "De Koppel-Kruiskamp", "Amersfoort"),
    ("BU03070600", "buurt", "Kruiskamp", "Amersfoort"),
    ("BU03070601", "buurt", "De Koppel", "Amersfoort"),
    ("WK030707", "wijk", "Randenbroek-Schuilenburg", "Amersfoort"),
    ("GM0772", "gemeente", "Eindhoven", "Eindhoven"),
    ("BU07720111", "buurt", "Kruidenbuurt", "Eindhoven"),
    ("BU07720112", "buurt", "Kruiskamp", "Eindhoven"),
    ("GM1900", "gemeente", "Súdwest-Fryslân", "Súdwest-Fryslân"),
    ("GM0796", "gemeente", "'s-Hertogenbosch", "'s-Hertogenbosch"),
    ("BU0363AF09", "buurt", "Leidsebuurt Noordwest", "Amsterdam"),
    ("GM0363", "gemeente", "Amsterdam", "Amsterdam"),
    ("GM0310", "gemeente", "De Bilt", "De Bilt"),
]


def _frame(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "level", "name", "gemeente_name"])


SEARCH = AreaSearch(_frame(_ROWS))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Amersfoort", "GM0307"),
        ("amersfort", "GM0307"),
        ("AMERSFOORT ", "GM0307"),
        ("amersf", "GM0307"),
        ("kruiskamp amersfoort", "BU03070600"),
        ("kruiskamp eindhoven", "BU07720112"),
        ("sudwest fryslan", "GM1900"),
        ("Súdwest-Fryslân", "GM1900"),
        ("s hertogenbosch", "GM0796"),
        ("'s-Hertogenbosch", "GM0796"),
        ("schuilenburg", "WK030707"),
        ("BU0363AF09", "BU0363AF09"),
        ("bu0363af09", "BU0363AF09"),
        ("GM 0307", "GM0307"),
        ("wk030706", "WK030706"),
    ],
)
def test_what_is_meant_comes_first(typed: str, first: str) -> None:
    assert SEARCH.find(typed)[0] == first


def test_a_typing_error_still_finds_every_kruiskamp() -> None:
    found = SEARCH.find("kruiskmp")
    assert {"BU03070600", "BU07720112"} <= set(found[:2])


def test_the_start_of_a_code_lists_what_lies_in_it_largest_first() -> None:
    assert SEARCH.find("WK0307") == ["WK030706", "WK030707"]
    assert SEARCH.find("BU0307") == ["BU03070600", "BU03070601"]


def test_a_name_that_starts_like_a_code_is_still_a_name() -> None:
    search = AreaSearch(_frame([("BU00010000", "buurt", "Burgwal", "Torenstad")]))
    assert search.find("burgwal") == ["BU00010000"]


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\x00", "ß", "qqqqqqqq", "GM", "x" * 10_000])
def test_nonsense_finds_nothing(typed: str) -> None:
    assert SEARCH.find(typed) == []


def test_an_empty_index_finds_nothing() -> None:
    assert AreaSearch(_frame([])).find("amersfoort") == []


def test_a_gemeente_is_not_lost_among_many_names_that_begin_alike() -> None:
    many = [(f"BU0001{n:04d}", "buurt", f"De {n}e buurt", "Torenstad") for n in range(500)]
    search = AreaSearch(_frame([*many, ("GM0310", "gemeente", "De Bilt", "De Bilt")]))
    assert search.find("de")[0] == "GM0310"


@given(st.text(max_size=40), st.integers(1, 12))
def test_a_search_gives_known_codes_once_and_no_more_than_asked(typed: str, limit: int) -> None:
    found = SEARCH.find(typed, limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)
    assert set(found) <= {row[0] for row in _ROWS}
    assert found == SEARCH.find(typed, limit)


@given(st.text(max_size=40))
def test_plain_text_is_lower_case_letters_digits_and_spaces(text: str) -> None:
    bare = plain(text)
    assert bare == bare.strip().lower()
    assert all(c.isascii() and (c.isalnum() or c == " ") for c in bare)
    assert plain(bare) == bare


def test_all_areas_of_the_country_are_passed_a_few_times_and_no_more() -> None:
    parts = [
        "kruis",
        "ran",
        "den",
        "broek",
        "zand",
        "haven",
        "oude",
        "nieuwe",
        "west",
        "veld",
        "dorp",
        "kamp",
    ]

    def among(many: int) -> AreaSearch:
        random, rows = Random(3), []
        for number in range(many):
            name = " ".join("".join(random.choices(parts, k=2)) for _ in range(random.choice((1, 1, 2, 3))))
            gemeente = f"{random.choice(parts)}{random.choice(parts)}stad"
            rows.append((f"BU{number:08d}", "buurt", name.title(), gemeente.title()))
        return AreaSearch(_frame([*rows, *_ROWS]))

    searches = {many: among(many) for many in (1_000, 2_000, 4_000, 18_000)}

    def on(many: int, typed: str) -> effort.Work:
        return lambda: searches[many].find(typed)

    search = searches[18_000]
    for typed in ("kruiskmp", "amersfort", "kruiskamp amersfoort", "k", "BU0001", "oude haven"):
        assert effort.each(partial(on, typed=typed), 1_000) < 10
        assert search.find(typed)
    assert search.find("amersfort")[0] == "GM0307"
    assert search.find("kruiskamp amersfoort")[0] == "BU03070600"
