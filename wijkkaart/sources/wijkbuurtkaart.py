"""CBS Wijk- en Buurtkaart: outlines of gemeente, wijken and buurten, with the figures on that map.

Of one gemeente through PDOK's OGC API Features (own address per year since 2023, `historisch`
before), and when that fails through its WFS; of the country as the GeoPackage in its Atom feed.
How the collections of `historisch`, their years and the WFS types of 2012-2019 are named is known
from public code at best, so each is tried in more than one way.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import features, geojson, geopackage, wfs
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.geojson import Feature, properties
from wijkkaart.sources.parts import Answer, Piece, Wanted

NAME = "wijkbuurtkaart"
LABEL = "Wijk- en Buurtkaart (CBS en Kadaster)"

_SOURCE = "cbs-wijkbuurtkaart"
_FIRST, _LAST = 2013, 2025
"""The years that are known to be there; later ones are looked for."""
_OWN_API = 2023
"""First year with an OGC API of its own."""
_LEVELS = ("gemeenten", "wijken", "buurten")
_API = "/cbs/wijken-en-buurten-{}/ogc/v1"
_WFS = "/cbs/wijkenbuurten/{}/wfs/v1_0"
_ATOM = "/cbs/wijkenbuurten/{}/atom/index.xml"
_OLD_TYPES = {"gemeenten": "gemeenten{}", "wijken": "cbs_wijken_{}", "buurten": "cbs_buurten_{}"}
_OLD_TYPES_UNTIL = 2019

# The WFS writes camelCase, old maps have short names.
_GEMEENTE = ("gemeentecode", "gemeenteCode", "gm_code", "GM_CODE")
_YEAR = ("jaar", "jrstatcode", "jrStatcode", "jaarstatcode", "jaarStatcode")

_NO_VALUE = -99990
"""CBS writes why a figure isn't there as a number under this one."""

_EXPECTED = "Verwacht: grenzen van de gemeente, haar wijken en haar buurten."
_REMEDY = "Klopt de gemeentecode, en bestond de gemeente in dat jaar? Probeer het anders later opnieuw."

Level = str
T = TypeVar("T")


def pieces(wanted: Wanted, client: Client) -> list[Piece]:
    """A piece a year, the newest first; of the whole country only the newest, unless years are named."""
    if wanted.country:
        asked = [year for year in wanted.years if year >= _FIRST]
        years = asked or [max([_LAST, *_later(wanted, client, "pdok-service", _ATOM)])]
    else:
        known = [year for year in range(_FIRST, _LAST + 1) if wanted.wants(year)]
        years = [*known, *_later(wanted, client, "pdok-api", _API + "/collections?f=json")]
    ask = _ask_country if wanted.country else partial(_ask, wanted.gemeente)
    return [
        Piece(f"{NAME}-{year}-{wanted.gemeente}", f"Wijk- en buurtkaart {year}", partial(ask, year))
        for year in sorted(years, reverse=True)
    ]


def _later(wanted: Wanted, client: Client, base: str, path: str) -> list[int]:
    """The years after the last known one of which there is an edition already."""
    years = range(_LAST + 1, datetime.now(UTC).year + 2)
    return [year for year in years if wanted.wants(year) and _answers(client, base, path.format(year))]


def _answers(client: Client, base: str, path: str) -> bool:
    try:
        client.get(base, path)
    except FetchError:
        return False
    return True


@dataclass
class _Found:
    """What one of the services gave."""

    replies: dict[Level, list[Reply]] = field(default_factory=dict)
    mixed: bool = False
    """Features of several years may be in it, so each has to tell its own."""


def _ask(gemeente: str, year: int, client: Client) -> Answer:
    """The three levels of a gemeente in a year, all from the same service."""
    try:
        found, note = _by_api(client, gemeente, year), ""
    except FetchError as fault:
        try:
            found = _by_wfs(client, gemeente, year)
        except FetchError as other:
            raise FetchError(
                f"OGC API: {fault.found} WFS: {other.found}", _EXPECTED, other.remedy, status=other.status
            ) from other
        note = f"De OGC API gaf geen bruikbaar antwoord ({fault.found.rstrip('.')}); dit komt van de WFS."
    replies = [reply for level in _LEVELS for reply in found.replies[level]]
    return Answer(replies, lambda: [_raw_of(found, level, gemeente, year, note) for level in _LEVELS])


def _by_api(client: Client, gemeente: str, year: int) -> _Found:
    found = _Found(mixed=year < _OWN_API)
    root = _API.format("historisch" if found.mixed else year)
    known = features.collections(client, "pdok-api", root) if found.mixed else _LEVELS
    asked = {"gemeentecode": gemeente}
    for level in _LEVELS:
        name = _collection(known, level, year)
        # One collection of all years can be asked for one; a server that doesn't know that filter
        # refuses it or leaves it aside.
        mixed = found.mixed and str(year) not in name
        tries = [{**asked, "jaar": str(year)}, asked] if mixed else [asked]
        ask = partial(features.items, client, "pdok-api", f"{root}/collections/{name}")
        pages = _first([partial(ask, params) for params in tries])
        _ours(pages.features, level, gemeente, year, mixed=found.mixed)
        found.replies[level] = pages.replies
    return found


