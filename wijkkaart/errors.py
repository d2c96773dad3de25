"""Errors that reach the user: what was found, what was expected, what to do; in Dutch."""


class WijkkaartError(Exception):
    """Base of every error wijkkaart raises on purpose.

    The three parts are shown to the user as they stand, so they are plain Dutch sentences.
    """

    def __init__(self, found: str, expected: str = "", remedy: str = "") -> None:
        self.found = found
        self.expected = expected
        self.remedy = remedy
        super().__init__(" ".join(part for part in (found, expected, remedy) if part))


class InvalidFile(WijkkaartError):
    """A file that can't be used: unreadable, truncated, too large, or of an unknown kind."""


class InvalidDefinition(WijkkaartError):
    """A definition in `data/` that breaks its contract."""


class InvalidData(WijkkaartError):
    """A data directory that breaks its contract: a missing part, another hash, a wrong column."""


class UnknownArea(WijkkaartError):
    """An area that the data directory doesn't hold."""


class StoreBusy(WijkkaartError):
    """Another process is writing to the data directory."""


class FetchError(WijkkaartError):
    """A publisher that didn't answer, or not as expected."""


class Stopped(WijkkaartError):
    """The user stopped the work."""
