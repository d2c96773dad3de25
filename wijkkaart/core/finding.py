"""Finding things by what people type: typing errors, parts of compounds, other words for the same.

The index is tantivy's, in memory. Every thing has a number, and what's found comes as an array with a
score for every number, so that filters and counts are masks over the same numbers.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from tantivy import (
    Document,
    Filter,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from wijkkaart.core.synonyms import Stems, Synonyms

WEIGHTS = {"name": 8.0, "category": 5.0, "organisation": 3.0, "description": 1.5}
"""What a word is worth by where it stands: a name says more than a description."""
_EXACT, _START, _INSIDE, _SAME, _NEAR = 1.0, 0.8, 0.6, 0.5, 0.4
"""What it's worth by how it's found: as it is, as a start or part of a word, by a synonym, misspelled."""
_CODES = 9.0
_WHOLE = 6.0
"""Extra when the words stand together in a name."""
_MEMORY, _SEGMENTS = 15_000_000, 24
_LONGEST, _MOST_WORDS, _MANY = 100, 8, 1000
_TELLING = 4
"""Letters from which the middle of a word tells something."""
_STOP = frozenset({
    "aan", "als", "bij", "de", "dat", "die", "dit", "een", "en", "er", "het", "ik", "in", "is", "met", "mijn",
    "naar", "of", "om", "op", "te", "tot", "u", "van", "voor", "waar", "wat", "wie", "zijn",
})  # fmt: skip
_PHONE = re.compile(r"(?:\+31|0031|0)\d{2,}")
_POSTCODE = re.compile(r"[1-9]\d{3}[a-z]{0,2}")


@dataclass(frozen=True)
class Text:
    """What one thing is found by."""

    name: str = ""
    category: str = ""
    """What kind it is, for whom, about what; in words."""
    organisation: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    """Postcode and telephone numbers, as people write them."""


@dataclass(frozen=True)
class Hits:
    """What a question found."""

    scores: np.ndarray
    """float32, one a number; 0 for what isn't found."""
    partial: bool = False
    """Nothing has all the words: these have as many of them as anything has."""
    near: tuple[str, ...] = ()
    """Words that were only found written otherwise."""


def code(text: str) -> str:
    """A postcode or telephone number to compare by: no spaces, and 0 for +31."""
    bare = re.sub(r"[\s().\-/]", "", text).lower()
    return re.sub(r"^(?:\+|00)31(?:\(0\))?0?", "0", bare)


class TextIndex:
    """The index itself, which changes; `open` gives a state of it that doesn't."""

    def __init__(self, synonyms: Iterable[Iterable[str]] = ()) -> None:
        self._analyzer = _dutch()
        self._index = Index(_schema())
        self._index.register_tokenizer("dutch", self._analyzer)
        self._synonyms = Synonyms(synonyms, self._analyzer.analyze)
        self._vocabulary = " "

    def put(self, texts: Mapping[int, Text], gone: Collection[int] = ()) -> None:
        """Add or replace what has these numbers, and take out what's gone. One at a time, please."""
        writer = self._index.writer(_MEMORY, 1)
        if self._index.searcher().num_docs:
            for number in (*gone, *texts):
                writer.delete_documents_by_term("number", number)
        for number, text in texts.items():
            writer.add_document(
                Document(
                    number=number,
                    name=text.name,
                    category=text.category,
                    organisation=text.organisation,
                    description=text.description,
                    codes=[code(each) for each in text.codes if each],
                )
            )
        writer.commit()
        self._learn(texts.values())
        if self._index.searcher().num_segments > _SEGMENTS:
            writer.wait_merging_threads()
        self._index.reload()

    def _learn(self, texts: Iterable[Text]) -> None:
        # Words that nothing has any more may stay: they lead to nothing.
        said = (f"{each.name} {each.category} {each.organisation} {each.description}" for each in texts)
        words = {word for text in said for word in self._analyzer.analyze(text)}
        many = len(words) > _MANY
        known = set(self._vocabulary.split()) if many else set[str]()
        new = sorted(w for w in words - known if many or f" {w} " not in self._vocabulary)
        self._vocabulary += "".join(f"{word} " for word in new)

    def open(self, size: int) -> "TextSearch":
        """The index as it is now, for numbers below `size`."""
        return TextSearch(
            self._index.schema, self._index.searcher(), self._analyzer, self._synonyms, self._vocabulary, size
        )


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field("number", indexed=True, fast=True)
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="dutch")
    builder.add_text_field("codes", tokenizer_name="raw", index_option="basic")
    return builder.build()


