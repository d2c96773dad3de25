"""The embedded examples: loaded from `data/examples` the way a user's own files are."""

from pathlib import Path

from wijkkaart.build.load import Progress, load
from wijkkaart.config import DEFINITIONS, Settings
from wijkkaart.store import Store

EXAMPLES = DEFINITIONS / "examples"


def example_files() -> list[Path]:
    """The data files of all examples."""
    found = EXAMPLES.rglob("*")
    return sorted(
        path for path in found if path.suffix in {".geojson", ".csv"} and path.stem != "opmerkingen"
    )


def fill(store: Store, settings: Settings, progress: Progress = lambda *_: None) -> None:
    """Put the examples in a data directory that doesn't hold them yet."""
    if any(entry.example for entry in store.manifest.entries):
        return
    for report in load(example_files(), store, settings, example=True, progress=progress):
        if report.error is not None:
            raise report.error
