"""The pilot wijken as the publishers' files give them, read once by the real readers."""

from pathlib import Path

import pytest

from wijkkaart.build.load import load
from wijkkaart.config import Settings
from wijkkaart.store import Store

FILES = (
    "boundaries/amersfoort_wijken_2016.geojson",
    "boundaries/amersfoort_wijken_2024.geojson",
    "boundaries/amersfoort_buurten_2024.geojson",
    "boundaries/amstelveen_wijken_2016.geojson",
    "boundaries/amstelveen_wijken_2024.geojson",
    "boundaries/nl_gemeenten_2024.geojson",
    "stats/rivm_50090NED_amersfoort_amstelveen.csv",
    "stats/kwb_utrecht_2023.xlsx",
    "liveability/amstelveen_leefbaarometer_dimensies.csv",
    "facilities/amersfoort_ov_haltes_2017.geojson",
)


@pytest.fixture(scope="session")
def pilot(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Amersfoort, Amstelveen and Utrecht; no test may write in it."""
    root = tmp_path_factory.mktemp("pilot") / "gegevens"
    store = Store(root)
    reports = load([shared / name for name in FILES], store, Settings(data=root))
    assert [report.error for report in reports if report.error] == []
    return store
