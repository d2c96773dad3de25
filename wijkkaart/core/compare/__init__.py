"""What may be said of figures: bounds, comparison, ranks, series, own areas, likeness and supply.

From a notebook:

    rows = bounded(atlas.store.observations(gemeente="GM0307"))
    one, whole = (value_of(rows, code, "koopwoningen_pct", 2024) for code in ("WK030707", "WK030706"))
    comparison_words.sentence(compare(one, whole, indicators()["koopwoningen_pct"]), "Kruiskamp", "De Koppel")
"""
