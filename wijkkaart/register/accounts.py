"""Who may sign in, with what role, and by which password."""

import secrets
import threading
import unicodedata
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, insert, select, update

from wijkkaart.errors import WijkkaartError
from wijkkaart.record import Role, may_see
from wijkkaart.register.database import Database
from wijkkaart.register.schema import account, register_state, session
from wijkkaart.register.writing import moment, plain_name

SHORTEST, LONGEST = 12, 200
"""Characters of a password."""
FREE = 5
"""Wrong passwords in a row before one has to wait."""
LONGEST_WAIT = 900.0
"""Seconds; each wrong password after FREE doubles the wait, from two seconds to this."""
_MANY = 10_000
_AT_ONCE = 2

ROLES = (Role.PARTNER, Role.TEAM, Role.ADMIN)
"""The roles that an account can have; without one, somebody is `publiek`."""


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in."""

    id: str
    name: str
    """What they sign in with, and what history shows."""
    role: Role
    active: bool
    """False: blocked."""


class SignInError(WijkkaartError):
    """A sign-in that failed: wrong name or password, or too many attempts."""

    def __init__(self, found: str, expected: str = "", remedy: str = "", *, wait: float = 0.0) -> None:
        super().__init__(found, expected, remedy)
        self.wait = wait
        """Seconds before another attempt counts; 0 when there's no wait."""


class AccountError(WijkkaartError):
    """A change of accounts that can't be: a name that's taken, a weak password, the last administrator."""


class Authentication(Protocol):
    """A way to find out whose account a visitor has. Passwords are one; a provider (OIDC) can be another.

    Whatever the way, `sessions.start` then begins the session.
    """

    def __call__(self, db: Database, name: str, secret: str, now: datetime) -> Account:
        """The account; raises SignInError."""


_hasher = PasswordHasher()
_hashing = threading.BoundedSemaphore(_AT_ONCE)
_strangers: OrderedDict[str, tuple[int, str]] = OrderedDict()
_guard = threading.Lock()


def accounts(db: Database) -> list[Account]:
    """All accounts, by name."""
    with db.reading() as connection:
        rows = connection.execute(select(account)).all()
    return sorted((_account(row) for row in rows), key=lambda each: each.name.casefold())


def add(db: Database, name: str, password: str, role: Role, now: datetime) -> Account:
    """A new account. Raises AccountError for a name that's taken or empty, or a weak password."""
    return _add(db, name, password, role, now, first=False)


def add_first(db: Database, name: str, password: str, now: datetime) -> Account:
    """The first account, an administrator's. Raises AccountError when there are accounts already."""
    return _add(db, name, password, Role.ADMIN, now, first=True)


def change_role(db: Database, id_: str, role: Role) -> Account:
    """Give an account another role; it holds from the next click. Raises AccountError."""
    _refuse_role(role)
    with db.writing() as connection:
        found = _known(connection, id_)
        if role is not Role.ADMIN:
            _refuse_last(connection, found)
        connection.execute(update(account).where(account.c.id == id_).values(role=role.value))
    return Account(id_, found.name, role, found.active)


def block(db: Database, id_: str, blocked: bool = True) -> Account:
    """Keep somebody out, which ends their sessions, or let them in again. Raises AccountError."""
    with db.writing() as connection:
        found = _known(connection, id_)
        if blocked:
            _refuse_last(connection, found)
            connection.execute(delete(session).where(session.c.account_id == id_))
        values = {"active": not blocked, "failed": 0, "locked_until": ""}
        connection.execute(update(account).where(account.c.id == id_).values(values))
    return Account(id_, found.name, found.role, not blocked)


def remove(db: Database, id_: str) -> None:
    """Take an account away, with its sessions; what they did stays in the history. Raises AccountError."""
    with db.writing() as connection:
        _refuse_last(connection, _known(connection, id_))
        connection.execute(delete(session).where(session.c.account_id == id_))
        connection.execute(delete(account).where(account.c.id == id_))


def set_password(db: Database, id_: str, password: str, keep: str = "") -> None:
    """Another password. It ends all sessions but the one whose token hash is `keep`. Raises AccountError."""
    hashed = _hash(password)
    with db.writing() as connection:
        _known(connection, id_)
        values = {"password_hash": hashed, "failed": 0, "locked_until": ""}
        connection.execute(
            update(account).where(account.c.id == id_).values(**values, version=account.c.version + 1)
        )
        others = (session.c.account_id == id_) & (session.c.token_hash != keep)
        connection.execute(delete(session).where(others))


def new_password() -> str:
    """A password that nobody guesses."""
    return secrets.token_urlsafe(12)


def by_password(db: Database, name: str, secret: str, now: datetime) -> Account:
    """The account with this name and password. Raises SignInError, for all reasons in the same words.

    Every attempt counts as wrong before it's looked at, so many at once get no further than one by
    one. A name that isn't known takes as long and has to wait as long as one that is.
    """
    clean = _clean(name)
    found, hashed, wait = _count(db, clean, now)
    if wait > 0:
        raise SignInError(
            f"Er is te vaak een verkeerd wachtwoord gegeven voor {clean or 'deze naam'}.",
            remedy=f"Probeer het over {_in_words(wait)} opnieuw.",
            wait=wait,
        )
    if not _matches(hashed, secret) or found is None or not found.active:
        raise SignInError(
            "De naam of het wachtwoord klopt niet.",
            remedy="Probeer het opnieuw. Wachtwoord vergeten? Een beheerder kan een nieuw wachtwoord geven.",
        )
    with db.writing() as connection:
        values = {"failed": 0, "locked_until": ""}
        if _hasher.check_needs_rehash(hashed):
            values["password_hash"] = _hasher.hash(_plain(secret))
        connection.execute(update(account).where(account.c.id == found.id).values(values))
    return found


