"""What can be chosen in the fields of the register, and what the choices are called on screen."""

from collections.abc import Iterable

from wijkkaart import catalogue
from wijkkaart.record import Field


def options(name: str) -> dict[str, str]:
    """Id to label of the choices of `record.Field.options`, in the order of forms. Raises KeyError."""
    return {key: term.label for key, term in catalogue.options(name).items()}


def of_field(field: Field) -> dict[str, str]:
    """The choices of a field; none for one that isn't chosen from a list."""
    return options(field.options) if field.options else {}


def label(name: str, key: str) -> str:
    """What one choice is called; the id itself for one that isn't in the list any more, "" for ""."""
    found = catalogue.options(name).get(key)
    return found.label if found else key


def labels(name: str, keys: Iterable[str]) -> list[str]:
    """What some choices are called, in the order they're given."""
    return [label(name, key) for key in keys]
