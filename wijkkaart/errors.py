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

    def __init__(
        self, found: str, expected: str = "", remedy: str = "", *, status: int = 0, excerpt: str = ""
    ) -> None:
        super().__init__(found, expected, remedy)
        self.status = status
        """The HTTP status; 0 when no answer came."""
        self.excerpt = excerpt
        """The beginning of the answer, as text; it comes from outside and isn't meant for the screen."""


class Stopped(WijkkaartError):
    """The user stopped the work."""


class RegisterError(WijkkaartError):
    """The register's database can't be used: out of reach, busy, damaged, or made by a newer version."""
