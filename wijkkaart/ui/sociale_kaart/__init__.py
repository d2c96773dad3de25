"""The parts of the page Sociale kaart."""
