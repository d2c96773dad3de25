"""What is known now of an area, for holding the texts of a wijkscan against it."""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from wijkkaart.atlas import Atlas
from wijkkaart.core.calling import Calling
from wijkkaart.core.compare.rounding import Reason
from wijkkaart.core.wijkscan import changes, markup
from wijkkaart.core.wijkscan.facts import Facts, NoteSeen, PartSeen
from wijkkaart.core.wijkscan.parts import Basis, FigureSeen, Part
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, Level, level_of
from wijkkaart.present.profile import around
from wijkkaart.present.profile.area import Area, area_of, parents
from wijkkaart.present.profile.cards import against
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.wijkscan.basis import basis_now, figure_seen
from wijkkaart.record import RecordKind

ESTIMATE = "een schatting van een rekenmodel"
RANGE = "niet precies bekend: het ligt tussen twee getallen"
FEW = "van zo weinig mensen dat het weinig zegt"


@dataclass(frozen=True)
class _Figures:
    """What doesn't depend on a wijkscan."""

    verdicts: Mapping[str, str]
    beside: str
    few: frozenset[str]
    others: tuple[str, ...]


def facts_now(
    guide: Guide,
    area: Area,
    basis: Basis,
    parts: Mapping[str, Part],
    photos: Iterable[str] = (),
    now: Basis | None = None,
) -> Facts:
    """What the checklist of a wijkscan needs; `now` is what `basis_now` gives, when it's at hand.

    `photos` are the ids of its pictures.
    """
    texts = [part.text for part in parts.values()]
    now = now or basis_now(guide, area, texts)
    accepted = changes.with_texts(basis, texts)
    known = guide.remember(("wijkscan facts", area.code, area.parts), lambda: _figures(guide, area))
    seen = {**now.figures, **accepted.figures}
    invented = area.gemeente in guide.atlas.examples
    persons = _persons(guide, invented)
    doubtful = {key: why for key, each in seen.items() if (why := _doubt(key, each, known.few))}
    return Facts(
        day=guide.day,
        basis=accepted,
        now=now,
        doubtful=doubtful,
        verdicts=known.verdicts,
        beside=known.beside,
        others=known.others,
        area=area.name,
        within=_within(guide, area, texts, now.figures),
        notes=_notes(guide, area),
        persons=tuple(persons),
        person_ids=persons,
        calling=guide.remember(("calling", invented), lambda: Calling(persons, (), guide.named_places)),
        records=_there(guide, texts),
        photos=frozenset(photos),
    )


def _persons(guide: Guide, invented: bool) -> dict[str, tuple[str, ...]]:
    """Names of key persons to the ids of who have it; those that were made up count in examples alone."""
    found: dict[str, tuple[str, ...]] = {}
    for each in guide.records(RecordKind.CONTACT):
        if not each.trashed and (not each.example or invented):
            name = unicodedata.normalize("NFC", each.name)
            found[name] = (*found.get(name, ()), each.id)
    return found


def _figures(guide: Guide, area: Area) -> _Figures:
    above = parents(guide.atlas, area)
    # People hold their wijk against the town that it's in.
    other = next((each for each in above if each.level is Level.GEMEENTE), above[-1] if above else None)
    figures = Figures(guide.atlas, area, [other] if other else [])
    verdicts, few = {}, set()
    for name in figures.years():
        comparison, _ = against(figures, name)
        if comparison is not None:
            verdicts[name] = comparison.verdict.value
        value = figures.value(area.code, name)
        if value.reason is Reason.FEW and not math.isnan(value.value):
            few.add(name)
    return _Figures(verdicts, other.name if other else "", frozenset(few), _names(guide, area))


def _within(guide: Guide, area: Area, texts: Iterable[str], names: Iterable[str]) -> dict[str, PartSeen]:
    """What is known of the areas in an area that texts name."""
    said, wanted, found = "\n".join(texts), [*names], dict[str, PartSeen]()
    for code in _inside(guide.atlas, area):
        part = area_of(guide.atlas, code, {})
        if part is not None and part.name in said and part.name != area.name:
            made = partial(_part, guide, part, wanted)
            found[part.name] = guide.remember(("wijkscan part", code), made)
    return found


def _inside(atlas: Atlas, area: Area) -> tuple[str, ...]:
    """The parts of an own area, and the wijken and buurten that lie in it or another; none of the country."""
    if area.code == COUNTRY:
        return ()
    levels = {Level.GEMEENTE: (Level.WIJK, Level.BUURT), Level.WIJK: (Level.BUURT,)}
    under = (
        str(code)
        for whole in area.codes
        for level in levels.get(level_of(whole), ())
        for code in atlas.children(whole, level)["code"]
    )
    return tuple(dict.fromkeys([*area.parts, *under]))


def _part(guide: Guide, part: Area, names: Iterable[str]) -> PartSeen:
    figures = Figures(guide.atlas, part, [])
    seen = {name: found for name in names if (found := figure_seen(figures, name))}
    return PartSeen(seen, _figures(guide, part).verdicts)


def _names(guide: Guide, area: Area) -> tuple[str, ...]:
    """Names of the gemeente, of all in it and of the country, but for the area itself."""
    atlas = guide.atlas
    codes = [COUNTRY, area.gemeente]
    for level in (Level.WIJK, Level.BUURT):
        if area.gemeente != COUNTRY:
            codes += map(str, atlas.children(area.gemeente, level)["code"])
    inside = {*area.codes, *_inside(atlas, area)}
    names = {atlas.name(code) for code in codes if atlas.known(code) and code not in inside}
    # A buurt often has the name of its wijk, or of an own area that it's in.
    return tuple(sorted(name for name in names if name and name not in area.name))


def _doubt(key: str, seen: FigureSeen, few: frozenset[str]) -> str:
    if seen.text.startswith("naar schatting"):
        return ESTIMATE
    if seen.text.startswith("tussen"):
        return RANGE
    return FEW if key in few else ""


def _notes(guide: Guide, area: Area) -> dict[str, tuple[NoteSeen, ...]]:
    return {
        paragraph: tuple(
            NoteSeen(note.name, _year(str(note["date"] or "")), str(note["text"] or "")) for note in notes
        )
        for paragraph, notes in around.notes(guide, area).items()
    }


def _year(day: str) -> int:
    return int(day[:4]) if day[:4].isdigit() else 0


def _there(guide: Guide, texts: Iterable[str]) -> frozenset[str]:
    """Of the things that texts name, those that are still there for who looks."""
    used = {id_ for text in texts if markup.RECORD in text for id_, _ in markup.references(text).records}
    return frozenset(id_ for id_ in used if guide.record(id_) is not None or guide.source(id_) is not None)
