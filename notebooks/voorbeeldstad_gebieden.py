"""The outlines of Voorbeeldstad: cells around the buurten of the plan, with borders that fit exactly."""

import json
import math
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPoint, Polygon, transform, voronoi_polygons
from shapely.geometry import LineString, Point, mapping
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize, unary_union
from voorbeeldstad_plan import (
    BUURTEN,
    GEMEENTE,
    HERNUMMERD,
    MIDDEN_LAT,
    MIDDEN_LON,
    NAAM,
    OMTREK,
    PLAS,
    SAMENGEVOEGD,
    WIJKEN,
    WIJZIGING,
)

JAREN_MET_GRENZEN = (WIJZIGING - 1, WIJZIGING, 2024)
STAP = 110.0
"""Metres between the points of a curved border."""
METER_PER_GRAAD = 111_200.0

Ring = Iterable[tuple[float, float]]


def _rond(punten: Ring, keer: int) -> list[tuple[float, float]]:
    """A closed ring with its corners cut (Chaikin), `keer` times."""
    ring = [(float(x), float(y)) for x, y in punten]
    for _ in range(keer):
        volgende = [*ring[1:], ring[0]]
        ring = [
            punt
            for (ax, ay), (bx, by) in zip(ring, volgende, strict=True)
            for punt in (
                (0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by),
                (0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by),
            )
        ]
    return ring


def _buig(x: float, y: float) -> tuple[float, float]:
    """The point after the bend that makes straight borders look like streets and ditches."""
    return (
        x + 65 * math.sin(y / 430 + 0.4) + 22 * math.sin(x / 190 + y / 260),
        y + 65 * math.sin(x / 450 - 0.7) + 22 * math.sin(y / 210 - x / 240),
    )


