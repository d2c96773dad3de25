"""A report of what is known of an area, made of its profile."""

from collections.abc import Iterable, Sequence

from wijkkaart.catalogue import indicators
from wijkkaart.guide import Guide
from wijkkaart.model import Level
from wijkkaart.present import bronnen, dutch
from wijkkaart.present.profile import area as areas
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.area import Area
from wijkkaart.present.profile.cards import card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.striking import nothing_strikes, strikes
from wijkkaart.record import Role
from wijkkaart.reports.around import REGISTER
from wijkkaart.reports.document import Block, Chapter, Listing, Report, Section, Text, clean
from wijkkaart.reports.paragraphs import Making, table

_ROLES = {
    Role.PUBLIC: "iedereen",
    Role.PARTNER: "partners: niet om door te geven aan anderen",
    Role.TEAM: "het team: niet om door te geven aan anderen",
    Role.ADMIN: "beheerders: niet om door te geven aan anderen",
}
READING = (
    "Bij elk cijfer staat het jaar waarover het gaat. Een cijfer dat er niet is, is niet nul: onder ‘Wat "
    "ontbreekt’ staat waarom het er niet is.",
    "Aantallen per wijk en buurt zijn door het CBS afgerond op 5. Daarom tellen delen niet altijd op tot het "
    "geheel, en zegt een klein verschil niets. Waar staat dat iets hoger of lager is, blijft dat waar hoe er "
    "ook is afgerond; anders staat er ‘niet te zeggen’.",
    "‘Naar schatting’ betekent: berekend met een rekenmodel, niet geteld.",
    "Dit rapport is gemaakt van cijfers en van de sociale kaart. Wat bewoners en organisaties zelf over hun "
    "wijk te vertellen hebben, staat er niet in. Onder ‘Wie kan het vertellen’ staat wie u dat kunt vragen.",
)


def make(guide: Guide, area: Area, beside: Sequence[Area] = ()) -> Report:
    """The report of an area as the role of `guide` may see it.

    Its figures stand beside those of the areas that it lies in, and first of `beside`.
    """
    making = Making.of(guide, area, beside)
    chapters = []
    for key, paragraphs in layout.chapters().items():
        made = [_section(making, each) for each in paragraphs]
        own = paragraphs == [key]
        blocks = made[0].blocks if own else ()
        chapters.append(Chapter(key, layout.title(key), () if own else tuple(made), blocks))
    title = clean(area.name)
    facts = tuple((label, clean(text)) for label, text in facts_of(guide, making.figures))
    brief = Chapter("", "In het kort", (), tuple(in_short(making, READING)))
    chapters = [brief, *chapters, sources_of(making)]
    return Report(title, clean(areas.kind(guide.atlas, area)), guide.day, facts, tuple(chapters))


def _section(making: Making, key: str) -> Section:
    """One paragraph of the format."""
    blocks = [block for part in making.blocks(key).values() for block in part]
    return Section(key if "." in key else "", layout.title(key), tuple(blocks))


def facts_of(guide: Guide, figures: Figures) -> list[tuple[str, str]]:
    """What stands on the cover: of what, when, and for whom."""
    area = figures.area
    codes = dutch.listing([*area.codes]) if len(area.codes) <= 8 else f"{len(area.codes)} gebieden"
    entries = guide.atlas.store.manifest.entries
    fetched = max((e.fetched for e in entries if not e.gemeenten or area.gemeente in e.gemeenten), default="")
    facts = [("Gebied", areas.kind(guide.atlas, area)), ("Code van het CBS", codes)]
    if figures.beside:
        facts.append(("Cijfers staan naast die van", dutch.listing([each.name for each in figures.beside])))
    facts.append(("Gemaakt op", dutch.day(guide.day)))
    if fetched:
        facts.append(("Gegevens voor het laatst bijgewerkt", dutch.iso_day(fetched)))
    facts += [("Versie van de gegevens", guide.version), ("Zichtbaar voor", _ROLES[guide.role])]
    if area.gemeente in guide.atlas.examples:
        facts.append(("Let op", "dit is een voorbeeld; de sociale kaart erin kan verzonnen zijn"))
    return facts


def in_short(making: Making, reading: Iterable[str]) -> list[Block]:
    """What one reads first: key figures, what's striking, notes on the area, and how to read the rest."""
    figures = making.figures
    cards = [made for name in layout.KEY if (made := card(figures, name))]
    blocks: list[Block] = []
    if any(each.known for each in cards):
        making.use(each.id for each in cards)
        blocks.append(table("Kerncijfers", cards, figures))
    found = strikes(figures)
    area = figures.area
    if found:
        lines = tuple(Text(clean(f"{each.sentence} {each.why}")) for each in found)
        blocks.append(Listing("Wat valt op", lines))
        making.use(each.id for each in found)
    elif area.own or area.level is not Level.GEMEENTE:
        blocks.append(Listing("Wat valt op", (Text(clean(nothing_strikes(figures))),)))
    blocks += making.around.notes(making.notes.get("", []))
    blocks.append(Listing("Hoe u dit rapport leest", tuple(Text(line) for line in reading)))
    return blocks


def _ended(text: str) -> str:
    return f"{text}." if text and text[-1] not in ".)" else text


def sources_of(making: Making) -> Chapter:
    """All sources that were used, with what their publishers ask to be said."""
    guide, used = making.guide, making.used
    entries = bronnen.used(
        guide.atlas.store.manifest.entries,
        making.figures.area.gemeente,
        used,
        making.shown,
        outlines=making.around.outlines is not None,
    )
    lines = []
    for origin in bronnen.origins(entries, guide.day):
        source = origin.source
        said = ", ".join(filter(None, (origin.table, origin.years)))
        told = [f"{said}." if said else "", f"Opgehaald op {origin.fetched}." if origin.fetched else ""]
        told += [f"Licentie: {source.licence}." if source.licence else "", _ended(origin.notice), source.url]
        if source.estimate:
            told.append("Dit zijn schattingen van een rekenmodel.")
        if source.rounded:
            told.append(f"Aantallen zijn afgerond op {source.rounded}.")
        lead = f"{source.publisher}, {source.title}"
        lines.append(Text(clean(" ".join(filter(None, told))), clean(lead)))
    if REGISTER in used:
        day = dutch.day(guide.day)
        lines.append(Text(f"Zoals het team het bijhoudt; stand op {day}.", "De sociale kaart van wijkkaart"))
    count = len(indicators())
    end = Text(
        f"De uitleg van alle {count} cijfers staat in wijkkaart, bij elk cijfer in het profiel.", small=True
    )
    none = Text("Er zijn geen bronnen gebruikt: van dit gebied is niets bekend.")
    return Chapter("", "Bronnen", (), (Listing("", tuple(lines)), end) if lines else (none,))
