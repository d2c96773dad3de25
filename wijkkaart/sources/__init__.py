"""The publishers: one module each, that asks the network and hands over what it got.

A module has `NAME` (what `--only` calls it), `LABEL` (Dutch), `pieces(wanted, client)` and
`probe(client)`; see `sources.parts`. Nothing else in wijkkaart knows a URL.
"""
