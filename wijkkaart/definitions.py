"""Reading the definitions in `data/`, and checking them whole.

A definition that breaks its contract raises InvalidDefinition with the file and the id.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar, cast

from wijkkaart.errors import InvalidDefinition
from wijkkaart.headers import exact_key, word_key
from wijkkaart.model import Category, CategoryGroup, Indicator, Source, Term

DIRECTIONS = ("good", "bad", "none")
KINDS = ("count", "share", "mean", "score", "class")
GENERATIONS = ("kaart", "kwb", "odata", "shape", "statline", "rivm", "leefbaarometer", "politie", "anders")
"""Who names columns: the map layers, the KWB Excel files, CBS OData, old shapefiles, StatLine
exports, the tables of RIVM, Leefbaarometer and the police, and files that others have made of them."""

_TYPES = {
    str: "tekst",
    bool: "true of false",
    int: "een geheel getal",
    float: "een getal",
    tuple: "een lijst teksten",
    dict: "een tabel",
}
_VAGUE = ("binnen_", "waarde_", "gemiddelde_score")
"""Ends of StatLine paths that say nothing by themselves, unique or not."""
_COLOUR = re.compile(r"^#[0-9a-f]{6}$")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Catalogue:
    """All definitions of one folder, checked."""

    sources: dict[str, Source]
    indicators: dict[str, Indicator]
    groups: dict[str, CategoryGroup]
    categories: dict[str, Category]
    target_groups: dict[str, Term]
    chapters: dict[str, Term]
    columns: dict[str, str]
    """Normalised column name to indicator id."""
    headers: frozenset[str]
    """The names in `columns` that are StatLine headers written out."""
    words: dict[str, str]
    """Normalised word to category id."""
    target_words: dict[str, str]
    """Normalised word to target group id."""
    school_regions: dict[str, str]
    """Code of a gemeente to the region of its school holidays: noord, midden or zuid."""
    synonyms: tuple[tuple[str, ...], ...]
    """Groups of words that mean the same to whoever searches; a word is in one group only."""
    options: dict[str, dict[str, Term]]
    """Name of a list of choices of the register to its choices by id."""


def read(folder: Path) -> Catalogue:
    """The definitions in `folder`, checked; raises InvalidDefinition."""
    known = {k: _make(Source, k, v, "sources.toml") for k, v in _tables(folder / "sources.toml")}
    chapters = _chapters(folder / "format.toml")
    groups, kinds = _categories(folder / "categories.toml", chapters)
    targets = {k: _make(Term, k, v, "target_groups.toml") for k, v in _tables(folder / "target_groups.toml")}
    figures = _indicators(folder / "indicators", known, chapters)
    columns, headers = _columns(figures.values())
    return Catalogue(
        sources=known,
        indicators=figures,
        groups=groups,
        categories=kinds,
        target_groups=targets,
        chapters=chapters,
        columns=columns,
        headers=headers,
        words=_words(kinds.values(), "categories.toml"),
        target_words=_words(targets.values(), "target_groups.toml"),
        options=_options(folder / "register.toml"),
        school_regions=_school_regions(folder / "school_regions.toml"),
        synonyms=_synonyms(folder / "synonyms.toml"),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _invalid(path.name, "", f"het bestand is niet te lezen ({error})") from error


def _tables(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, entry in _toml(path).items():
        if not isinstance(entry, dict):
            raise _invalid(path.name, key, "staat niet onder een kopje tussen vierkante haken")
        yield key, entry


def _invalid(file: str, key: str, found: str) -> InvalidDefinition:
    where = f"'{key}' in {file}" if key else file
    return InvalidDefinition(
        f"De definitie {where} klopt niet: {found}.",
        "Elke definitie heeft een eigen id, bestaande verwijzingen en de juiste velden.",
        "Herstel het bestand in de map data, of installeer wijkkaart opnieuw.",
    )


def _make(kind: Callable[..., _T], key: str, entry: dict[str, Any], file: str) -> _T:
    """A frozen definition of its TOML table, with every field checked."""
    wanted = {item.name: item for item in fields(cast(Any, kind)) if item.name != "id"}
    if unknown := sorted(set(entry) - set(wanted)):
        raise _invalid(file, key, f"onbekend veld {', '.join(unknown)}")
    for name, item in wanted.items():
        if name not in entry and item.default is MISSING and item.default_factory is MISSING:
            raise _invalid(file, key, f"het veld {name} ontbreekt")
    values = {name: _value(wanted[name].type, value, name, key, file) for name, value in entry.items()}
    return kind(id=key, **values)


def _value(hint: Any, value: Any, name: str, key: str, file: str) -> Any:
    """`value` as a field of type `hint` holds it: lists as tuples, whole numbers as floats where asked."""
    if name == "columns":
        if not isinstance(value, dict) or not set(value) <= set(GENERATIONS):
            raise _invalid(file, key, f"columns kent alleen {', '.join(GENERATIONS)}")
        return {each: _value(tuple, names, each, key, file) for each, names in value.items()}
    wanted = next((kind for kind in _TYPES if kind is hint), None)
    if wanted is None:
        wanted = tuple if str(hint).startswith("tuple") else int
    if wanted is float and type(value) is int:
        return float(value)
    if wanted is tuple and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    if type(value) is not wanted or value == "":
        raise _invalid(file, key, f"het veld {name} is niet {_TYPES[wanted]}")
    return value


def _chapters(path: Path) -> dict[str, Term]:
    labels = _toml(path).get("chapters", {})
    return {number: _make(Term, number, {"label": label}, path.name) for number, label in labels.items()}


def _school_regions(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for region, gemeenten in _toml(path).items():
        for code in _value(tuple, gemeenten, "gemeenten", region, path.name):
            if code in found or not re.fullmatch(r"GM\d{4}", code):
                raise _invalid(path.name, region, f"{code} staat er twee keer in of is geen gemeente")
            found[code] = region
    return found


def _synonyms(path: Path) -> tuple[tuple[str, ...], ...]:
    groups = _toml(path).get("groups", {})
    owner: dict[str, str] = {}
    for name, group in groups.items():
        for word in _value(tuple, group, "woorden", name, path.name):
            if owner.setdefault(word_key(word), name) != name or word != word.lower():
                raise _invalid(path.name, name, f"'{word}' hoort ook bij '{owner[word_key(word)]}'")
    return tuple(tuple(group) for group in groups.values())


def _options(path: Path) -> dict[str, dict[str, Term]]:
    """The lists of choices of the register; a word belongs to one choice of its list."""
    lists: dict[str, dict[str, Term]] = {}
    for name, entries in _tables(path):
        lists[name] = {key: _make(Term, key, entry, path.name) for key, entry in entries.items()}
        _words(lists[name].values(), path.name)
    return lists


def _categories(
    path: Path, chapters: dict[str, Term]
) -> tuple[dict[str, CategoryGroup], dict[str, Category]]:
    tables = dict(_tables(path))
    groups = {k: _make(CategoryGroup, k, v, path.name) for k, v in tables.pop("groups", {}).items()}
    for group in groups.values():
        if not _COLOUR.match(group.colour):
            raise _invalid(path.name, group.id, f"{group.colour} is geen kleur als #1a2b3c")
    found = {k: _make(Category, k, v, path.name) for k, v in tables.items()}
    for entry in found.values():
        _refer(entry.group, groups, "groep", entry.id, path.name)
        _refer(entry.chapter, chapters, "paragraaf", entry.id, path.name)
    return groups, found


def _refer(value: str, known: Iterable[str], what: str, key: str, file: str) -> None:
    if value not in known:
        raise _invalid(file, key, f"de {what} '{value}' bestaat niet")


def _indicators(folder: Path, known: dict[str, Source], chapters: dict[str, Term]) -> dict[str, Indicator]:
    """The indicators of every file, in the order that the files state."""
    contents = [(path.name, _toml(path)) for path in sorted(folder.glob("*.toml"))]
    found: dict[str, Indicator] = {}
    files: dict[str, str] = {}
    for file, content in sorted(contents, key=lambda pair: pair[1].get("order", 0)):
        shared = {name: value for name, value in content.items() if not isinstance(value, dict)}
        shared.pop("order", None)
        for key, entry in content.items():
            if not isinstance(entry, dict):
                continue
            if key in found:
                raise _invalid(file, key, f"dit id staat ook in {files[key]}")
            found[key], files[key] = _make(Indicator, key, shared | entry, file), file
    for entry in found.values():
        _check(entry, found, known, chapters, files[entry.id])
    return found


def _check(
    entry: Indicator,
    every: dict[str, Indicator],
    known: dict[str, Source],
    chapters: dict[str, Term],
    file: str,
) -> None:
    _refer(entry.source, known, "bron", entry.id, file)
    _refer(entry.chapter, chapters, "paragraaf", entry.id, file)
    _refer(entry.direction, DIRECTIONS, "richting", entry.id, file)
    _refer(entry.kind, KINDS, "soort", entry.id, file)
    for part in (entry.denominator, entry.numerator):
        if part:
            _refer(part, every, "indicator", entry.id, file)
            if every[part].kind != "count":
                raise _invalid(file, entry.id, f"teller of noemer '{part}' is geen aantal")
    if entry.numerator and not entry.denominator:
        raise _invalid(file, entry.id, "er is een teller, maar geen noemer")
    if entry.decimals < 0 or entry.factor <= 0 or entry.smallest <= 0:
        raise _invalid(file, entry.id, "decimals, factor of smallest is te klein")
    if entry.age_to is not None and (entry.age_from is None or entry.age_from >= entry.age_to):
        raise _invalid(file, entry.id, "age_from ontbreekt of ligt niet onder age_to")
    if entry.since and entry.until and entry.since > entry.until:
        raise _invalid(file, entry.id, "since komt na until")


def _columns(figures: Iterable[Indicator]) -> tuple[dict[str, str], frozenset[str]]:
    """Every column name to its indicator, and which of them are StatLine headers.

    The end of a StatLine path is a name too, where only one path ends so.
    """
    index: dict[str, str] = {}
    headers: set[str] = set()
    ends: dict[str, set[str]] = {}
    for entry in figures:
        for generation, names in entry.columns.items():
            for name in names:
                # A number that is written out here is part of the name: see `indicator_of_column`.
                key = ">".join(exact_key(part) for part in name.split(">"))
                if index.setdefault(key, entry.id) != entry.id:
                    raise _invalid("indicators", entry.id, f"de kolom {name} is al van '{index[key]}'")
                if generation == "statline":
                    headers.add(key)
                    path = key.split("/")
                    for start in range(1, len(path)):
                        ends.setdefault("/".join(path[start:]), set()).add(entry.id)
    for end, ids in ends.items():
        if len(ids) == 1 and end not in index and not end.startswith(_VAGUE):
            index[end] = next(iter(ids))
    return index, frozenset(headers)


def _words(entries: Iterable[Category | Term], file: str) -> dict[str, str]:
    index: dict[str, str] = {}
    for entry in entries:
        for word in (entry.id, entry.label, *entry.words):
            if index.setdefault(word_key(word), entry.id) != entry.id:
                raise _invalid(file, entry.id, f"'{word}' hoort ook bij '{index[word_key(word)]}'")
    return index
