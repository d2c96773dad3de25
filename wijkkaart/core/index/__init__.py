"""The social index workbench: scores with their parts, and how firmly they stand.

From a notebook:

    index = social_index().weighted({"eenzaam_pct": 2.0})
    base = make_base(index, rows, "GM0307", "wijk", 2024)
    found = score(index, base, rows, ["WK030707", "WK030706"])
    found.table, found.parts, stability(found)
    own = own_area(rows, ["WK030713", "WK030714"], "Randenbroek-Schuilenburg", code="EG00000001")
    score_apart(found, own.figures, [own.code]).table
"""
