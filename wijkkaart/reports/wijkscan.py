"""The report of a wijkscan: what people wrote, among the figures and lists as they accepted them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wijkkaart.catalogue import indicators
from wijkkaart.core.wijkscan import definition, parts
from wijkkaart.core.wijkscan.parts import Basis, Head, Part
from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.profile import area as areas
from wijkkaart.present.profile.area import Area, area_of
from wijkkaart.present.profile.cards import card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import source_line
from wijkkaart.record import ROLES, Role, may_see
from wijkkaart.reports import own_text
from wijkkaart.reports.document import (
    Block,
    Chapter,
    Grid,
    Listing,
    Prose,
    Report,
    Section,
    Span,
    Text,
    clean,
)
from wijkkaart.reports.making import READING, facts_of, in_short, sources_of
from wijkkaart.reports.own_text import Pictures, Sight
from wijkkaart.reports.paragraphs import Choice, Making, label

_READING = (
    *READING[:-1],
    "Wat bewoners en organisaties over hun wijk vertellen, staat bovenaan elke paragraaf. Een klein nummer "
    "achter een cijfer in een zin wijst naar de bron onder die tekst.",
)

ADOPTED = "vastgesteld"
"""The status of a wijkscan that is no draft any more."""


@dataclass(frozen=True)
class Scan:
    """A wijkscan as it's kept."""

    head: Head
    parts: Mapping[str, Part]
    """Key to what people filled in."""
    basis: Basis
    pictures: Pictures

    @classmethod
    def of(cls, contents: Mapping[str, Mapping[str, Any]], pictures: Pictures) -> "Scan":
        """A wijkscan out of its parts as JSON, by their keys."""
        special = (parts.HEAD, parts.BASE)
        filled = {key: parts.part(each) for key, each in contents.items() if key not in special}
        head, basis = (contents.get(key, {}) for key in special)
        return cls(parts.head(head), filled, parts.basis(basis), pictures)

    def part(self, key: str) -> Part:
        """What people filled in; an empty part when they didn't."""
        return self.parts.get(key, Part())


def make(guide: Guide, area: Area, scan: Scan, beside: Sequence[Area] = ()) -> Report:
    """The report of a wijkscan of an area as the role of `guide` may see it.

    Raises WijkkaartError when that role may not see this wijkscan.
    """
    least = Role(scan.head.visibility) if scan.head.visibility in ROLES else Role.ADMIN
    if not may_see(guide.role, least):
        raise WijkkaartError(
            "Deze wijkscan is er niet, of is niet voor iedereen.", remedy="Log in, of vraag het aan het team."
        )
    return _Maker(guide, area, scan, beside).report()


