"""A paragraph of the format: its figures, what's missing, who can tell, and whose figures these are."""

from collections.abc import Iterable
from dataclasses import dataclass

from wijkkaart.catalogue import indicators, sources
from wijkkaart.core.compare.own_area import How
from wijkkaart.model import Level, Status
from wijkkaart.present import dutch
from wijkkaart.present.area_figures import all_figures
from wijkkaart.present.comparison.index import of_area
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.cards import Card, card
from wijkkaart.present.profile.figures import Figures

_WHY = {
    Status.SECRET: "geheim, omdat het om te weinig mensen gaat",
    Status.LATER: "nog niet gepubliceerd",
    Status.DISCONTINUED: "niet meer gepubliceerd",
    Status.NOT_MEASURED: "geen gegevens",
}
_OF_OWN = {
    How.NOT_ADDED: "niet op te tellen, want een score of klasse geldt alleen voor het gebied zelf",
    How.PARTS_MISSING: "van een te groot deel ontbreekt het cijfer",
}
INDEX = "5"
"""The paragraph of the social index."""
_MANY = 6
_BOOK = "schakels"
"""A source of one place and time: elsewhere its figures aren't missing."""


@dataclass(frozen=True)
class Paragraph:
    """What's known of a paragraph in figures."""

    id: str
    title: str
    cards: tuple[Card, ...]
    """The figures that it begins with."""
    more: tuple[Card, ...]
    """The others."""
    missing: tuple[str, ...]
    """What isn't known and why, a line each."""
    tellers: str
    """Who may know what no figure tells."""
    sources: tuple[str, ...]
    """A line a source: publisher, table, years, day on which it was fetched, licence."""

    @property
    def counts(self) -> tuple[Card, ...]:
        """Those of the first figures that are counts: nothing stands beside them."""
        return tuple(each for each in self.cards if len(each.lines) == 1)

    @property
    def beside(self) -> tuple[Card, ...]:
        """Those of the first figures that are held against others."""
        return tuple(each for each in self.cards if len(each.lines) > 1)


def paragraph(figures: Figures, key: str) -> Paragraph:
    """A paragraph of the profile of an area."""
    names = layout.figures_of(key)
    found = {name: made for name in names if (made := card(figures, name))}
    first = [name for name in layout.FIRST.get(key, ()) if name in found]
    some = any(made.told for made in found.values())
    # What nobody has is told once, among what is missing.
    shown = {name: made for name, made in found.items() if made.says} if some else {}
    cards = tuple(shown[name] for name in first if name in shown)
    more = tuple(made for name, made in shown.items() if name not in first)
    return Paragraph(
        key,
        layout.title(key),
        cards,
        more,
        tuple(_missing(figures, key, names, found)),
        layout.TELLERS.get(key, "bewoners en organisaties in de wijk"),
        (*source_lines(figures, found), *(_index_sources(figures) if key == INDEX else ())),
    )


def _index_sources(figures: Figures) -> list[str]:
    """A line a source of the social index of the area."""
    made = of_area(figures.atlas, figures.area)
    years: dict[str, set[int]] = {}
    for measure in made.base.measures.values() if made else ():
        years.setdefault(indicators()[measure.indicator].source, set()).add(measure.year)
    return [source_line(figures, key, years[key]) for key in sources() if key in years]


def said(cards: Iterable[Card]) -> list[tuple[str, str]]:
    """What may be said of figures: their labels and the text; what's said of more of them, once."""
    by_text: dict[str, list[str]] = {}
    for each in cards:
        text = " ".join(filter(None, (each.sentence, *each.notes)))
        label = each.label
        if each.within:  # it's all that differs among figures made alike
            text, label = text.replace(f": {each.within}", ""), f"{label} ({each.within})"
        if text and each.known:
            by_text.setdefault(text, []).append(label)
    return [(", ".join(labels), text) for text, labels in by_text.items()]


def _missing(figures: Figures, key: str, names: list[str], found: dict[str, Card]) -> Iterable[str]:
    """Of which figures there's no value here, by the reason why; first those that belong up front."""
    names = [name for name in names if name in found or indicators()[name].source != _BOOK]
    if not names:
        return
    if not found:
        yield f"Van dit gebied is er geen enkel cijfer over {layout.title(key).lower()}."
        yield from _inside(figures, names)
        return
    by_reason: dict[str, list[str]] = {}
    for name, made in found.items():
        value = figures.value(figures.area.code, name)
        # Of an own area the range may be known where the figure itself isn't.
        if not made.known and not value.lower <= value.upper:
            row = figures.row(figures.area.code, name) or {}
            why = _OF_OWN.get(row.get("how", "")) or _WHY.get(value.status, dutch.NO_DATA)
            by_reason.setdefault(why, []).append(made.label)
    for why, labels in by_reason.items():
        shown = labels[:_MANY] + ([f"nog {len(labels) - _MANY}"] if len(labels) > _MANY else [])
        yield f"{dutch.listing(shown)}: {why}."
    wanted = [name for name in layout.FIRST.get(key, ()) if name in names]
    absent = [indicators()[name].label for name in wanted if name not in found]
    if absent:
        yield f"{dutch.listing(absent)}: niet geladen."


def _inside(figures: Figures, names: list[str]) -> Iterable[str]:
    """Which of these figures are known of the buurten in the area, where it has none itself."""
    area, atlas = figures.area, figures.atlas
    buurten = {code for each in area.codes for code in atlas.children(each, Level.BUURT).code} - {*area.codes}
    rows = all_figures(atlas, area.gemeente)
    rows = rows[rows.code.isin(buurten) & rows.indicator.isin(names) & rows.value.notna()]
    labels = [indicators()[name].label for name in names if name in {*rows.indicator}]
    if labels:
        shown = labels[:_MANY] + ([f"nog {len(labels) - _MANY}"] if len(labels) > _MANY else [])
        yield f"Van buurten erin wel: {dutch.listing(shown)}."


def source_lines(figures: Figures, names: Iterable[str]) -> list[str]:
    """A line a source of the figures that are shown, in the order of the definitions."""
    years: dict[str, set[int]] = {}
    for name in names:
        for each in (figures.area, *figures.beside):
            row = figures.row(each.code, name)
            if row is not None:
                years.setdefault(str(row["source"]), set()).add(int(row["year"]))
    return [source_line(figures, key, years[key]) for key in sources() if key in years]


def source_line(figures: Figures, key: str, years: Iterable[int]) -> str:
    """`CBS, Kerncijfers wijken en buurten (85984NED), 2024. Opgehaald op 22 november 2026. CC BY 4.0.`"""
    source, shown = sources()[key], sorted(set(years))
    entries = [
        entry
        for entry in figures.atlas.store.manifest.entries
        if entry.source == key and (not entry.gemeenten or figures.area.gemeente in entry.gemeenten)
    ]
    tables = [entry.table for entry in entries if entry.table and set(entry.years) & set(shown)]
    table = f" ({dutch.listing(sorted(set(tables)))})" if 0 < len(set(tables)) <= 3 else ""
    fetched = max((entry.fetched for entry in entries), default="")
    when = f" Opgehaald op {dutch.iso_day(fetched)}." if fetched else ""
    licence = f" {source.licence}." if source.licence else ""
    printed = dutch.listing([str(year) for year in shown])
    return f"{source.publisher}, {source.title}{table}, {printed}.{when}{licence}"
