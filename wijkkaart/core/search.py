"""Finding an area by a name or code, typing errors and all."""

import unicodedata

import pandas as pd
from rapidfuzz import fuzz, process, utils

_LEVEL_BONUS = {"gemeente": 6.0, "wijk": 3.0, "buurt": 0.0}
_CUTOFF = 70.0


def plain(text: str) -> str:
    """`text` in lower case without accents and punctuation, to compare by."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return utils.default_process(bare)


class AreaSearch:
    """An index over areas: one row an area, with `code`, `level`, `name` and `gemeente_name`."""

    def __init__(self, areas: pd.DataFrame) -> None:
        # The larger areas first: of many names that begin alike only the first are looked at.
        areas = areas.sort_values(
            "level", key=lambda column: column.map({"gemeente": 0, "wijk": 1, "buurt": 2}), kind="stable"
        )
        self._codes = areas.code.tolist()
        self._levels = areas.level.tolist()
        self._names = [plain(name) for name in areas.name]
        self._full = [
            f"{name} {plain(gemeente)}"
            for name, gemeente in zip(self._names, areas.gemeente_name, strict=True)
        ]

    def find(self, text: str, limit: int = 8) -> list[str]:
        """Codes of the areas that `text` may mean, best first; none when nothing is like it."""
        wanted = plain(text)
        if not wanted:
            return []
        compact = wanted.replace(" ", "").upper()
        if len(compact) >= 4 and compact[:2] in {"GM", "WK", "BU"}:
            by_code = [code for code in self._codes if code.startswith(compact)]
            if by_code:
                return sorted(by_code, key=lambda code: (len(code), code))[:limit]
        scores: dict[int, float] = {}
        found = self._near(wanted, self._names, limit * 4)
        found += [(row, 85.0) for row, name in enumerate(self._names) if f" {wanted}" in name][:200]
        found += [(row, score - 1.0) for row, score in self._near(wanted, self._full, limit * 4)]
        for row, score in found:
            scores[row] = max(scores.get(row, 0.0), score)
        ranked = sorted(scores, key=lambda row: self._rank(row, wanted, scores[row]))
        return [self._codes[row] for row in ranked[:limit]]

    @staticmethod
    def _near(wanted: str, texts: list[str], limit: int) -> list[tuple[int, float]]:
        found = process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=_CUTOFF, limit=limit)
        starts = [(row, 95.0) for row, text in enumerate(texts) if text.startswith(wanted)]
        return [(row, score) for _, score, row in found] + starts[:200]

    def _rank(self, row: int, wanted: str, score: float) -> tuple[float, int, str]:
        exact = 20.0 if self._names[row] == wanted else 0.0
        return (
            -(score + exact + _LEVEL_BONUS.get(self._levels[row], 0.0)),
            len(self._names[row]),
            self._codes[row],
        )
