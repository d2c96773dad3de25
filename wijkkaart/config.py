"""Settings: read once from the environment, frozen from then on."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent

DEFINITIONS = _CHECKOUT / "data" if (_CHECKOUT / "data" / "sources.toml").exists() else _PACKAGE / "_data"
"""Indicators, categories and the embedded examples: `data/` of a checkout, or its copy in a wheel."""

APP = _CHECKOUT / "app.py" if (_CHECKOUT / "app.py").exists() else _PACKAGE / "_app.py"
"""The ASGI app that `wijkkaart run` starts."""

STATIC = _PACKAGE / "static"
"""Scripts and styles for the browser, made from npm packages when wijkkaart is built."""

ADMIN_CODE = "WIJKKAART_ADMIN_CODE"
"""Environment variable with the code of whoever may fetch data from the app."""

DATABASE_URL = "WIJKKAART_DATABASE_URL"
"""Environment variable with the address of the register's database."""

URLS = {
    "cbs": "https://opendata.cbs.nl",
    "dataderden": "https://dataderden.cbs.nl",
    "pdok-api": "https://api.pdok.nl",
    "pdok-service": "https://service.pdok.nl",
    "leefbaarometer": "https://www.leefbaarometer.nl",
    "duo": "https://onderwijsdata.duo.nl",
    "lrk": "https://www.landelijkregisterkinderopvang.nl",
    "haltes": "https://gtfs.ovapi.nl",
    "overpass": "https://overpass-api.de",
    # Mirrors, for when the first is too busy.
    "overpass-2": "https://overpass.kumi.systems",
    "overpass-3": "https://overpass.private.coffee",
}
"""Name of a publisher to its own address; `Settings.urls` says where it's really asked."""


def _urls() -> dict[str, str]:
    """The publishers' addresses; `WIJKKAART_URL_PDOK_API` replaces that of `pdok-api`, and so on."""
    named = {name: f"WIJKKAART_URL_{name.upper().replace('-', '_')}" for name in URLS}
    return {name: os.environ.get(named[name], url).rstrip("/") for name, url in URLS.items()}


def _default_cache() -> Path:
    return Path(os.environ.get("WIJKKAART_CACHE") or platformdirs.user_cache_path("wijkkaart", False))


def _default_data() -> Path:
    return Path(os.environ.get("WIJKKAART_DATA") or platformdirs.user_data_path("wijkkaart", False))


@dataclass(frozen=True)
class Settings:
    """What a user may set; every limit on what an outside file may ask of the machine."""

    data: Path = field(default_factory=_default_data)
    """The data directory."""
    cache: Path = field(default_factory=_default_cache)
    """Where answers of publishers are kept."""
    max_cache_bytes: int = 2 * 1024**3
    """The oldest answers go when there are more."""
    urls: Mapping[str, str] = field(default_factory=_urls)
    """Name to base address of every publisher, without a closing slash; mirrors and proxies go here."""
    admin_code: str = field(default_factory=lambda: os.environ.get(ADMIN_CODE, ""), repr=False)
    """Who knows it may fetch data from the app; nobody may when there's none."""
    database_url: str = field(default_factory=lambda: os.environ.get(DATABASE_URL, ""), repr=False)
    """SQLAlchemy URL of the register; "" for `register.sqlite` in the data directory."""
    shelf_months: Mapping[str, int] = field(
        default_factory=lambda: {"hours": 6, "contact": 12, "address": 36}
    )
    """How many months a field stays fresh after it was checked, by `record.Shelf`."""
    session_hours: float = 10
    """A sign-in ends after this long, however busy."""
    idle_minutes: float = 60
    """A sign-in ends when nothing was done for this long."""
    backups: int = 14
    """How many daily copies of the register are kept."""
    contact: str = field(default_factory=lambda: os.environ.get("WIJKKAART_CONTACT", ""))
    """Who asks, for the publishers to see: an e-mail address or a web page."""
    connect_seconds: float = 10
    """A publisher that doesn't take a connection within this time counts as out of reach."""
    read_seconds: float = 60
    """The longest silence in an answer."""
    retries: int = 3
    """How often a question is asked again after a fault that may pass."""
    retry_seconds: float = 2
    """The wait before the first retry; each next one waits twice as long."""
    max_wait_seconds: float = 60
    """A publisher that asks for a longer wait before a retry isn't waited for."""
    requests_per_second: float = 5
    """No publisher is asked more often than this."""
    max_file_bytes: int = 2 * 1024**3
    """Larger files are refused; the GeoPackage of the whole country is about 220 MB."""
    max_text_bytes: int = 512 * 1024**2
    """Larger CSV, Excel and GeoJSON files are refused: they're read into memory whole."""
    max_unzipped_ratio: int = 200
    """A zip (or Excel file) that unpacks to more than this many times its size is refused."""
    max_rows: int = 5_000_000
    """Tables with more rows than this are refused."""
    max_columns: int = 2_000
    """Tables with more columns than this are refused."""


def keep_dutch_time() -> None:
    """Let this process go by the clock of the Netherlands, unless `TZ` says otherwise.

    Consent ends, and activities begin, by that clock; that of a server is often an hour or two behind.
    """
    os.environ.setdefault("TZ", "Europe/Amsterdam")
    if hasattr(time, "tzset"):  # a server on Windows goes by its own setting
        time.tzset()


def settings() -> Settings:
    """The settings of this process, from the environment as it is now."""
    return Settings()
