"""What has to be done once, before the first visitor."""

import asyncio
import importlib
import logging
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from streamlit.runtime import get_instance

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.charts.profile import ages
from wijkkaart.config import Settings
from wijkkaart.core.wijkscan.parts import Basis
from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide, Query, guide
from wijkkaart.model import COUNTRY
from wijkkaart.present.areas import key_figures
from wijkkaart.present.profile.area import area_of
from wijkkaart.present.profile.around import things
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.wijkscan.basis import basis_now
from wijkkaart.record import Role
from wijkkaart.register.database import open_database
from wijkkaart.register.wijkscans import examples
from wijkkaart.ui.own_areas import of_scan
from wijkkaart.ui.state import View, figure_of, settle

_log = logging.getLogger(__name__)


def put_in_wijkscans(settings: Settings, folder: Path) -> None:
    """Put the wijkscans of the examples in the register, once, on the figures and records of now."""

    def now(code: str, texts: Sequence[str]) -> Basis | None:
        known, register = guide(settings, Role.TEAM), open_database(settings)
        area = of_scan(register, known.atlas, code)
        there = area is not None and all(known.atlas.known(each) for each in area.codes)
        return basis_now(known, area, texts) if area is not None and there else None

    examples.fill_wijkscans(open_database(settings), folder, now, date.today())


async def adopt_wijkscans(settings: Settings, folder: Path, after: float = 30) -> None:
    """Adopt the version of an example, once, so many seconds after the start: its report takes some."""
    await asyncio.sleep(after)
    try:
        await asyncio.to_thread(_adopt, settings, folder)
    except WijkkaartError as error:
        _log.warning("example not adopted: %s", error)


def _adopt(settings: Settings, folder: Path) -> None:
    # What writes reports is much to import, and most starts have no example to adopt.
    writing = importlib.import_module("wijkkaart.ui.wijkscan.example")
    examples.adopt_wijkscans(open_database(settings), folder, partial(writing.document, settings))


def prepare(atlas: Atlas, guide: Guide) -> None:
    """Import and look up what the first page uses, so that the first visitor doesn't wait; register the map.

    Imported outside a page, streamlit-folium leaves its component unregistered.
    """
    folium = _component()
    for page in ("controls", "panel", "map_frame", "session", "charts"):
        importlib.import_module(f"wijkkaart.ui.{page}")
    indicators()
    get_instance().component_registry.register_component(folium._component_func)
    if atlas.gemeenten:
        view = settle(View(), atlas)
        figure_of(view, atlas)
        atlas.bounds(view.gebied)
        if view.gemeente != COUNTRY:
            guide.places(view.gemeente)
            key_figures(atlas, view.gebied, None)
        # Beside the first visitor, who begins with the map: it may take seconds on a small machine.
        Thread(target=_profile, args=(atlas, guide, view.gemeente), name="profiel", daemon=True).start()


def _component() -> Any:
    """streamlit-folium, without its warning to who starts the app that no page imports it."""
    logger = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    logger.disabled = True
    try:
        return importlib.import_module("streamlit_folium")
    finally:
        logger.disabled = False


def _profile(atlas: Atlas, guide: Guide, gemeente: str) -> None:
    """Read what the first profile of a gemeente is made of, and import what draws it."""
    for page in ("choosing", "header", "moving", "opened", "own", "paragraphs"):
        importlib.import_module(f"wijkkaart.ui.profiel.{page}")
    area = area_of(atlas, gemeente, {})
    if area is None or gemeente == COUNTRY:
        return
    # Whoever searches first would wait for an index and the holidays.
    guide.find(Query(gemeente, moment=datetime.now()))
    things(guide, area)
    # The chart isn't kept: making one loads the parts of altair, which are many.
    ages(Figures(atlas, area, ()))
