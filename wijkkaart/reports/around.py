"""The places, people and notes of a paragraph, and the map of the area with a number at each place."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.catalogue import categories, sources
from wijkkaart.core.visibility import sensitive
from wijkkaart.guide import Guide
from wijkkaart.model import Level
from wijkkaart.present import choices, dutch
from wijkkaart.present.profile.area import Area
from wijkkaart.present.record_words import phone
from wijkkaart.record import Record, RecordKind, Role, may_see
from wijkkaart.reports import plan
from wijkkaart.reports.document import Block, Listing, Picture, Table, Text, clean

NUMBERED, LISTED = 40, 150
"""So many get a number on a map, and a line in the list; all others are counted."""
REGISTER = "register"


@dataclass(frozen=True)
class Around:
    """What a report needs of the sociale kaart."""

    guide: Guide
    area: Area
    outlines: gpd.GeoDataFrame | None

    @classmethod
    def bare(cls, guide: Guide) -> "Around":
        """For rows alone: no area, and no map."""
        return cls(guide, Area("", "", "", Level.GEMEENTE), None)

    def blocks(self, rows: pd.DataFrame, title: str) -> list[Block]:
        """How much there is of what, the map with numbers, and the list."""
        if rows.empty:
            return []
        shown = self._arranged(rows)
        listed = shown.head(LISTED)
        numbered = listed[listed.number > 0]
        found: list[Block] = [Text(self._counted(rows, shown, listed))]
        svg = self._drawn(numbered)
        if svg:
            found.append(self._map(svg, numbered, title))
        else:
            listed = listed.assign(number=0)
        if len(listed):
            found.append(self._list(listed, title, numbers=svg is not None))
        return found

    def numbered(self, rows: pd.DataFrame, most: int, title: str) -> tuple[Picture, pd.DataFrame] | None:
        """A map with at most so many numbers, and their rows in order; None without any place on it."""
        found = self._arranged(rows, most) if len(rows) else rows
        found = found[found.number > 0] if len(found) else found
        svg = self._drawn(found)
        return (self._map(svg, found, title), found) if svg else None

    def _drawn(self, numbered: pd.DataFrame) -> str | None:
        if numbered.empty or self.outlines is None:
            return None
        spots = [plan.Spot(lat, lon) for lat, lon in zip(numbered.lat, numbered.lon, strict=True)]
        return plan.draw(self.outlines, self.area, spots)

    def _arranged(self, rows: pd.DataFrame, most: int = NUMBERED) -> pd.DataFrame:
        """What has a name of its own, each once, by name; with `number` on the map, 0 for none."""
        found = self.distinct(rows)
        can = np.array([self._on_map(row) for row in found.to_dict("records")], dtype=bool)
        # Where there are too many, each category gets its turn.
        turn = found[can].groupby("category").cumcount().sort_values(kind="stable")
        chosen = set(turn.index[:most])
        numbers, number = [], 0
        for index in found.index:
            number += index in chosen
            numbers.append(number if index in chosen else 0)
        found = found.assign(number=numbers)
        # The numbers first, in their order.
        return found.sort_values("number", key=lambda n: n.where(n > 0, len(found) + 1), kind="stable")

    def distinct(self, rows: pd.DataFrame) -> pd.DataFrame:
        """What has a name of its own, each once, by name."""
        labels = {key: entry.label for key, entry in categories().items()}
        named = rows[rows.name != rows.category.map(labels)]
        # A stop is there once a side of the street.
        return named.sort_values(["sort", "id"]).drop_duplicates(["name", "category", "kind"])

    def _on_map(self, row: Mapping[Any, Any]) -> bool:
        record = self.guide.record(str(row["record"])) if row["record"] else None
        category = categories().get(str(row["category"]))
        hidden = (record is not None and sensitive(record)) or (category is not None and category.sensitive)
        # Where a shelter is isn't put on paper, whoever asks; and a person is no place.
        hidden = hidden or row["kind"] == RecordKind.CONTACT
        if hidden or math.isnan(row["lat"]) or self.outlines is None:
            return False
        return plan.near(self.outlines, self.area, plan.Spot(row["lat"], row["lon"]))

    def _counted(self, rows: pd.DataFrame, shown: pd.DataFrame, listed: pd.DataFrame) -> str:
        counts, known = rows.category.value_counts(), categories()
        pairs = [(-n, known[str(key)].label.lower()) for key, n in counts.items() if str(key) in known]
        # Of as many in the order of the alphabet, or it would be another in every report.
        said = [f"{label} ({-n})" for n, label in sorted(pairs)]
        text = dutch.count(len(rows), "vermelding", "vermeldingen")
        text += f": {dutch.listing(said)}." if said else "."
        if len(shown) > len(listed):
            text += f" De lijst noemt de eerste {len(listed)}; {len(shown) - len(listed)} staan er niet in."
        if len(shown) < len(rows):
            text += " Wat geen eigen naam heeft of dubbel is, staat niet in de lijst."
        return text

    def _map(self, svg: str, numbered: pd.DataFrame, title: str) -> Picture:
        names = [f"{n} {name}" for n, name in zip(numbered.number, numbered["name"], strict=True)]
        few = dutch.listing(names[:8] + ([f"nog {len(names) - 8}"] if len(names) > 8 else []))
        count = dutch.count(len(names), "genummerde plek", "genummerde plekken")
        alt = f"Kaart van {self.area.name} met {count}: {few}. De lijst bij de kaart noemt ze alle."
        return Picture(f"{title}: kaart van {self.area.name}", clean(alt), svg, *plan.size())

    def _list(self, listed: pd.DataFrame, title: str, *, numbers: bool) -> Table:
        columns = ("Nr.", "Naam", "Wat en waar", "Contact") if numbers else ("Naam", "Wat en waar", "Contact")
        rows, persons = [], []
        for row in listed.to_dict("records"):
            number = (str(row["number"]) if row["number"] else "–",) if numbers else ()
            rows.append((*number, *self.line(row)))
            persons.append(str(row["id"]) if row["kind"] == RecordKind.CONTACT else "")
        who = tuple(persons) if any(persons) else ()
        return Table(f"{title}: wie en wat er is", columns, tuple(rows), who)

    def line(self, row: Mapping[Any, Any]) -> tuple[str, str, str]:
        """Name, what and where, and how to reach it: of a row of `Guide.things`."""
        name, line, contact = map(clean, (str(row["name"]), str(row["line"]), self._contact(row)))
        return name, line or "–", contact or "–"

    def _contact(self, row: Mapping[Any, Any]) -> str:
        """Telephone, e-mail and website, as the role may see them."""
        record = self.guide.record(str(row["record"])) if row["record"] else None
        if record is None:
            source = self.guide.source(str(row["id"]))
            found = [] if source is None else [source["phone"], source["email"], source["website"]]
        else:
            values = record.values
            phones = [phone(each) for each in values.get("phones") or ()]
            found = [*phones, *(values.get(name) for name in ("email", "website", "url"))]
        return " · ".join(_short(str(each)) for each in found if each)

    def sources(self, rows: pd.DataFrame) -> set[str]:
        """Ids of the sources that these come from; REGISTER for the register."""
        ids = rows.id[rows.kind == "source"]
        rest = [self.guide.source(str(key)) for key in ids]
        found = {str(row["source"]) for row in rest if row is not None}
        return (found & set(sources())) | ({REGISTER} if len(ids) < len(rows) else set())

    def notes(self, notes: Iterable[Record]) -> list[Block]:
        """What the team wrote down; nothing for who isn't of the team."""
        if not may_see(self.guide.role, Role.TEAM):
            return []
        lines = []
        for note in notes:
            origin = choices.label("note_origin", note["origin"])
            lead = ", ".join(
                part for part in (note.name, dutch.iso_day(note["date"]), origin.lower()) if part
            )
            lines.append(Text(clean(str(note["text"] or "")), clean(lead)))
        return [Listing("Notities van het team", tuple(lines))] if lines else []


def _short(text: str) -> str:
    """A website without what everybody knows."""
    return text.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
