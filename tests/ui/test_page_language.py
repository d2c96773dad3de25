"""What Streamlit says in English when the server is away is put in Dutch: its words are those we look for."""

import re
from pathlib import Path

import streamlit

from wijkkaart import ui

SCRIPT = (Path(ui.__file__).parent / "page.js").read_text(encoding="utf-8")
BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"


def test_the_words_that_are_changed_are_those_of_this_streamlit() -> None:
    words = re.findall(r'^  "([^"]+)": (?:GONE|"Geen verbinding")', SCRIPT, re.MULTILINE)
    assert len(words) == 3
    bundled = "".join(path.read_text(encoding="utf-8") for path in BUNDLE.glob("index.*.js"))
    assert [each for each in words if each not in bundled] == []
    assert "streamlit run yourscript.py" in bundled