def _collection(known: Sequence[str], level: Level, year: int) -> str:
    """The collection of a level: that of the year, or else that of all years."""
    of_level = [name for name in known if level in name.lower()]
    of_all = [name for name in of_level if not any(sign.isdigit() for sign in name)]
    names = [name for name in of_level if str(year) in name] or of_all
    if not names:
        raise _broken(f"Tussen de verzamelingen staan geen {level} van {year}.")
    return names[0]


def _by_wfs(client: Client, gemeente: str, year: int) -> _Found:
    found = _Found()
    for level in _LEVELS:
        names = [_OLD_TYPES[level].format(year)] if year <= _OLD_TYPES_UNTIL else []
        ask = partial(wfs.get_features, client, "pdok-service", _WFS.format(year))
        where = {"gemeentecode": gemeente}
        pages = _first([partial(ask, name, where) for name in (*names, f"wijkenbuurten:{level}")])
        _ours(pages.features, level, gemeente, year, mixed=False)
        found.replies[level] = pages.replies
    return found


def _first(tries: Sequence[Callable[[], T]]) -> T:
    """What the first try gives that isn't refused. Raises the FetchError of the last one."""
    for attempt in tries[:-1]:
        try:
            return attempt()
        except FetchError as fault:
            # Nobody there, or too busy: another question to the same server won't help.
            if fault.status in (0, 429) or fault.status >= 500:
                raise
    return tries[-1]()


def _ours(came: list[Feature], level: Level, gemeente: str, year: int, *, mixed: bool) -> list[Feature]:
    """The features of the gemeente and the year, whatever filter was used.

    Raises FetchError when there are none.
    """
    assumed = "" if mixed else str(year)
    kept = [
        each
        for each in came
        if _text(each, _GEMEENTE) == gemeente and (_text(each, _YEAR)[:4] or assumed) == str(year)
    ]
    if not kept:
        raise _broken(f"Er kwamen {len(came)} {level}, maar geen van {gemeente} in {year}.")
    return kept


def _text(feature: Feature, names: Sequence[str]) -> str:
    there = properties(feature)
    return next((str(there[name]).strip() for name in names if there.get(name) is not None), "")


def _raw_of(found: _Found, level: Level, gemeente: str, year: int, note: str) -> Raw:
    came = geojson.features(found.replies[level])
    kept = _ours(came, level, gemeente, year, mixed=found.mixed)
    notes = [note] if note else []
    if len(kept) < len(came):
        notes.append(
            f"Weggelaten, want van een andere gemeente of een ander jaar: {len(came) - len(kept)} {level}."
        )
    frame, geometry = geojson.table(kept)
    return _dated(Raw(Path(), frame, geometry, level), year, notes)


def _dated(raw: Raw, year: int, notes: Sequence[str] = ()) -> Raw:
    raw.path = Path(f"Wijk- en buurtkaart {year}")
    raw.facts = {"source": _SOURCE, "year": str(year)} | ({"note": " ".join(notes)} if notes else {})
    return raw


def _ask_country(year: int, client: Client) -> Answer:
    """The GeoPackage of a year, by the name that the Atom feed gives it."""
    url = geopackage.named_in_atom(client, "pdok-service", _ATOM.format(year))
    reply = client.get("pdok-service", url)
    geopackage.check(reply)

    def raws() -> list[Raw]:
        return [_published(geopackage.read(reply, level, "water = 'NEE'"), year) for level in _LEVELS]

    return Answer([reply], raws)


def _published(raw: Raw, year: int) -> Raw:
    """A layer without the figures that no area has yet: of the country, those are millions of empty rows."""
    numbers = raw.frame.select_dtypes("number")
    empty = numbers.columns[(numbers.isna() | (numbers <= _NO_VALUE)).all()]
    raw.frame = raw.frame.drop(columns=empty)
    notes = [f"Nog voor geen enkel gebied gepubliceerd: {len(empty)} cijfers."] if len(empty) else []
    return _dated(raw, year, notes)


def probe(client: Client) -> str:
    """Ask each service for something small; says what answered. Raises FetchError when one fails."""
    year, told, faults = _LAST, [], []
    questions: dict[str, Callable[[], object]] = {
        f"OGC API {year}": lambda: _by_api(client, "GM0307", year),
        "OGC API historisch": lambda: _by_api(client, "GM0307", _OWN_API - 1),
        f"WFS {year}": lambda: _by_wfs(client, "GM0307", year),
        f"WFS {_OLD_TYPES_UNTIL}": lambda: _by_wfs(client, "GM0307", _OLD_TYPES_UNTIL),
        f"Atom {year}": lambda: geopackage.named_in_atom(client, "pdok-service", _ATOM.format(year)),
    }
    for name, question in questions.items():
        try:
            question()
            told.append(name)
        except FetchError as fault:
            faults.append(f"{name}: {fault.found}")
    if faults:
        raise FetchError(" ".join(faults), f"Goed antwoord van: {', '.join(told) or 'geen enkele'}.", _REMEDY)
    return f"Goed antwoord van: {', '.join(told)}."


def _broken(found: str) -> FetchError:
    return FetchError(found, _EXPECTED, _REMEDY, status=200)
