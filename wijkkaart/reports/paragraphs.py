"""What a report says of each paragraph of the format, in blocks that each have an id.

The ids: `cijfers` the table, `veranderd` what changed since it was accepted, `zinnen` what the figures say,
`grafiek:<key>` a chart, `verloop:<figure>` and `kaart:<figure>` one that was put in, `ligging` the map of
3.1, `register` what the sociale kaart has, `notities`, `ontbreekt` what isn't known, `vertellen` who can
tell, `bron` whose figures these are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from wijkkaart.catalogue import indicators, sources
from wijkkaart.charts.added import figure_of, maker
from wijkkaart.charts.chart import Chart
from wijkkaart.charts.elsewhere import Drawing
from wijkkaart.charts.files import bare_svg
from wijkkaart.charts.profile import PICTURES
from wijkkaart.charts.table import as_text
from wijkkaart.core.wijkscan.parts import Basis
from wijkkaart.guide import Guide
from wijkkaart.model import Level
from wijkkaart.present import dutch
from wijkkaart.present.profile import around as profile_around
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.area import Area, parents
from wijkkaart.present.profile.cards import Card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import Paragraph, paragraph
from wijkkaart.record import Record, RecordKind
from wijkkaart.reports import plan
from wijkkaart.reports.around import Around
from wijkkaart.reports.document import Block, Listing, Picture, Table, Text, clean

FIGURE, RECORD = "cijfer:", "plek:"
"""Before the id of a figure or a thing, in the ids of what's hidden."""
_MOST = 6
"""So many figures of which the same can be said are named."""
_SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')


