"""Addresses of what the map fetches; `v` makes each of them unchanging."""

from urllib.parse import urlencode

from wijkkaart.core.figure import Choice


def outlines(gemeente: str, level: str, year: int, version: str) -> str:
    """GeoJSON of a gemeente's own areas."""
    return f"/kaart/gebieden/{gemeente}/{level}-{year}.json?v={version}"


def tiles(level: str, year: int, version: str) -> str:
    """PMTiles of the country."""
    return f"/kaart/tegels/{level}-{year}.pmtiles?v={version}"


def names(level: str, year: int, version: str) -> str:
    """Codes and names in the order of the tiles."""
    return f"/kaart/namen/{level}-{year}.json?v={version}"


def classes(choice: Choice, version: str) -> str:
    """One byte an area."""
    return f"/kaart/klassen.bin?{_query(choice, version)}"


def values(choice: Choice, version: str) -> str:
    """One text an area."""
    return f"/kaart/waarden.json?{_query(choice, version)}"


def places(gemeente: str, version: str) -> str:
    """Places, activities and key persons of a gemeente; the version (`Guide.version`) tells the role too."""
    return f"/kaart/plekken/{gemeente}.json?v={version}"


def _query(choice: Choice, version: str) -> str:
    return urlencode(
        {
            "gebied": choice.gemeente,
            "niveau": choice.level,
            "indicator": choice.indicator,
            "jaar": choice.year,
            "klassen": choice.method,
            "vergelijk": choice.compare,
            "v": version,
        }
    )
