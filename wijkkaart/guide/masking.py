"""Taking what a role may not see out of texts that people write, such as those of a wijkscan.

Known for certain are the full names, e-mail addresses and phone numbers of key persons, addresses of
sensitive places, and what is linked. What else a text gives away nobody can tell.
"""

from collections.abc import Collection, Mapping
from functools import cached_property

from wijkkaart.core.naming import Naming, form, telling
from wijkkaart.core.visibility import sensitive
from wijkkaart.core.wijkscan.links import unlinked
from wijkkaart.record import Record, RecordKind

HIDDEN = "(niet getoond)"
"""What stands where something may not be seen."""


class Masking:
    """What has to be taken out of texts for one role."""

    def __init__(
        self, unreadable: Mapping[str, frozenset[str]], unseen: Collection[str], seen: Collection[Record]
    ) -> None:
        """`unreadable` is id to `hidden_words`, `unseen` are ids, `seen` is what the role sees."""
        self._unseen, self._seen = frozenset(unseen), seen
        self._naming = Naming(frozenset().union(*unreadable.values()))

    def masked(self, text: str) -> str:
        """The text with HIDDEN for what the role may not see."""
        if self._unseen:
            text = unlinked(text, self._unseen.__contains__, HIDDEN)
        return self._naming.sub(HIDDEN, text, self._secret)

    def _secret(self, word: str) -> bool:
        # A number that somebody shares with the organisation isn't a secret.
        return form(word) not in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        """What the role sees of all records; it takes a while, and few texts ask for it."""
        return frozenset(form(word) for record in self._seen for word in _words(record))


def hidden_words(record: Record, shown: Record | None) -> frozenset[str]:
    """What names a key person, or says where a sensitive place is, that a role doesn't see of the record."""
    words = _words(record) if record.kind is RecordKind.CONTACT else frozenset()
    address = str(record.values.get("address") or "")
    # Without a number it's a street, which many places have.
    if any(map(str.isdigit, address)) and (sensitive(record) or not record.trashed):
        words |= {address}
    return words - (_words(shown) if shown else frozenset())


def _words(record: Record) -> frozenset[str]:
    values = record.values
    names = [str(values.get("name") or "")] if record.kind is RecordKind.CONTACT else []
    numbers = [str(phone["number"]) for phone in values.get("phones") or ()]
    found = telling(names, [str(values.get("email") or "")], numbers)
    address = str(values.get("address") or "")
    return found | {address} if address else found
