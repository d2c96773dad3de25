"""What is left of a form on somebody's device: all of it comes back, and nothing that has another shape."""

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.schedules import full
from wijkkaart.record import FIELDS, Record, RecordKind
from wijkkaart.ui.forms.device import taken_up, text_of
from wijkkaart.ui.forms.draft import Draft, of_new, of_record, opened

K = RecordKind
AT = datetime(2026, 11, 26, 14, 30)
TUESDAY = full(freq="WEEKLY", byday="TU", opens_at="19:00", closes_at="21:00")
ROW = {"location_id": "x", "description": "zaal 2", "schedules": [TUESDAY]}


def place(version: int = 3, **values: Any) -> Record:
    return Record("een", K.LOCATION, {"name": "De Brug", **values}, version=version)


def begun(record: Record | None = None, **values: Any) -> Draft:
    """A form, with values that somebody filled in."""
    draft = of_record(record or place(), AT)
    for name, value in values.items():
        draft.values[name] = opened({each.name: each for each in FIELDS[draft.kind]}[name], value)
    return draft


def test_all_that_was_filled_in_comes_back() -> None:
    phones = [{"number": "033 12", "description": "nog niet af"}]
    draft = begun(
        name="De Brug 2", phones=phones, schedules=[TUESDAY], latitude=52.1, target_groups=["ouderen"]
    )
    draft.roles["email"] = "team"
    found = taken_up(text_of(draft), {}, begun())
    assert found is not None
    assert found.changed() == draft.changed()
    assert found.changed_roles() == {"email": "team"}
    assert found.id == "een"


def test_a_new_record_keeps_its_id_and_the_places_where_it_is() -> None:
    draft, again = (of_new(K.SERVICE, {}, AT) for _ in range(2))
    draft.values["name"] = "Eettafel"
    draft.values["locations"] = opened({each.name: each for each in FIELDS[K.SERVICE]}["locations"], [ROW])
    found = taken_up(text_of(draft), {}, again)
    assert found is not None
    assert (found.id, found.changed()) == (draft.id, draft.changed())


def test_what_was_in_the_field_that_somebody_was_in_comes_too() -> None:
    found = taken_up("", {"veld-description": "Halverwege een z"}, begun())
    assert found is not None
    assert found.changed() == {"description": "Halverwege een z"}
    found = taken_up("", {"veld-phones-0-nummer": "033 1"}, begun())
    assert found is not None
    assert found.changed() == {"phones": [{"number": "033 1", "description": ""}]}
    assert (
        taken_up("", {"veld-phones-7-nummer": "033 1", "veld-latitude": "52", "veld-niets": "x"}, begun())
        is None
    )


def test_mine_is_compared_with_what_i_saw_when_others_saved_since() -> None:
    text = text_of(begun(place(alert="oud"), alert="van mij"))
    found = taken_up(text, {}, begun(place(5, alert="van Bram", email="b@x.nl")))
    assert found is not None
    assert (found.version, found.base["alert"], found.changed()) == (3, "oud", {"alert": "van mij"})
    # What was saved after all, and then by nobody else, is nothing to go on with.
    assert taken_up(text, {}, begun(place(4, alert="van mij"))) is None


def test_nothing_and_what_is_of_another_are_no_draft() -> None:
    assert text_of(begun()) == ""
    text = text_of(begun(alert="van mij"))
    other = Record("twee", K.LOCATION, {"name": "De Kade"}, version=1)
    assert taken_up(text, {}, of_record(other, AT)) is None
    assert taken_up(text, {}, of_new(K.SERVICE, {}, AT)) is None


WRONG = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*TUESDAY, "number"]), inner),
    max_leaves=6,
)


@given(st.sampled_from(RecordKind), st.data())
def test_what_has_another_shape_is_left_out(kind: RecordKind, data: st.DataObject) -> None:
    new = of_new(kind, {}, AT)
    values = {each.name: data.draw(WRONG) for each in FIELDS[kind]}
    kept = {"form": 1, "id": "x", "kind": kind, "version": 0, "begun": "", "base": {}, "roles": {"name": 3}}
    found = taken_up(json.dumps({**kept, "values": values}), {"veld-name": 3}, new)
    if found is not None:
        found.clean()
        assert json.loads(text_of(found))["kind"] == kind


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"form": 2}', '{"form": 1, "version": "1"}'])
def test_what_cant_be_read_is_nothing(text: str) -> None:
    assert taken_up(text, {}, begun()) is None
