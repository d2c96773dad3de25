"""Sign-ins that go on: a random token in the browser, of which the register keeps the hash only."""

import hashlib
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from wijkkaart.config import Settings, settings
from wijkkaart.record import Role, may_see
from wijkkaart.register.accounts import Account, by_password
from wijkkaart.register.database import Database
from wijkkaart.register.schema import account, session
from wijkkaart.register.writing import moment

_FRESH_SECONDS = 60
"""When a session was last used is written no more often than this."""
_CODE_SECONDS = 60
_codes: dict[str, tuple[str, datetime]] = {}
_guard = threading.Lock()


@dataclass(frozen=True)
class Session:
    """A sign-in that goes on."""

    account: Account
    shown_as: Role | None
    """The role that is tried on with "Bekijk als"; None when it's one's own."""
    token_hash: str

    @property
    def role(self) -> Role:
        """The role now in force: never more than the account's own."""
        tried = self.shown_as
        return tried if tried is not None and may_see(self.account.role, tried) else self.account.role


def sign_in(db: Database, name: str, password: str, now: datetime) -> str:
    """The token of a new session. Raises SignInError, RegisterError."""
    return start(db, by_password(db, name, password, now), now)


def start(db: Database, who: Account, now: datetime, limits: Settings | None = None) -> str:
    """Begin a session of an account, however it was found out whose it is; its token, told only now."""
    chosen, token = limits or settings(), secrets.token_urlsafe(32)
    row = {"token_hash": hashed(token), "account_id": who.id, "created": moment(now), "used": moment(now)}
    with db.writing() as connection:
        connection.execute(delete(session).where(_ended(now, chosen)))
        ends = moment(now + timedelta(hours=chosen.session_hours))
        connection.execute(insert(session).values(**row, expires=ends, shown_as=""))
    return token


def session_of(db: Database, token: str, now: datetime, limits: Settings | None = None) -> Session | None:
    """The session of a token; None when it isn't known, has ended, or its account is blocked."""
    if not token:
        return None
    key = hashed(token)
    joined = select(account, session.c.used, session.c.shown_as).join_from(session, account)
    with db.reading() as connection:
        wanted = (session.c.token_hash == key) & ~_ended(now, limits or settings())
        row = connection.execute(joined.where(wanted, account.c.active)).first()
    if row is None:
        return None
    if datetime.fromisoformat(row.used) < now - timedelta(seconds=_FRESH_SECONDS):
        with db.writing() as connection:
            connection.execute(update(session).where(session.c.token_hash == key).values(used=moment(now)))
    tried = Role(row.shown_as) if row.shown_as in set(Role) else None
    return Session(Account(row.id, row.name, Role(row.role), True), tried, key)


def account_of(db: Database, token: str, now: datetime) -> Account | None:
    """Whose session a token is; None when it has ended."""
    found = session_of(db, token, now)
    return found.account if found else None


def sign_out(db: Database, token: str) -> None:
    """End a session."""
    with db.writing() as connection:
        connection.execute(delete(session).where(session.c.token_hash == hashed(token)))


def show_as(db: Database, found: Session, role: Role | None) -> None:
    """Look as another role does, in all tabs, until one stops; never as more than one is."""
    lower = role is not None and role is not found.account.role and may_see(found.account.role, role)
    value = role.value if role is not None and lower else ""
    with db.writing() as connection:
        mine = session.c.token_hash == found.token_hash
        connection.execute(update(session).where(mine).values(shown_as=value))


def code_for(token: str, now: datetime) -> str:
    """A code with which the browser fetches its token, once, within a minute.

    A page can't give a cookie that scripts can't read; a route can.
    """
    code = secrets.token_urlsafe(24)
    with _guard:
        for old in [each for each, (_, ends) in _codes.items() if ends < now]:
            del _codes[old]
        _codes[code] = token, now + timedelta(seconds=_CODE_SECONDS)
    return code


def token_of(code: str, now: datetime) -> str | None:
    """The token that a code stands for; None for a code that isn't, or was used."""
    with _guard:
        token, ends = _codes.pop(code, ("", now))
    return token if token and now < ends else None


def hashed(token: str) -> str:
    """What the register keeps of a token. It's random and long: a quick hash is as good as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()


def _ended(now: datetime, limits: Settings):  # type: ignore[no-untyped-def] # a clause of SQLAlchemy
    idle = moment(now - timedelta(minutes=limits.idle_minutes))
    return or_(session.c.expires <= moment(now), session.c.used <= idle)
