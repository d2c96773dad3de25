"""How people are called in texts, and what only looks like it."""

import pytest

from wijkkaart.core.calling import Calling
from wijkkaart.core.naming import Naming, telling

FATIMA, BERG, KOPPEL, YILMAZ, ROOS = (
    "Fatima de Vries",
    "Jan van den Berg",
    "Piet de Koppel",
    "Mehmet Yılmaz",
    "Roos Bakker",
)
PERSONS = (
    FATIMA,
    BERG,
    KOPPEL,
    YILMAZ,
    ROOS,
    "Zénobie Quastermans",
    "F.A. el Amrani",
    "Anna Jansen-de Wit",
    "Anne-Marie Dekker",
)
KNOWN = ("De Koppel", "Kruiskamp", "Willem de Zwijgerlaan 12", "Bakkerij De Vries", "Wijkcentrum Fatima")


def _calling(*others: str) -> Calling:
    return Calling(PERSONS, others, lambda: KNOWN)


def _hidden(text: str, *others: str) -> str:
    return Naming(telling(PERSONS, [], []), _calling(*others)).sub("X", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bel Fatima de Vries.", "Bel X."),
        ("Mevrouw De Vries helpt.", "Mevrouw X helpt."),
        ("mw. de Vries, dhr. de vries en de heer De Vries", "mw. X, dhr. X en de heer X"),
        ("De familie De Vries-Jansen kookt.", "De familie X kookt."),
        ("mevrouw Jansen-de Vries", "mevrouw X"),
        ("F. de Vries en F. Vries", "X en X"),
        ("Volgens De Vries is het goed.", "Volgens X is het goed."),
        ("De tuin is van **De** Vries.", "De tuin is van **X."),
        ("Fatima kookt op dinsdag.", "X kookt op dinsdag."),
        ("Fatima's tuin; ook FATIMA helpt", "X's tuin; ook X helpt"),
        ("juf Fatima en Fatima V.", "juf X en X."),
        ("Opbouwwerker Fatima helpt.", "Opbouwwerker X helpt."),
        ("Vraag het aan Fatima van het wijkteam.", "Vraag het aan X van het wijkteam."),
        ("Met Van den Berg is gepraat.", "Met X is gepraat."),
        ("mevrouw De Koppel", "mevrouw X"),
        ("Yılmaz en Yilmaz", "X en X"),
        ("Zenobie Quastermans, ZÉNOBIE of Quastermans", "X, X of X"),
        ("de heer El Amrani; El Amrani", "de heer X; X"),
        ("mevrouw de Wit en mevrouw Jansen", "mevrouw X en mevrouw X"),
        ("de voorzitter, Bakker", "de voorzitter, Bakker"),
        ("bakker Bakker", "bakker Bakker"),
        ("mevrouw Bakker", "mevrouw X"),
        ("Anne-Marie kookt; volgens Anne\\-Marie en ANNE-MARIE D.", "X kookt; volgens X en X."),
        ("juf Anne-Marie's tuin", "juf X's tuin"),
    ],
)
def test_who_is_called_for_certain_is_found(text: str, said: str) -> None:
    assert _hidden(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "In De Koppel wonen 6.000 mensen.",
        "De Koppel-Kruiskamp en de Koppel",
        "de vries kou; in Vries",
        "de berg op; Bergen op Zoom; Berg en Dal",
        "Fatima Yildiz en Fatima-zahra",
        "de Fatimastraat en de Hugo de Vrieslaan",
        "Bakkerij De Vries",
        "Marie en Anne; Anne-Mariestraat; Hans-Anne-Marie; anne-marie; Anne-Marie Jansen; Anne-Fleur",
        "Brood van Bakkerij De Vries, wijkcentrum Fatima",
        "Jan Tooropstraat; Jan de Boer; Piet Hein",
        "Roos en tulp; de beheerder wil dat niet",
        "Jan de Vries",
        "J. de Vries",
        "De Vries Makelaars",
        "[site](https://www.fatima.nl/Fatima) en Fatima@oost.nl",
        "De bakker en de beheerder post de brief",
        "",
    ],
)
def test_what_only_looks_like_a_name_is_left(text: str) -> None:
    assert _hidden(text) == text


def test_a_name_that_others_have_too_is_not_sure() -> None:
    assert _hidden("Fatima en De Vries; mevrouw De Vries") == "X en X; mevrouw X"
    assert _hidden("Fatima en De Vries", "Fatima Aksoy") == "Fatima en X"
    assert _hidden("Fatima en De Vries", "Ton de Vries") == "X en De Vries"


def test_a_word_that_the_text_has_in_small_letters_is_not_sure() -> None:
    assert _hidden("De fatima is een sigaar. Fatima smaakt goed.").endswith("Fatima smaakt goed.")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Roos helpt.", [("Roos", ROOS)]),
        ("Een roos voor Roos.", [("Roos", ROOS)]),
        ("Bel De Koppel.", [("De Koppel", KOPPEL)]),
        ("In De Koppel.", []),
        ("Met Jan de Vries", [("de Vries", FATIMA)]),
        ("Vries was erbij", [("Vries", FATIMA)]),
        ("Fatima van Welzijn Oost", [("Fatima", FATIMA)]),
        ("Fatima kookt", []),
        ("Anne Marie kookt", [("Anne Marie", "Anne-Marie Dekker")]),
        ("Fatima Yildiz kookt", []),
    ],
)
def test_what_is_not_sure_is_asked_when_it_may_well_be(text: str, asked: list[tuple[str, str]]) -> None:
    calls = _calling().calls(text)
    assert [
        (text[each.start : each.end], each.name) for each in calls if not each.sure and each.asks
    ] == asked


@pytest.mark.parametrize(
    "name", ["Beheerder buurthuis", "Wijkteam", "spreekuur", "", "De", "  ", "(", "1e hulp"]
)
def test_what_is_not_written_as_the_name_of_a_person_calls_nobody(name: str) -> None:
    text = "Beheerder van het buurthuis; het spreekuur De 1e hulp."
    assert not [each for each in Calling([name]).calls(text) if each.sure]


def test_a_long_text_of_capitals_is_looked_at_quickly_enough() -> None:
    text = "Fatima De Vries-" * 5_000
    assert len(_calling().calls(text)) >= 1
