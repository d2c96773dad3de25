"""Wijkscans as plain data for the screen: what they stand on, and what is still to be done on them.

basis  figures and records as they are now
facts  what the texts are held against
todo   the checklist in words
"""
