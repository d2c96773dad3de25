"""What has to be done about key persons, in Dutch."""

from datetime import date

from wijkkaart.core.consent import Attention
from wijkkaart.present import dutch
from wijkkaart.record import Record

ATTENTION = {
    Attention.EXPIRED: "De bewaartermijn is voorbij. Wis deze persoon, of vraag opnieuw toestemming.",
    Attention.ENDS: "De bewaartermijn is bijna voorbij. Vraag of deze persoon wil blijven.",
    Attention.WITHDRAWN: "De toestemming is ingetrokken. Wis deze persoon, of leg een andere grondslag vast.",
    Attention.NO_CONSENT: "Toestemming is de grondslag, maar die is niet (helemaal) vastgelegd.",
    Attention.SPECIAL: "De rol zegt iets over geloof of gezondheid. Daarvoor is toestemming nodig.",
    Attention.NO_BASIS: "Er staat niet waarom deze persoon in het register mag staan.",
}
"""Each is a sentence or two: what's wrong, and what to do."""


def ends(record: Record, today: date) -> str:
    """Until when a person is kept, `Bewaren tot 3 mei 2027`."""
    text = str(record["expires"])
    if not text:
        return "Er staat niet tot wanneer deze persoon mag worden bewaard"
    over = text <= today.isoformat()
    return f"Bewaren tot {dutch.iso_day(text)}" + (" (voorbij)" if over else "")


def consent_line(record: Record) -> str:
    """What was agreed to, `Toestemming van 2 maart 2026, mondeling`."""
    given = record["consent"]
    if not given:
        return "Geen toestemming vastgelegd"
    if given.get("withdrawn"):
        when = str(given["withdrawn"])
        return (
            f"Toestemming ingetrokken op {dutch.iso_day(when)}"
            if when[:1].isdigit()
            else "Toestemming ingetrokken"
        )
    parts = [f"Toestemming van {dutch.iso_day(str(given.get('date') or 'een onbekende dag'))}"]
    return ", ".join([*parts, str(given["channel"])] if given.get("channel") else parts)
