"""Who looks at a page, as what, and what they may do.

The session's cookie says who (see `web.session`); whatever way of signing in there is, it ends in
`hand_over`. So a provider such as `st.login` needs no more than an account of its own kind.
"""

import secrets
import time
from collections import OrderedDict
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.present.roles import ROLE_LABELS
from wijkkaart.record import Role, may_see
from wijkkaart.register import sessions
from wijkkaart.register.accounts import Account
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.sessions import Session
from wijkkaart.register.writing import Author
from wijkkaart.ui import components

COOKIE = "wijkkaart_sessie"
_KNOWN = "_sessie"
_CODE = "_sessie_code"
_BACK = "_terug_naar"
UNSAVED = "_concepten"
"""Where the session keeps what wasn't saved yet."""
_MOST_LEFT = 50
_left: OrderedDict[str, dict[str, Any]] = OrderedDict()
"""Id of an account to what it was typing."""
_FRESH_SECONDS = 1.0


def register() -> Database:
    """The register. Raises RegisterError."""
    return open_database(settings())


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def token() -> str:
    """What the browser's cookie says; "" without one."""
    return str(st.context.cookies.get(COOKIE, ""))


def session() -> Session | None:
    """The session of this visitor, as it was less than a second ago; None for who isn't signed in."""
    given = token()
    if not given:
        return None
    asked, of, found = st.session_state.get(_KNOWN, (0.0, "", None))
    if of != given or time.monotonic() - asked > _FRESH_SECONDS:
        found = sessions.session_of(register(), given, now())
        st.session_state[_KNOWN] = time.monotonic(), given, found
    return found


def account() -> Account | None:
    """Whose session it is; None for who isn't signed in."""
    found = session()
    return found.account if found else None


def role() -> Role:
    """The role in force, "Bekijk als" included."""
    found = session()
    return found.role if found else Role.PUBLIC


def author() -> Author:
    """Who writes what is saved, with the role in force; the register refuses who may not."""
    found = session()
    return Author(found.account.name, found.role) if found else Author("", Role.PUBLIC)


def allowed(needed: Role) -> bool:
    """Whether this visitor may use a page for `needed` and up; if not, the page says what to do."""
    if may_see(role(), needed):
        return True
    found = session()
    if found is None:
        st.info("Deze pagina is er voor wie zich heeft aangemeld.")
        st.page_link("aanmelden_page.py", label="Aanmelden", icon=":material/login:")
    elif may_see(found.account.role, needed):
        st.info(f"U bekijkt wijkkaart nu als {ROLE_LABELS[found.role]}. Die ziet deze pagina niet.")
    else:
        st.info(
            f"Deze pagina is er voor de rol {ROLE_LABELS[needed]}. U bent {ROLE_LABELS[found.role]}. "
            "Een beheerder kan uw rol veranderen."
        )
    return False


def come_back(path: str) -> None:
    """Where to go on after signing in (an address on this site), for who isn't signed in."""
    if session() is None:
        st.session_state[_BACK] = path
    else:
        st.session_state.pop(_BACK, None)


def hand_over(given: str) -> None:
    """Let the browser fetch the token of a session that has just begun, at the end of this run.

    It loads the page anew then: what was being typed when a session ended goes along.
    """
    leave()
    begun = sessions.session_of(register(), given, now())
    owner = begun.account.id if begun else ""
    st.session_state[_CODE] = sessions.code_for(given, now()), secrets.token_hex(4), owner


def left() -> dict[str, Any]:
    """What whoever is signed in was typing when their last session ended, by name, once."""
    who = account()
    return _left.pop(who.id, {}) if who else {}


def leave() -> None:
    """Keep what wasn't saved for who typed it: the page is loaded anew, or is another's from now on."""
    for name, each in st.session_state.get(UNSAVED, {}).items():
        _left.setdefault(each.owner, {})[name] = each
    while len(_left) > _MOST_LEFT:
        _left.popitem(last=False)


def sign_out() -> None:
    """End the session, and let the browser hand its cookie in."""
    leave()
    sessions.sign_out(register(), token())
    forget()
    st.session_state[_CODE] = "", secrets.token_hex(4), ""


def show_as(tried: Role | None) -> None:
    """Look as another role does, on all pages and in all tabs; None to stop."""
    found = session()
    if found is not None:
        sessions.show_as(register(), found, tried)
    forget()


def forget() -> None:
    """Ask the register anew who this is."""
    st.session_state.pop(_KNOWN, None)


def bar() -> None:
    """What every page has: that one looks as another role, and what the browser still has to fetch."""
    if _CODE in st.session_state:
        code, turn, owner = st.session_state.pop(_CODE)
        back = st.session_state.pop(_BACK, "") if code else ""
        components.hand_over(code, turn, **({"then": back} if back else {}), owner=owner)
    found = session()
    if found is None or found.role is found.account.role:
        return
    with st.container(key="bekijk-als", horizontal=True, vertical_alignment="center"):
        st.markdown(f"U bekijkt wijkkaart als **{ROLE_LABELS[found.role]}**.")
        st.button("Stoppen", key="bekijk_als_stoppen", on_click=show_as, args=(None,))
