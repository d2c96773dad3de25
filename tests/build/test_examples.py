"""The embedded examples in a data directory."""

from pathlib import Path

import pytest

from wijkkaart.build import examples
from wijkkaart.build.load import load
from wijkkaart.config import Settings
from wijkkaart.store import Store

ROWS = "naam;categorie;gemeentecode;lat;lon\n{};buurthuis;GM9990;52.58;5.2167\n"


def _file(folder: Path, name: str) -> Path:
    folder.mkdir()
    path = folder / "plekken.csv"
    path.write_text(ROWS.format(name), encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A data directory as an earlier version made it, in which the user put places too."""
    store = Store(tmp_path / "gegevens")
    for name, example in (("Voorbeeldhuis", True), ("Eigen huis", False)):
        (report,) = load([_file(tmp_path / name, name)], store, Settings(data=store.root), example=example)
        assert report.error is None
    return store


def test_places_that_the_register_holds_now_leave_an_older_data_directory(store: Store) -> None:
    assert sorted(store.places()["name"]) == ["Eigen huis", "Voorbeeldhuis"]
    examples.fill(store, Settings(data=store.root))
    assert Store(store.root).places()["name"].tolist() == ["Eigen huis"]


def test_no_example_file_has_places_of_voorbeeldstad() -> None:
    names = {path.name for path in examples.example_files() if "voorbeeldstad" in path.parts}
    assert names
    assert all(name.startswith(("cijfers_", "gebieden_")) for name in names)
    assert examples.REGISTER.is_dir()
