"""A page with the map as streamlit-folium makes it, without Streamlit: toy areas, places and tiles."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely
import streamlit_folium
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from wijkkaart.config import STATIC
from wijkkaart.maps.kaart import MapState, base_map

SIDE = 0.1
HOSTILE = (
    "</script><img src=x onerror=alert(1)>${alert(1)}`\\ \"' {{ 7*7 }} {{ 'x' }} \u2028 _abc123 <b>vet</b>"
)
COLOURS = ["#2166ac", "#67a9cf", "#ef8a62", "#b2182b"]
BOUNDS = [[52.0, 4.9], [52.4, 5.3]]
OPTIONS: dict[str, Any] = {
    "font": "",
    "backgrounds": {
        "grijs": {"url": "/goed/{z}/{x}/{y}.png", "attribution": "Kaart &copy; <a href='/'>Toets</a>"},
        "standaard": {"url": "/stuk/{z}/{x}/{y}.png", "attribution": "Stuk"},
    },
    "categories": {
        "school": {"label": "School", "icon": "school", "colour": "#1d4ed8"},
        "park": {"label": "Park", "icon": "park", "colour": "#15803d"},
    },
}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
# Streamlit's own page for the component, as far as the map sees it.
PAGE = """<!doctype html><html lang="en"><head><title>Streamlit Folium Component</title></head><body>
<div id="root"><div id="parent"><div class="float-child"><div id="map_div" style="height:300px"></div></div>
<div class="float-child"><div id="map_div2"></div></div></div></div><span>&nbsp;</span>
<script>window.sent = []; window.alerted = 0; window.alert = () => window.alerted++;
window.Streamlit = {setComponentValue: (value) => window.sent.push(value)};</script>
<script src="%(script)s"></script><script>%(map)s; window.map = map_div;</script></body></html>"""


def codes(count: int = 14) -> list[str]:
    """Buurtcodes of two gemeenten: the first eight, and the others."""
    return [f"BU{'0001' if k < 8 else '0002'}{k:04d}" for k in range(count)]


def centre(k: int) -> tuple[float, float]:
    """Latitude and longitude of the middle of area `k`."""
    return 52.0 + SIDE * (k // 4 + 0.5), 4.9 + SIDE * (k % 4 + 0.5)


def toy_areas() -> gpd.GeoDataFrame:
    """Fourteen squares in rows of four, from the south-west (EPSG:4326)."""
    corners = [(4.9 + SIDE * (k % 4), 52.0 + SIDE * (k // 4)) for k in range(14)]
    squares = [shapely.box(x, y, x + SIDE, y + SIDE) for x, y in corners]
    names = [HOSTILE if k == 1 else f"Buurt {k}" for k in range(14)]
    return gpd.GeoDataFrame({"code": codes(), "name": names}, geometry=squares, crs=4326)


def toy_places() -> dict[str, list[Any]]:
    """Twelve places: two on one point, five close together, the others apart; one without coordinates."""
    spots = [
        centre(0),
        centre(0),
        *[(52.25 + 0.0004 * k, 5.05) for k in range(5)],
        *[centre(k) for k in (3, 5, 8, 12)],
    ]
    lat = [spot[0] for spot in spots] + [None]
    lon = [spot[1] for spot in spots] + [None]
    count = len(lat)
    return {
        "ids": [f"p{k}" for k in range(count)],
        "lat": lat,
        "lon": lon,
        "cat": ["school" if k % 2 else "park" for k in range(count)],
        "name": [HOSTILE if k == 7 else f"Plek {k}" for k in range(count)],
        "line": [f"Straat {k}" for k in range(count)],
        "approx": [int(k == 8) for k in range(count)],
    }


def mask(rows: list[int]) -> str:
    """Base64 of a bit mask, lowest bit first."""
    packed = sum(1 << row for row in rows)
    return base64.b64encode(packed.to_bytes(2, "little")).decode()


def gemeente_state(**changes: Any) -> dict[str, Any]:
    """A state that shows the toy gemeente."""
    return {
        "view": {"id": "GM0001", "bounds": BOUNDS},
        "areas": {"url": "/gebieden.json"},
        "tiles": None,
        "classes": "0123-0123x0123",
        "colours": COLOURS,
        "nodata": "#e4e4e4",
        "figures": True,
        "values": [f"{k} inwoners" for k in range(14)],
        "title": "Inwoners (2024)",
        "selected": None,
        "places": {"url": "/plekken.json", "mask": None},
        "place": None,
        "background": "geen",
        **changes,
    }


def country_state(**changes: Any) -> dict[str, Any]:
    """A state that shows the toy country."""
    tiles = {"url": "/tegels.pmtiles", "names": "/namen.json", "detail": "/gebieden.json?{gemeente}"}
    country = {"areas": None, "tiles": tiles, "classes": {"url": "/klassen.bin?0"}, "places": None}
    return gemeente_state(**{**country, "values": {"url": "/waarden.json"}, **changes})


@dataclass
class Site:
    """The running page."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for."""


def _routes(site: Site, folder: Path) -> list[Route | Mount]:
    areas = toy_areas()
    collection = json.loads(areas.to_json(drop_id=True))

    def note(request: Request) -> None:
        site.asked.append(str(request.url).removeprefix(site.url))

    def answer(value: Any) -> Any:
        def endpoint(request: Request) -> Response:
            note(request)
            return JSONResponse(value)

        return endpoint

    def classes(request: Request) -> Response:
        note(request)
        shift = int(request.url.query)
        return Response(bytes([254 if k == 4 else 255 if k == 9 else (k + shift) % 4 for k in range(14)]))

    def slow(request: Request) -> Response:
        time.sleep(0.3)
        return answer(collection)(request)

    def tiles(request: Request) -> Response:
        note(request)
        return FileResponse(folder / "tegels.pmtiles")

    def page(_request: Request) -> Response:
        view = base_map(OPTIONS)
        view.get_root().render()
        script = streamlit_folium._get_map_string(view)
        return HTMLResponse(PAGE % {"script": dict(view.default_js)["kaart"], "map": script})

    return [
        Route("/", page),
        Route("/gebieden.json", answer(collection)),
        Route("/traag.json", slow),
        Route("/plekken.json", answer(toy_places())),
        Route("/namen.json", answer({"codes": areas.code.tolist(), "names": areas.name.tolist()})),
        Route("/waarden.json", answer([f"{k} inwoners" for k in range(14)])),
        Route("/klassen.bin", classes),
        Route("/tegels.pmtiles", tiles),
        Route("/goed/{rest:path}", Response(PIXEL, media_type="image/png")),
        Route("/stuk/{rest:path}", Response(status_code=503)),
        Mount("/assets", StaticFiles(directory=STATIC)),
    ]


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve the page on a free port, with its tiles in `folder`."""
    slim = toy_areas()[["geometry"]].assign(i=range(14)).astype({"i": "int32"})
    pyogrio.write_dataframe(
        slim, folder / "tegels.pmtiles", driver="PMTiles", layer="gebieden", MINZOOM=6, MAXZOOM=10
    )
    site = Site()
    config = uvicorn.Config(Starlette(routes=_routes(site, folder)), port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    site.url = f"http://127.0.0.1:{port}"
    try:
        yield site
    finally:
        server.should_exit = True
        thread.join(5)


def state_script(state: dict[str, Any]) -> str:
    """What streamlit-folium evaluates in its frame to show a state."""
    view = base_map(OPTIONS)
    view.get_root().render()
    streamlit_folium._get_map_string(view)
    return streamlit_folium._get_feature_group_string(MapState(state), view)
