"""The data that pages draw."""

from wijkkaart.atlas import Atlas, current
from wijkkaart.config import settings
from wijkkaart.guide import Guide, guide
from wijkkaart.record import Role
from wijkkaart.register import sessions
from wijkkaart.ui import account


def open_atlas() -> Atlas:
    """The data as they are now. Raises InvalidData when they can't be opened."""
    return current(settings().data)


def open_guide() -> Guide:
    """What the visitor may see of the register and the places, as it is now.

    Raises InvalidData or RegisterError when it can't be opened.
    """
    return guide(settings(), account.role())


def guide_of(token: str) -> Guide:
    """As `open_guide`, for a file that is made when it's asked for, by a request without a page.

    `token` is `account.token()` of when the page was drawn: whoever was signed out since, or has another
    role, gets what they may see now. Raises InvalidData, RegisterError.
    """
    found = sessions.session_of(account.register(), token, account.now())
    return guide(settings(), found.role if found else Role.PUBLIC)
