"""A comparison as its views take it: nothing that isn't certain is coloured, nothing missing is a number."""

from pathlib import Path

import pandas as pd
import pytest

from tests import toy
from tests.core.compare.planted import INDICATORS, known
from tests.grids import rows as rows_of
from wijkkaart.atlas import Atlas, current
from wijkkaart.config import Settings
from wijkkaart.core.compare.table import Table, comparison_table
from wijkkaart.guide import guide
from wijkkaart.model import Indicator
from wijkkaart.present.comparison import choosing, making
from wijkkaart.present.comparison.grid import grid, legend, place, signed, signs
from wijkkaart.present.comparison.making import LISTS_KEPT, Compared, compare, picked_words, unmatched, what
from wijkkaart.present.comparison.own import overlapping
from wijkkaart.present.profile.area import OwnSet

WIJKEN = ("WK000100", "WK000101", "WK000102", "WK000103")
WHOLE = "GM0001"
BU = [*toy.CELLS]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    root = tmp_path_factory.mktemp("vergelijken") / "gegevens"
    toy.town(root)
    return current(root)


def planted() -> Compared:
    """Four wijken by three figures: one good, one bad, one without a direction."""
    rows = known(
        *((code, "inwoners", 2024, 2000.0) for code in (*WIJKEN, WHOLE)),
        *(
            (code, "inkomen", 2024, value)
            for code, value in zip((*WIJKEN, WHOLE), (40.0, 30.0, 30.0, None, 30.0), strict=True)
        ),
        *(
            (code, "afstand", 2024, value)
            for code, value in zip((*WIJKEN, WHOLE), (0.5, 2.0, 1.0, 1.0, 1.0), strict=True)
        ),
        *(
            (code, "gezond_pct", 2024, value, *margins)
            for code, value, *margins in (
                (WIJKEN[0], 80.0, 78.0, 82.0),
                (WIJKEN[1], 70.0),
                (WIJKEN[2], 61.0, 55.0, 67.0),
                (WIJKEN[3], 90.0, 88.0, 92.0),
                (WHOLE, 70.0, 69.0, 71.0),
            )
        ),
    )
    entries = [INDICATORS[name] for name in ("inkomen", "afstand", "gezond_pct")]
    table = comparison_table(rows, WIJKEN, entries, reference=WHOLE)
    names = {code: f"Wijk {number}" for number, code in enumerate(WIJKEN)} | {WHOLE: "Toren"}
    return Compared(table, pd.DataFrame(), names, pd.DataFrame())


def test_a_cell_says_value_difference_and_quality_in_words() -> None:
    rows = rows_of(grid(planted(), chosen=WIJKEN[0], pinned=[WIJKEN[1]]).data())
    assert rows[WIJKEN[0]]["cells"][0] == ["€ 40.000", "↑ +10.000", "hoger, gunstiger", 1, 0]
    assert rows[WIJKEN[1]]["cells"][1] == ["2,0", "↑ +1,0", "hoger, ongunstiger", 2, 0]
    assert rows[WIJKEN[0]]["cells"][1] == ["0,5", "↓ −0,5", "lager, gunstiger", 1, 0]
    assert (rows[WIJKEN[0]]["chosen"], rows[WIJKEN[1]]["pinned"]) == (True, True)
    assert rows[WHOLE]["reference"]
    assert rows[WHOLE]["cells"][0][0] == "€ 30.000"


def test_missing_is_a_word_and_an_estimate_without_margin_is_not_judged() -> None:
    rows = {code: row["cells"] for code, row in rows_of(grid(planted()).data()).items()}
    assert rows[WIJKEN[3]][0] == ["geheim", "", "geheim: te weinig mensen om te tonen", 0, 1]
    value, second, spoken, quality, note = rows[WIJKEN[1]][2]
    assert (value, second, quality, note) == ("70,0", "?", 0, 3)
    assert spoken == "schatting, niet te zeggen: dit is een schatting en de marge is niet bekend"
    # 61 with a margin to 67 lies below 69: that's certain.
    assert rows[WIJKEN[2]][2][1:4] == ["↓ −9,0", "schatting, lager, ongunstiger", 2]


def test_of_what_the_browser_has_only_a_key_is_sent() -> None:
    whole = grid(planted()).data()
    keys = [each["key"] for each in whole["columns"]]
    again = grid(planted(), order="inkomen").data(had=keys[:2])["columns"]
    assert again == [{"key": keys[0]}, {"key": keys[1]}, whole["columns"][2]]
    # What looks another way is another column.
    assert not {*keys} & {each["key"] for each in grid(planted(), beside="plaats").columns}


def test_places_are_ranges_where_figures_cannot_be_told_apart() -> None:
    rows = {code: row["cells"] for code, row in rows_of(grid(planted(), beside="plaats").data()).items()}
    assert rows[WIJKEN[0]][0][1:3] == ["1", "plaats 1 van 3, gunstiger"]
    assert rows[WIJKEN[1]][0][1] == rows[WIJKEN[2]][0][1] == "2–3"
    # Of a distance the lowest is first: that's the favourable end.
    assert rows[WIJKEN[0]][1][1] == "1"
    assert (place(1, 1), place(2, 5), place(float("nan"), float("nan"))) == ("1", "2–5", "")