@dataclass(frozen=True)
class Choice:
    """What of a paragraph appears."""

    hidden: frozenset[str] = frozenset()
    """Ids of blocks, and FIGURE and RECORD with an id, that don't."""
    basis: Basis | None = None
    """What was accepted; None when all that's known appears as it is now."""
    added: tuple[str, ...] = ()
    """Ids of charts and maps of one figure, besides those that always appear."""

    def figure(self, id: str) -> bool:  # noqa: A002 - the word for it
        """Whether a figure appears."""
        accepted = self.basis is None or id in self.basis.figures
        return accepted and FIGURE + id not in self.hidden

    def things(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The things that appear: nobody accepts persons, they're always as they are now."""
        if rows.empty:
            return rows
        out = rows.id.isin([each.removeprefix(RECORD) for each in self.hidden if each.startswith(RECORD)])
        if self.basis is not None:
            out |= ~rows.id.isin([*self.basis.records]) & (rows.kind != RecordKind.CONTACT.value)
        return rows[~out]


ALL = Choice()


@dataclass
class Making:
    """What is known of an area, and which sources were used of it."""

    guide: Guide
    figures: Figures
    around: Around
    things: Mapping[str, pd.DataFrame]
    notes: Mapping[str, list[Record]]
    used: set[str] = field(default_factory=set)
    """Ids of sources, gathered while a report is made."""
    shown: dict[str, set[str]] = field(default_factory=dict)
    """Id of a source to the figures of it that are shown."""

    @classmethod
    def of(
        cls, guide: Guide, area: Area, beside: Sequence[Area] = (), years: Mapping[str, int] | None = None
    ) -> "Making":
        """Its figures stand beside those of the areas that it lies in, and first of `beside`."""
        above = parents(guide.atlas, area)
        others = [*(each for each in beside if each not in above), *above]
        figures = Figures(guide.atlas, area, others, years)
        around = Around(guide, area, plan.outlines(guide.atlas, area))
        things, notes = profile_around.tables(guide, area), profile_around.notes(guide, area)
        guide.atlas.store.release()
        return cls(guide, figures, around, things, notes)

    def use(self, names: Iterable[str]) -> None:
        """Remember where these figures come from."""
        for name in names:
            for each in (self.figures.area, *self.figures.beside):
                row = self.figures.row(each.code, name)
                if row is not None:
                    self.used.add(str(row["source"]))
                    self.shown.setdefault(str(row["source"]), set()).add(name)

    def blocks(self, key: str, choice: Choice = ALL) -> dict[str, list[Block]]:
        """The blocks of a paragraph by their ids, in their usual order; only those with something in them."""
        found = paragraph(self.figures, key)
        cards = [each for each in (*found.cards, *found.more) if choice.figure(each.id)]
        blocks: dict[str, list[Block]] = self._figures(key, found.title, cards, choice)
        makers = {f"grafiek:{name}": make for name, make in PICTURES.get(key, {}).items()}
        makers |= {id_: make for id_ in choice.added if (make := maker(id_))}
        charts: dict[str, tuple[Chart, Drawing]] = {}
        for name, make_chart in makers.items():
            chart = None if name in choice.hidden else make_chart(self.figures)
            if chart is not None:
                # It's drawn while the rest is made; this keeps its place.
                charts[name], blocks[name] = (chart, bare_svg(chart)), []
        self.use(figure_of(id_) for id_ in choice.added if id_ in blocks)
        if key == "3.1" and "ligging" not in choice.hidden:
            blocks["ligging"] = _situation(self.around)
        things = choice.things(self.things.get(key, pd.DataFrame()))
        if len(things) and "register" not in choice.hidden:
            self.used |= self.around.sources(things)
            blocks["register"] = self.around.blocks(things, found.title)
        blocks["notities"] = self.around.notes(self.notes.get(key, []))
        blocks |= {name: [picture(chart, drawing())] for name, (chart, drawing) in charts.items()}
        some = any(blocks.values())
        blocks |= _foot(found, some)
        return {name: each for name, each in blocks.items() if each and name not in choice.hidden}

    def _figures(self, key: str, title: str, cards: Sequence[Card], choice: Choice) -> dict[str, list[Block]]:
        """The table of figures, what changed in it, and what it says."""
        lost, news = _since(key, cards, choice)
        if not cards and not lost:
            return {}
        self.use(each.id for each in cards)
        self.used |= {choice.basis.figures[name].source for name in lost if choice.basis} & {*sources()}
        made = table(f"{title}: cijfers", cards, self.figures, choice.basis)
        gaps = ("–",) * (len(made.columns) - 3)
        kept = choice.basis.figures if choice.basis else {}
        rows = tuple((label(name), str(kept[name].year), clean(kept[name].text), *gaps) for name in lost)
        same = [each for each in cards if not _changed(each, choice.basis)]
        blocks: dict[str, list[Block]] = {"cijfers": [replace(made, rows=(*made.rows, *rows))]}
        if news:
            day = dutch.iso_day(choice.basis.at) if choice.basis else ""
            blocks["veranderd"] = [Listing(f"Veranderd na {day}, nog niet overgenomen", news)]
        return blocks | {"zinnen": _said(same)}


def label(name: str) -> str:
    """What a figure is called; its id when it isn't defined any more."""
    found = indicators().get(name)
    return clean(found.label if found else name)


def _changed(each: Card, basis: Basis | None) -> bool:
    seen = basis.figures.get(each.id) if basis is not None else None
    return seen is not None and each.told and (seen.text, seen.year) != (each.lines[0].text, each.year)


def _since(key: str, cards: Sequence[Card], choice: Choice) -> tuple[list[str], tuple[Text, ...]]:
    """Figures that were accepted and are gone; and what isn't any more as it was accepted, a line each."""
    basis = choice.basis
    if basis is None:
        return [], ()
    here = {each.id: each for each in cards}
    names = [name for name in layout.figures_of(key) if name in basis.figures and choice.figure(name)]
    lost = [name for name in names if name not in here or not here[name].told]
    # What never had a value isn't lost.
    lost = [name for name in lost if any(map(str.isdigit, basis.figures[name].text))]
    news = [each for each in cards if _changed(each, basis)]
    lines = [Text(f"nu {clean(each.lines[0].text)} ({each.year}).", clean(each.label)) for each in news]
    kept = f"de bron heeft dit cijfer niet meer; hier staat het zoals op {dutch.iso_day(basis.at)}."
    return lost, (*lines, *(Text(kept, label(name)) for name in lost))


def table(caption: str, cards: Sequence[Card], figures: Figures, basis: Basis | None = None) -> Table:
    """Figures as a table, an area a column; of the area itself as they were accepted."""
    names = [each.name for each in (figures.area, *figures.beside)]
    rows = []
    for each in cards:
        texts = {line.code: line.text for line in each.lines}
        if basis is not None and _changed(each, basis):
            texts[figures.area.code] = basis.figures[each.id].text
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
    lines = tuple(Text(clean(text), clean(_few(labels))) for text, labels in by_text.items())
    return [Listing("Wat deze cijfers zeggen", lines)] if lines else []


def _few(labels: Sequence[str]) -> str:
    """Labels, not so many that nobody reads them: the table above has them all."""
    left = len(labels) - _MOST
    return ", ".join(labels) if left < 2 else f"{', '.join(labels[:_MOST])} en nog {left} cijfers"


def picture(chart: Chart, svg: str) -> Picture:
    """A chart for on paper, with its words and figures."""
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
    # A column in which nothing stands takes room from the others.
    said = [str(name) for place, name in enumerate(table.columns) if place == 0 or (table[name] != "").any()]
    table = table[said]
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


def _foot(found: Paragraph, some: bool) -> dict[str, list[Block]]:
    """What isn't known, who can tell, and whose figures these are."""
    missing = list(found.missing) if found.missing or some else ["Hierover staat nog niets in wijkkaart."]
    who = found.tellers[0].upper() + found.tellers[1:]
    lines = tuple(Text(clean(line)) for line in missing)
    return {
        "ontbreekt": [Listing("Wat ontbreekt", lines)] if lines else [],
        "vertellen": [Text(who + ("" if who.endswith("?") else "."), "Wie kan het vertellen")],
        "bron": [Text(clean(line), "Bron", small=True) for line in found.sources],
    }
