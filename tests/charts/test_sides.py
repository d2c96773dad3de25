"""The sides of a social index, as a picture."""

import json
import math
from xml.etree import ElementTree

import altair as alt
import jsonschema  # type: ignore[import-untyped]

from tests.charts.planted import ABOUT, HOSTILE
from wijkkaart.charts import files
from wijkkaart.charts.sides import Side, sides

NAN = math.nan
FOUND = [
    Side("Index", 84.4, "84", "10 van 18 cijfers", 80.2, 88.1, whole=True),
    Side(HOSTILE, 80.0, "80", "3 van 4 cijfers"),
    Side("Binding", NAN, "tussen 77 en 88", "2 van 4 cijfers", 77.3, 87.6),
    Side("Participatie", NAN, "te weinig cijfers", "0 van 4 cijfers"),
]


def test_it_is_a_valid_picture_that_tells_itself() -> None:
    made = sides(FOUND, (70, 90, 110), ABOUT)
    jsonschema.Draft7Validator(alt.load_schema()).validate(json.loads(json.dumps(made.spec)))
    svg = files.svg(made)
    tree = ElementTree.fromstring(svg)
    labels = [each.get("aria-label", "") for each in tree.iter()]
    assert "Index: 84, 10 van 18 cijfers" in labels
    # What is only known between bounds has no dot.
    assert not any(label.startswith("Binding:") for label in labels)
    written = {"".join(each.itertext()) for each in tree.iter() if each.tag.endswith("text")}
    assert {"84", "80", "tussen 77 en 88", "te weinig cijfers"} <= written
    assert "Participatie: te weinig cijfers (0 van 4 cijfers)" in made.description
    assert made.table["Kan liggen van"].tolist() == ["80 tot 89", "", "77 tot 88", ""]
    assert "balk" in made.note
    assert "<img" not in svg


def test_without_any_bounds_nothing_is_said_of_them() -> None:
    made = sides([Side("Index", 84.0, "84", "9 van 18 cijfers", whole=True)], (70, 90, 110), ABOUT)
    assert [*made.table.columns] == ["Kant", "Score", "Rust op"]
    assert "balk" not in made.note
