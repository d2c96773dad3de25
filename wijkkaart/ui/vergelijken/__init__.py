"""The pieces of the page Vergelijken."""
