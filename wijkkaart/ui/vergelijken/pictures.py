"""The views of a comparison as charts, each with the chosen area standing out."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import shapely

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.charts import (
    About,
    Beside,
    Chart,
    Panel,
    bars,
    boxes,
    maps,
    scatter,
    small_trends,
    spine,
    trends,
)
from wijkkaart.core.compare.series import Series, series
from wijkkaart.model import COUNTRY, RD, Indicator, gemeente_of, is_code, level_of
from wijkkaart.present import dutch
from wijkkaart.present.area_figures import own_through_time
from wijkkaart.present.comparison.making import Compared, judged, source_lines, what
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.ui.vergelijken.choosing import own_of
from wijkkaart.ui.vergelijken.state import BARS, BOXES, MAPS, SCATTER, SPINE, YEARS, Asked

MOST_MAPS, MOST_LINES, MOST_PANELS = 9, 7, 24
FEWEST_SPREAD = 8
"""Of fewer areas no spread is drawn (`charts.spine`, `charts.boxes`)."""


def picture(atlas: Atlas, found: Compared, asked: Asked) -> Chart | None:
    """The chart of the view that is asked; None when it has nothing to show."""
    return _DRAW[asked.vorm](atlas, found, asked)


def _about(found: Compared, title: str, names: list[str]) -> About:
    years = {found.table.years.get(name, 0) for name in names} - {0}
    when = f", {dutch.span(years)}" if years else ""
    return About(title, f"{what(found)}{when}", source_lines(found, names))


def _one(found: Compared, asked: Asked) -> Indicator:
    return found.indicators.get(asked.cijfer) or found.table.indicators[0]


def chosen(asked: Asked) -> tuple[str, ...]:
    """The areas that stand out: the one that's clicked, and those that are kept on top."""
    return tuple(dict.fromkeys([*([asked.keuze] if asked.keuze else []), *asked.vast]))


def _beside(found: Compared, indicator: Indicator) -> Beside | None:
    if indicator.kind == "count":
        return None  # the whole has more by itself
    return Beside(found.names[found.reference], found.beside(indicator.id).value)


def _bars(_: Atlas, found: Compared, asked: Asked) -> Chart:
    one = _one(found, asked)
    return bars(
        found.cells(one.id),
        found.names,
        one,
        _about(found, one.label, [one.id]),
        beside=_beside(found, one),
        chosen=chosen(asked),
    )


def _spine(_: Atlas, found: Compared, asked: Asked) -> Chart:
    code = asked.keuze or found.table.codes[0]
    names = [each.id for each in found.table.indicators]
    values = {name: found.beside(name).value for name in names}
    return spine(
        found.table.cells,
        code,
        found.names,
        found.table.indicators,
        _about(found, f"{found.names[code]} tussen de andere", names),
        beside=values,
        beside_name=found.names[found.reference],
    )


def _scatter(_: Atlas, found: Compared, asked: Asked) -> Chart | None:
    one, other = _one(found, asked), found.indicators.get(asked.tweede)
    if other is None or other.id == one.id:
        return None
    about = _about(found, f"{one.label} en {other.label}", [one.id, other.id])
    return scatter(found.table.cells, found.names, one, other, about, chosen=chosen(asked))


def _maps(atlas: Atlas, found: Compared, asked: Asked) -> Chart | None:
    entries = [*found.table.indicators]
    entries.sort(key=lambda each: each.id != asked.cijfer)
    own, picked = own_of(atlas, found.table.codes), chosen(asked)
    shapes = outlines(atlas, found.table.codes, own, top=picked)
    if not len(shapes):
        return None
    shown = entries[:MOST_MAPS]
    panels = [
        Panel(f"{each.label}, {found.table.years.get(each.id) or 'geen jaar'}", found.cells(each.id), each)
        for each in shown
    ]
    about = _about(found, "Kaartjes van de gekozen cijfers", [each.id for each in shown])
    # An own area always has its outline, as what lies in it may be drawn over it.
    thick = (*picked, *own)
    return maps(panels, shapes, found.names, about, columns=min(3, len(panels)), chosen=thick)


def outlines(
    atlas: Atlas, codes: Iterable[str], own: Mapping[str, OwnSet] | None = None, top: Iterable[str] = ()
) -> gpd.GeoDataFrame:
    """The outlines of areas of the level that most of them are of: `code` and polygons (EPSG:28992).

    Areas of `own` lie under the others, and those in `top` over them.
    """
    sets = own or {}
    known = [code for code in codes if is_code(code) and code != COUNTRY]
    levels = Counter(level_of(code) for code in known).most_common(1)
    plain = _drawn(atlas, [code for code in known if level_of(code) == levels[0][0]])
    parts = {code: _drawn(atlas, sets[code].parts) for code in codes if code in sets}
    made = {code: shapely.union_all(found.geometry) for code, found in parts.items() if len(found)}
    mine = gpd.GeoDataFrame({"code": [*made]}, geometry=[*made.values()], crs=RD)
    over = mine.code.isin([*top])
    every = pd.concat([mine[~over], plain, mine[over]], ignore_index=True)
    return gpd.GeoDataFrame(every, geometry="geometry", crs=RD)


