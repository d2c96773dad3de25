"""Background maps: PDOK's BRT map and aerial photo, which need no key.

Sources: PDOK BRT-Achtergrondkaart and Luchtfoto (CC BY 4.0), as listed by the package xyzservices.
PDOK has no tiles below zoom 6.
"""

from dataclasses import dataclass

_BRT = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/{}/EPSG:3857/{{z}}/{{x}}/{{y}}.png"
_KADASTER = 'Kaartgegevens &copy; <a href="https://www.kadaster.nl">Kadaster</a>'


@dataclass(frozen=True)
class Background:
    """A raster map under the areas and places."""

    label: str
    url: str
    attribution: str
    max_zoom: int = 19
    min_zoom: int = 6


BACKGROUNDS = {
    "grijs": Background("Grijs", _BRT.format("grijs"), _KADASTER),
    "standaard": Background("Standaard", _BRT.format("standaard"), _KADASTER),
    "luchtfoto": Background(
        "Luchtfoto",
        "https://service.pdok.nl/hwh/luchtfotorgb/wmts/v1_0/Actueel_ortho25/EPSG:3857/{z}/{x}/{y}.jpeg",
        "Luchtfoto: Beeldmateriaal Nederland / PDOK, CC BY 4.0",
    ),
}
"""By the word in the URL (`achtergrond=`); `geen` stands for no background."""

NONE = "geen"
DEFAULT = "grijs"
TILE_HOSTS = tuple(sorted({"https://" + b.url.split("/")[2] for b in BACKGROUNDS.values()}))
"""The only origins other than our own that a browser may be sent to."""
