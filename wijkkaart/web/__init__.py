"""HTTP beside the pages: scripts, geometry, tiles, health, and the headers of every answer."""
