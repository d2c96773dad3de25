"""PDOK Locatieserver v3_1: from addresses to points and back. No key.

Its answers are fuzzy and never empty-handed: what comes back is compared with what was asked
(`geocoder.best`) before it counts. Many addresses go into one question, as a filter of Solr
(`fq=type:adres AND ((postcode:… AND huisnummer:…) OR …)`, which public code uses with one pair at a
time); what isn't found that way is asked one by one, so nothing hangs on it.
Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from wijkkaart.errors import FetchError
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.geocoder import Address, Found, Suggestion, best, same_city

NAME = "locatieserver"
LABEL = "Adressen (PDOK Locatieserver)"

_BASE = "pdok-api"
_PATH = "/bzk/locatieserver/search/v3_1/"
_FRESH = timedelta(days=180)
"""Addresses hardly move."""
_FIELDS = (
    "id,type,weergavenaam,straatnaam,straatnaam_verkort,huisnummer,huisletter,huisnummertoevoeging,"
    "postcode,woonplaatsnaam,gemeentecode,gemeentenaam,adresseerbaarobject_id,centroide_ll"
)
_TOGETHER = 20
"""Addresses in one question: the URL stays well under 2,000 characters."""
_MOST_ROWS = 100
"""More the service doesn't give at once."""
_NEAR = 100
"""Metres within which an address counts as that of a point."""
_KINDS = "(gemeente OR woonplaats OR wijk OR buurt OR weg OR postcode OR adres)"
_POINT = re.compile(r"POINT\(([-\d.]+) ([-\d.]+)\)")
_CODE = re.compile(r"(?:GM)?(\d{4})", re.IGNORECASE)


class Locatieserver:
    """A `Geocoder` that asks PDOK."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.replies: list[Reply] = []
        """Every answer that was used, in order: part of what a table with these points is made of."""

    def find(self, address: Address) -> Found | None:
        """The address itself, asked by its id, by postcode and number, or by street, number and town."""
        for clause in _clauses(address):
            if found := best(address, self._addresses("*:*", clause)):
                return found
        if address.street and address.house is not None and address.city:
            text = _words(f"{address.street} {address.number} {address.city}")
            within = f"gemeentecode:{address.gemeente[-4:]}" if address.gemeente else ""
            return best(address, self._addresses(text, within, rows=10))
        return None

    def find_all(self, addresses: Sequence[Address]) -> list[Found | None]:
        """The addresses in their order, None for those that aren't found."""
        found: dict[Address, Found | None] = {}
        todo = sorted({each for each in addresses if _clauses(each)}, key=_clauses)
        for start in range(0, len(todo), _TOGETHER):
            part = todo[start : start + _TOGETHER]
            candidates = self._together(part)
            found.update({each: best(each, candidates) for each in part})
        for each in dict.fromkeys(addresses):
            if found.get(each) is None:
                found[each] = self.find(each)
        return [found[each] for each in addresses]

    def suggest(self, text: str, gemeente: str | None = None) -> list[Suggestion]:
        """Addresses, streets, towns and areas that a text may mean, the likeliest first."""
        within = f" AND gemeentecode:{gemeente[-4:]}" if gemeente else ""
        params = {
            "q": _words(text),
            "fq": f"type:{_KINDS}{within}",
            "fl": "id,type,weergavenaam,gemeentecode",
        }
        docs = self._docs("suggest", params) if params["q"] else []
        return [
            Suggestion(str(doc["id"]), str(doc.get("weergavenaam", "")), str(doc.get("type", "")))
            for doc in docs
            if "id" in doc and (not gemeente or str(doc.get("gemeentecode", gemeente[-4:])) == gemeente[-4:])
        ]

    def lookup(self, key: str) -> Found | None:
        """What the suggestion with this id stands for; None when it's gone."""
        docs = self._docs("lookup", {"id": key, "fl": _FIELDS}) if key else []
        return next((found for doc in docs if (found := _found(doc)) and found.id == key), None)

    def reverse(self, lat: float, lon: float) -> Found | None:
        """The nearest address within 100 m of a point (EPSG:4326)."""
        params = {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}", "type": "adres", "distance": str(_NEAR)}
        docs = self._docs("reverse", {**params, "rows": "5", "fl": _FIELDS})
        near = [found for doc in docs if (found := _found(doc)) and _metres(found, lat, lon) <= _NEAR]
        return min(near, key=lambda found: _metres(found, lat, lon), default=None)

    def gemeente(self, name: str) -> list[tuple[str, str]]:
        """Code and name of a gemeente by its name or code (`GM0307`)."""
        code = _CODE.fullmatch(name.strip())
        filters = "type:gemeente" + (f" AND gemeentecode:{code[1]}" if code else "")
        params = {"q": "*:*" if code else _words(name), "fq": filters, "fl": "gemeentecode,gemeentenaam"}
        docs = self._docs("free", {**params, "rows": "10"}) if params["q"] else []
        found = ((str(doc.get("gemeentecode", "")), str(doc.get("gemeentenaam", ""))) for doc in docs)
        known = {f"GM{number}": label for number, label in found if _CODE.fullmatch(number)}
        if code:
            return [(key, label) for key, label in known.items() if key == f"GM{code[1]}"]
        same = [(key, label) for key, label in known.items() if same_city(label) == same_city(name)]
        return same or [*known.items()]

    def _together(self, addresses: Sequence[Address]) -> list[Found]:
        """What one question about many addresses gives; nothing when the service won't have it."""
        try:
            return self._addresses("*:*", f"({' OR '.join(_clauses(each)[0] for each in addresses)})")
        except FetchError:
            return []  # then each is asked by itself, and a service that is down says so again

    def _addresses(self, q: str, clause: str = "", rows: int = _MOST_ROWS) -> list[Found]:
        filters = "type:adres" + (f" AND {clause}" if clause else "")
        docs = self._docs("free", {"q": q, "fq": filters, "fl": _FIELDS, "rows": str(rows)})
        return [found for doc in docs if (found := _found(doc))]

    def _docs(self, call: str, params: Mapping[str, str]) -> list[dict[str, Any]]:
        reply = self._client.get(_BASE, _PATH + call, {**params, "wt": "json"}, fresh=_FRESH)
        data = reply.json()
        response = data.get("response") if isinstance(data, dict) else None
        docs = response.get("docs") if isinstance(response, dict) else None
        if not isinstance(docs, list) or not all(isinstance(doc, dict) for doc in docs):
            raise FetchError(
                "De Locatieserver van PDOK gaf een antwoord dat wijkkaart niet kent.",
                "Verwacht: een lijst met adressen ('response.docs').",
                "Probeer het later opnieuw. Blijft het zo, meld het dan aan de makers van wijkkaart.",
            )
        self.replies.append(reply)
        return docs


