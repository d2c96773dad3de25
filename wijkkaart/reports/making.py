"""A report of what is known of an area, made of its profile."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from wijkkaart.catalogue import indicators
from wijkkaart.charts.chart import Chart
from wijkkaart.charts.files import bare_svg
from wijkkaart.charts.profile import PICTURES
from wijkkaart.charts.table import as_text
from wijkkaart.guide import Guide
from wijkkaart.model import Level
from wijkkaart.present import bronnen, dutch
from wijkkaart.present.profile import area as areas
from wijkkaart.present.profile import around as profile_around
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.area import Area
from wijkkaart.present.profile.cards import Card, card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import Paragraph, paragraph
from wijkkaart.present.profile.striking import strikes
from wijkkaart.record import Record, Role
from wijkkaart.reports import plan
from wijkkaart.reports.around import REGISTER, Around
from wijkkaart.reports.document import Block, Chapter, Listing, Picture, Report, Section, Table, Text, clean

_SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')
_ROLES = {
    Role.PUBLIC: "iedereen",
    Role.PARTNER: "partners: niet om door te geven aan anderen",
    Role.TEAM: "het team: niet om door te geven aan anderen",
    Role.ADMIN: "beheerders: niet om door te geven aan anderen",
}
_READING = (
    "Bij elk cijfer staat het jaar waarover het gaat. Een cijfer dat er niet is, is niet nul: onder ‘Wat "
    "ontbreekt’ staat waarom het er niet is.",
    "Aantallen per wijk en buurt zijn door het CBS afgerond op 5. Daarom tellen delen niet altijd op tot het "
    "geheel, en zegt een klein verschil niets. Waar staat dat iets hoger of lager is, blijft dat waar hoe er "
    "ook is afgerond; anders staat er ‘niet te zeggen’.",
    "‘Naar schatting’ betekent: berekend met een rekenmodel, niet geteld.",
    "Dit rapport is gemaakt van cijfers en van de sociale kaart. Wat bewoners en organisaties zelf over hun "
    "wijk te vertellen hebben, staat er niet in. Onder ‘Wie kan het vertellen’ staat wie u dat kunt vragen.",
)


@dataclass
class _Used:
    """Which sources were used, gathered while a report is made."""

    keys: set[str] = field(default_factory=set)

    def figures(self, figures: Figures, names: Iterable[str]) -> None:
        for name in names:
            rows = (figures.row(each.code, name) for each in (figures.area, *figures.beside))
            self.keys |= {str(row["source"]) for row in rows if row is not None}


def make(guide: Guide, area: Area, beside: Sequence[Area] = ()) -> Report:
    """The report of an area as the role of `guide` may see it.

    Its figures stand beside those of the areas that it lies in, and first of `beside`.
    """
    atlas, used = guide.atlas, _Used()
    above = areas.parents(atlas, area)
    figures = Figures(atlas, area, [*(each for each in beside if each not in above), *above])
    around = Around(guide, area, plan.outlines(atlas, area))
    things, notes = profile_around.tables(guide, area), profile_around.notes(guide, area)
    chapters = []
    for key, paragraphs in layout.chapters().items():
        made = [
            _section(each, figures, around, things.get(each, pd.DataFrame()), notes.get(each, []), used)
            for each in paragraphs
        ]
        own = paragraphs == [key]
        blocks = made[0].blocks if own else ()
        chapters.append(Chapter(key, layout.title(key), () if own else tuple(made), blocks))
    brief = _brief(figures, around, notes.get("", []), used)
    title = clean(area.name)
    facts = tuple((label, clean(text)) for label, text in _facts(guide, figures))
    chapters = [brief, *chapters, _sources(guide, area, used)]
    return Report(title, clean(areas.kind(atlas, area)), guide.day, facts, tuple(chapters))


def _facts(guide: Guide, figures: Figures) -> list[tuple[str, str]]:
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


def _brief(figures: Figures, around: Around, notes: list[Record], used: _Used) -> Chapter:
    """What one reads first."""
    cards = [made for name in layout.KEY if (made := card(figures, name))]
    blocks: list[Block] = []
    if any(each.known for each in cards):
        used.figures(figures, [each.id for each in cards])
        blocks.append(_table("Kerncijfers", cards, figures))
    found = strikes(figures)
    area = figures.area
    if found:
        lines = tuple(Text(clean(f"{each.sentence} {each.why}")) for each in found)
        blocks.append(Listing("Wat valt op", lines))
        used.figures(figures, [each.id for each in found])
    elif area.own or area.level is not Level.GEMEENTE:
        inside = figures.atlas.name(area.gemeente)
        none = f"Niets dat zeker is: geen verschil met {inside} is groter dan de afronding en de marges."
        blocks.append(Listing("Wat valt op", (Text(none),)))
    blocks += around.notes(notes)
    blocks.append(Listing("Hoe u dit rapport leest", tuple(Text(line) for line in _READING)))
    return Chapter("", "In het kort", (), tuple(blocks))


def _section(
    key: str, figures: Figures, around: Around, things: pd.DataFrame, notes: list[Record], used: _Used
) -> Section:
    """One paragraph of the format."""
    found = paragraph(figures, key)
    cards = [*found.cards, *found.more]
    blocks: list[Block] = []
    if cards:
        used.figures(figures, [each.id for each in cards])
        blocks.append(_table(f"{found.title}: cijfers", cards, figures))
        blocks += _said(cards)
    for make_chart in PICTURES.get(key, {}).values():
        chart = make_chart(figures)
        if chart is not None:
            blocks.append(_picture(chart))
    if key == "3.1":
        blocks += _situation(around)
    if len(things):
        used.keys |= around.sources(things)
        blocks += around.blocks(things, found.title)
    blocks += around.notes(notes)
    blocks += _foot(found, bool(blocks))
    return Section(key if "." in key else "", found.title, tuple(blocks))


def _table(caption: str, cards: Sequence[Card], figures: Figures) -> Table:
    """Figures as a table, an area a column."""
    names = [each.name for each in (figures.area, *figures.beside)]
    rows = []
    for each in cards:
        texts = {line.code: line.text for line in each.lines}
        columns = [texts.get(area.code, "–") for area in (figures.area, *figures.beside)]
        rows.append(tuple(map(clean, (each.label, str(each.year), *columns))))
    return Table(caption, ("Cijfer", "Jaar", *map(clean, names)), tuple(rows))


def _said(cards: Sequence[Card]) -> list[Block]:
    """What may be said of the figures; what's said of more of them, once."""
    by_text: dict[str, list[str]] = {}
    for each in cards:
        text = " ".join(filter(None, (each.sentence, *each.notes)))
        if text and each.known:
            by_text.setdefault(text, []).append(each.label)
    lines = tuple(Text(clean(text), clean(", ".join(labels))) for text, labels in by_text.items())
    return [Listing("Wat deze cijfers zeggen", lines)] if lines else []


