"""Elements of a page as plain data, which the browser builds one by one: text can't become anything else."""

from collections.abc import Mapping, Sequence

Tree = Sequence[object]
"""`[name, attributes, child, ...]`; a child is a text or a tree. `data-id` makes an element one to choose."""


def element(name: str, attributes: Mapping[str, str] | None = None, *children: object) -> Tree:
    """One element with its children; None among these is left out."""
    return [name, dict(attributes or {}), *(child for child in children if child is not None)]
