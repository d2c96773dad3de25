"""A small gemeente in which every text is an attack."""

import csv
from pathlib import Path

import geopandas as gpd
from shapely.geometry import box

from wijkkaart.build.load import load
from wijkkaart.config import Settings
from wijkkaart.store import Store

GEMEENTE = "GM9980"
FLAG = "geraakt"
"""The name of a global variable that every attack sets when it runs."""

ATTACKS = (
    '<img src=x onerror="window.geraakt=1">',
    "</script><script>window.geraakt=1</script>",
    "`+(window.geraakt=1)+`${window.geraakt=1}",
    "\"'-(window.geraakt=1)-'\"><svg onload=window.geraakt=1>",
    "{{ 7*7 }}{% raw %} \\u0060 \\ \u2028 window_map_div _abc123",
    "![plaatje](https://kwaad.example/a.png) **vet** :red[rood] $x^2$ :material/home:",
    "[klik](javascript:window.geraakt=1) <!-- -->",
)
AREA_NAME, OTHER_AREA = ATTACKS[0], ATTACKS[5]
AREAS = 4
TOWN = "Kwaadstad ![plaatje](https://kwaad.example/b.png) <b>vet</b>"


def _areas(folder: Path) -> Path:
    rows = []
    for k in range(AREAS):
        x, y = 150_000 + 500 * (k % 2), 460_000 + 500 * (k // 2)
        rows.append(
            {
                "buurtcode": f"BU99800{k}00",
                "buurtnaam": (AREA_NAME, OTHER_AREA, ATTACKS[1], ATTACKS[2])[k],
                "wijkcode": f"WK99800{k}",
                "gemeentecode": GEMEENTE,
                "gemeentenaam": TOWN,
                "jaar": 2024,
                "water": "NEE",
                "aantal_inwoners": 100 * (k + 1),
                "geometry": box(x, y, x + 500, y + 500),
            }
        )
    path = folder / "gebieden_2024_buurten.geojson"
    gpd.GeoDataFrame(rows, crs=28992).to_crs(4326).to_file(path, driver="GeoJSON")
    return path


def _table(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _places(folder: Path) -> Path:
    corner = gpd.GeoSeries.from_xy([150_250], [460_250], crs=28992).to_crs(4326)[0]
    rows = [
        {
            "naam": text,
            "categorie": "buurthuis",
            "omschrijving": text,
            "organisatie": f"Organisatie {text}",
            "adres": text,
            "telefoon": text,
            "email": text,
            "website": "javascript:window.geraakt=1" if k % 2 else f"https://voorbeeld.example/{text}",
            "openingstijden": text,
            "doelgroep": text,
            "gemeentecode": GEMEENTE,
            "lat": corner.y + 0.0015 * (k // 3),
            "lon": corner.x + 0.0025 * (k % 3),
            "id": f"k{k}",
        }
        for k, text in enumerate(ATTACKS)
    ]
    return _table(folder / 'plekken <img src=x onerror="window.geraakt=1">.csv', rows)


def make(folder: Path) -> Path:
    """The data directory with the attacks in it."""
    data = folder / "gegevens"
    files = [_areas(folder), _places(folder)]
    reports = load(files, Store(data), Settings(data=data))
    problems = [report.error for report in reports if report.error]
    assert not problems, problems
    return data
