"""How long the statistics take: `python tests/benchmarks/figures.py`.

On the key figures of 2024 of all 14,566 buurten and of Amersfoort, read straight from the file beside the
repository. Prints a Markdown table; nothing is asserted, since figures count only when the machine does
nothing else. Processor time is given too: it says more on a busy machine.
"""

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the path has to be set first
import pandas as pd  # noqa: E402

from tests.benchmarks.table import SHARED, head, timed  # noqa: E402
from wijkkaart.catalogue import indicators, indicators_of_columns, social_index  # noqa: E402
from wijkkaart.core.compare.own_area import own_area  # noqa: E402
from wijkkaart.core.compare.rounding import bounded  # noqa: E402
from wijkkaart.core.compare.similar import features, similar  # noqa: E402
from wijkkaart.core.compare.striking import striking  # noqa: E402
from wijkkaart.core.compare.table import choose_years, comparison_table  # noqa: E402
from wijkkaart.core.index.base import make_base  # noqa: E402
from wijkkaart.core.index.scores import Scores, score  # noqa: E402
from wijkkaart.core.index.stability import stability  # noqa: E402
from wijkkaart.model import COUNTRY, gemeente_of  # noqa: E402

STATS = SHARED / "stats"
GEMEENTE = "GM0307"
AREAS, FIGURES = 150, 40


def read(name: str, code: str, level: str) -> pd.DataFrame:
    """A file of key figures as observations of 2024."""
    frame = pd.read_csv(STATS / name, dtype={code: str})
    frame = frame.rename(columns={code: "code"}).drop_duplicates("code")
    columns = [each for each in frame.columns if each != "code"]
    named = {c: i for c, i in zip(columns, indicators_of_columns(columns), strict=True) if i}
    numbers = frame[["code", *named]].rename(columns=named).melt("code", var_name="indicator")
    numbers["value"] = pd.to_numeric(numbers.value, errors="coerce")
    source = {each.id: each.source for each in indicators().values()}
    status = np.where(numbers.value.isna(), "not measured", "ok")
    return numbers.assign(
        level=level,
        gemeente=[gemeente_of(each) for each in numbers.code],
        year=2024,
        status=status,
        source=numbers.indicator.map(source),
        unit="",
    )


def many_figures(rows: pd.DataFrame) -> pd.DataFrame:
    """The same areas with FIGURES figures: those that aren't in the file get invented values."""
    have = set(rows.indicator)
    more = [each for each in indicators().values() if each.kind in ("share", "mean") and each.id not in have]
    rng = np.random.default_rng(1)
    codes = rows.code.unique()
    like = rows.drop_duplicates("code")
    made = [
        like.assign(
            indicator=each.id, value=np.round(rng.normal(40, 8, len(codes))), status="ok", source=each.source
        )
        for each in more[: FIGURES - len(have)]
    ]
    return pd.concat([rows, *made], ignore_index=True)


def once(what: str, goal: float | None, work: Callable[[], object]) -> None:
    """A line of the table."""
    timed(what, goal, lambda _: work(), lambda: None)


def country_index(rows: pd.DataFrame) -> Scores:
    """The index of all buurten, of the figures that the file has."""
    left_out = make_base(social_index(), rows, COUNTRY, "buurt", 2024).left_out
    index = social_index().without(*left_out)
    base = make_base(index, rows, COUNTRY, "buurt", 2024)
    return score(index, base, rows, sorted(rows.code.unique()))


def main() -> None:
    """Print the table."""
    if not STATS.is_dir():
        sys.exit("The real data (shared/data) isn't on this machine.")
    raw = read("nl_buurten_2024_kwb_selectie.csv", "buurtcode", "buurt")
    country = bounded(raw)
    wijken = bounded(read("nl_wijken_2024_kwb_selectie.csv", "wijkcode", "wijk"))
    names = ["koopwoningen_pct", "woz_waarde", "inkomen_per_inwoner", "leeftijd_65_plus_pct"]
    names += ["jonger_dan_15_pct", "huishoudensgrootte", "bevolkingsdichtheid", "afstand_supermarkt"]
    table = features(country, names, "buurt", choose_years(country, names))
    codes = sorted(country.code.unique())
    some = many_figures(raw[raw.code.isin(codes[:: len(codes) // AREAS][:AREAS])])
    wide = bounded(some)
    entries = [indicators()[name] for name in dict.fromkeys(wide.indicator)][:FIGURES]
    areas = sorted(wide.code.unique())
    town = wijken[wijken.gemeente == GEMEENTE]
    parent = own_area(town, sorted(town.code.unique())[:20], "20 wijken", code="EIGEN")
    town = pd.concat([town, parent.figures])
    scores = country_index(country)
    few = sorted(country.code[country.gemeente == GEMEENTE].unique())
    own = score(scores.definition, scores.base, country, few)
    kruiskamp = [code for code in few if code.startswith("BU030707")]

    sys.stdout.write(f"{len(codes)} buurten, {len(country)} figures\n\n")
    head()
    once(f"bounds of {len(raw)} figures of the country", None, lambda: bounded(raw))
    once(f"bounds of {len(some)} figures", None, lambda: bounded(some))
    once(
        f"table of {len(areas)} areas by {len(entries)} figures",
        0.2,
        lambda: comparison_table(wide, areas, entries, reference=areas[0]),
    )
    once("areas alike, out of all buurten", 0.3, lambda: similar(table, "BU03070701"))
    once(
        "what is striking of a wijk", None, lambda: striking(town, "WK030707", "EIGEN", indicators().values())
    )
    once("an own area of the buurten of a wijk", None, lambda: own_area(country, kruiskamp, "Kruiskamp"))
    once(f"index of {len(few)} buurten by 1,000 weightings", 1.0, lambda: stability(own))
    once("index of all buurten by 1,000 weightings", None, lambda: stability(scores))


if __name__ == "__main__":
    main()
