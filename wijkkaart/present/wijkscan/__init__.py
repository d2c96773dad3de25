"""Wijkscans as plain data for the screen: what they stand on, what changed, what is still to be done."""
