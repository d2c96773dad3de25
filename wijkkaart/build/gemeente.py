"""Which gemeente someone means."""

import re

from wijkkaart.core import today
from wijkkaart.errors import FetchError, UnknownArea
from wijkkaart.model import COUNTRY, COUNTRY_NAME
from wijkkaart.sources.client import Client
from wijkkaart.sources.geocoder import same_city
from wijkkaart.sources.locatieserver import Locatieserver
from wijkkaart.sources.parts import Wanted
from wijkkaart.store import Snapshot

_CODE = re.compile(r"GM\d{4}")


def resolve(text: str, store: Snapshot, client: Client) -> Wanted:
    """The gemeente with this code or name, or the country; asks the Locatieserver about unknown names.

    Raises UnknownArea when there's none, or more than one; FetchError when nobody can tell.
    """
    text = text.strip()
    if text.upper() in {COUNTRY, COUNTRY_NAME.upper()}:
        return Wanted(COUNTRY, COUNTRY_NAME)
    if _CODE.fullmatch(text.upper()):
        return Wanted(text.upper())
    index = store.area_index()
    here = today.gemeenten(today.newest(index[~index.example]))
    known = [(code, name) for code, name in here.items() if same_city(name) == same_city(text)]
    if len(known) != 1:
        known = _asked(text, client)
    same = [pair for pair in known if same_city(pair[1]) == same_city(text)]
    if len(same) == 1:
        code, name = same[0]
        return Wanted(code, name)
    if not known:
        raise UnknownArea(
            f"Er is geen gemeente met de naam {text}.",
            "Verwacht: een naam zoals Amersfoort, of een code zoals GM0307.",
            "Kijk of de naam goed geschreven is.",
        )
    found = ", ".join(f"{name} ({code})" for code, name in same or known)
    raise UnknownArea(
        f"Het is niet duidelijk welke gemeente u bedoelt met {text}. Gevonden: {found}.",
        remedy="Geef de code die tussen haakjes staat.",
    )


def _asked(text: str, client: Client) -> list[tuple[str, str]]:
    try:
        return Locatieserver(client).gemeente(text)
    except FetchError as error:
        raise FetchError(
            f"wijkkaart kon de code van {text} niet opzoeken. {error.found}",
            error.expected,
            "Geef de code van de gemeente, zoals GM0307 voor Amersfoort.",
        ) from error
