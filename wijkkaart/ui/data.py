"""The data that pages draw."""

from wijkkaart.atlas import Atlas, current
from wijkkaart.config import settings
from wijkkaart.guide import Guide, guide
from wijkkaart.ui import account


def open_atlas() -> Atlas:
    """The data as they are now. Raises InvalidData when they can't be opened."""
    return current(settings().data)


def open_guide() -> Guide:
    """What the visitor may see of the register and the places, as it is now.

    Raises InvalidData or RegisterError when it can't be opened.
    """
    return guide(settings(), account.role())
