"""Lists that the team keeps for comparing, on both databases."""

import pytest

from tests.register.people import ANNE, added
from wijkkaart.errors import RegisterError
from wijkkaart.record import RecordKind, Role
from wijkkaart.register import people, saved_lists
from wijkkaart.register.database import Database
from wijkkaart.register.writing import Author

NAME = "Xenia Quastermans"


def test_a_list_is_kept_replaced_and_taken_away(database: Database) -> None:
    saved_lists.save(database, saved_lists.AREAS, "  De  pilot ", ["WK030707", "WK030706"], ANNE)
    saved_lists.save(database, saved_lists.INDICATORS, "De pilot", ["inwoners"], ANNE)
    assert saved_lists.listed(database, saved_lists.AREAS, Role.TEAM) == {
        "De pilot": ("WK030707", "WK030706")
    }
    saved_lists.save(database, saved_lists.AREAS, "De pilot", ["WK030707"], ANNE)
    assert saved_lists.listed(database, saved_lists.AREAS, Role.TEAM) == {"De pilot": ("WK030707",)}
    saved_lists.remove(database, saved_lists.AREAS, "De pilot", ANNE)
    assert saved_lists.listed(database, saved_lists.AREAS, Role.TEAM) == {}
    assert saved_lists.listed(database, saved_lists.INDICATORS, Role.TEAM) == {"De pilot": ("inwoners",)}


def test_only_the_team_keeps_and_sees_lists(database: Database) -> None:
    saved_lists.save(database, saved_lists.AREAS, "Lijst", ["WK030707"], ANNE)
    assert saved_lists.listed(database, saved_lists.AREAS, Role.PARTNER) == {}
    with pytest.raises(RegisterError, match="alleen het team"):
        saved_lists.save(database, saved_lists.AREAS, "Ander", ["WK030707"], Author("Piet", Role.PUBLIC))
    with pytest.raises(RegisterError, match="alleen het team"):
        saved_lists.remove(database, saved_lists.AREAS, "Lijst", Author("Piet", Role.PUBLIC))


def test_erasing_a_person_takes_lists_with_that_name_away(database: Database) -> None:
    who = added(database, RecordKind.CONTACT, name=NAME)
    saved_lists.save(database, saved_lists.AREAS, f"Rondje {NAME.upper()}", ["WK030707"], ANNE)
    saved_lists.save(database, saved_lists.AREAS, "Rondje om de kerk", ["WK030707"], ANNE)
    people.erase(database, who.id, Author("Chris", Role.ADMIN), "De persoon vraagt erom")
    assert [*saved_lists.listed(database, saved_lists.AREAS, Role.TEAM)] == ["Rondje om de kerk"]


@pytest.mark.parametrize(("name", "items"), [(" ", ["a"]), ("x" * 81, ["a"]), ("Lijst", [])])
def test_a_list_that_is_none_is_refused(database: Database, name: str, items: list[str]) -> None:
    with pytest.raises(RegisterError, match="niet te bewaren"):
        saved_lists.save(database, saved_lists.AREAS, name, items, ANNE)