def test_the_signs_that_are_there_are_explained() -> None:
    assert signs(planted()) == [
        "↑ zeker hoger dan Toren",
        "↓ zeker lager",
        "≈ nauwelijks verschil",
        "? niet te zeggen",
    ]
    lines = legend(planted(), "verschil")
    assert any("marge is niet bekend" in line for line in lines)
    assert any("geheim" in line for line in lines)


def test_the_chosen_area_in_a_line() -> None:
    assert picked_words(planted(), WIJKEN[0]) == (
        "2 cijfers zeker hoger en 1 cijfer zeker lager (waarvan 3 gunstiger)"
    )
    assert picked_words(planted(), WIJKEN[3]).endswith("1 cijfer ontbreekt")


def test_what_cannot_be_compared_is_not_called_no_difference() -> None:
    found = planted()
    assert picked_words(found, WHOLE) == "het gebied waarmee u de andere vergelijkt"
    assert unmatched(found) == ""
    # A reference of which only one of the three figures is known, and one of which nothing is.
    rows = known(
        *((code, "inwoners", 2024, 2000.0) for code in (*WIJKEN, WHOLE)),
        *((code, "inkomen", 2024, 30.0) for code in WIJKEN),
        *((code, "afstand", 2024, 1.0) for code in (*WIJKEN, WHOLE)),
    )
    entries = [INDICATORS[name] for name in ("inkomen", "afstand")]
    for count, said, why in (
        (1, "bij 1 cijfer is er niets om mee te vergelijken", "Van Toren ontbreken alle cijfers"),
        (
            2,
            "geen cijfer dat zeker anders is; bij 1 cijfer is er niets om mee te vergelijken",
            "Van Toren ontbreekt 1 van de 2 cijfers",
        ),
    ):
        table = comparison_table(rows, WIJKEN, entries[:count], reference=WHOLE)
        found = Compared(table, pd.DataFrame(), {WHOLE: "Toren", WIJKEN[0]: "Wijk"}, pd.DataFrame())
        assert picked_words(found, WIJKEN[0]) == said
        assert unmatched(found).startswith(why)


