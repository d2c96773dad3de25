"""Accounts, attempts to sign in, and sessions that end."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from wijkkaart.config import settings
from wijkkaart.record import Role
from wijkkaart.register import accounts, sessions
from wijkkaart.register.accounts import Account, AccountError, SignInError
from wijkkaart.register.database import Database
from wijkkaart.register.schema import account, session

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
PASSWORD, WRONG = "fiets-lamp-wolk-brug", "fiets-lamp-wolk-brieg"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time: what they're worth is the library's to test."""
    monkeypatch.setattr(accounts, "_hasher", accounts.PasswordHasher(1, 8, 1))
    accounts._strangers.clear()


@pytest.fixture
def admin(database: Database) -> Account:
    return accounts.add_first(database, "Anne", PASSWORD, NOW)


def refused(database: Database, name: str, password: str, now: datetime = NOW) -> SignInError:
    with pytest.raises(SignInError) as error:
        sessions.sign_in(database, name, password, now)
    return error.value


def test_signing_in_gives_a_session_that_signing_out_ends(database: Database, admin: Account) -> None:
    token = sessions.sign_in(database, "  anne ", PASSWORD, NOW)
    assert sessions.account_of(database, token, NOW) == admin
    sessions.sign_out(database, token)
    assert sessions.account_of(database, token, NOW) is None
    for nothing in ("", "x", token[:-1]):
        assert sessions.account_of(database, nothing, NOW) is None


def test_neither_password_nor_token_stands_in_the_database(database: Database, admin: Account) -> None:
    token = sessions.sign_in(database, "Anne", PASSWORD, NOW)
    with database.reading() as connection:
        rows = [*connection.execute(select(account)).all(), *connection.execute(select(session)).all()]
    assert PASSWORD not in str(rows)
    assert token not in str(rows)
    assert "$argon2id$" in str(rows)


def test_a_session_ends_after_its_hours_and_when_it_is_left_alone(database: Database, admin: Account) -> None:
    limits = replace(settings(), session_hours=2, idle_minutes=30)
    token = sessions.start(database, admin, NOW, limits)
    for minutes in range(0, 120, 25):
        assert sessions.session_of(database, token, NOW + timedelta(minutes=minutes), limits)
    assert sessions.session_of(database, token, NOW + timedelta(minutes=119), limits)
    assert sessions.session_of(database, token, NOW + timedelta(minutes=120), limits) is None
    token = sessions.start(database, admin, NOW, limits)
    assert sessions.session_of(database, token, NOW + timedelta(minutes=29), limits)
    assert sessions.session_of(database, token, NOW + timedelta(minutes=59), limits) is None
    sessions.start(database, admin, NOW + timedelta(days=1), limits)
    with database.reading() as connection:
        assert len(connection.execute(select(session)).all()) == 1


def test_wrong_passwords_make_one_wait_ever_longer_and_the_right_one_too(
    database: Database, admin: Account
) -> None:
    now = NOW
    for _ in range(accounts.FREE - 1):
        assert refused(database, "Anne", WRONG, now).wait == 0
    waits = []
    for _ in range(12):
        assert refused(database, "Anne", WRONG, now).wait == 0
        error = refused(database, "Anne", PASSWORD, now)
        waits.append(error.wait)
        assert "opnieuw" in str(error)
        now += timedelta(seconds=error.wait)
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == accounts.LONGEST_WAIT
    assert sessions.sign_in(database, "Anne", PASSWORD, now)
    assert refused(database, "Anne", WRONG, now).wait == 0


def test_a_name_that_is_not_known_is_told_and_waited_for_like_one_that_is(
    database: Database, admin: Account
) -> None:
    for _ in range(accounts.FREE):
        known, unknown = (refused(database, name, WRONG) for name in ("Anne", "Bram"))
        assert str(known) == str(unknown)
    known, unknown = (refused(database, name, WRONG) for name in ("anne", "bram"))
    assert (known.wait, str(known).casefold()) == (
        unknown.wait,
        str(unknown).replace("bram", "anne").casefold(),
    )