def wgs84(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point in metres from the middle of the town.

    Plain arithmetic instead of a projection library: the same on every machine.
    """
    lon = MIDDEN_LON + x / (METER_PER_GRAAD * math.cos(math.radians(MIDDEN_LAT)))
    return round(lon, 6), round(MIDDEN_LAT + y / METER_PER_GRAAD, 6)


def _verdicht(lijn: LineString) -> list[tuple[float, float]]:
    """The points of a line, with extra ones so that none are further apart than STAP."""
    punten = [(float(x), float(y)) for x, y in lijn.coords]
    dicht = [punten[0]]
    for (ax, ay), (bx, by) in pairwise(punten):
        delen = max(1, math.ceil(math.hypot(bx - ax, by - ay) / STAP))
        dicht += [(ax + (bx - ax) * i / delen, ay + (by - ay) * i / delen) for i in range(1, delen + 1)]
    return dicht


def _vlakken() -> dict[str, Polygon]:
    """Buurt code to its outline in metres: cells around the seeds, cut off at the dike and the lake."""
    stad = Polygon(_rond(OMTREK, 2)).difference(Polygon(_rond(PLAS, 2)))
    cellen = voronoi_polygons(MultiPoint([(b.x, b.y) for b in BUURTEN]), extend_to=stad)
    stukken = [cel.intersection(stad) for cel in cellen.geoms]
    # Every border is bent once, as one line that its two neighbours share: no gaps, no slivers.
    randen = linemerge(unary_union([stuk.boundary for stuk in stukken]))
    lijnen = [LineString([_rond_af(*_buig(x, y)) for x, y in _verdicht(rand)]) for rand in randen.geoms]
    vlakken = list(polygonize(lijnen))
    gevonden = {}
    for buurt in BUURTEN:
        zaad = Point(_buig(buurt.x, buurt.y))
        (gevonden[buurt.code],) = [vlak for vlak in vlakken if vlak.contains(zaad)]
    return gevonden


def _rond_af(x: float, y: float) -> tuple[float, float]:
    """Whole decimetres, so that equal points stay equal."""
    return round(x, 1), round(y, 1)


def buurten(jaar: int) -> dict[str, tuple[str, BaseGeometry, str]]:
    """Code to name, outline in metres and marker of change, of the division of a year."""
    vlakken = _vlakken()
    namen = {buurt.code: buurt.naam for buurt in BUURTEN}
    uit: dict[str, tuple[str, BaseGeometry, str]] = {}
    gesplitst = {deel for _, delen in SAMENGEVOEGD.values() for deel in delen}
    for code, vlak in vlakken.items():
        merk = "1"
        if jaar == WIJZIGING:
            merk = "3" if code in gesplitst else "2" if code in HERNUMMERD.values() else "1"
        uit[code] = (namen[code], vlak, merk)
    if jaar < WIJZIGING:
        for oud, (naam, delen) in SAMENGEVOEGD.items():
            uit[oud] = (naam, unary_union([uit.pop(deel)[1] for deel in delen]), "1")
        for oud, nieuw in HERNUMMERD.items():
            uit[oud] = uit.pop(nieuw)
    return dict(sorted(uit.items()))


def oppervlakte_ha(jaar: int) -> dict[str, float]:
    """Code of buurt, wijk and gemeente to its area in hectares."""
    uit = {code: vlak.area / 10_000 for code, (_, vlak, _) in buurten(jaar).items()}
    for code, ha in list(uit.items()):
        for boven in ("WK" + code[2:8], GEMEENTE):
            uit[boven] = uit.get(boven, 0.0) + ha
    return uit


def _naar_wgs84(punten: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([wgs84(float(x), float(y)) for x, y in punten])


def _kenmerk(code: str, naam: str, vlak: BaseGeometry, merk: str, jaar: int) -> dict[str, Any]:
    """A GeoJSON feature with the columns of a CBS boundary file."""
    eigenschappen: dict[str, Any] = {"gemeentecode": GEMEENTE, "gemeentenaam": NAAM}
    if code.startswith(("WK", "BU")):
        wijk = "WK" + code[2:8]
        eigenschappen = {"wijkcode": wijk, "wijknaam": WIJKEN[wijk], **eigenschappen}
        eigenschappen["indelingswijziging_wijken_en_buurten"] = merk
    if code.startswith("BU"):
        eigenschappen = {"buurtcode": code, "buurtnaam": naam, **eigenschappen}
    return {
        "type": "Feature",
        "properties": {**eigenschappen, "water": "NEE", "jaar": jaar, "bron": "voorbeeld"},
        "geometry": mapping(transform(vlak, _naar_wgs84)),
    }


def _schrijf(pad: Path, kenmerken: list[dict[str, Any]]) -> None:
    regels = ",\n".join(json.dumps(k, ensure_ascii=False, separators=(",", ":")) for k in kenmerken)
    pad.write_text(
        '{"type":"FeatureCollection","features":[\n' + regels + "\n]}\n", encoding="utf-8", newline="\n"
    )


def schrijf(map_: Path) -> None:
    """Write the boundary files of every year with a division of its own, one for each level."""
    for jaar in JAREN_MET_GRENZEN:
        van_buurten = buurten(jaar)
        per_wijk = {
            wijk: unary_union([vlak for code, (_, vlak, _) in van_buurten.items() if code[2:8] == wijk[2:]])
            for wijk in WIJKEN
        }
        stad = unary_union(list(per_wijk.values()))
        _schrijf(
            map_ / f"gebieden_{jaar}_buurten.geojson",
            [_kenmerk(code, naam, vlak, merk, jaar) for code, (naam, vlak, merk) in van_buurten.items()],
        )
        _schrijf(
            map_ / f"gebieden_{jaar}_wijken.geojson",
            [_kenmerk(code, WIJKEN[code], vlak, "1", jaar) for code, vlak in per_wijk.items()],
        )
        _schrijf(map_ / f"gebieden_{jaar}_gemeente.geojson", [_kenmerk(GEMEENTE, NAAM, stad, "", jaar)])
