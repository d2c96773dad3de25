"""From files to the data directory: recognise, check, normalise, store."""
