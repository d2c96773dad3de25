"""Which places meet a choice of filters."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests import toy
from wijkkaart.core.filters import DAYS, PlaceFilter, matches, searchable
from wijkkaart.core.search import plain

CHAPTERS = {"overig": "3.4", "inloop": "4.2", "wijkagent": "4.5"}
GROUPS = ("iedereen", "ouderen", "jongeren", "")
_SOME = st.lists(st.sampled_from(GROUPS[:-1]), unique=True)
ROWS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Bieb Zuid", "Café Één", "Taalles", "O'Neill & <b>"]),
        "kind": st.sampled_from(["place", "activity", "key_person"]),
        "category": st.sampled_from([*CHAPTERS, "onbekend"]),
        "target_groups": _SOME.map(";".join),
        "days": st.lists(st.sampled_from(DAYS), unique=True).map(";".join),
        "buurt": st.sampled_from(["", "BU00010000", "BU00010100"]),
        "organisation": st.sampled_from(["", "Stichting Één"]),
    }
)
FILTERS = st.builds(
    PlaceFilter,
    kinds=st.lists(st.sampled_from(["place", "activity"]), unique=True).map(tuple),
    categories=st.lists(st.sampled_from(["overig", "inloop"]), unique=True).map(tuple),
    chapters=st.lists(st.sampled_from(["3.4", "4.5"]), unique=True).map(tuple),
    target_groups=st.lists(st.sampled_from(["ouderen", "jongeren"]), unique=True).map(tuple),
    days=st.lists(st.sampled_from(DAYS), unique=True).map(tuple),
    text=st.sampled_from(["", " ", "één", "EEN", "zuid bieb", "o'neill", "b", "(", "taal les"]),
    area=st.sampled_from(["", "GM0001", "WK000100", "BU00010100"]),
)


def _table(rows: list[dict[str, str]]) -> pd.DataFrame:
    frame = toy.places([toy.place(**row) for row in rows]).drop(columns="geometry")
    wijken = ["WK" + row["buurt"][2:8] if row["buurt"] else "" for row in rows]
    frame = frame.assign(buurt=[row["buurt"] for row in rows], wijk=wijken)
    return frame.assign(searchable=searchable(frame, {}))


def _one(row: dict[str, str], asked: PlaceFilter) -> bool:
    """Whether one row meets the filter, a rule at a time."""
    if asked.area.startswith("BU") and row["buurt"] != asked.area:
        return False
    if asked.area.startswith("WK") and not row["buurt"].startswith("BU" + asked.area[2:]):
        return False
    if asked.kinds and row["kind"] not in asked.kinds:
        return False
    if asked.categories and row["category"] not in asked.categories:
        return False
    if asked.chapters and CHAPTERS.get(row["category"]) not in asked.chapters:
        return False
    groups = row["target_groups"].split(";")
    if asked.target_groups and "iedereen" not in groups and not set(groups) & set(asked.target_groups):
        return False
    if asked.days and not set(row["days"].split(";")) & set(asked.days):
        return False
    text = plain(row["name"] + " " + row["organisation"])
    return all(word in text for word in plain(asked.text).split())


@given(st.lists(ROWS, max_size=8), FILTERS)
def test_a_row_is_kept_when_it_meets_every_part_of_the_filter(
    rows: list[dict[str, str]], asked: PlaceFilter
) -> None:
    found = matches(_table(rows), asked, CHAPTERS)
    assert list(found) == [_one(row, asked) for row in rows]


def test_one_searches_in_the_label_of_a_category_and_in_every_text_that_is_shown() -> None:
    fields = ("organisation", "description", "role", "address", "city")
    rows = [toy.place("A", None, **{field: f"schat-{field}"}) for field in fields]
    frame = pd.DataFrame(rows)
    text = searchable(frame, {"overig": "Ontmoetingsplek"})
    for place, field in enumerate(fields):
        assert plain(f"schat {field}") in text.iloc[place]
    assert text.str.contains("ontmoetingsplek").all()


def test_an_empty_table_has_no_matches() -> None:
    asked = PlaceFilter(("place",), ("overig",), ("3.4",), ("ouderen",), ("ma",), "x", "BU00010000")
    assert list(matches(_table([]), asked, CHAPTERS)) == []
