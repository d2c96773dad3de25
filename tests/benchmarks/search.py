"""How quickly a large register is searched, and seen after a save: 10,000 places and 20,000 offers.

    python tests/benchmarks/search.py [--places 10000] [--offers 20000]

The records are invented; they lie in the toy town. Prints a table in Markdown.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests import toy
from wijkkaart.catalogue import categories, options, synonyms
from wijkkaart.config import Settings
from wijkkaart.guide import Query, guide
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import saving
from wijkkaart.register.bulk import Entry, Step, add_many
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.history import Action
from wijkkaart.register.reading import get
from wijkkaart.register.writing import Author

AUTHOR = Author("Meting", Role.TEAM)
TIMES = 7


def fill(database: Database, places: int, offers: int, chance: random.Random) -> list[str]:
    """Invented organisations, places and offers; the ids of the places."""
    words = sorted({word for group in synonyms() for name in group for word in name.split() if len(word) > 3})
    kinds = [name for name in options("category") if not categories()[name].sensitive]
    themes, groups, costs = ([*options(name)] for name in ("theme", "target_group", "cost"))

    def said(least: int, most: int) -> str:
        return " ".join(chance.choices(words, k=chance.randint(least, most)))

    owners = [_entry(RecordKind.ORGANIZATION, name=said(2, 3)) for _ in range(max(1, places // 20))]
    corner, other = toy.at(0, 0), toy.at(3, 2)
    high, wide = other.y - corner.y, other.x - corner.x
    spots = []
    for _ in range(places):
        latitude, longitude = corner.y + chance.random() * high, corner.x + chance.random() * wide
        spots.append(
            _entry(
                RecordKind.LOCATION,
                name=said(1, 3),
                category=chance.choice(kinds),
                organization_id=chance.choice(owners).id,
                description=said(8, 20),
                address=f"{chance.choice(words)}straat {chance.randint(1, 200)}",
                postcode=f"38{chance.randint(10, 29)} AB",
                latitude=latitude,
                longitude=longitude,
                schedules=[_weekly(chance)],
                gemeente=toy.TOWN,
                phones=[{"number": f"033-{chance.randint(1000000, 9999999)}", "description": ""}],
            )
        )
    given = [
        _entry(
            RecordKind.SERVICE,
            name=said(1, 4),
            category=chance.choice(kinds),
            organization_id=chance.choice(owners).id,
            description=said(10, 30),
            themes=chance.sample(themes, 2),
            target_groups=chance.sample(groups, 2),
            cost=chance.choice(costs),
            locations=[
                {
                    "location_id": chance.choice(spots).id,
                    "description": "",
                    "schedules": [_weekly(chance)],
                }
            ],
        )
        for _ in range(offers)
    ]
    add_many(database, [*owners, *spots, *given], AUTHOR)
    return [spot.id for spot in spots]


def _entry(kind: RecordKind, **values: Any) -> Entry:
    step = Step({"status": "open", **values}, action=Action.IMPORT)
    return Entry(kind, [step], id=str(uuid.uuid4()))


def _weekly(chance: random.Random) -> dict[str, Any]:
    hour = chance.randint(8, 20)
    days = ",".join(chance.sample(["MO", "TU", "WE", "TH", "FR"], chance.randint(1, 3)))
    return {
        "freq": "WEEKLY",
        "interval": 1,
        "byday": days,
        "bymonthday": "",
        "dtstart": "",
        "until": "",
        "opens_at": f"{hour:02d}:00",
        "closes_at": f"{hour + 2:02d}:00",
        "valid_from": "",
        "valid_to": "",
        "except": [],
        "extra": [],
        "holidays": "closed",
        "school_holidays": "",
        "description": "",
    }


def median(act: Callable[[], object], times: int = TIMES) -> float:
    """Milliseconds, in the middle of some times."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--places", type=int, default=10_000)
    parser.add_argument("--offers", type=int, default=20_000)
    asked = parser.parse_args()
    chance = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=toy.town(Path(folder)).root, database_url="")
        database = open_database(settings)
        ids = fill(database, asked.places, asked.offers, chance)
        told("guide made from scratch", median(lambda: guide(settings), 1))
        told("table of the map, first time", median(lambda: guide(settings).places(toy.TOWN), 1))
        told("index, first time", median(lambda: guide(settings).find(Query(toy.TOWN)), 1))
        told("guide asked for, nothing changed", median(lambda: guide(settings), 50))
        questions(settings)
        told("after a save: guide", *after(settings, database, ids, lambda: guide(settings)))
        told(
            "after a save: and the table",
            *after(settings, database, ids, lambda: guide(settings).places(toy.TOWN)),
        )
        told(
            "after a save: and an answer",
            *after(
                settings,
                database,
                ids,
                lambda: (
                    guide(settings).places(toy.TOWN),
                    guide(settings).find(Query(toy.TOWN, "samen eten")).page(0, 40),
                ),
            ),
        )
        sys.stdout.write(
            f"| memory, MB | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} |\n"
        )
        database.dispose()


def questions(settings: Settings) -> None:
    """Questions, each with all counts and the first rows."""
    moment = datetime.combine(date.today(), datetime.min.time()).replace(hour=14)
    point = (toy.at(1, 1).y, toy.at(1, 1).x)
    for query in (
        Query(toy.TOWN),
        Query(toy.TOWN, "samen eten"),
        Query(toy.TOWN, "bibliothek"),
        Query(toy.TOWN, "voor ouderen samen koffie drinken in de wijk"),
        Query(toy.TOWN, "t"),
        Query(toy.TOWN, "3812"),
        Query(
            toy.TOWN,
            chosen={"day": ["di"], "daypart": ["avond"], "target_group": ["ouderen"], "open": ["nu"]},
            moment=moment,
        ),
        Query(toy.TOWN, "taalles", point=point, within=800, moment=moment),
    ):
        what = query.text or " ".join(query.chosen) or "everything"
        total = guide(settings).find(query).total
        told(f"answer: {what} ({total} found)", median(partial(_answer, settings, query)))
    told("answer with all rows of everything", median(lambda: guide(settings).find(Query(toy.TOWN)).rows))


def _answer(settings: Settings, query: Query) -> None:
    guide(settings).find(query).page(0, 40)


def after(
    settings: Settings, database: Database, ids: list[str], act: Callable[[], object]
) -> tuple[float, float]:
    """Milliseconds from a save to its answer: the middle and the worst of some times."""
    found = []
    guide(settings).places(toy.TOWN), guide(settings).find(Query(toy.TOWN))
    for number in range(TIMES):
        record = _get(database, ids[number])
        saving.save(
            database, record.id, record.version, {"description": f"Gewijzigd {number} {time.time()}"}, AUTHOR
        )
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found), max(found)


def _get(database: Database, key: str) -> Record:
    record = get(database, key)
    assert record is not None
    return record


def told(what: str, took: float, worst: float | None = None) -> None:
    """A row of the table."""
    more = f" at most {worst:.1f} ms |" if worst else ""
    sys.stdout.write(f"| {what} | {took:.1f} ms |{more}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
