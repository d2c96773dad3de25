"""Which areas are those of today, among all years that were loaded."""

import pandas as pd

from wijkkaart.model import Level

NATIONAL = 100
"""A year with areas of at least this many gemeenten is an edition of the whole country."""


def newest(index: pd.DataFrame) -> pd.DataFrame:
    """The areas of today: of every gemeente and level its newest year, without dissolved gemeenten."""
    if index.empty:
        return index
    newest = index.groupby(["gemeente", "level"]).year.transform("max")
    rows = index[index.year == newest]
    spread = index[~index.example].groupby("year").gemeente.nunique()
    national = spread[spread >= NATIONAL]
    if len(national):
        last = rows.groupby("gemeente").year.transform("max")
        rows = rows[rows.example | (last >= national.index.max())]
    return rows.reset_index(drop=True)


def gemeenten(now: pd.DataFrame) -> dict[str, str]:
    """Code to name, real ones first, each sorted by name."""
    named = now.sort_values("level", key=lambda level: level != Level.GEMEENTE, kind="stable")
    rows = named.drop_duplicates("gemeente")
    names = rows.gemeente_name.where(rows.gemeente_name != "", rows.gemeente)
    frame = pd.DataFrame({"code": rows.gemeente, "name": names, "example": rows.example})
    frame = frame.sort_values(["example", "name"])
    return dict(zip(frame.code, frame.name, strict=True))
