"""Taking what a role may not see out of texts that people write, such as those of a wijkscan.

Taken out are the names of key persons, also as people call them (`mevrouw De Vries`, `Fatima`) where it's
sure that they're meant, their e-mail addresses and phone numbers, addresses of sensitive places, and what is
linked. What else a text gives away nobody can tell.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from wijkkaart.core.calling import Calling
from wijkkaart.core.naming import Naming, form, telling
from wijkkaart.core.visibility import sensitive
from wijkkaart.core.wijkscan.links import unlinked
from wijkkaart.record import Record, RecordKind

HIDDEN = "(niet getoond)"
"""What stands where something may not be seen."""


class Masking:
    """What has to be taken out of texts for one role."""

    def __init__(
        self,
        unreadable: Mapping[str, frozenset[str]],
        nameless: Mapping[str, str],
        unseen: Collection[str],
        seen: Collection[Record],
        places: Callable[[], Iterable[str]],
    ) -> None:
        """`unreadable` is id to `hidden_words`, `nameless` id to `hidden_name`, `unseen` are ids, `seen` is
        what the role sees; `places` gives names of what is no person."""
        self._unseen, self._seen = frozenset(unseen), seen
        persons = [each.name for each in seen if each.kind is RecordKind.CONTACT]
        calling = Calling(nameless.values(), persons, places)
        self._naming = Naming(frozenset().union(*unreadable.values()), calling)

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


def hidden_name(record: Record, shown: Record | None) -> str:
    """The name of a key person that a role doesn't see; "" for one that it sees and for what is none.

    Nor of an invented one: somebody real may well be called so.
    """
    name = str(record.values.get("name") or "")
    if (
        record.kind is not RecordKind.CONTACT
        or record.example
        or (shown is not None and shown.values.get("name") == name)
    ):
        return ""
    return name


def _words(record: Record) -> frozenset[str]:
    values = record.values
    names = [str(values.get("name") or "")] if record.kind is RecordKind.CONTACT else []
    numbers = [str(phone["number"]) for phone in values.get("phones") or ()]
    found = telling(names, [str(values.get("email") or "")], numbers)
    address = str(values.get("address") or "")
    return found | {address} if address else found
