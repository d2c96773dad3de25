"""The parts of the page Wijkscan."""
