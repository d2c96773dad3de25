"""The charts and maps of one figure that people put in a paragraph themselves."""

from collections.abc import Iterable
from functools import partial

from wijkkaart.catalogue import indicators
from wijkkaart.charts.chart import About, Chart
from wijkkaart.charts.maps import Panel, maps
from wijkkaart.charts.profile import Make, trend
from wijkkaart.model import Level
from wijkkaart.present.area_figures import all_figures, of_figure
from wijkkaart.present.profile.area import Area
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import source_lines

OVER_YEARS, ON_MAP = "verloop:", "kaart:"
"""Begin the ids of what's put in; the id of the figure comes after."""
_WORDS = {OVER_YEARS: "door de jaren", ON_MAP: "op de kaart"}


def maker(id: str) -> Make | None:  # noqa: A002 - the word for it
    """What makes the chart or map with this id; None when it's that of nothing that can be put in."""
    kind, name = _parts(id)
    if kind not in _WORDS or name not in indicators():
        return None
    if kind == ON_MAP:
        return partial(on_map, name)
    return trend(f"{indicators()[name].label} door de jaren", name)


def figure_of(id: str) -> str:  # noqa: A002
    """The figure in it."""
    return _parts(id)[1]


def _parts(id: str) -> tuple[str, str]:  # noqa: A002
    """What it is, OVER_YEARS or ON_MAP, and the figure in it."""
    end = id.find(":") + 1
    return id[:end], id[end:]


def label(id: str) -> str:  # noqa: A002
    """What it's called: `Inwoners, door de jaren`."""
    kind, name = _parts(id)
    found = indicators().get(name)
    return f"{found.label if found else name}, {_WORDS.get(kind, kind)}"


def offered(figures: Figures, names: Iterable[str]) -> list[str]:
    """Ids of what can be put in of these figures here: what there's enough of to draw."""
    _, codes = _inside(figures)
    rows = all_figures(figures.atlas, figures.area.gemeente)
    rows = rows[rows.code.isin(codes) & rows.value.notna()]
    several = rows.groupby(["indicator", "year"]).code.nunique()
    mapped = {str(name) for name, _ in several[several > 1].index}
    found = []
    for name in names:
        found += [OVER_YEARS + name] if figures.through_time(name) else []
        found += [ON_MAP + name] if name in mapped else []
    return found


def _inside(figures: Figures) -> tuple[str, list[str]]:
    """The areas to draw a figure in, and of what level: those in it; of a buurt those of its wijk."""
    area, atlas = figures.area, figures.atlas
    if area.level is Level.GEMEENTE and not area.own:
        return Level.WIJK, [*atlas.children(area.code, Level.WIJK).code]
    buurten = [*atlas.children(area.gemeente, Level.BUURT).code]
    wanted = {f"WK{area.code[2:8]}"} if area.level is Level.BUURT and not area.own else {*area.codes}
    return Level.BUURT, [code for code in buurten if code in wanted or f"WK{code[2:8]}" in wanted]


def _shown(figures: Figures, name: str) -> tuple[str, list[str], int] | None:
    """Level, areas and year of a map of a figure; None when fewer than two areas have it."""
    level, codes = _inside(figures)
    rows = of_figure(figures.atlas, figures.area.gemeente, name)
    rows = rows[rows.code.isin(codes) & rows.value.notna()]
    several = rows.groupby("year").code.nunique()
    years = [int(year) for year in several[several > 1].index]
    own = figures.year(name)
    return (level, codes, own if own in years else max(years)) if years else None


def on_map(name: str, figures: Figures) -> Chart | None:
    """A figure on a map of the areas inside, with their names."""
    found = _shown(figures, name)
    if found is None:
        return None
    level, codes, year = found
    area, atlas = figures.area, figures.atlas
    drawn = atlas.drawn_year(area.gemeente, level, year)
    if drawn is None:
        return None
    outlines = atlas.areas(level, drawn, area.gemeente)
    outlines = outlines[outlines.code.isin(codes)]
    if outlines.empty:
        return None
    rows = of_figure(atlas, area.gemeente, name)
    rows = rows[(rows.year == year) & (rows.level == level)]
    entry = indicators()[name]
    about = About(entry.label, f"{_of(area, level, figures)}, {year}", tuple(source_lines(figures, [name])))
    names = dict(zip(outlines.code, outlines.name, strict=True))
    chosen = [area.code] if area.code in names else []
    return maps(
        [Panel(entry.label, rows, entry)], outlines, names, about, columns=1, chosen=chosen, plan=True
    )


def _of(area: Area, level: str, figures: Figures) -> str:
    if area.level is Level.BUURT and not area.own:
        return f"buurten van {figures.atlas.name(f'WK{area.code[2:8]}')}"
    return f"{'wijken' if level == Level.WIJK else 'buurten'} van {area.name}"
