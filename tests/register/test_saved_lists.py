"""Lists that the team keeps for comparing, on both databases."""

import pytest

from tests.register.people import ANNE
from wijkkaart.errors import RegisterError
from wijkkaart.record import Role
from wijkkaart.register import saved_lists
from wijkkaart.register.database import Database
from wijkkaart.register.writing import Author


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


@pytest.mark.parametrize(("name", "items"), [(" ", ["a"]), ("x" * 81, ["a"]), ("Lijst", [])])
def test_a_list_that_is_none_is_refused(database: Database, name: str, items: list[str]) -> None:
    with pytest.raises(RegisterError, match="niet te bewaren"):
        saved_lists.save(database, saved_lists.AREAS, name, items, ANNE)
