"""The pieces of the page Sociale index."""
