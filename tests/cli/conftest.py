"""What the tests of the commands share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import toy
from wijkkaart.config import Settings
from wijkkaart.register.database import forget


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """The toy town's data directory; its register is closed afterwards."""
    root = tmp_path / "gegevens"
    toy.town(root)
    yield root
    forget(Settings(data=root))