def _dutch() -> TextAnalyzer:
    """Lower case, without accents, the stem of each word."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(80))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return builder.filter(Filter.stemmer("dutch")).build()


class TextSearch:
    """One state of an index; safe to ask by many at once."""

    def __init__(
        self,
        schema: Schema,
        searcher: Searcher,
        analyzer: TextAnalyzer,
        synonyms: Synonyms,
        vocabulary: str,
        size: int,
    ) -> None:
        """`vocabulary` is every word of the index, with spaces around each."""
        self._schema, self._searcher, self._analyzer = schema, searcher, analyzer
        self._synonyms, self._vocabulary, self._size = synonyms, vocabulary, size

    def find(self, text: str, scope: np.ndarray) -> Hits | None:
        """What `text` finds among the numbers that the mask `scope` keeps; None when it asks nothing."""
        asked = text.strip()[:_LONGEST]
        by_code = self._by_code(asked, scope)
        if by_code is not None:
            return by_code
        words = [word for word in re.findall(r"[^\W_]+", asked.lower()) if word]
        telling = [word for word in words if word not in _STOP] or words
        known = [(stem, word) for word in telling[:_MOST_WORDS] for stem in self._analyzer.analyze(word)]
        stems, raw = tuple(stem for stem, _ in known), dict(known)
        if not stems:
            return None
        total = np.zeros(self._size, np.float32)
        count = np.zeros(self._size, np.int8)
        near = []
        units = [*self._synonyms.units(stems)]
        for part, others in units:
            found = self._scores(self._strict(part, raw, others)) * scope
            if not found.any() and (loose := self._loose(part)) is not None:
                found = self._scores(loose) * scope
                if found.any():
                    near.append(" ".join(raw.get(stem, stem) for stem in part))
            total += found
            count += found > 0
        best = int(count.max(initial=0))
        total[count < max(best, 1)] = 0
        if best == len(units) > 0:
            self._add_wholes(total, stems)
        return Hits(total, partial=0 < best < len(units), near=tuple(near))

    def _by_code(self, asked: str, scope: np.ndarray) -> Hits | None:
        wanted = code(asked)
        if not (_PHONE.fullmatch(wanted) or _POSTCODE.fullmatch(wanted)):
            return None
        found = self._scores(self._worth(self._starts("codes", wanted), _CODES)) * scope
        return Hits(found) if found.any() else None

    def _scores(self, query: Query) -> np.ndarray:
        """A score for every number."""
        scores = np.zeros(self._size, np.float32)
        hits = self._searcher.search(query, limit=max(self._searcher.num_docs, 1), count=False).hits
        if hits:
            numbers = np.array(self._searcher.fast_field_values("number", [hit[1] for hit in hits]), np.intp)
            values = np.array([hit[0] for hit in hits], np.float32)
            inside = numbers < self._size
            scores[numbers[inside]] = values[inside]
        return scores

    def _strict(self, part: Stems, raw: Mapping[str, str], others: list[Stems]) -> Query:
        """What has the words as they are, as a part of a word, or as another word for the same."""
        single = len(part) == 1
        starts, inside = self._parts({part[0], raw.get(part[0], part[0])}) if single else ([], [])
        same = [other[0] for other in others if len(other) == 1]
        _, same_inside = self._parts({word for word in same if len(word) >= _TELLING})
        ways = []
        for field, weight in WEIGHTS.items():
            ways.append(self._ranked(field, part, weight * _EXACT))
            ways.append(self._any(field, starts, weight * _START))
            ways.append(self._any(field, inside, weight * _INSIDE))
            ways.append(self._any(field, same, weight * _SAME))
            ways.append(self._any(field, same_inside, weight * _SAME * _INSIDE))
            for other in others:
                if len(other) > 1:
                    ways.append(self._worth(self._together(field, other), weight * _SAME))
        if not single:
            # The words of an expression may also stand apart.
            apart = [(Occur.Must, self._strict((stem,), raw, [])) for stem in part]
            ways.append(Query.boost_query(Query.boolean_query(apart), 1 / len(part)))
        elif part[0].isdigit() and len(part[0]) >= 4:
            ways.append(self._worth(self._starts("codes", part[0]), _CODES))
        return Query.disjunction_max_query(ways)

    def _parts(self, forms: Collection[str]) -> tuple[list[str], list[str]]:
        """Words of the index that start with, and that have inside, one of the forms of a word."""
        starts, inside = set[str](), set[str]()
        for form in forms:
            found = self._words_with(form)
            begins = {word for word in found if word.startswith(form)}
            starts |= begins
            if len(form) >= _TELLING:
                inside |= found - begins
        return sorted(starts), sorted(inside - starts)

    def _words_with(self, form: str) -> set[str]:
        # One search through one text: a thousand times quicker than word by word.
        found, text = set[str](), self._vocabulary
        if len(form) == 1:
            form = f" {form}"
        at = text.find(form)
        while at >= 0:
            end = text.index(" ", at + 1)
            found.add(text[text.rindex(" ", 0, at + 1) + 1 : end])
            at = text.find(form, end)
        return found

    def _loose(self, part: Stems) -> Query | None:
        """What looks like the words; None when they're too short to tell."""
        if any(len(stem) < 4 or stem.isdigit() for stem in part):
            return None
        return Query.boolean_query([(Occur.Must, self._near(stem)) for stem in part])

    def _near(self, stem: str) -> Query:
        ways = []
        for field, weight in WEIGHTS.items():
            # Starts too, so that an error in the first part of a compound is overlooked.
            for distance, start, worth in (
                (1, False, _NEAR),
                (1, len(stem) > 5, _NEAR * 0.8),
                (2, False, 0.2),
            ):
                if distance == 1 or len(stem) >= 8:
                    query = Query.fuzzy_term_query(self._schema, field, stem, distance, True, start)
                    ways.append(self._worth(query, weight * worth))
        return Query.disjunction_max_query(ways)

    def _add_wholes(self, total: np.ndarray, stems: Stems) -> None:
        """Raise what has all the words beside each other in its name."""
        if len(stems) > 1:
            extra = self._scores(self._worth(self._together("name", stems), _WHOLE))
            total[total > 0] += extra[total > 0]

    def _together(self, field: str, stems: Stems) -> Query:
        if len(stems) == 1:
            return Query.term_query(self._schema, field, stems[0], "basic")
        return Query.phrase_query(self._schema, field, [*stems])

    def _ranked(self, field: str, part: Stems, weight: float) -> Query:
        """Of equals the ones that say it in fewest words go first: BM25, from the weight up."""
        bm25 = Query.term_query(self._schema, field, part[0], "freq")
        flat = self._worth(self._together(field, part), weight)
        return Query.boolean_query([(Occur.Must, flat), (Occur.Should, Query.boost_query(bm25, 0.02))])

    def _any(self, field: str, words: list[str], weight: float) -> Query:
        """What has one of these words."""
        return self._worth(Query.term_set_query(self._schema, field, words), weight)

    def _starts(self, field: str, form: str) -> Query:
        return Query.regex_query(self._schema, field, f"{re.escape(form)}.*")

    @staticmethod
    def _worth(query: Query, weight: float) -> Query:
        return Query.const_score_query(query, weight)
