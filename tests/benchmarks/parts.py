"""How long single parts take, beside their goals: `python -m tests.benchmarks.parts`.

The tests count the work of these (`tests/effort.py`), as seconds mean nothing on a busy machine; here it's
timed. What is read, searched and compared is invented, but for the outlines of the country beside the
repository. Prints a Markdown table; nothing is asserted.
"""

import io
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
from PIL import Image

from tests import toy
from tests.benchmarks.search import AUTHOR
from tests.benchmarks.table import SHARED, head, timed
from tests.core.schedules.samples import each_week
from wijkkaart.build.geofile import read_geofile
from wijkkaart.build.observations import from_wide
from wijkkaart.catalogue import indicators
from wijkkaart.config import DEFINITIONS, Settings
from wijkkaart.core.classify import Method, classify
from wijkkaart.core.duplicates import Known, alike
from wijkkaart.core.freshness import freshness
from wijkkaart.core.pictures import made
from wijkkaart.core.route import Stop, walk
from wijkkaart.core.schedules import weekly
from wijkkaart.core.search import AreaSearch
from wijkkaart.core.visibility import strip_all
from wijkkaart.core.wijkscan.markup import read
from wijkkaart.core.wijkscan.versions import words
from wijkkaart.guide import guide
from wijkkaart.record import FieldMeta, Record, RecordKind, Role
from wijkkaart.register import reading
from wijkkaart.register.bulk import Entry, Step, add_many
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.examples import fill_register

AREAS, PLACES = 14_566, 10_000
TODAY = date(2026, 11, 26)
NAMES = ["kruis", "ran", "den", "broek", "zand", "haven", "oude", "nieuwe", "west", "veld", "dorp", "kamp"]
EXAMPLES = DEFINITIONS / "examples" / "voorbeeldstad" / "register"
COUNTRY = SHARED / "boundaries" / "nl_buurten_2024_hybride.gpkg"


def once(what: str, goal: float, work: Callable[[], object]) -> None:
    """A line of the table."""
    timed(what, goal, lambda _: work(), lambda: None)


def town_places(chance: Random) -> list[Record]:
    """Places with names that are alike, within some kilometres."""
    return [
        Record(
            f"l{n}",
            RecordKind.LOCATION,
            {
                "name": f"Buurthuis De {chance.choice(NAMES)}{chance.choice(NAMES)} {n}",
                "category": "buurthuis",
                "email": f"plek{n}@voorbeeld.example",
                "latitude": 52 + chance.random() * 0.1,
                "longitude": 5 + chance.random() * 0.1,
                "phones": [{"number": f"033{4_000_000 + n}", "description": ""}],
            },
            {"email": FieldMeta(checked="2026-11-01")},
        )
        for n in range(PLACES)
    ]


def given_there(places: list[Record]) -> list[Record]:
    """Two offers for each place."""
    return [
        Record(
            f"s{n}{place.id}",
            RecordKind.SERVICE,
            {"name": "Samen eten", "status": "open", "locations": [{"location_id": place.id}]},
        )
        for place in places
        for n in range(2)
    ]


def registers(places: list[Record], offers: list[Record]) -> None:
    """Lines on many records in a new register."""
    entries = [Entry(each.kind, [Step(dict(each.values) | {"status": "open"})], each.id) for each in places]
    entries += [Entry(each.kind, [Step(each.values)], each.id) for each in offers]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)

        def new() -> Database:
            return open_database(Settings(data=Path(tempfile.mkdtemp(dir=root)), database_url=""))

        many = f"{len(entries):,} records"
        timed(f"{many} added to the register", 15, lambda db: add_many(db, entries, AUTHOR), new)
        filled = new()
        add_many(filled, entries, AUTHOR)
        once(f"{many} read", 1.5, lambda: reading.changed(filled))
        timed("the examples put in", 2, lambda db: fill_register(db, EXAMPLES, TODAY), new)
        settings = Settings(data=toy.town(root / "torenstad").root, database_url="")
        guide(settings)
        once("the guide asked for, nothing changed", 0.01, lambda: guide(settings))


def records(places: list[Record], offers: list[Record]) -> None:
    """Lines on what is made of records."""
    many = f"{len(places) + len(offers):,} records"
    once(f"{many} stripped", 10, lambda: strip_all([*places, *offers], Role.PUBLIC, TODAY))
    months = Settings().shelf_months
    once(
        f"freshness of {many}",
        2,
        lambda: [freshness(each, TODAY, months) for each in [*places, *places, *places]],
    )
    known = Known(places)
    once(f"those like one of {PLACES:,} places", 0.05, lambda: alike(places[777], known))
    days = ("MO", "TU,TH", "WE", "MO,TU,WE,TH,FR", "SA")
    times = [[each_week(days[n % 5], f"{9 + n % 8:02d}:00", f"{11 + n % 8:02d}:30")] for n in range(20_000)]
    once("the week of 20,000 offers", 1, lambda: [weekly(each, date(2026, 11, 23)) for each in times])
    chance = Random(4)
    stops = [Stop(str(n), (chance.randrange(3000), chance.randrange(3000))) for n in range(200)]
    once("a walk past 200 places", 5, lambda: walk(stops, (1500.0, 1500.0)))


def areas() -> None:
    """Lines on all areas of the country."""
    names = [each.columns["kwb"][0] for each in indicators().values() if "kwb" in each.columns][:40]
    values = np.random.default_rng(1).random((AREAS, 40)).round(3) * 1000
    frame = pd.DataFrame(values, columns=names).astype("str")
    codes = [f"BU{n // 10_000:04d}{n % 10_000:04d}" for n in range(AREAS)]
    once("40 columns of the country read", 2, lambda: from_wide(frame, pd.Series(codes), 2022, "cbs-kwb"))
    if COUNTRY.exists():
        once("outlines of the country read", 6, lambda: read_geofile(COUNTRY, Settings()))
    numbers = pd.Series(np.random.default_rng(1).lognormal(6, 1, AREAS))
    once("natural breaks of the country", 1, lambda: classify(numbers, Method.NATURAL, decimals=2))
    chance = Random(3)
    rows: dict[str, Any] = {
        "code": codes,
        "level": "buurt",
        "name": ["".join(chance.choices(NAMES, k=2)).title() for _ in codes],
        "gemeente_name": [f"{chance.choice(NAMES)}stad".title() for _ in codes],
    }
    search = AreaSearch(pd.DataFrame(rows))
    for typed in ("kruiskmp", "oude haven", "k"):
        once(f"an area by ‘{typed}’", 0.1, partial(search.find, typed))


def texts_and_photos() -> None:
    """Lines on what people send."""
    once("the worst text of 40,000 letters read", 4, lambda: read(("\n\n*_*_" * 40_000)[:40_000]))
    text = "\n\n".join(f"Alinea {n} met een paar woorden erin die blijven." for n in range(3_000))
    turned = "\n\n".join(reversed(text.split("\n\n")))
    once("two texts of 3,000 paragraphs compared", 5, lambda: words(text, turned))
    noise = np.random.default_rng(1).integers(0, 256, (3000, 4000, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG", quality=90, subsampling=0)
    once("a photo of 20 MB made small", 8, lambda: made(out.getvalue()))


def main() -> None:
    """Print the table."""
    head()
    sys.stdout.flush()
    places = town_places(Random(1))
    offers = given_there(places)
    registers(places, offers)
    records(places, offers)
    areas()
    texts_and_photos()


if __name__ == "__main__":
    main()
