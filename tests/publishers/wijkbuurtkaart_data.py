"""What the servers of the Wijk- en Buurtkaart hold: real outlines with made-up figures."""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

LEVELS = ("gemeenten", "wijken", "buurten")
GEMEENTEN = {"GM0307": "Amersfoort", "GM0362": "Amstelveen", "GM0308": "Baarn"}
_LATER, _SECRET = -99995, -99997
_CODES = {"gemeenten": "gemeentecode", "wijken": "wijkcode", "buurten": "buurtcode"}
_NAMES = {"gemeenten": "gemeentenaam", "wijken": "wijknaam", "buurten": "buurtnaam"}
_OLD_CODES = {"0705": "0799", "0734": "0705"}
"""Wijken of Amersfoort that had another number before 2020."""
_OTHERS = 1100
"""Areas of gemeenten elsewhere, with the lowest codes: what an ignored filter gives first."""


@dataclass(frozen=True)
class Feature:
    """An area of a year."""

    properties: dict[str, Any]
    outline: str
    """GeoJSON."""
    bounds: tuple[float, float, float, float]

    @cached_property
    def geojson(self) -> str:
        """As the OGC API writes it."""
        about = json.dumps({key: self.properties[key] for key in sorted(self.properties)})
        return f'{{"type":"Feature","properties":{about},"geometry":{self.outline},"id":"{self.number}"}}'

    @cached_property
    def camel(self) -> str:
        """As the WFS writes it."""
        about = json.dumps({_camel(key): value for key, value in self.properties.items()})
        return f'{{"type":"Feature","properties":{about},"geometry":{self.outline}}}'

    @property
    def number(self) -> int:
        """The feature's own id."""
        return zlib.crc32(f"{self.properties['jrstatcode']}{self.outline}".encode())


@cache
def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


@dataclass(frozen=True)
class _Area:
    """An area as it is in 2024."""

    code: str
    name: str
    gemeente: str
    residents: int
    shape: shapely.Geometry


@cache
def _areas(shared: Path, level: str) -> list[_Area]:
    """The areas of the three gemeenten, in order of code."""
    folder = shared / "boundaries"
    baarn = gpd.read_file(folder / "baarn_buurten_2024_pdok_all_attributes.geojson")
    if level == "gemeenten":
        frame = gpd.read_file(folder / "nl_gemeenten_2024.geojson")
        frame = frame[frame.gemeentecode.isin([*GEMEENTEN])].assign(inwoners=frame.aantal_inwoners)
        frame["naam"] = frame.gemeentecode.map(GEMEENTEN)
    else:
        own = [
            gpd.read_file(folder / f"{name}_{level}_2024.geojson") for name in ("amersfoort", "amstelveen")
        ]
        if level == "buurten":
            extra = baarn.assign(inwoners=baarn.aantal_inwoners)
        else:
            extra = baarn.dissolve("wijkcode", as_index=False).assign(inwoners=500)
            extra["wijknaam"] = "Wijk " + extra.wijkcode.str[-2:]
        frame = pd.concat([*own, extra], ignore_index=True).assign(
            naam=lambda all_: all_[f"{level[:-2]}naam"]
        )
    codes = frame[_CODES[level]]
    shapes = shapely.make_valid(frame.geometry.to_numpy())
    rows = zip(codes, frame.naam, frame.gemeentecode, frame.inwoners.fillna(0), shapes, strict=True)
    return sorted((_Area(c, n, g, int(i), s) for c, n, g, i, s in rows), key=lambda area: area.code)


def features(shared: Path, level: str, year: int) -> list[Feature]:
    """All areas of a year, in order of code, with the water and the areas elsewhere."""
    found = []
    areas = {_code(area.code, year): area for area in _areas(shared, level)}
    for turn, (code, area) in enumerate(areas.items()):
        shape = area.shape
        if level == "buurten" and year < 2018 and (order := _order(shared, area)) < 2:
            if order == 1:
                continue
            shape = shapely.union(shape, _second(shared, area).shape)
        about = _about(
            level, code, area, year, "JA" if area.name == "Water" else "NEE", _marker(shared, area, year)
        )
        found.append(_feature(about | _figures(shared, year, turn, area.residents), shape))
        if level == "gemeenten":
            found.append(_feature(_about(level, code, area, year, "JA", None), shapely.box(*_corner(shape))))
    if level == "buurten":
        water = _Area("BU03079997", "Water", "GM0307", 0, shapely.box(5.30, 52.23, 5.301, 52.231))
        found.append(_feature(_about(level, water.code, water, year, "JA", 1), water.shape))
    return [*_elsewhere(level, year), *sorted(found, key=lambda each: str(each.properties[_CODES[level]]))]


def _code(code: str, year: int) -> str:
    return code[:4] + _OLD_CODES.get(code[4:8], code[4:8]) + code[8:] if year < 2020 else code


def _order(shared: Path, area: _Area) -> int:
    """Its place among the buurten of its gemeente."""
    return [each.code for each in _areas(shared, "buurten") if each.gemeente == area.gemeente].index(
        area.code
    )


def _second(shared: Path, area: _Area) -> _Area:
    return [each for each in _areas(shared, "buurten") if each.gemeente == area.gemeente][1]


def _marker(shared: Path, area: _Area, year: int) -> int | None:
    if area.code.startswith("GM"):
        return None
    if year == 2020 and area.code[4:8] in _OLD_CODES and area.gemeente == "GM0307":
        return 2
    return 3 if year == 2018 and area.code[:2] == "BU" and _order(shared, area) < 2 else 1


