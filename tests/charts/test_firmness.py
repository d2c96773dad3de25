"""How firmly an index stands, as a picture."""

import json
from xml.etree import ElementTree

import altair as alt
import jsonschema  # type: ignore[import-untyped]

from tests.charts.planted import ABOUT, HOSTILE
from wijkkaart.charts import files
from wijkkaart.charts.firmness import Placed, firmness

PLACED = [
    Placed("WK999900", "Wijk 0", 81.4, 74.0, 91.2, "onder het gemiddelde"),
    Placed("WK999901", HOSTILE, 104.6, 101.0, 107.0, "rond het gemiddelde"),
]


def test_it_is_a_valid_picture_that_tells_itself() -> None:
    made = firmness(PLACED, (70, 90, 110), ABOUT, chosen=["WK999900"])
    plain = json.loads(json.dumps(made.spec))
    jsonschema.Draft7Validator(alt.load_schema()).validate(plain)
    svg = files.svg(made)
    labels = [each.get("aria-label", "") for each in ElementTree.fromstring(svg).iter()]
    assert "Wijk 0: 81, onder het gemiddelde (74 tot 91)" in labels
    assert "Wijk 0 heeft 81, meestal tussen 74 en 91." in made.description
    assert made.table["Meestal tot"].tolist() == [91, 107]
    assert HOSTILE in json.loads(json.dumps(made.spec))["datasets"].popitem()[1][1]["label"]
    assert "<img" not in svg


def test_of_nothing_it_says_that_there_is_nothing() -> None:
    made = firmness([], (70, 90, 110), ABOUT)
    assert made.description.endswith("Er is geen gebied met een index.")
    assert files.svg(made).startswith("<svg")
