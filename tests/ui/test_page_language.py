"""What Streamlit says in English is put in Dutch: its words are those we look for."""

import re
from pathlib import Path

import pytest
import streamlit
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from wijkkaart import ui
from wijkkaart.errors import WijkkaartError
from wijkkaart.ui.files import told

SCRIPT = (Path(ui.__file__).parent / "page.js").read_text(encoding="utf-8")
BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"


def test_the_words_that_are_changed_are_those_of_this_streamlit() -> None:
    words = re.findall(r'^  "([^"]+)": (?:GONE|"Geen verbinding")', SCRIPT, re.MULTILINE)
    assert len(words) == 3
    bundled = "".join(path.read_text(encoding="utf-8") for path in BUNDLE.glob("index.*.js"))
    assert [each for each in words if each not in bundled] == []
    assert "streamlit run yourscript.py" in bundled


def test_why_a_file_could_not_be_made_is_told_without_english() -> None:
    said = dict(re.findall(r'^const (FAILED|EXPIRED) = "([^"]+)";', SCRIPT, re.MULTILINE))
    files = MediaFileManager(MemoryMediaFileStorage("/media"))

    def refused() -> bytes:
        raise WijkkaartError("Te veel.")

    def broken() -> bytes:
        raise KeyError("/home/iemand/geheim")

    ids = [
        files.add_deferred(told(make), "text/plain", coordinates=f"1.{number}", file_name=None)
        for number, make in enumerate((refused, broken))
    ]
    texts = []
    for each in ids:
        with pytest.raises(MediaFileStorageError) as failed:
            files.execute_deferred(each)
        texts.append(str(failed.value))
    assert texts[0] == f"{said['FAILED']}Te veel."
    assert texts[1].startswith(f"{said['FAILED']}Dit bestand kon niet worden gemaakt.")
    assert "geheim" not in texts[1]
    with pytest.raises(MediaFileStorageError, match=f"^{said['EXPIRED']}"):
        files.execute_deferred("weg")
    assert told(lambda: b"goed")() == b"goed"