def test_unknown_names_and_blocked_accounts_cost_as_much_hashing(
    database: Database, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = accounts.add(database, "Bram", PASSWORD, Role.TEAM, NOW)
    accounts.block(database, blocked.id)
    seen = []
    real = accounts._matches
    monkeypatch.setattr(
        accounts, "_matches", lambda hashed, given: seen.append(hashed) or real(hashed, given)
    )
    errors = {str(refused(database, name, PASSWORD)) for name in ("Bram", "Carla", "")}
    assert len(errors) == 1
    assert [hashed.rsplit("$", 2)[0] for hashed in seen] == [seen[0].rsplit("$", 2)[0]] * 3


def test_unknown_names_do_not_fill_the_memory(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_MANY", 5)
    for number in range(9):
        refused(database, f"naam {number}", WRONG)
    assert len(accounts._strangers) == 5


def test_many_guesses_at_once_get_no_further_than_one_by_one(database: Database, admin: Account) -> None:
    looked: list[float] = []

    def guess() -> None:
        looked.append(refused(database, "Anne", WRONG).wait)

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert looked.count(0) == accounts.FREE


def test_another_password_ends_the_other_sessions(database: Database, admin: Account) -> None:
    here, there = (sessions.sign_in(database, "Anne", PASSWORD, NOW) for _ in range(2))
    accounts.set_password(database, admin.id, "nieuw-wachtwoord-1", keep=sessions.hashed(here))
    assert sessions.account_of(database, here, NOW)
    assert sessions.account_of(database, there, NOW) is None
    refused(database, "Anne", PASSWORD)
    assert sessions.sign_in(database, "Anne", "nieuw-wachtwoord-1", NOW)


def test_blocking_ends_sessions_and_another_role_holds_at_once(database: Database, admin: Account) -> None:
    bram = accounts.add(database, "Bram", PASSWORD, Role.TEAM, NOW)
    token = sessions.sign_in(database, "Bram", PASSWORD, NOW)
    accounts.change_role(database, bram.id, Role.PARTNER)
    found = sessions.account_of(database, token, NOW)
    assert found is not None
    assert found.role is Role.PARTNER
    accounts.block(database, bram.id)
    assert sessions.account_of(database, token, NOW) is None
    accounts.block(database, bram.id, blocked=False)
    assert sessions.account_of(database, token, NOW) is None
    assert sessions.sign_in(database, "Bram", PASSWORD, NOW)
    accounts.remove(database, bram.id)
    assert [each.name for each in accounts.accounts(database)] == ["Anne"]


def test_there_is_always_somebody_who_can_manage(database: Database, admin: Account) -> None:
    blocked = accounts.add(database, "Bram", PASSWORD, Role.ADMIN, NOW)
    accounts.block(database, blocked.id)
    for attempt in (
        lambda: accounts.change_role(database, admin.id, Role.TEAM),
        lambda: accounts.block(database, admin.id),
        lambda: accounts.remove(database, admin.id),
    ):
        with pytest.raises(AccountError, match="enige beheerder"):
            attempt()
    accounts.block(database, blocked.id, blocked=False)
    assert accounts.change_role(database, admin.id, Role.TEAM).role is Role.TEAM


def test_the_first_account_is_made_once(database: Database, admin: Account) -> None:
    assert admin.role is Role.ADMIN
    with pytest.raises(AccountError, match="al accounts"):
        accounts.add_first(database, "Bram", PASSWORD, NOW)


@pytest.mark.parametrize(
    ("name", "password", "role", "said"),
    [
        ("", PASSWORD, Role.TEAM, "geen naam"),
        ("ANNE", PASSWORD, Role.TEAM, "al een account"),
        ("Bram", "kort", Role.TEAM, "4 tekens"),
        ("Bram", "x" * 201, Role.TEAM, "201 tekens"),
        ("Bram", "abababababab", Role.TEAM, "makkelijk te raden"),
        ("Bram", PASSWORD, Role.PUBLIC, "publiek"),
    ],
)
def test_what_cannot_be_an_account(
    database: Database, admin: Account, name: str, password: str, role: Role, said: str
) -> None:
    with pytest.raises(AccountError, match=said):
        accounts.add(database, name, password, role, NOW)
    assert len(accounts.accounts(database)) == 1


def test_looking_as_another_is_never_more_than_one_is(database: Database, admin: Account) -> None:
    bram = accounts.add(database, "Bram", PASSWORD, Role.TEAM, NOW)
    token = sessions.start(database, bram, NOW)

    def now() -> sessions.Session:
        found = sessions.session_of(database, token, NOW)
        assert found is not None
        return found

    for tried, role in ((Role.PUBLIC, Role.PUBLIC), (Role.ADMIN, Role.TEAM), (Role.PARTNER, Role.PARTNER)):
        sessions.show_as(database, now(), tried)
        assert now().role is role
    sessions.show_as(database, now(), None)
    assert (now().role, now().shown_as) == (Role.TEAM, None)
    sessions.show_as(database, now(), Role.TEAM)
    accounts.change_role(database, bram.id, Role.PARTNER)
    assert now().role is Role.PARTNER
    with database.writing() as connection:
        connection.execute(text("UPDATE session SET shown_as = 'beheerder'"))
    assert now().role is Role.PARTNER


def test_a_code_gives_its_token_once_and_not_for_long() -> None:
    code = sessions.code_for("token", NOW)
    assert sessions.token_of(code, NOW) == "token"
    assert sessions.token_of(code, NOW) is None
    assert sessions.token_of("anders", NOW) is None
    late = sessions.code_for("token", NOW)
    assert sessions.token_of(late, NOW + timedelta(seconds=61)) is None