def _drawn(atlas: Atlas, codes: Iterable[str]) -> gpd.GeoDataFrame:
    """The outlines of gemeenten, wijken and buurten that are known."""
    wanted = [*codes]
    frames = [gpd.GeoDataFrame({"code": []}, geometry=[], crs=RD)]
    for gemeente, level in dict.fromkeys((gemeente_of(code), level_of(code)) for code in wanted):
        year = atlas.drawn_year(gemeente, level, None)
        if year is not None:
            shapes = atlas.areas(level, year, gemeente)
            frames.append(shapes[shapes.code.isin(wanted)][["code", "geometry"]])
    there = [each for each in frames if len(each)] or frames[:1]
    return gpd.GeoDataFrame(pd.concat(there, ignore_index=True), crs=RD)


def _years(atlas: Atlas, found: Compared, asked: Asked) -> Chart | None:
    one = _one(found, asked)
    if one.id not in indicators():
        return None  # supply has no past
    codes = [*dict.fromkeys([*chosen(asked), found.reference, *found.table.codes])]
    few = [code for code in codes if code != found.reference or one.kind != "count"]
    own = own_of(atlas, few)
    every = {code: over_years(atlas, code, one, own.get(code)) for code in few}
    drawn = [each for each in every.values() if each.segments][:MOST_PANELS]
    years = {
        int(year)
        for each in drawn
        for year, value in each.frame()[["year", "value"]].values
        if value == value
    }
    if len(years) < 2:
        return None
    about = About(f"{one.label} door de jaren", "", source_lines(found, [one.id], years))
    said = [f"{what(found)}, {dutch.span(years)}", *_left_out(every, drawn, found.names)]
    draw = small_trends if len(drawn) > MOST_LINES else trends
    return draw(drawn, found.names, replace(about, subtitle=". ".join(said)), chosen=chosen(asked))


def _left_out(
    every: Mapping[str, Series], drawn: Collection[Series], names: Mapping[str, str]
) -> Iterator[str]:
    """Which areas have no line, and why."""
    lost = [names[code] for code, each in every.items() if not each.segments]
    if lost:
        shown = dutch.listing([*lost[:5], *([f"nog {len(lost) - 5}"] if len(lost) > 5 else [])])
        yield f"Zonder lijn, want over de jaren niet te volgen: {shown}"
    rest = len(every) - len(lost) - len(drawn)
    if rest:
        many = dutch.count(rest, "gebied", "gebieden")
        yield f"Dit zijn de eerste {len(drawn)}; van {many} staat de lijn er niet bij"


def over_years(atlas: Atlas, code: str, indicator: Indicator, own: OwnSet | None = None) -> Series:
    """A figure of an area over all years, broken where its boundary changed; `own` when it's an own area."""
    if own is not None:
        return series(own_through_time(atlas, own, indicator.id), code, indicator)
    gemeente = gemeente_of(code) if is_code(code) else COUNTRY
    rows = atlas.compared([indicator.id], gemeente)
    if rows.empty:
        rows = judged(atlas, [code], [indicator.id])
    small = is_code(code) and level_of(code) in ("wijk", "buurt")
    links = atlas.links(gemeente, str(level_of(code))) if small else None
    named = atlas.index[atlas.index.code == code]
    return series(
        rows, code, indicator, links, names=dict(zip(named.year.astype(int), named.name, strict=True))
    )


def _boxes(atlas: Atlas, found: Compared, asked: Asked) -> Chart:
    one = _one(found, asked)
    groups = {
        code: f"Eigen gebieden in {atlas.name(each.gemeente)}"
        for code, each in own_of(atlas, found.table.codes).items()
    }
    for code in found.table.codes:
        if is_code(code):
            many = LEVEL_NAMES[level_of(code)][1].capitalize()
            groups[code] = f"{many} van {atlas.name(gemeente_of(code))}" if code[:2] in ("WK", "BU") else many
    about = _about(found, f"Spreiding van {one.label}", [one.id])
    return boxes(
        found.cells(one.id), found.names, groups, one, about, chosen=chosen(asked), beside=_beside(found, one)
    )


_DRAW: dict[str, Callable[[Atlas, Compared, Asked], Chart | None]] = {
    BARS: _bars,
    SPINE: _spine,
    SCATTER: _scatter,
    MAPS: _maps,
    YEARS: _years,
    BOXES: _boxes,
}
