"""The Streamlit pages: pick, call, draw. Nothing is worked out here."""

from pathlib import Path

PAGES = Path(__file__).with_name("main.py")
"""The script that Streamlit runs for every visitor."""
