"""What is measured on wijkkaart's own page, and how its screen should look afterwards."""

import csv
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shapely
from playwright.sync_api import Locator, Page

from tests.benchmarks import measure
from tests.benchmarks.measure import Wanted
from tests.browser import app
from wijkkaart.atlas import Atlas, current
from wijkkaart.build.load import load
from wijkkaart.catalogue import categories, indicators
from wijkkaart.config import Settings
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice, Figure
from wijkkaart.guide import guide
from wijkkaart.model import COUNTRY, RD, WGS84
from wijkkaart.present import dutch, figures
from wijkkaart.store import Store

GEMEENTE = "GM0307"
LEVEL = "buurt"
# Figures that both the gemeente and the country have for 2024, in this order.
INDICATORS = ("inwoners", "woz_waarde", "leeftijd_65_plus_pct", "koopwoningen_pct", "huishoudensgrootte")
DEALT = (
    "buurthuis",
    "huisarts",
    "basisschool",
    "sportvereniging",
    "supermarkt",
    "kerk",
    "bibliotheek",
    "park",
)
GEMEENTE_FILES = (
    "boundaries/amersfoort_buurten_2024.geojson",
    "boundaries/amersfoort_wijken_2024.geojson",
    "facilities/amersfoort_ov_haltes_2017.geojson",
    "facilities/amersfoort_duo_po_2013.csv",
)
COUNTRY_FILES = (
    "boundaries/nl_buurten_2024_hybride.gpkg",
    "boundaries/nl_wijken_2024_hybride.gpkg",
    "boundaries/nl_gemeenten_2024.geojson",
    "stats/nl_buurten_2024_kwb_selectie.csv",
    "stats/nl_wijken_2024_kwb_selectie.csv",
)


def build(shared: Path, names: tuple[str, ...], data: Path) -> float:
    """Seconds that loading files into an empty data directory takes."""
    start = time.perf_counter()
    reports = load([shared / name for name in names], Store(data), Settings(data=data))
    took = time.perf_counter() - start
    problems = [str(report.error) for report in reports if report.error]
    if problems:
        raise RuntimeError("; ".join(problems))
    return took


def add_places(shared: Path, data: Path, work: Path) -> None:
    """The real stops of Amersfoort, dealt over eight kinds so that there's something to filter."""
    stops = json.loads((shared / GEMEENTE_FILES[2]).read_text(encoding="utf-8"))["features"]
    path = work / "plekken.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["id", "naam", "categorie", "gemeentecode", "lat", "lon"])
        for number, stop in enumerate(stops):
            lon, lat = stop["geometry"]["coordinates"][:2]
            kind = DEALT[number % len(DEALT)]
            writer.writerow([f"h{number}", stop["properties"]["stop_name"], kind, GEMEENTE, lat, lon])
    (report,) = load([path], Store(data), Settings(data=data))
    if report.error or report.kept != len(stops):
        raise RuntimeError(f"{report.kept} of {len(stops)} stops were kept: {report.error}")


def inner_points(
    atlas: Atlas, figures_: list[Figure], gemeente: str, count: int
) -> dict[str, tuple[float, float]]:
    """Codes of the roomiest areas with a value for all figures, with a point well inside (latitude first)."""
    year = figures_[0].drawn_year
    inside = None if gemeente == COUNTRY else gemeente
    areas = atlas.store.areas(LEVEL, year, inside)
    coloured = [coloured_codes(atlas, figure) for figure in figures_]
    areas = areas[[all(code in each for each in coloured) for code in areas.code]]
    roomy = areas.iloc[areas.geometry.area.argsort()[::-1][: 4 * count]]
    circles = shapely.maximum_inscribed_circle(roomy.geometry.to_numpy(), tolerance=20)
    order = shapely.length(circles).argsort()[::-1][:count]
    points = roomy.geometry.iloc[order].set_crs(RD, allow_override=True)
    points = points.set_axis(roomy.code.iloc[order])
    points[:] = [shapely.get_point(circles[k], 0) for k in order]
    return {code: (point.y, point.x) for code, point in points.to_crs(WGS84).items()}


def coloured_codes(atlas: Atlas, figure: Figure) -> dict[str, str]:
    """Code of every area that has a colour to the start of what a pixel of it is: "r,g,b"."""
    colours = figures.palette(figure)
    codes = atlas.codes(LEVEL, figure.drawn_year, figure.choice.gemeente)
    found = {}
    for code, number in zip(codes, figure.class_bytes(), strict=True):
        if number < len(colours):
            red, green, blue = bytes.fromhex(colours[number].lstrip("#"))
            found[code] = f"{red},{green},{blue},"
    return found


