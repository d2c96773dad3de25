"""The worked examples run from the first cell to the last, on the embedded examples."""

from pathlib import Path

import pytest

from wijkkaart.build.examples import fill
from wijkkaart.config import Settings
from wijkkaart.store import Store

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def test_there_are_two_and_they_are_kept_without_outputs() -> None:
    nbformat = pytest.importorskip("nbformat")
    assert [path.stem for path in NOTEBOOKS] == ["sociale_index", "vergelijken"]
    for path in NOTEBOOKS:
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        code = [cell for cell in book.cells if cell.cell_type == "code"]
        assert not any(cell.outputs or cell.execution_count for cell in code)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded examples, loaded once for both."""
    root = tmp_path_factory.mktemp("notebooks") / "gegevens"
    fill(Store(root), Settings(data=root))
    return root


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("default")  # of the kernel's own libraries
def test_a_notebook_runs(path: Path, examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("WIJKKAART_DATA", str(examples))
    book = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    said = "".join(str(output.get("text", "")) for cell in book.cells for output in cell.get("outputs", []))
    assert {"vergelijken": "Staafdiagram van", "sociale_index": "gaat over leeftijd"}[path.stem] in said
