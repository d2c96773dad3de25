"""wijkkaart: a map-based explorer of the social infrastructure of Dutch neighbourhoods."""

__version__ = "0.1.0"
