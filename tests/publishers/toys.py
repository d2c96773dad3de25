"""Publishers of the toy town: as simple as they can be, and as bad as a test wants."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from tests import toy
from wijkkaart.config import Settings
from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.parts import Answer, Piece, Wanted


def grounds(year: int = 2024, gemeente: str = toy.TOWN) -> list[Raw]:
    """The outlines of a toy gemeente, as CBS has them: a table a level."""
    found = []
    for level, areas in toy.areas(year, [gemeente]).groupby("level"):
        areas = areas.reset_index(drop=True)
        columns = {f"{level}code": areas.code, f"{level}naam": areas.name, "jaar": str(year)}
        owner = {"gemeentecode": areas.gemeente, "gemeentenaam": areas.gemeente_name}
        name = f"Wijk- en buurtkaart {year}"
        found.append(Raw(Path(name), pd.DataFrame(columns | owner), areas.geometry, layer=f"{level}en"))
    return found


def numbers(
    values: dict[str, float], indicator: str = "inwoners", year: int = 2024, source: str = "cbs-kwb"
) -> Raw:
    """Figures in the long format."""
    rows = [(code, str(year), indicator, str(value), source) for code, value in values.items()]
    frame = pd.DataFrame(rows, columns=["gebied", "jaar", "indicator", "waarde", "bron"])
    return Raw(Path(f"{indicator} {year}"), frame)


def spots(*names: str, gemeente: str = toy.TOWN) -> Raw:
    """Places without coordinates."""
    rows = [(name, "buurthuis", gemeente, name.lower()) for name in names]
    return Raw(Path("plekken"), pd.DataFrame(rows, columns=["naam", "categorie", "gemeentecode", "id"]))


@dataclass
class Toy:
    """A publisher that has some tables; `before` is called when it's asked for one."""

    NAME: str
    tables: dict[str, Callable[[], list[Raw]]]
    """Key of a piece to what it gives."""
    before: Callable[[str], None] = lambda _: None
    edition: dict[str, str] = field(default_factory=dict)
    """Key of a piece to which edition it is: another one has another hash."""
    asked: list[Wanted] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    """The pieces whose tables were made."""

    @property
    def LABEL(self) -> str:  # noqa: N802 - as a module of `sources` has it
        """As a user sees it."""
        return f"Bron {self.NAME}"

    def pieces(self, wanted: Wanted, client: Client) -> list[Piece]:  # noqa: ARG002 - all are asked alike
        """One for each table."""
        self.asked.append(wanted)

        def asker(key: str) -> Callable[[Client], Answer]:
            return lambda _client: self._answer(key)

        return [Piece(key, f"Stuk {key}", asker(key)) for key in self.tables]

    def _answer(self, key: str) -> Answer:
        self.before(key)

        def raws() -> list[Raw]:
            self.made.append(key)
            return self.tables[key]()

        digest = hashlib.sha256(f"{key} {self.edition.get(key, '1')}".encode()).hexdigest()
        reply = Reply(f"https://voorbeeld.nl/{key}", Path("nergens"), digest, "2026-11-22T10:00:00+00:00")
        return Answer([reply], raws, table="TOY1")

    def probe(self, client: Client) -> str:  # noqa: ARG002 - all are asked alike
        """Always well."""
        return "Goed."


def town() -> list[Toy]:
    """Boundaries, figures and places of the toy town, from three publishers."""
    values = {code: value for code, value in toy.INHABITANTS.items() if value and code[2:6] == "0001"}
    return [
        Toy("wijkbuurtkaart", {f"kaart-{year}": lambda year=year: grounds(year) for year in (2023, 2024)}),
        Toy("kwb", {"kwb-2024": lambda: [numbers(values)]}),
        Toy("osm", {"osm": lambda: [spots("Buurthuis", "Bieb")]}),
    ]


def broken(key: str) -> None:
    """What a publisher says when it's down."""
    raise FetchError("De uitgever gaf fout 500.", "Verwacht: gegevens.", "Probeer het later opnieuw.")


@contextmanager
def client(settings: Settings) -> Iterator[Client]:
    """A client that nobody needs to use."""
    with Client(settings) as opened:
        yield opened