def _picture(chart: Chart) -> Picture:
    svg = bare_svg(chart)
    size = _SIZE.search(svg)
    width, height = (float(size[1]), float(size[2])) if size else (640.0, 320.0)
    caption = clean(f"{chart.about.title} ({chart.about.subtitle})")
    return Picture(caption, clean(chart.description), svg, width, height, chart.note, _data(chart))


def _data(chart: Chart) -> Table:
    """The figures of a chart; of years in which areas stand beside each other, a row a year."""
    table = as_text(chart.table)
    if list(table.columns[:2]) == ["Gebied", "Jaar"] and len(table.columns) == 4:
        value, note = table.columns[2:]
        notes = table[note].where(table[note] == "", " (" + table[note] + ")")
        table = table.assign(cell=(table[value] + notes).str.strip())
        wide = table.pivot(index="Jaar", columns="Gebied", values="cell").fillna("")
        table = wide[list(dict.fromkeys(table["Gebied"]))].reset_index()
    rows = tuple(tuple(map(clean, row)) for row in table.astype(str).itertuples(index=False))
    return Table(clean(chart.about.title), tuple(clean(str(name)) for name in table.columns), rows)


def _situation(around: Around) -> list[Block]:
    """The area on a map, and the names of what is in it."""
    area, found = around.area, around.outlines
    svg = plan.draw(found, area, []) if found is not None else None
    if svg is None or found is None:
        return []
    atlas = around.guide.atlas
    alt = f"Kaart van {area.name} met de grenzen en namen van de gebieden erin."
    blocks: list[Block] = [Picture(f"Ligging van {clean(area.name)}", clean(alt), svg, *plan.size())]
    level = "wijk" if area.level is Level.GEMEENTE and not area.own else "buurt"
    rows = {
        (str(name), str(code))
        for each in area.codes
        for code, name in zip(*map(atlas.children(each, level).__getitem__, ("code", "name")), strict=True)
    }
    if rows:
        names = tuple(tuple(map(clean, row)) for row in sorted(rows))
        heading = "Wijken" if level == "wijk" else "Buurten"
        blocks.append(Table(heading, ("Naam", "Code"), names))
    return blocks


def _foot(found: Paragraph, some: bool) -> list[Block]:
    """What isn't known, who can tell, and whose figures these are."""
    missing = list(found.missing) if found.missing or some else ["Hierover staat nog niets in wijkkaart."]
    blocks: list[Block] = []
    if missing:
        blocks.append(Listing("Wat ontbreekt", tuple(Text(clean(line)) for line in missing)))
    who = found.tellers[0].upper() + found.tellers[1:]
    blocks.append(Text(who + ("" if who.endswith("?") else "."), "Wie kan het vertellen"))
    blocks += [Text(clean(line), "Bron", small=True) for line in found.sources]
    return blocks


def _sources(guide: Guide, area: Area, used: _Used) -> Chapter:
    """All sources that were used, with what their publishers ask to be said."""
    entries = [
        entry
        for entry in guide.atlas.store.manifest.entries
        if entry.source in used.keys and (not entry.gemeenten or area.gemeente in entry.gemeenten)
    ]
    lines = []
    for origin in bronnen.origins(entries, guide.day):
        source = origin.source
        said = ", ".join(filter(None, (origin.table, origin.years)))
        told = [f"{said}." if said else "", f"Opgehaald op {origin.fetched}." if origin.fetched else ""]
        told += [f"Licentie: {source.licence}." if source.licence else "", origin.notice, source.url]
        if source.estimate:
            told.append("Dit zijn schattingen van een rekenmodel.")
        if source.rounded:
            told.append(f"Aantallen zijn afgerond op {source.rounded}.")
        lead = f"{source.publisher}, {source.title}"
        lines.append(Text(clean(" ".join(filter(None, told))), clean(lead)))
    if REGISTER in used.keys:
        day = dutch.day(guide.day)
        lines.append(Text(f"Zoals het team het bijhoudt; stand op {day}.", "De sociale kaart van wijkkaart"))
    count = len(indicators())
    end = Text(
        f"De uitleg van alle {count} cijfers staat in wijkkaart, bij elk cijfer in het profiel.", small=True
    )
    none = Text("Er zijn geen bronnen gebruikt: van dit gebied is niets bekend.")
    return Chapter("", "Bronnen", (), (Listing("", tuple(lines)), end) if lines else (none,))
