"""The summary of a chapter on paper."""

from wijkkaart.reports import ending
from wijkkaart.reports.document import Chapter, Listing, Prose, Section, Span, Table, Text

WORDS = Prose((Span("Wie hier woont, blijft vaak lang."),))
LONG = Prose((Span("Wie hier woont, blijft vaak lang. " * 80),))
TABLE = Table("Cijfers", ("Wat",), (("Inwoners",),))
MISSING, TOLD = Listing("Wat ontbreekt", (Text("Niets."),)), Text("De wijkraad.", "Wie kan het vertellen")


def _found(*sections: Section) -> list[tuple[str, int, bool]]:
    return [(each.key, held, whole) for each, held, whole in ending.sections(Chapter("2", "", sections))]


def _summary(*blocks: Prose) -> Section:
    return Section("", "Samenvatting", blocks, "2.samenvatting")


def test_small_pieces_before_a_summary_go_along_with_it() -> None:
    other, last = (
        Section("2.1", "", (MISSING, TOLD), "2.1"),
        Section("2.2", "", (TABLE, MISSING, TOLD), "2.2"),
    )
    assert _found(other, last, _summary(WORDS)) == [
        ("2.1", 0, False),
        ("2.2", 2, False),
        ("2.samenvatting", 0, True),
    ]


def test_a_large_piece_stays_where_it_is_and_a_long_summary_is_broken() -> None:
    found = _found(Section("2.2", "", (MISSING, TABLE), "2.2"), _summary(WORDS, LONG))
    assert found == [("2.2", 0, False), ("2.samenvatting", 0, False)]
    assert _found(_summary(WORDS)) == [("2.samenvatting", 0, True)]