def _corner(shape: shapely.Geometry) -> tuple[float, float, float, float]:
    west, south, _, _ = shapely.bounds(shape)
    return west, south, west + 0.001, south + 0.001


def _about(level: str, code: str, area: _Area, year: int, water: str, marker: int | None) -> dict[str, Any]:
    found: dict[str, Any] = {_CODES[level]: code, _NAMES[level]: area.name}
    if level == "buurten":
        found["wijkcode"] = "WK" + code[2:8]
    found |= {"gemeentecode": area.gemeente, "gemeentenaam": GEMEENTEN.get(area.gemeente, area.name)}
    found |= {"indelingswijziging_wijken_en_buurten": marker, "water": water}
    return found | {"jrstatcode": f"{year}{code}", "jaar": year}


def _feature(properties: dict[str, Any], shape: shapely.Geometry) -> Feature:
    west, south, east, north = (float(side) for side in shapely.bounds(shape))
    return Feature(properties, shapely.to_geojson(shape), (west, south, east, north))


@cache
def _elsewhere(level: str, year: int) -> list[Feature]:
    found = []
    for turn in range(20 if level == "gemeenten" else _OTHERS):
        gemeente = f"GM{turn:04}" if level == "gemeenten" else "GM0014"
        code = {"gemeenten": gemeente, "wijken": f"WK0014{_base36(turn)}", "buurten": f"BU0014{turn:04}"}[
            level
        ]
        west, south = 6.5 + turn % 40 / 1000, 53.2 + turn // 40 / 1000
        shape = shapely.box(west, south, west + 0.001, south + 0.001)
        about = _about(level, code, _Area(code, code, gemeente, 0, shape), year, "NEE", 1)
        found.append(_feature(about, shape))
    return found


def _base36(turn: int) -> str:
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return signs[turn // 36 % 36] + signs[turn % 36]


@cache
def _patterns(shared: Path) -> list[dict[str, Any]]:
    """The figures of each buurt of Baarn."""
    frame = gpd.read_file(shared / "boundaries/baarn_buurten_2024_pdok_all_attributes.geojson")
    labels = [name for name in frame.columns if re.search("code|naam|water|jaar$|geometry|indelings", name)]
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.drop(columns=labels).to_dict("records")
    ]


def _figures(shared: Path, year: int, turn: int, residents: int) -> dict[str, Any]:
    """Figures like those of a buurt of Baarn; what wasn't out yet in 2024 is in older years."""
    rows = _patterns(shared)
    found = {
        name: _made_up(name, turn, year) if value == _LATER and year <= 2022 else value
        for name, value in rows[turn % len(rows)].items()
    }
    found["aantal_inwoners"] = residents
    if year <= 2022:
        found = {name: value for name, value in found.items() if "herkomst" not in name}
        found |= {
            "percentage_westerse_migratieachtergrond": 11,
            "percentage_niet_westerse_migratieachtergrond": 9,
        }
    return found


def _made_up(name: str, turn: int, year: int) -> float:
    seed = turn * 31 + len(name) * 7 + year
    if seed % 17 == 0:
        return _SECRET
    if name.startswith("perc"):
        return seed % 101
    if "afst" in name or "binnen" in name or "per_huishouden" in name:
        return seed % 60 / 10 + 0.1
    return seed % 80 * 5


def write_geopackage(path: Path, rows: Mapping[str, list[Feature]], year: int, shared: Path | None) -> None:
    """The download of a year; with `shared` every area of the country is in it."""
    part = path.with_suffix(".part.gpkg")
    for level, found in rows.items():
        frame = _country(shared, level, year) if shared else _frame(found)
        pyogrio.write_dataframe(frame, part, layer=level, driver="GPKG", promote_to_multi=True)
    part.rename(path)


def _frame(rows: list[Feature]) -> gpd.GeoDataFrame:
    shapes = shapely.from_geojson([row.outline for row in rows])
    frame = gpd.GeoDataFrame([row.properties for row in rows], geometry=shapes, crs="EPSG:4326")
    return frame.to_crs("EPSG:28992")


def _country(shared: Path, level: str, year: int) -> gpd.GeoDataFrame:
    """Every area of the country, with the figures of the buurten of Baarn in turn."""
    file = "nl_gemeenten_2024.geojson" if level == "gemeenten" else f"nl_{level}_2024_hybride.gpkg"
    frame = gpd.read_file(shared / "boundaries" / file).to_crs("EPSG:28992")
    code = _CODES[level]
    labels = [*dict.fromkeys([code, _NAMES[level], "gemeentecode", "gemeentenaam"])]
    patterns = pd.DataFrame(_patterns(shared))
    figures = patterns.iloc[[turn % len(patterns) for turn in range(len(frame))]].reset_index(drop=True)
    about = (
        frame[labels]
        .reset_index(drop=True)
        .assign(
            indelingswijziging_wijken_en_buurten=1, water="NEE", jrstatcode=str(year) + frame[code], jaar=year
        )
    )
    about.loc[about.index[:3], "water"] = ["JA", "B", "NEE"]
    whole = pd.concat([about, figures], axis=1)
    return gpd.GeoDataFrame(whole, geometry=frame.geometry.reset_index(drop=True), crs="EPSG:28992")
