"""Buttons and files of a page that was opened before somebody was signed out or given another role."""

from datetime import UTC, date, datetime

import pytest

from tests import toy
from tests.ui.visitor import Visitor, add
from wijkkaart.core.worklist import week_of
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import accounts, reading, sessions, settle
from wijkkaart.register.accounts import Account
from wijkkaart.register.database import Database
from wijkkaart.ui import account

K = RecordKind
WEEK = week_of(date.today())
LOST = ["signed out", "blocked", "another role", "looks as the public"]


@pytest.fixture
def noor(visitor: Visitor) -> tuple[Visitor, Account]:
    accounts.add(visitor.register, "Anne", "fiets-lamp-wolk-brug", Role.ADMIN, datetime.now(UTC))
    return visitor, visitor.enter(role=Role.TEAM)


def lose(register: Database, visitor: Visitor, who: Account, how: str) -> None:
    """Take away what somebody may do, while their page stays open."""
    if how == "signed out":
        sessions.sign_out(register, visitor.token)
    elif how == "blocked":
        accounts.block(register, who.id)
    elif how == "another role":
        accounts.change_role(register, who.id, Role.PARTNER)
    else:
        found = sessions.session_of(register, visitor.token, account.now())
        assert found is not None
        sessions.show_as(register, found, Role.PUBLIC)


def place(register: Database, name: str, row: float) -> Record:
    at = toy.at(0.5, row)
    return add(
        register, K.LOCATION, name, gemeente=toy.TOWN, latitude=at.y, longitude=at.x, address="Dorpsstraat 1"
    )


@pytest.mark.parametrize("how", LOST)
def test_a_list_of_the_week_that_was_left_open_changes_nothing(
    noor: tuple[Visitor, Account], town: Database, how: str
) -> None:
    visitor, who = noor
    house = place(town, "Het Huis", 0.5)
    visitor.open("werklijst_page.py")
    lose(town, visitor, who, how)
    visitor.press(f"niet-bereikt-{house.id}")
    assert "Het Huis" not in visitor.text()
    assert [each.missed for each in settle.assignments(town, WEEK)] == [0]
    found = reading.get(town, house.id)
    assert found is not None
    assert found.version == 1


@pytest.mark.parametrize("how", LOST[-1:])
def test_a_page_of_doubles_that_was_left_open_changes_nothing(
    noor: tuple[Visitor, Account], town: Database, how: str
) -> None:
    visitor, who = noor
    place(town, "Het Grote Huis", 0.5)
    place(town, "Het Grote Huis", 0.5)
    visitor.open("dubbel_page.py")
    lose(town, visitor, who, how)
    visitor.press("geen-dubbel")
    assert settle.apart(town) == frozenset()
