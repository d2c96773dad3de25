"""The definitions of wijkkaart: sources, indicators, categories, target groups and the format.

They're kept as data in `data/*.toml`, read once and checked whole (see `definitions`). What a header
in an outside file means is decided here too.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from wijkkaart import config, definitions, index_definition, name_words, wijkscan_definition
from wijkkaart.definitions import Catalogue
from wijkkaart.headers import column_key, exact_key, number_of, word_key
from wijkkaart.index_definition import IndexDefinition
from wijkkaart.model import Category, CategoryGroup, Indicator, Source, Term
from wijkkaart.name_words import NameWords
from wijkkaart.record import STATUS_LABELS
from wijkkaart.wijkscan_definition import WijkscanDefinition

__all__ = [
    "categories",
    "category_groups",
    "category_of",
    "column_index",
    "column_key",
    "format_chapters",
    "indicator_of_column",
    "indicators",
    "indicators_of_columns",
    "names",
    "options",
    "school_regions",
    "social_index",
    "sources",
    "synonyms",
    "target_group_of",
    "target_groups",
    "themes",
    "wijkscan",
]

PERSONS = "sleutelpersonen"
"""The group of categories that key persons are of."""


@cache
def _loaded() -> Catalogue:
    return definitions.read(config.DEFINITIONS)


def sources() -> dict[str, Source]:
    """The sources by id."""
    return _loaded().sources


def indicators() -> dict[str, Indicator]:
    """The indicators by id, theme by theme."""
    return _loaded().indicators


def themes() -> list[str]:
    """The headings under which indicators are listed, in order."""
    return list(dict.fromkeys(entry.theme for entry in indicators().values()))


@cache
def social_index() -> IndexDefinition:
    """The social index as it's proposed; the workbench changes copies of it."""
    return index_definition.read(config.DEFINITIONS / "social_index.toml", indicators())


@cache
def wijkscan() -> WijkscanDefinition:
    """The parts of a wijkscan, the questions that help to write them, and the steps of its road."""
    return wijkscan_definition.read(config.DEFINITIONS / "wijkscan.toml", format_chapters())


@cache
def names() -> NameWords:
    """Words that tell how people are named in texts."""
    return name_words.read(config.DEFINITIONS / "names.toml")


def category_groups() -> dict[str, CategoryGroup]:
    """The families of categories by id."""
    return _loaded().groups


def categories() -> dict[str, Category]:
    """The categories of places, activities and key persons by id."""
    return _loaded().categories


def target_groups() -> dict[str, Term]:
    """The target groups by id."""
    return _loaded().target_groups


def format_chapters() -> dict[str, Term]:
    """The chapters ("2") and paragraphs ("2.1") of the format wijkkaart."""
    return _loaded().chapters


def school_regions() -> dict[str, str]:
    """Code of a gemeente to the region of its school holidays: noord, midden or zuid."""
    return _loaded().school_regions


def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same to whoever searches."""
    return _loaded().synonyms


@cache
def options(name: str) -> dict[str, Term]:
    """The choices of a field of the register (`record.Field.options`) by id. Raises KeyError."""
    if name == "status":
        return {status.value: Term(status.value, label) for status, label in STATUS_LABELS.items()}
    if name == "target_group":
        return target_groups()
    if name in {"category", "person_category"}:
        persons = name == "person_category"
        return {
            key: Term(key, entry.label, entry.words)
            for key, entry in categories().items()
            if (entry.group == PERSONS) is persons
        }
    return _loaded().options[name]


def category_of(text: str) -> str | None:
    """The id of the category that `text` is the id, the label or a word of."""
    return _loaded().words.get(word_key(text))


def target_group_of(text: str) -> str | None:
    """The id of the target group that `text` is the id, the label or a word of."""
    return _loaded().target_words.get(word_key(text))


def column_index() -> dict[str, str]:
    """Normalised column name (`column_key`) to indicator id, for tables of any generation."""
    return _loaded().columns


def indicator_of_column(name: str) -> str | None:
    """The id of the indicator that a column holds, or None when that isn't certain.

    A StatLine header is known by its whole path or by an end of it that is unambiguous; an OData
    name that a table uses more than once only when its number tells, see `indicators_of_columns`.
    """
    index = column_index()
    for key in (exact_key(name), column_key(name)):
        if key in index:
            return index[key]
    path = column_key(name).split("/")
    # A table may put a figure under more headings than the definition names.
    longer = ("/".join(path[start:]) for start in range(1, len(path)))
    return next((index[end] for end in longer if end in _loaded().headers), None)


def indicators_of_columns(names: Sequence[str]) -> list[str | None]:
    """The indicator of each column of one table, in order.

    OData gives the same name to several columns: `Appartement` once for electricity and once for gas,
    `Binnen1Km` after each distance. Those are told apart by their order, and only when they're all there.
    """
    index = column_index()
    keys = [column_key(name) for name in names]
    totals, seen = Counter(keys), Counter[str]()
    found: list[str | None] = []
    anchor, after = "", 0
    for name, key in zip(names, keys, strict=True):
        seen[key] += 1
        turn = _turn(key, seen[key], totals[key])
        if key.startswith("binnen_"):
            # Part of the distance before it, unless columns in between were left out.
            near = 0 < number_of(name) - after <= 3
            found.append(index.get(f"{anchor}>{key}") if near else None)
            continue
        if turn == key:
            found.append(indicator_of_column(name))
        else:
            found.append(index.get(turn))
        if key.startswith("afstand_tot_"):
            anchor, after = turn, number_of(name)
    return found


def _turn(key: str, turn: int, total: int) -> str:
    """What the `turn`th of `total` columns called `key` is named in the definitions; "" when unsure."""
    index = column_index()
    if total == 1 or f"{key}#1" not in index:
        return key
    complete = f"{key}#{total}" in index and f"{key}#{total + 1}" not in index
    return f"{key}#{turn}" if complete else ""