def probe(client: Client) -> str:
    """Ask for one address that is sure to exist."""
    asked = Address("1012JS", "1")
    found = Locatieserver(client).find(asked)
    if found is None:
        raise FetchError(
            "De Locatieserver vond een adres niet dat er wel is (1012JS 1).",
            "Verwacht: de Dam in Amsterdam.",
            "Probeer het later opnieuw. Blijft het zo, meld het dan aan de makers van wijkkaart.",
        )
    return f"Vond {found.label}."


def _clauses(address: Address) -> list[str]:
    """The filters that hold for this address alone, the surest first."""
    found = []
    if re.fullmatch(r"\d{16}", address.bag):
        found.append(f"(adresseerbaarobject_id:{address.bag})")
    if address.compact_postcode and address.house is not None:
        found.append(f"(postcode:{address.compact_postcode} AND huisnummer:{address.house})")
    return found


def _words(text: str) -> str:
    """Text without the signs that Solr takes for its own."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s'.-]|(?<!\w)-", " ", text)).strip()


def _found(doc: Mapping[str, Any]) -> Found | None:
    """A document of the service; None when it has no id or no point."""
    point = _POINT.fullmatch(str(doc.get("centroide_ll", "")))
    if not point or "id" not in doc:
        return None
    lon, lat = (float(number) for number in point.groups())
    house = str(doc.get("huisnummer", ""))
    code = str(doc.get("gemeentecode", ""))
    addition = f"{doc.get('huisletter') or ''}{doc.get('huisnummertoevoeging') or ''}"
    return Found(
        id=str(doc["id"]),
        label=str(doc.get("weergavenaam", "")),
        lon=lon,
        lat=lat,
        kind=str(doc.get("type", "")),
        postcode=str(doc.get("postcode", "")),
        house=int(house) if house.isdigit() else None,
        addition=re.sub(r"[^A-Z0-9]", "", addition.upper()),
        streets=tuple(str(doc[key]) for key in ("straatnaam", "straatnaam_verkort") if doc.get(key)),
        city=str(doc.get("woonplaatsnaam", "")),
        gemeente=f"GM{code}" if re.fullmatch(r"\d{4}", code) else "",
        bag=str(doc.get("adresseerbaarobject_id", "")),
    )


def _metres(found: Found, lat: float, lon: float) -> float:
    """About how far it is: exact enough over a street's width."""
    east = (found.lon - lon) * math.cos(math.radians(lat))
    return math.hypot(east, found.lat - lat) * 111_320
