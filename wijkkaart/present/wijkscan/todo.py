"""The checklist of a wijkscan in words: what there is to do, why, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from wijkkaart.catalogue import indicators
from wijkkaart.core import personal
from wijkkaart.core.wijkscan import asking, definition
from wijkkaart.core.wijkscan.asking import Question
from wijkkaart.core.wijkscan.changes import ELSEWHERE
from wijkkaart.core.wijkscan.checklist import Far, Item, Kind
from wijkkaart.core.wijkscan.parts import HEAD, SUMMARY, Answer
from wijkkaart.present import dutch
from wijkkaart.present.record_history import moment

WRITE, CHECK, PEOPLE, PLAN = "schrijven", "nakijken", "mensen", "afspreken"
GROUPS = {
    CHECK: "Na te kijken",
    PEOPLE: "Over mensen en foto's",
    PLAN: "Af te spreken",
    WRITE: "Nog te schrijven",
}
"""Id of a group of things to do to its heading, in the order in which they're shown: of what's still to be
written there is a long list at first, which would push away what is wrong."""
_GROUP = {
    Kind.EMPTY: WRITE,
    Kind.SHORT: WRITE,
    Kind.FRAME: WRITE,
    Kind.PERSON: PEOPLE,
    Kind.CALLED: PEOPLE,
    Kind.MEANT: PEOPLE,
    Kind.NO_ALT: PEOPLE,
    Kind.PHOTO_GONE: PEOPLE,
    Kind.REVIEW: PLAN,
    Kind.NO_REVIEW: PLAN,
    Kind.NO_OWNER: PLAN,
    Kind.LATE: PLAN,
    Kind.NO_WHO: PLAN,
    Kind.NO_WHEN: PLAN,
}
_WORDS = {
    Kind.EMPTY: "Hier staat nog geen tekst.",
    Kind.SHORT: "De tekst is nog kort. Beantwoord een van de vragen die helpen.",
    Kind.FRAME: "Het kader is nog niet ingevuld. Vul het in, of haal het weg.",
    Kind.OLD: "Wat er veranderde, is voor het laatst bekeken op {day}. Dat is langer dan een jaar geleden.",
    Kind.REVIEW: "Op {day} zou de groep de wijkscan opnieuw bekijken. Die dag is voorbij.",
    Kind.NO_REVIEW: "Er is nog niet afgesproken wanneer de groep de wijkscan opnieuw bekijkt.",
    Kind.NO_OWNER: "Er staat nog niet van wie de wijkscan is.",
    Kind.DIFFERS: "‘{said}’ is een ander getal dan het cijfer zelf: {label} is {truth}.",
    Kind.OTHER_NUMBER: "Er staat: ‘{said}’ Geteld is iets anders: {label} is {truth}. Waarom verschilt dat?",
    Kind.NOTE: "Een notitie zegt: ‘{said}’ Geteld is iets anders: {label} is {truth}. Waarom verschilt dat?",
    Kind.OTHER_WAY: "Er staat: ‘{said}’ Maar {label} is hier {truth}.",
    Kind.UNSURE: "Er staat: ‘{said}’ Maar of {label} hier anders is, is niet te zeggen.",
    Kind.UNCERTAIN: "‘{said}’ ({label}) is {truth}. Schrijf dat erbij.",
    Kind.PERSON: "‘{said}’ lijkt de naam van een persoon. Kan het zonder naam?",
    Kind.CALLED: "‘{said}’ is een sleutelpersoon: {truth}. Kan het zonder naam? Wie deze persoon niet mag "
    "zien, leest daar ‘(niet getoond)’.",
    Kind.MEANT: "Bedoelt u met ‘{said}’ hier {truth}, een sleutelpersoon? Schrijf dan de hele naam: die "
    "blijft verborgen voor wie deze persoon niet mag zien. Bedoelt u iets anders? Kies dan ‘Geen persoon’.",
    Kind.NO_ALT: "Een foto heeft nog geen beschrijving voor wie hem niet ziet{named}.",
    Kind.FIGURE_GONE: "‘{said}’ verwijst naar een cijfer dat er niet is: {label}.",
    Kind.RECORD_GONE: "‘{said}’ staat niet meer in de sociale kaart.",
    Kind.PHOTO_GONE: "Een foto in de tekst is er niet meer{named}.",
    Kind.LATE: "De actie ‘{said}’ zou klaar zijn op {day}.",
    Kind.NO_WHO: "Bij de actie ‘{said}’ staat nog niet wie haar doet.",
    Kind.NO_WHEN: "Bij de actie ‘{said}’ staat nog niet wanneer zij klaar is.",
}
_PERSONS = {
    personal.KNOWN: "‘{said}’ is een sleutelpersoon. Kan het zonder naam? Wie deze persoon niet mag zien, "
    "leest daar ‘(niet getoond)’.",
    personal.NUMBER: "‘{said}’ is een telefoonnummer of e-mailadres. Is het van iemand thuis? Haal het dan "
    "weg.",
    personal.ADDRESS: "‘{said}’ lijkt een adres. Is dat niet het huis van iemand?",
}
_ANSWERS = {asking.NOBODY: "Geen persoon", asking.KEEP: "Laat zo"}
_ANSWERED = {asking.NOBODY: "‘{said}’ is geen persoon.", asking.KEEP: "‘{said}’ kan zo blijven."}
_VERDICTS = {
    "higher": "meer dan in {other}",
    "lower": "minder dan in {other}",
    "same": "bijna gelijk aan {other}",
}
_LONGEST = 160
"""Characters of a sentence that are quoted."""


@dataclass(frozen=True)
class Todo:
    """A thing to do."""

    part: str
    """Key of the part; `kop` for the head."""
    where: str
    """`2.1 Bevolking: opbouw en samenstelling`."""
    group: str
    """Id in GROUPS."""
    text: str
    key: str = ""
    """To answer it by; "" for what has to be mended."""
    answers: tuple[tuple[str, str], ...] = ()
    """Id and label of the answers that it can have."""


def rows(items: Iterable[Item], beside: str = "") -> list[Todo]:
    """The checklist in words, in its order; `beside` is the name of the area that verdicts are against."""
    return [
        Todo(
            each.part,
            where(each.part),
            _GROUP.get(each.kind, CHECK),
            _text(each, beside),
            key(each.part, each.question) if each.question else "",
            _answers(each.question) if each.question else (),
        )
        for each in items
    ]


def key(part: str, question: Question) -> str:
    """What tells a question from all others in a wijkscan."""
    return "|".join((part, question.what, question.said, question.name))


def _answers(question: Question) -> tuple[tuple[str, str], ...]:
    return tuple((each, _ANSWERS[each]) for each in asking.fitting(question.what))


def answered(answer: Answer) -> str:
    """`‘De Koppel’ is geen persoon. Noor, 26 november 2026 om 14.30 uur`."""
    words = _ANSWERED.get(answer.answer, _ANSWERED[asking.KEEP]).format(said=_short(answer.said))
    return f"{words} {answer.by}, {moment(answer.at)}"


def where(key: str) -> str:
    """Number and title of a part; a summary with its chapter."""
    if key == HEAD:
        return "Voorblad"
    title = definition.title(key)
    if key.endswith(SUMMARY):
        return f"{title} van hoofdstuk {key.removesuffix(SUMMARY)}"
    return f"{key} {title}" if key[0].isdigit() else title


def far(found: Far) -> str:
    """`3 van de 28 onderdelen zijn klaar.`"""
    if found.done == found.total:
        return f"Alle {found.total} onderdelen zijn klaar."
    verb = "is" if found.done == 1 else "zijn"
    return f"{found.done} van de {found.total} onderdelen {verb} klaar."


def who(found: Far) -> list[tuple[str, str]]:
    """Who has which parts still to do, by name; what nobody has comes last."""
    names = sorted(found.mine, key=lambda name: (not name, name.casefold()))
    return [
        (name or "Nog niemand", dutch.listing([where(key) for key in found.mine[name]])) for name in names
    ]


def _text(item: Item, beside: str) -> str:
    if item.kind is Kind.CHANGED:
        count = int(item.said)
        changed = "is 1 ding" if count == 1 else f"zijn {count} dingen"
        return f"Er {changed} veranderd sinds de groep dit bekeek: cijfers of vermeldingen."
    day = item.truth if item.kind is Kind.LATE else item.said
    words = _PERSONS.get(item.about, _WORDS[item.kind])
    truth = _VERDICTS[item.truth].format(other=beside) if item.truth in _VERDICTS else item.truth
    return words.format(
        said=_short(item.said),
        truth=truth,
        label=_label(item.about),
        day=dutch.iso_day(day),
        named=f" (‘{_short(item.said)}’)" if item.said else "",
    )


def _label(key: str) -> str:
    name, _, code = key.partition(ELSEWHERE)
    label = indicators()[name].label if name in indicators() else name
    return f"‘{label}’" + (f" van {code}" if code else "")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
