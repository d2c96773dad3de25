"""The map as folium sees it: a base map that never changes, and a state that does.

`streamlit_folium.st_folium` mounts the map anew when the base map's script differs, so everything that
varies goes in as a `MapState` (`feature_group_to_add`), which `frontend/src` compares with the one before.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import folium
from folium.template import Template

from wijkkaart.config import STATIC
from wijkkaart.errors import InvalidData

CENTRE = (52.15, 5.3)
"""Middle of the country: what the map shows before its first state."""
ZOOM, MIN_ZOOM, MAX_ZOOM = 7, 6, 19

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_UNSAFE = re.compile(r"[^A-Za-z0-9 .,:;/#%+=?!()*@\[\]\"\\-]|\\\\")


@cache
def script_url(name: str = "kaart.js") -> str:
    """Address of a script of ours; it changes with the content, so browsers may keep it for good.

    Raises InvalidData when the script was never built.
    """
    record = STATIC / "build.json"
    if not record.exists():
        raise InvalidData(
            f"Het script {name} ontbreekt.",
            f"Verwacht: {record}.",
            "Installeer wijkkaart opnieuw met `pip install .`; daarbij wordt het gemaakt.",
        )
    return f"/assets/{name}?v={json.loads(record.read_text(encoding='utf-8'))['version']}"


def script_json(value: Any) -> str:
    """`value` as JSON that stays the same value in any script.

    Text holds nothing that ends a script element or a template literal, that Jinja or JavaScript reads as
    more than text, or that streamlit-folium takes for one of its names (`_abc123`): such characters become
    `\\uXXXX`.
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return _STRING.sub(lambda string: _UNSAFE.sub(_escape, string.group()), text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()[-1]):04x}"


class BaseMap(folium.Map):
    """A Leaflet map that only our own script draws on."""

    # No header and no body: folium's forbid zooming with two fingers and rebuild the page's head.
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.leaflet }});"
        "wijkkaart.init({{ this.get_name() }}, {{ this.wijkkaart }});"
        "{% endmacro %}"
    )

    def __init__(self, options: dict[str, Any], scripts: Sequence[str]) -> None:
        super().__init__(location=CENTRE, zoom_start=ZOOM, tiles=None)
        self.default_js = [("kaart", script_url()), *((url, url) for url in scripts)]
        self.default_css: list[tuple[str, str]] = []
        leaflet = {
            "center": CENTRE,
            "zoom": ZOOM,
            "minZoom": MIN_ZOOM,
            "maxZoom": MAX_ZOOM,
            "zoomControl": False,
            "preferCanvas": True,
        }
        self.leaflet = script_json(leaflet)
        self.wijkkaart = script_json(options)


class MapState(folium.FeatureGroup):
    """What the map has to show now; the browser changes only what differs from the last state."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = wijkkaart.apply({{ this.state }});"
        "{% endmacro %}"
    )

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()
        self.state = script_json(state)


def base_map(options: dict[str, Any], scripts: Sequence[str] = ()) -> BaseMap:
    """The base map: the same script for the same `options`. Make a new one on every run, never keep it.

    `options`: `font` (URL of Material Symbols), `backgrounds` (id to url, attribution, minZoom, maxZoom,
    bounds; the attribution is HTML), `categories` (id to label, icon, colour), `texts` (what replaces the
    map's own words). They go along with every state, so what is long comes from `scripts`: addresses of
    scripts that set `wijkkaart.options` to more of them.
    """
    return BaseMap(options, scripts)
