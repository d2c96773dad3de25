"""Words that mean the same."""

from collections import Counter

from wijkkaart.catalogue import synonyms
from wijkkaart.core.finding import TextIndex
from wijkkaart.core.synonyms import Synonyms


def stem(text: str) -> list[str]:
    return [word.removesuffix("en") for word in text.split()]


GROUPS = [["samen eten", "eettafel", "open tafel"], ["schulden", "geldzorgen"]]


def test_the_longest_expression_is_one_part() -> None:
    found = [*Synonyms(GROUPS, stem).units(("sam", "et", "wijk"))]
    assert found == [(("sam", "et"), [("eettafel",), ("op", "tafel")]), (("wijk",), [])]


def test_plurals_and_typing_errors_in_long_words_stand_for_their_group() -> None:
    known = Synonyms(GROUPS, stem)
    assert known.others(("geldzorg",)) == [("schuld",)]
    assert known.others(("geldzorgn",)) == [("schuld",), ("geldzorg",)]
    assert known.others(("schold",)) == [("schuld",), ("geldzorg",)]
    assert known.others(("ettafel",)) == [("sam", "et"), ("eettafel",), ("op", "tafel")]
    assert known.others(("tafel",)) == []


def test_every_word_stands_in_one_group_also_by_its_stem() -> None:
    assert len(synonyms()) >= 80
    dutch = TextIndex()._analyzer.analyze
    stems: Counter[tuple[str, ...]] = Counter()
    for group in synonyms():
        assert len(group) > 1
        assert all(word == word.lower().strip() for word in group)
        stems.update({tuple(dutch(word)) for word in group})
    assert [word for word, count in stems.items() if count > 1] == []
    assert () not in stems
