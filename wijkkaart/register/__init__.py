"""The register: places, organisations, offers, networks, key persons and notes, in a SQL database."""
