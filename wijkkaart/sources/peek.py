"""The beginning of a large file, without the rest: for a probe."""

from datetime import timedelta

from wijkkaart.errors import FetchError
from wijkkaart.sources.client import Client

_BYTES = 2048


def beginning(client: Client, base: str, path: str) -> str:
    """The first 2 kB, as text. A publisher that doesn't give a part gives the whole. Raises FetchError."""
    try:
        reply = client.get(base, path, fresh=timedelta(0), headers={"Range": f"bytes=0-{_BYTES - 1}"})
    except FetchError as error:
        if error.status == 206:  # a part: as asked, but for the client not a whole answer
            return error.excerpt
        raise
    with reply.path.open("rb") as file:
        found = file.read(_BYTES).decode("utf-8-sig", "replace")
    client.forget(reply)
    return found
