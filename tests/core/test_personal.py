"""What in free text may tell of a person."""

import pytest

from wijkkaart.core.personal import telling


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Gesproken met mevrouw de Wit over de tuin.", "mevrouw de Wit"),
        ("Dhr. Jansen heeft de sleutel.", "Dhr. Jansen"),
        ("Bel 06-12345678 voor de sleutel", "telefoonnummer"),
        ("Mail jan@voorbeeld.nl", "e-mailadres"),
        ("De sleutel ligt in de Kerkstraat 12", "Kerkstraat 12"),
        ("Zénobie Quastermans weet er meer van", "Zénobie Quastermans"),
        ("ZENOBIE QUASTERMANS weet er meer van", "Zénobie Quastermans"),
    ],
)
def test_it_warns_of_persons_numbers_and_addresses(text: str, part: str) -> None:
    assert any(part in said for said in telling(text, ["Zénobie Quastermans"]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In 2024 woonden hier 1.250 mensen; 12% is ouder dan 75.",
        "Op de eerste dinsdag van de maand om 19.30 uur in de Kerkstraat.",
        "Het plein heeft 12 bankjes. De bewoners willen meer groen.",
        "Anna's tuin",
    ],
)
def test_knowledge_of_the_wijk_is_no_reason_to_warn(text: str) -> None:
    assert telling(text, ["Anna", "Zénobie Quastermans"]) == []