def test_a_figure_more_gives_what_asking_all_at_once_gives(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = OwnSet("EG0a1b2c3d", "De Brug", toy.TOWN, ("BU00010000", "BU00010001"))
    codes, names, sets = [own.code, *BU[:3]], [toy.COUNT, toy.SHARE], {own.code: own}
    whole = compare(Atlas(atlas.store), codes, names, toy.TOWN, own=sets)
    asked: list[list[str]] = []

    def made(rows: pd.DataFrame, codes: list[str], entries: list[Indicator], *, reference: str) -> Table:
        asked.append([each.id for each in entries])
        return comparison_table(rows, codes, entries, reference=reference)

    monkeypatch.setattr(making, "comparison_table", made)
    nobody = Atlas(atlas.store)
    compare(nobody, codes, names[:1], toy.TOWN, own=sets)
    found = compare(nobody, codes, names, toy.TOWN, own=sets)
    pd.testing.assert_frame_equal(found.table.cells, whole.table.cells)
    assert [found.beside(name) for name in names] == [whole.beside(name) for name in names]
    assert compare(nobody, codes, names, toy.TOWN, own=sets) is found
    # An order of its own, or a figure less: nothing is worked out for it.
    assert [*compare(nobody, codes, names[::-1], toy.TOWN, own=sets).indicators] == names[::-1]
    assert asked == [[toy.COUNT], [toy.SHARE]]
    # Other areas and another reference have columns of their own, and only so many lists are kept.
    assert compare(nobody, codes[1:], names, toy.TOWN).table.cells.code.nunique() == 3
    assert compare(nobody, codes, names, BU[0], own=sets).beside(toy.COUNT) != found.beside(toy.COUNT)
    for number in range(LISTS_KEPT + 3):
        compare(nobody, [f"BU9999{number:04}"], names, toy.TOWN)
    asked.clear()
    compare(nobody, codes, names, toy.TOWN, own=sets)
    assert asked == [names]


def test_areas_that_lie_in_an_own_area_are_told(atlas: Atlas) -> None:
    own = OwnSet("EG0a1b2c3d", "De Brug", toy.TOWN, ("BU00010000", "WK000101"))
    codes = [own.code, "BU00010000", "BU00010100", "BU00020000"]
    found = compare(atlas, codes, [toy.COUNT], toy.TOWN, own={own.code: own})
    inside = [found.names[each] for each in codes[1:3]]
    assert overlapping(found, {own.code: own}) == [
        f"In De Brug ligt ook wat hier apart staat: {inside[0]} en {inside[1]}."
    ]
    alone = compare(atlas, [own.code, "BU00020000"], [toy.COUNT], toy.TOWN, own={own.code: own})
    assert overlapping(alone, {own.code: own}) == []


def test_an_own_area_that_changed_is_made_anew(atlas: Atlas) -> None:
    def brug(*parts: str) -> Compared:
        own = OwnSet("EG0a1b2c3d", "De Brug", toy.TOWN, parts)
        return compare(atlas, [own.code], [toy.COUNT], toy.TOWN, own={own.code: own})

    assert brug(*BU[:2]).table.cells.value[0] != brug(BU[0]).table.cells.value[0]


def test_supply_is_not_kept_for_who_sees_less(atlas: Atlas) -> None:
    public = guide(Settings(data=atlas.store.root, database_url=""))
    more = compare(atlas, BU[:3], [toy.COUNT], toy.TOWN, guide=public, groups=["iedereen"])
    assert [*more.indicators] == [toy.COUNT, "aanbod_iedereen_per_1000"]
    assert [*compare(atlas, BU[:3], [toy.COUNT], toy.TOWN).indicators] == [toy.COUNT]


def test_differences_in_euros_are_in_euros() -> None:
    assert signed(-1.25, INDICATORS["inkomen"]) == "−1.250"
    assert signed(float("nan"), INDICATORS["inkomen"]) == ""


# What can be chosen


def test_all_wijken_and_buurten_in_one_click(atlas: Atlas) -> None:
    groups = choosing.in_one_click(atlas, toy.TOWN)
    labels = {label: len(codes) for label, codes in groups.values()}
    assert labels == {
        "Alle wijken van Torenstad": 2,
        "Alle buurten van Torenstad": 6,
        "De buurten van Noord": 3,
        "De buurten van Zuid": 3,
    }
    assert choosing.around(atlas, "BU00010000") == tuple(groups["WK000100"][1])
    assert {*choosing.around(atlas, toy.TOWN)} == {"WK000100", "WK000101"}
    assert choosing.around(atlas, "NL00") == ()


def test_the_reference_is_what_they_lie_in_together() -> None:
    assert choosing.reference(["WK000100", "BU00010100"]) == toy.TOWN
    assert choosing.reference(["WK000100", "WK000200"]) == "NL00"
    assert choosing.reference([toy.TOWN, toy.VILLAGE]) == "NL00"
    assert choosing.reference(["WK000100"], "WK000101") == "WK000101"


def test_ready_made_sets_hold_no_counts(atlas: Atlas) -> None:
    there = choosing.figures_there(atlas, BU[:3])
    assert {toy.COUNT, toy.SHARE} <= {*there}
    sets = choosing.ready_made(there)
    assert sets["2.1"][1] == (toy.SHARE,)
    assert sets["begin"][1] == (toy.SHARE,)


def test_areas_of_one_name_are_told_apart(atlas: Atlas) -> None:
    found = choosing.names_of(atlas, ["WK000200", "GM0002", "BU00010000"])
    assert found == {
        "WK000200": "Kleindorp (wijk, Kleindorp)",
        "GM0002": "Kleindorp",
        "BU00010000": "Kruiskamp",
    }


# Of the atlas


def test_figures_of_before_a_boundary_changed_are_left_out(atlas: Atlas) -> None:
    found = compare(atlas, BU[:6], [toy.SHARE], toy.TOWN)
    values = dict(zip(found.table.codes, found.table.cells.value, strict=True))
    assert found.table.years[toy.SHARE] == 2023
    assert values["BU00010000"] == 10.0
    # Of these two the code meant something else in 2023.
    assert pd.isna(values[toy.RENAMED])
    assert pd.isna(values[toy.CHANGED])
    assert what(found) == "6 buurten van Torenstad"
    # Whatever they're held against.
    assert what(compare(atlas, BU[:6], [toy.SHARE], BU[0])) == "6 buurten van Torenstad"


def test_an_own_area_stands_beside_others(atlas: Atlas) -> None:
    own = OwnSet("EG0a1b2c3d", "De Brug", toy.TOWN, ("BU00010000", "BU00010001"))
    found = compare(atlas, [own.code, "BU00010002"], [toy.COUNT], toy.TOWN, own={own.code: own})
    cells = found.table.cells.set_index("code")
    assert cells.value[own.code] == 300.0
    # Each part may be 4 off, and so the sum 8.
    assert (cells.lower[own.code], cells.upper[own.code]) == (292.0, 308.0)
    assert found.names[own.code] == "De Brug (eigen gebied)"
    assert what(found) == "2 gebieden"


def test_areas_all_over_the_country_are_read_at_once(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    near = compare(atlas, ["BU00010000", "BU00020000"], [toy.COUNT], "NL00")
    monkeypatch.setattr(making, "FEW_GEMEENTEN", 1)
    far = compare(atlas, ["BU00010000", "BU00020000"], [toy.COUNT], "NL00")
    pd.testing.assert_frame_equal(near.table.cells, far.table.cells)


def test_an_empty_directory_compares_nothing(tmp_path: Path) -> None:
    found = compare(current(tmp_path / "leeg"), ["BU00010000"], [toy.COUNT], toy.TOWN)
    assert found.table.cells.value.isna().all()
    assert rows_of(grid(found).data())[found.table.codes[0]]["cells"][0][0] == "geen"
