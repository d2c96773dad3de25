"""The data that pages draw, and what to say when there's none."""

from wijkkaart.atlas import Atlas, current
from wijkkaart.config import settings
from wijkkaart.errors import WijkkaartError
from wijkkaart.ui import components


def open_atlas() -> Atlas | None:
    """The data as they are now; None when they can't be opened, which is then on the screen."""
    try:
        return current(settings().data)
    except WijkkaartError as error:
        components.problem(error)
        return None
