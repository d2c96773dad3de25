"""Tables of other publishers at CBS (dataderden.cbs.nl): their dimensions, and whose boundaries they use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wijkkaart.errors import FetchError
from wijkkaart.sources import faults
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.odata3 import Table

BASE = "dataderden"

_ABOUT = ("Title", "ShortTitle", "ShortDescription", "Summary", "Description")
_DIVISION = re.compile(r"indeling(?:(?!\d{4}).){0,40}?((?:19|20)\d{2})", re.IGNORECASE | re.DOTALL)
_YEAR = re.compile(r"((?:19|20)\d{2})JJ00")


@dataclass(frozen=True)
class Dimension:
    """What rows of a table can be asked by."""

    name: str
    """Name of the column: `Perioden`."""
    keys: Mapping[str, str]
    """Key without padding to the key as CBS keeps it, which is the only one that finds rows."""
    reply: Reply

    @property
    def years(self) -> dict[int, str]:
        """Year to key, of the periods that are whole years; newest first."""
        whole = {int(match[1]): key for key in self.keys if (match := _YEAR.fullmatch(key))}
        return dict(sorted(whole.items(), reverse=True))

    def one_of(self, *wanted: str) -> str:
        """The condition that a row is of one of these keys. Raises FetchError for a key that isn't there."""
        missing = [key for key in wanted if key not in self.keys]
        if missing:
            raise FetchError(
                f"{self.reply.url} kent {', '.join(missing)} niet.",
                f"Verwacht: {', '.join(wanted)} bij {self.name}.",
                "Kijk of er een nieuwere versie van wijkkaart is.",
            )
        return " or ".join(f"{self.name} eq '{self.keys[key]}'" for key in wanted)


def dimension(client: Client, table: Table, name: str) -> Dimension:
    """The keys of a dimension of a table. Raises FetchError when there are none."""
    reply = client.get(table.base, f"ODataApi/odata/{table.id}/{name}", {"$format": "json"})
    body = reply.json()
    values = body.get("value") if isinstance(body, dict) else None
    keys = [str(each["Key"]) for each in values or () if isinstance(each, dict) and each.get("Key")]
    if not keys:
        raise FetchError(
            f"{reply.url} noemt niets.", f"Verwacht: wat er bij {name} te kiezen is.", faults.LATER
        )
    return Dimension(name, {key.strip(): key for key in keys}, reply)


def boundaries(table: Table, newest: int) -> int:
    """The year of the division that all years of a table are on, as its description says; else the newest."""
    about: dict[str, object] = next(iter(table.replies[0].json()["value"]), {})
    named = [year for field in _ABOUT for year in _DIVISION.findall(str(about.get(field) or ""))]
    return max((int(year) for year in named), default=newest)
