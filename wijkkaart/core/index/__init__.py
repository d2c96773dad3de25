"""The social index workbench: scores with their parts, and how firmly they stand.

From a notebook:

    index = social_index().weighted({"eenzaam_pct": 2.0})
    base = make_base(index, rows, "GM0307", "wijk", 2024)
    found = score(index, base, rows, ["WK030707", "WK030706"])
    found.table, found.parts, stability(found)
"""