def _count(db: Database, name: str, now: datetime) -> tuple[Account | None, str, float]:
    """Count an attempt: the account if there's one, the hash to compare with, and the seconds to wait."""
    nobodys = _nobodys(f"{_hasher.memory_cost} {_hasher.time_cost} {_hasher.parallelism}")
    with db.writing() as connection:
        row = _find(connection, name)
        failed, until = (row.failed, row.locked_until) if row else _strangers.get(name.casefold(), (0, ""))
        wait = _seconds_to(until, now)
        if wait > 0:
            return None, nobodys, wait
        failed += 1
        later = min(2.0 ** (failed - FREE + 1), LONGEST_WAIT) if failed >= FREE else 0.0
        until = moment(now + timedelta(seconds=later)) if later else ""
        if row:
            counted = update(account).where(account.c.id == row.id)
            connection.execute(counted.values(failed=failed, locked_until=until))
            return _account(row), str(row.password_hash), 0.0
        # As much work as for an account that's there, or the time would tell that there's none.
        connection.execute(update(register_state).values(revision=register_state.c.revision))
    with _guard:
        _strangers[name.casefold()] = failed, until
        _strangers.move_to_end(name.casefold())
        while len(_strangers) > _MANY:
            _strangers.popitem(last=False)
    return None, nobodys, 0.0


@cache
def _nobodys(_work: str) -> str:
    """A hash that no password has, as much work as one of now. Made at the first attempt, of whomever."""
    return _hasher.hash(secrets.token_urlsafe())


def _seconds_to(until: str, now: datetime) -> float:
    return (datetime.fromisoformat(until) - now).total_seconds() if until else 0.0


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconden"
    return f"{round(seconds / 60)} minuten"


def _add(db: Database, name: str, password: str, role: Role, now: datetime, *, first: bool) -> Account:
    clean = _clean(name)
    if not clean or len(clean) > LONGEST:
        raise AccountError("Er is geen naam ingevuld.", remedy="Vul de naam in waarmee iemand zich aanmeldt.")
    _refuse_role(role)
    hashed = _hash(password)
    with db.writing() as connection:
        if first and connection.execute(select(account.c.id)).first():
            raise AccountError(
                "Er zijn al accounts.", remedy="Vraag een beheerder om een account, of meld u aan."
            )
        if _find(connection, clean):
            raise AccountError(f"Er is al een account met de naam {clean}.", remedy="Kies een andere naam.")
        made = Account(str(uuid.uuid4()), clean, role, True)
        row = {"id": made.id, "name": clean, "password_hash": hashed, "role": role.value, "active": True}
        connection.execute(insert(account).values(**row, created=moment(now)))
    return made


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.name, Role(row.role), bool(row.active))


def _find(connection: Connection, name: str) -> Row[Any] | None:
    """The row of an account by its name, in capitals or not. There are few: all are looked at."""
    rows = connection.execute(select(account)).all()
    return next((row for row in rows if row.name.casefold() == name.casefold()), None)


def _known(connection: Connection, id_: str) -> Account:
    row = connection.execute(select(account).where(account.c.id == id_)).first()
    if row is None:
        raise AccountError("Dit account is er niet (meer).", remedy="Ververs de pagina.")
    return _account(row)


def _refuse_last(connection: Connection, found: Account) -> None:
    """Somebody has to be able to manage the register."""
    admins = (account.c.role == Role.ADMIN.value) & account.c.active
    others = connection.execute(select(account.c.id).where(admins, account.c.id != found.id)).first()
    if found.role is Role.ADMIN and found.active and others is None:
        raise AccountError(
            f"{found.name} is de enige beheerder.",
            "Er moet altijd iemand zijn die wijkkaart beheert.",
            "Maak eerst iemand anders beheerder.",
        )


def _refuse_role(role: Role) -> None:
    if not may_see(role, Role.PARTNER):
        raise AccountError(
            f"De rol {role} kan een account niet hebben.", f"Kies uit: {', '.join(ROLES)}.", "Kies een rol."
        )


def _clean(name: str) -> str:
    return plain_name(unicodedata.normalize("NFC", name[: LONGEST + 1]))


def _plain(password: str) -> str:
    """A password as it's hashed: the same letters, whatever keyboard they were typed on."""
    return unicodedata.normalize("NFKC", password)


def _hash(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(
            f"Het wachtwoord heeft {len(password)} tekens.",
            f"Een wachtwoord heeft {SHORTEST} tot {LONGEST} tekens.",
            "Kies bijvoorbeeld vier woorden die niets met elkaar te maken hebben.",
        )
    if len(set(password)) < 5:
        raise AccountError(
            "Dit wachtwoord is te makkelijk te raden.",
            "Een wachtwoord heeft minstens vijf verschillende tekens.",
            "Kies bijvoorbeeld vier woorden die niets met elkaar te maken hebben.",
        )
    with _hashing:
        return _hasher.hash(_plain(password))


def _matches(hashed: str, password: str) -> bool:
    """Whether a password is right; only a few are looked at at once, as each takes much memory."""
    with _hashing:
        try:
            return _hasher.verify(hashed, _plain(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
