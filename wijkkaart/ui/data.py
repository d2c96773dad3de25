"""The data that pages draw."""

from wijkkaart.atlas import Atlas, current
from wijkkaart.config import settings


def open_atlas() -> Atlas:
    """The data as they are now. Raises InvalidData when they can't be opened."""
    return current(settings().data)
