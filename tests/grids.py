"""Reading tables as the browser gets them (`present.comparison.grid`)."""

from collections.abc import Mapping
from typing import Any


def rows(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The rows by code, each with its cells: value, second line, what is said aloud, quality, note."""
    columns = [(each["kinds"], each["cells"].split("\n")) for each in data["columns"]]
    found = {}
    for at, row in enumerate(data["rows"]):
        parts = [(kinds, *lines[at].split("\t")) for kinds, lines in columns]
        cells = [[value, second, *kinds[int(kind)]] for kinds, value, second, kind in parts]
        found[row["code"]] = {**row, "cells": cells}
    return found
