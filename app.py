"""The ASGI app: the pages, and what is served beside them. Run it with `streamlit run app.py`."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import streamlit as st
from starlette.middleware import Middleware

from wijkkaart.atlas import current
from wijkkaart.build.examples import REGISTER, WIJKSCANS, fill
from wijkkaart.config import keep_dutch_time, settings
from wijkkaart.guide import guide
from wijkkaart.register.backup import keep_daily
from wijkkaart.register.database import open_database
from wijkkaart.register.examples import fill_register
from wijkkaart.store import Store
from wijkkaart.ui import PAGES
from wijkkaart.ui.start import adopt_wijkscans, prepare, put_in_wijkscans
from wijkkaart.web.closed import Closed
from wijkkaart.web.headers import SecurityHeaders
from wijkkaart.web.routes import routes
from wijkkaart.web.session import routes as session_routes
from wijkkaart.web.wijkscan import routes as wijkscan_routes

keep_dutch_time()


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    chosen = settings()
    fill(Store(chosen.data), chosen)
    fill_register(open_database(chosen), REGISTER, date.today())
    put_in_wijkscans(chosen, WIJKSCANS)
    # Opens the register too, and makes what everybody may see before the first visitor asks.
    prepare(current(chosen.data), guide(chosen))
    # What is here by now never becomes garbage: leaving it out makes every later collection quick.
    gc.collect()
    gc.freeze()
    beside = [asyncio.create_task(each) for each in (keep_daily(chosen), adopt_wijkscans(chosen, WIJKSCANS))]
    yield
    for task in beside:
        task.cancel()


app = st.App(
    PAGES,
    lifespan=_lifespan,
    routes=[*routes(), *session_routes(), *wijkscan_routes()],
    middleware=[Middleware(SecurityHeaders), Middleware(Closed)],
)
