"""What may be said of figures: bounds, comparison, ranks, series, own areas, likeness and supply.

Everything starts with `rounding.bounded`, which puts bounds beside observations. From a notebook:

    rows = bounded(current(data).store.observations(gemeente="GM0307"))
    koop = indicators()["koopwoningen_pct"]
    one, other = (value_of(rows, code, koop.id, 2024) for code in ("WK030707", "WK030706"))
    sentence(compare(one, other, koop), "Kruiskamp", "De Koppel")
"""
