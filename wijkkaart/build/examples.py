"""The embedded examples: loaded from `data/examples` the way a user's own files are."""

from pathlib import Path

from wijkkaart.build.load import Progress, load
from wijkkaart.config import DEFINITIONS, Settings
from wijkkaart.store import Store

EXAMPLES = DEFINITIONS / "examples"
REGISTER = EXAMPLES / "voorbeeldstad" / "register"
"""What the examples put in the register, see `register.examples`."""
WIJKSCANS = EXAMPLES / "wijkscans"
"""The wijkscans among them, see `register.wijkscans.examples`."""


def example_files() -> list[Path]:
    """The data files of all examples."""
    found = EXAMPLES.rglob("*")
    return sorted(
        path for path in found if path.suffix in {".geojson", ".csv"} and path.stem != "opmerkingen"
    )


_MOVED = {"plekken.csv", "activiteiten.csv", "sleutelpersonen.csv"}
"""Files of Voorbeeldstad that were loaded before there was a register, which holds them now."""


def _forget_what_moved(store: Store) -> None:
    """Take what the register holds now out of a data directory that an earlier version made."""
    moved = [entry for entry in store.manifest.entries if entry.example and entry.file in _MOVED]
    if moved:
        with store.transaction() as draft:
            for entry in moved:
                draft.remove(entry)


def fill(store: Store, settings: Settings, progress: Progress = lambda *_: None) -> None:
    """Put the examples in a data directory that doesn't hold them yet."""
    if any(entry.example for entry in store.manifest.entries):
        _forget_what_moved(store)
        return
    for report in load(example_files(), store, settings, example=True, progress=progress):
        if report.error is not None:
            raise report.error
