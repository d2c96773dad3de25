"""Pure functions over frames: classes, comparison, years, search, filters. No I/O, no Streamlit."""