class Product:
    """One visitor of wijkkaart's map page; `area` is a gemeente or NL00."""

    def __init__(self, page: Page, server: app.Server, area: str) -> None:
        assert server.data is not None
        self.page, self.server, self.area, self.data = page, server, area, server.data
        self.atlas = current(server.data)
        self.figures = {name: self._figure(name) for name in INDICATORS}
        self.points = inner_points(self.atlas, list(self.figures.values()), area, 6)
        self.indicator = INDICATORS[0]
        self.table = guide(Settings(data=server.data)).places(area) if area != COUNTRY else None

    def _figure(self, name: str) -> Figure:
        year = self.atlas.best_year(name, LEVEL, self.area)
        assert year is not None, name
        return self.atlas.figure(Choice(self.area, LEVEL, name, year, Method.QUANTILES, ""))

    @property
    def url(self) -> str:
        """The page as it is opened."""
        return self.server.path(gebied=self.area, niveau=LEVEL, indicator=INDICATORS[0], achtergrond="geen")

    def coloured(self, name: str) -> Wanted:
        """Legend and colours of an indicator."""
        known = coloured_codes(self.atlas, self.figures[name])
        title = figures.title(self.figures[name])
        colours = [[*point, known[code]] for code, point in self.points.items()]
        return {"legend": title, "title": title, "colours": colours}

    def shown(self, kind: str | None) -> Wanted:
        """Count, list and map with one kind of places, or with all."""
        assert self.table is not None
        rows = self.table if kind is None else self.table[self.table.category == kind]
        return {
            "tally": f"{dutch.number(len(rows))} van {dutch.number(len(self.table))} plek",
            "places": len(rows),
            "first": " ".join(rows["name"].iloc[0].split()),
            "standing": len(rows),
        }

    def complete(self) -> Wanted:
        """Everything that is there when the page has been opened."""
        if self.area == COUNTRY:
            return {"scope": self.area, "tiles": True, **self.coloured(INDICATORS[0])}
        return {"scope": self.area, **self.shown(None), **self.coloured(INDICATORS[0])}

    def open(self) -> None:
        """Open the page and wait until it's complete."""
        measure.probe(self.page)
        self.page.goto(self.url)
        measure.until(self.page, self.complete())

    def _option(self, key: str, label: str) -> Locator:
        """An option of a list, opened and searched for."""
        box = app.keyed(self.page, key).locator("input")
        box.click()
        box.fill(label)
        option = self.page.get_by_role("option", name=re.compile(rf"^{re.escape(label)}($| [·(])")).first
        option.wait_for()
        return option

    def _timed(self, wanted: Wanted, act: Callable[[], Any], **options: Any) -> float:
        found = measure.acting(self.page, wanted, act, **options)
        self.page.locator(app.IDLE).wait_for()
        return found

    def choose_kind(self, kind: str) -> float:
        """Milliseconds from the choice of a kind of places to count, list and map."""
        return self._timed(self.shown(kind), self._option("categorie", categories()[kind].label).click)

    def drop_kind(self) -> float:
        """Milliseconds of taking that choice back."""
        # A box that has the focus loses the first click on a choice in it.
        self.page.evaluate("() => document.activeElement.blur()")
        remove = app.keyed(self.page, "categorie").locator("[data-tag] button").first
        return self._timed(self.shown(None), remove.click)

    def choose_indicator(self, name: str) -> float:
        """Milliseconds from the choice of an indicator to its colours and legend."""
        option = self._option("indicator", indicators()[name].label)
        self.indicator = name
        return self._timed(self.coloured(name), option.click)

    def click_area(self, code: str) -> tuple[float, float]:
        """Milliseconds from a click on the map to its answer, and from the click that goes back."""
        there: Wanted = {"detail": self.atlas.name(code)}
        to = self._timed(there, self._at(code), in_map=True)
        app.wait_scope(self.page, code)
        back = self._timed({"nodetail": True}, self._at(code), in_map=True)
        app.wait_scope(self.page, self.area)
        return to, back

    def _at(self, code: str) -> Callable[[], None]:
        x, y = app.spot(self.page, self.data, code)
        return lambda: self.page.mouse.click(x, y)

    def person(self) -> list[dict[str, Any]]:
        """Steps of somebody who switches the places off and on again."""
        assert self.table is not None
        count = dutch.number(len(self.table))
        step = {"selector": ".st-key-lagen button", "name": "Plekken"}
        off = {"tally": f"0 van {count}", "places": 0, "standing": 0}
        return [{**step, "wanted": off}, {**step, "wanted": self.shown(None)}]
