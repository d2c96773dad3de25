"""From what the visitor chose to what is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from wijkkaart.core.filters import DAYS
from wijkkaart.core.running import TODAY, TOMORROW
from wijkkaart.core.spoken import Spoken, understood
from wijkkaart.core.whereabouts import Whereabouts, whereabouts
from wijkkaart.guide import Found, Guide, Query
from wijkkaart.model import gemeente_of
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.present.sociale_kaart import filters
from wijkkaart.ui.sociale_kaart.state import Search


@dataclass(frozen=True)
class Answer:
    """What was asked and found."""

    search: Search
    spoken: Spoken
    near: Whereabouts | None
    """Where the address is that was typed; None without one, or when it isn't known."""
    query: Query
    found: Found
    total: int
    """How many there are in the area, whatever is asked."""
    own: OwnSet | None = None
    """The own area that is looked at; None for any other."""

    @property
    def gemeente(self) -> str:
        """The gemeente that is looked at."""
        return self.query.gemeente


def ask(guide: Guide, search: Search, moment: datetime, own: OwnSet | None = None) -> Answer:
    """The answer to what the visitor chose; `own` is the own area that they look at."""
    gemeente, parts = (own.gemeente, own.parts) if own else (gemeente_of(search.gebied), ())
    spoken = understood(search.zoek)
    near = place_of(guide, gemeente, search.bij) if search.bij else None
    chosen = dict(search.chosen)
    # What's typed adds to what's clicked.
    chosen["dag"] = tuple(dict.fromkeys((*chosen["dag"], *spoken.days, *_named_day(spoken, moment))))
    chosen["dagdeel"] = tuple(dict.fromkeys((*chosen["dagdeel"], *spoken.parts)))
    if spoken.when and not spoken.parts and not chosen["wanneer"]:
        chosen["wanneer"] = (spoken.when,)
    query = Query(
        gemeente,
        text=spoken.text,
        chosen={**filters.facets(chosen), **_inside(search, chosen)},
        areas=parts,
        point=near.point if near else None,
        within=float(search.straal) if near else 0,
        moment=moment,
        order=search.volgorde,
    )
    whole = Query(gemeente, chosen=_inside(Search(gebied=search.gebied), {}), areas=parts)
    key = ("sociale kaart, total", search.gebied, parts)
    total = guide.remember(key, lambda: guide.find(whole).total)
    return Answer(search, spoken, near, query, guide.find(query), total, own)


def _named_day(spoken: Spoken, moment: datetime) -> tuple[str, ...]:
    """The day of the week of `vanavond` or `morgenochtend`, which are parts of a day."""
    ahead = {TODAY: 0, TOMORROW: 1}.get(spoken.when)
    return () if ahead is None or not spoken.parts else (DAYS[(moment.weekday() + ahead) % 7],)


def _inside(search: Search, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The wijk or buurt that is looked at; buurten that were chosen go before."""
    if chosen.get("buurt"):
        return {"buurt": chosen["buurt"]}
    level = {"WK": "wijk", "BU": "buurt"}.get(search.gebied[:2])
    return {level: (search.gebied,)} if level else {}


def place_of(guide: Guide, gemeente: str, text: str) -> Whereabouts | None:
    """Where an address, postcode, place or buurt is, as far as the loaded data tell."""

    def look() -> Whereabouts | None:
        found = whereabouts(text, guide.places(gemeente))
        if found is not None:
            return found
        codes = [code for code in guide.atlas.search.find(text) if gemeente_of(code) == gemeente]
        if not codes:
            return None
        (south, west), (north, east) = guide.atlas.bounds(codes[0])
        return Whereabouts(((south + north) / 2, (west + east) / 2), guide.atlas.name(codes[0]), exact=False)

    return guide.remember(("sociale kaart, near", gemeente, text.casefold()), look)


def on_map(guide: Guide, answer: Answer) -> np.ndarray:
    """Which rows of the places of the gemeente were found."""

    def keys() -> pd.Index:
        table = guide.places(answer.gemeente)
        return pd.Index(table.record.where(table.record != "", table.id))

    index = guide.remember(("sociale kaart, keys", answer.gemeente), keys)
    mask: np.ndarray = index.isin(answer.found.ids)
    return mask
