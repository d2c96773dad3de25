"""Own areas: who may keep and see them, and what makes none."""

import pytest

from wijkkaart.errors import RegisterError
from wijkkaart.record import Role
from wijkkaart.register import own_areas
from wijkkaart.register.database import Database
from wijkkaart.register.writing import Author

ANNE, BRAM, CHEF = Author("Anne", Role.TEAM), Author("Bram", Role.TEAM), Author("Chef", Role.ADMIN)
DRAWN = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]}


def test_an_own_area_is_kept_changed_and_taken_away(database: Database) -> None:
    made = own_areas.save(database, ANNE, "  Ons\x00\u202e dorp ", ["WK000101", "BU00010000"], outline=DRAWN)
    assert (made.name, made.parts, made.gemeente) == ("Ons dorp", ("BU00010000", "WK000101"), "GM0001")
    assert own_areas.is_own(made.id)
    assert own_areas.get(database, made.id, Role.TEAM) == made
    assert made.outline == DRAWN
    again = own_areas.save(database, BRAM, "Ons dorp", ["WK000100"], id=made.id, for_all=True)
    assert (again.id, again.owner, again.parts, again.outline) == (made.id, "Anne", ("WK000100",), None)
    with pytest.raises(RegisterError, match="van Anne"):
        own_areas.remove(database, made.id, BRAM)
    own_areas.remove(database, made.id, CHEF)
    own_areas.remove(database, made.id, ANNE)
    assert own_areas.get(database, made.id, Role.ADMIN) is None
    with pytest.raises(RegisterError, match="niet meer"):
        own_areas.save(database, ANNE, "Ons dorp", ["WK000100"], id=made.id)


def test_what_is_of_the_team_is_not_shown_to_others(database: Database) -> None:
    own = own_areas.save(database, ANNE, "Van ons", ["WK000100"])
    shared = own_areas.save(database, ANNE, "Van allen", ["WK000101"], for_all=True)
    away = own_areas.save(database, ANNE, "Elders", ["WK000200"], for_all=True)
    assert own_areas.listed(database, Role.PUBLIC, "GM0001") == [shared]
    assert own_areas.listed(database, Role.TEAM, "GM0001") == [shared, own]
    assert own_areas.listed(database, Role.PUBLIC) == [away, shared]
    assert own_areas.get(database, own.id, Role.PUBLIC) is None


@pytest.mark.parametrize(
    ("name", "parts", "said"),
    [
        ("", ["WK000100"], "nog geen naam"),
        ("x" * 81, ["WK000100"], "kan niet"),
        ("Dubbel", ["WK000100", "BU00010000"], "geen eigen gebied"),
        ("Tweemaal", ["WK000100", "WK000100"], "geen eigen gebied"),
        ("Leeg", [], "geen eigen gebied"),
        ("Twee gemeenten", ["WK000100", "WK000200"], "geen eigen gebied"),
        ("Hele gemeente", ["GM0001"], "geen eigen gebied"),
        ("Geen code", ["'; drop"], "geen eigen gebied"),
    ],
)
def test_what_is_no_area_is_refused(database: Database, name: str, parts: list[str], said: str) -> None:
    with pytest.raises(RegisterError, match=said):
        own_areas.save(database, ANNE, name, parts)
    assert own_areas.listed(database, Role.ADMIN) == []


def test_names_are_given_once_and_only_by_the_team(database: Database) -> None:
    own_areas.save(database, ANNE, "Ons dorp", ["WK000100"])
    with pytest.raises(RegisterError, match="al een eigen gebied"):
        own_areas.save(database, BRAM, "ons Dorp", ["WK000101"])
    with pytest.raises(RegisterError, match="alleen het team"):
        own_areas.save(database, Author("", Role.PUBLIC), "Ons dorp", ["WK000100"])
