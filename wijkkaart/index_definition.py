"""What a social index is made of: dimensions, and the figures in them with direction and weight.

The definition is data (`data/social_index.toml`) and can be changed in the workbench; both ways it's
checked by `checked`. Origin, religion and age are no inputs, whatever a user asks: an index that has
them scores people, not a neighbourhood.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wijkkaart.errors import InvalidDefinition
from wijkkaart.model import Indicator

BANDS = (70.0, 90.0, 110.0)
"""Limits of the bands: below 70, 70 to 90, 90 up to and including 110, above 110."""

_KINDS = ("share", "mean", "score")
_FORBIDDEN = (
    ("afkomst", ("herkomst", "westers", "achtergrond_", "geboren_", "migratie", "nationaliteit")),
    ("geloof", ("geloof", "religie", "kerk", "moskee")),
    ("leeftijd", ("leeftijd", "jonger_dan", "ouder_dan", "jaar of ouder", "jaar en ouder", "aow_")),
)


@dataclass(frozen=True)
class IndexInput:
    """A figure that a dimension is made of."""

    indicator: str
    direction: str
    """`good` when more is favourable, else `bad`."""
    explanation: str
    """Why it's in, in Dutch."""
    weight: float = 1.0
    instead: tuple[str, ...] = ()
    """Ids of figures that take its place, in this order, where the base area has none of it."""


@dataclass(frozen=True)
class Dimension:
    """A side of the neighbourhood."""

    id: str
    label: str
    explanation: str
    inputs: tuple[IndexInput, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class IndexDefinition:
    """A social index; what changes it gives a new one, that is to be checked again."""

    label: str
    explanation: str
    dimensions: tuple[Dimension, ...]

    @property
    def inputs(self) -> Iterator[tuple[Dimension, IndexInput]]:
        """Every figure with its dimension, in order."""
        return ((dimension, entry) for dimension in self.dimensions for entry in dimension.inputs)

    def weighted(self, weights: Mapping[str, float]) -> "IndexDefinition":
        """With other weights for some indicators or dimensions (by id)."""
        changed = tuple(
            replace(
                each,
                weight=weights.get(each.id, each.weight),
                inputs=tuple(replace(e, weight=weights.get(e.indicator, e.weight)) for e in each.inputs),
            )
            for each in self.dimensions
        )
        return replace(self, dimensions=changed)

    def without(self, *indicators: str) -> "IndexDefinition":
        """Without some figures; a dimension that is left with none goes too."""
        kept = (
            replace(each, inputs=tuple(e for e in each.inputs if e.indicator not in indicators))
            for each in self.dimensions
        )
        return replace(self, dimensions=tuple(each for each in kept if each.inputs))

    def with_input(self, dimension: str, entry: IndexInput) -> "IndexDefinition":
        """With a figure more, or another direction or weight for one that is in."""
        others = self.without(entry.indicator) if any(e == entry.indicator for e in self._ids()) else self
        changed = tuple(
            replace(each, inputs=(*each.inputs, entry)) if each.id == dimension else each
            for each in others.dimensions
        )
        return replace(self, dimensions=changed)

    def _ids(self) -> list[str]:
        return [entry.indicator for _, entry in self.inputs]


def read(path: Path, indicators: Mapping[str, Indicator]) -> IndexDefinition:
    """The definition in a TOML file, checked; raises InvalidDefinition."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _invalid(f"het bestand {path.name} is niet te lezen ({error})") from error
    return parsed(content, indicators)


def parsed(content: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> IndexDefinition:
    """The definition that a TOML table holds, checked; raises InvalidDefinition."""
    try:
        dimensions = tuple(
            Dimension(
                id=key,
                label=str(entry["label"]),
                explanation=str(entry["explanation"]),
                weight=float(entry.get("weight", 1.0)),
                inputs=tuple(_input(name, row) for name, row in entry["inputs"].items()),
            )
            for key, entry in content["dimensions"].items()
        )
        found = IndexDefinition(str(content["label"]), str(content["explanation"]), dimensions)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _invalid(f"een veld ontbreekt of heeft een verkeerde waarde ({error})") from error
    return checked(found, indicators)


def _input(name: str, row: Mapping[str, Any]) -> IndexInput:
    instead = tuple(str(each) for each in row.get("instead", ()))
    weight = float(row.get("weight", 1.0))
    return IndexInput(name, str(row["direction"]), str(row["explanation"]), weight, instead)


def checked(definition: IndexDefinition, indicators: Mapping[str, Indicator]) -> IndexDefinition:
    """The definition itself, when it may be used; raises InvalidDefinition."""
    entries = [entry for _, entry in definition.inputs]
    ids = [name for entry in entries for name in (entry.indicator, *entry.instead)]
    if not entries:
        raise _invalid("er is geen enkel cijfer gekozen")
    for name in ids:
        if ids.count(name) > 1:
            raise _invalid(f"het cijfer '{name}' telt dubbel")
        if name not in indicators:
            raise _invalid(f"het cijfer '{name}' bestaat niet")
    for entry in entries:
        for name in (entry.indicator, *entry.instead):
            _check(entry, indicators[name])
    weights = [*(entry.weight for entry in entries), *(each.weight for each in definition.dimensions)]
    if min(weights) < 0 or not any(entry.weight for entry in entries):
        raise _invalid("een gewicht is kleiner dan 0, of alle gewichten zijn 0")
    return definition


def _check(entry: IndexInput, indicator: Indicator) -> None:
    if ground := forbidden(indicator):
        raise _invalid(f"'{indicator.label}' gaat over {ground}. Daarop beoordeelt een index geen wijken")
    if indicator.kind not in _KINDS:
        raise _invalid(
            f"'{indicator.label}' is een aantal of klasse, en is niet te vergelijken tussen wijken"
        )
    if entry.direction not in ("good", "bad"):
        raise _invalid(f"bij '{indicator.label}' staat niet of meer gunstig is (good) of ongunstig (bad)")
    if indicator.direction not in ("none", entry.direction):
        raise _invalid(f"de richting van '{indicator.label}' is anders dan bij het cijfer zelf")
    if not entry.explanation:
        raise _invalid(f"bij '{indicator.label}' staat niet waarom het meetelt")


def forbidden(indicator: Indicator) -> str:
    """Why a figure can't be an input (`afkomst`, `geloof` or `leeftijd`); "" when it can."""
    text = f"{indicator.id} {indicator.numerator} {indicator.label}".casefold()
    # "Of people of 18 and older" says who was asked, not what is measured: so the explanation doesn't count.
    return next((ground for ground, words in _FORBIDDEN if any(word in text for word in words)), "")


def _invalid(found: str) -> InvalidDefinition:
    return InvalidDefinition(
        f"Deze index kan niet: {found}.",
        "Een index bestaat uit cijfers met een richting, een gewicht en een uitleg.",
        "Kies een ander cijfer of een andere richting.",
    )