class _Maker:
    def __init__(self, guide: Guide, area: Area, scan: Scan, beside: Sequence[Area]) -> None:
        self.guide, self.area, self.scan = guide, area, scan
        basis = scan.basis if scan.basis.at else None
        years = {name: seen.year for name, seen in basis.figures.items()} if basis else None
        self.basis = basis
        self.making = Making.of(guide, area, beside, years)
        self.sight = Sight(guide.masked, self._note, self._shown, scan.pictures)
        self._elsewhere: dict[str, Figures] = {}

    def report(self) -> Report:
        chapters = [self._first(), *self._chapters()]
        chapters = [each for each in chapters if each.sections or each.blocks]
        head = self.scan.head
        title = self.sight.masked(clean(head.title or self.area.name))
        kind = clean(areas.kind(self.guide.atlas, self.area))
        facts = tuple((name, self.sight.masked(clean(text))) for name, text in self._facts())
        day = _day(head.date) or self.guide.day
        return Report(title, kind, day, facts, (*chapters, sources_of(self.making)), "Wijkscan")

    def _facts(self) -> Iterator[tuple[str, str]]:
        head = self.scan.head
        if head.title and head.title != self.area.name:
            yield "Over", self.area.name
        named = (
            ("Van", head.owner),
            ("Versie", head.edition),
            ("Stand", definition.statuses().get(head.status, head.status)),
        )
        yield from (each for each in named if each[1])
        if head.review:
            yield "Wordt opnieuw bekeken op", dutch.iso_day(head.review)
        if self.basis:
            yield "Cijfers en lijsten zoals op", dutch.iso_day(self.basis.at)
        yield from facts_of(self.guide, self.making.figures)

    def _first(self) -> Chapter:
        own = self._own(parts.INTRO) or self._questions(parts.INTRO)
        return Chapter("", "In het kort", (), (*own, *in_short(self.making, _READING)))

    def _own(self, key: str) -> list[Block]:
        return own_text.blocks(self.scan.part(key).text, self.sight)

    def _questions(self, key: str) -> list[Block]:
        """What helps to write, as long as nobody did and it's still a draft."""
        if self.scan.head.status == ADOPTED or self.scan.part(key).text.strip():
            return []
        lines = (
            Text(" ".join(texts), kind.removesuffix("?")) for kind, texts in definition.asked(key).items()
        )
        return [Listing("Nog te schrijven: vragen die helpen", tuple(lines))]

    def _chapters(self) -> Iterator[Chapter]:
        for chapter in definition.chapters():
            made = [found for key in chapter.keys if (found := self._section(key))]
            # A chapter that is its own only paragraph.
            whole = made[0].blocks if made and made[0].key == chapter.number else ()
            yield Chapter(chapter.number, chapter.title, tuple(made[1:] if whole else made), whole)

    def _section(self, key: str) -> Section | None:
        """A paragraph or summary; None when there's nothing to show of it."""
        part = self.scan.part(key)
        number, title = (key if "." in key else ""), definition.title(key)
        if key.endswith(parts.SUMMARY):
            number, title = "", f"{title} van hoofdstuk {key.removesuffix(parts.SUMMARY)}"
        if part.left_out:
            why = own_text.line(part.left_out, self.sight)
            return Section(number, title, (Prose((Span("Dit onderdeel is weggelaten. Reden: "), *why)),), key)
        found = self._parts(key, part)
        return Section(number, title, tuple(found), key) if found else None

    def _parts(self, key: str, part: Part) -> list[Block]:
        own = [] if parts.OWN_TEXT in part.hidden else self._own(key)
        if definition.prefilled(key):
            made = self.making.blocks(key, Choice(frozenset(part.hidden), self.basis, part.added))
            every = {parts.OWN_TEXT: own or self._questions(key), **made}
            order = [*(name for name in dict.fromkeys(part.order) if name in every)]
            order += [name for name in every if name not in order]
            return [block for name in order for block in every[name]]
        helped = not (definition.optional(key) or key.endswith(parts.SUMMARY))
        actions = self._actions(part) if key == definition.ACTIONS else []
        return [*(own or (self._questions(key) if helped and not actions else [])), *actions]

    def _actions(self, part: Part) -> list[Block]:
        """The action plan, in the order of the road."""
        steps = {each.id: each.title for each in definition.phases()}
        states = definition.states()
        order = [*steps, ""]
        known = sorted(part.actions, key=lambda each: order.index(each.phase if each.phase in steps else ""))
        rows = [
            (
                each.what,
                each.who,
                dutch.iso_day(each.when),
                steps.get(each.phase, ""),
                ". ".join(filter(None, (states.get(each.state, each.state), each.follow_up))),
            )
            for each in known
        ]
        if not rows:
            return []
        names = ("Wat", "Wie", "Wanneer klaar", "Stap", "Hoe het ervoor staat")
        lines = (tuple(own_text.line(cell, self.sight) for cell in row) for row in rows)
        return [Grid((tuple((Span(name),) for name in names), *lines), "Actieplan")]

    # -- what stands behind the words

    def _note(self, reference: str) -> str:
        """Where a figure in a sentence comes from."""
        name, _, code = reference.partition("@")
        elsewhere = area_of(self.guide.atlas, code, {}) if code else None
        if name not in indicators() or (code and elsewhere is None):
            return f"{label(name)}: dit cijfer staat niet meer in wijkkaart."
        if elsewhere is not None:
            return self._said(name, self._figures(elsewhere), "")
        seen = self.basis.figures.get(name) if self.basis else None
        return self._said(name, self.making.figures, seen.text if seen else "")

    def _figures(self, area: Area) -> Figures:
        if area.code not in self._elsewhere:
            self._elsewhere[area.code] = Figures(self.guide.atlas, area, [])
        return self._elsewhere[area.code]

    def _said(self, name: str, figures: Figures, accepted: str) -> str:
        found, year = figures.row(figures.area.code, name), figures.year(name)
        about = f"{label(name)}, {figures.area.name}{f', {year}' if year else ''}."
        if found is None:
            return f"{about} De bron heeft dit cijfer niet meer; hier staat het zoals het is overgenomen."
        source = str(found["source"])
        self.making.used.add(source)
        made = card(figures, name)
        now = made.lines[0].text if made else ""
        news = f" In de bron staat nu: {now}." if accepted and now != accepted else ""
        return f"{about} {source_line(figures, source, [year])}{news}"

    def _shown(self, id: str) -> bool:  # noqa: A002 - the word for it
        """Whether a thing may be named: when this role finds it, or the team asks and once accepted it."""
        if self.guide.record(id) is not None or self.guide.source(id) is not None:
            return True
        return id in self.scan.basis.records and may_see(self.guide.role, Role.TEAM)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
