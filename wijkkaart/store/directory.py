"""A data directory that can be written to, by one at a time."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import filelock

from wijkkaart.errors import StoreBusy
from wijkkaart.store.draft import Draft
from wijkkaart.store.reading import Snapshot


class Store(Snapshot):
    """A data directory; `transaction()` gives a draft to write in."""

    @contextmanager
    def transaction(self) -> Iterator[Draft]:
        """A draft of the next state, visible to readers only if the block ends without an error.

        Raises StoreBusy when another process is writing.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.root / ".lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise StoreBusy(
                "Er is al iemand gegevens aan het laden.",
                remedy="Wacht tot dat klaar is en probeer het dan opnieuw.",
            ) from error
        folder = self.root / f".draft-{uuid.uuid4().hex}"
        try:
            for left in self.root.glob(".draft-*"):
                shutil.rmtree(left, ignore_errors=True)
            folder.mkdir()
            self.__dict__.pop("manifest", None)
            draft = Draft(self, folder)
            yield draft
            draft.commit()
            self.__dict__.pop("manifest", None)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()
