"""Charts for on paper: maps with their bearings, and drawing in a process of its own."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from tests.charts.planted import ABOUT, KOOP
from tests.charts.test_charts import texts
from wijkkaart.charts import Panel, elsewhere, files, maps


def test_a_map_for_paper_has_names_a_scale_and_north() -> None:
    shapes = [box(0, 0, 1000, 900), box(1000, 0, 2000, 900), box(2000, 445, 2010, 455)]
    found = gpd.GeoDataFrame({"code": ["BU1", "BU2", "BU3"]}, geometry=shapes, crs=28992)
    names = {"BU1": "Oost", "BU2": "West", "BU3": "Een heel lange naam van een klein hoekje"}
    cells = pd.DataFrame({"code": [*names], "value": [1.0, 2.0, 3.0], "status": "ok"})
    plain, plan = (
        texts(files.bare_svg(maps([Panel("Koop", cells, KOOP)], found, names, ABOUT, plan=plan))())
        for plan in (False, True)
    )
    # Once as a light edge and once in ink; and nothing where it would cover another name.
    assert (plan.count("Oost"), plan.count("West")) == (2, 2)
    assert not [text for text in plan if text.startswith("Een heel lange")]
    assert {"200 meter", "N"} <= {*plan}
    assert not {"Oost", "West", "N"} & {*plain}


def test_a_chart_is_the_same_when_it_is_drawn_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = {"mark": "bar", "data": {"values": [{"a": 1, "b": "é\u2028"}]}, "encoding": {"x": {"field": "b"}}}
    here = elsewhere.draw(spec)()
    with elsewhere.elsewhere():
        with monkeypatch.context() as patched:
            patched.setattr(elsewhere, "import_module", lambda name: pytest.fail(f"{name} was read here"))
            drawings = [elsewhere.draw({**spec, "mark": mark}) for mark in ("bar", "point", "bar")]
            # Whoever asks them in another order gets what was asked.
            last, other, first = (drawing() for drawing in drawings[::-1])
            assert first == last == here != other
        # What can't be drawn ends the other process; what comes after it is drawn here.
        with pytest.raises(ValueError, match="conversion failed"):
            elsewhere.draw({"mark": {"type": 3}, "data": 3, "encoding": 3})()
        assert elsewhere.draw(spec)() == here


def test_charts_are_drawn_here_where_no_process_can_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nergens/python")
    with elsewhere.elsewhere():
        assert "<svg" in elsewhere.draw({"mark": "bar", "data": {"values": []}})()
