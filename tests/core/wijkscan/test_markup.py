"""Own texts: what they say is kept whatever is in them, and nothing in them can run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import effort
from wijkkaart.core.wijkscan.markup import plain, read, references, replaced, rewritten, runs_of
from wijkkaart.core.wijkscan.tree import Grid, Heading, Items, Paragraph, Photo, Quote, Run

WHOLE = """# Wie wonen hier?

Er wonen [6.020](cijfer:inwoners) mensen, **veel** *ouderen* en
meer dan in [12%](cijfer:leeftijd_65_plus_pct@GM0307). Zie [de gemeente](https://amersfoort.nl).

> Het [Wijkcentrum](plek:r12)\\
> is van ons.

![De kerk](foto:ab12 "In 2025")

1. een
   - twee
2. drie

| Wat | Hoeveel |
|---|---|
| Scholen | [3](cijfer:scholen) |
"""


def test_a_text_is_read() -> None:
    figure = "leeftijd_65_plus_pct@GM0307"
    assert read(WHOLE) == (
        Heading(1, (Run("Wie wonen hier?"),)),
        Paragraph(
            (
                Run("Er wonen "),
                Run("6.020", figure="inwoners"),
                Run(" mensen, "),
                Run("veel", bold=True),
                Run(" "),
                Run("ouderen", italic=True),
                Run(" en meer dan in "),
                Run("12%", figure=figure),
                Run(". Zie "),
                Run("de gemeente", link="https://amersfoort.nl"),
                Run("."),
            )
        ),
        Quote((Paragraph((Run("Het "), Run("Wijkcentrum", record="r12"), Run("\nis van ons."))),)),
        Photo("ab12", "De kerk", "In 2025"),
        Items(
            (
                (Paragraph((Run("een"),)), Items(((Paragraph((Run("twee"),)),),))),
                (Paragraph((Run("drie"),)),),
            ),
            numbered=True,
        ),
        Grid((((Run("Wat"),), (Run("Hoeveel"),)), ((Run("Scholen"),), (Run("3", figure="scholen"),)))),
    )


def test_what_a_text_leans_on() -> None:
    found = references(WHOLE)
    assert found.figures == (
        ("inwoners", "6.020"),
        ("leeftijd_65_plus_pct@GM0307", "12%"),
        ("scholen", "3"),
    )
    assert found.records == (("r12", "Wijkcentrum"),)
    assert found.photos == (Photo("ab12", "De kerk", "In 2025"),)


def test_a_figure_that_is_partly_bold_is_one() -> None:
    assert references("[ruim **6.020** mensen](cijfer:inwoners)").figures == (
        ("inwoners", "ruim 6.020 mensen"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt:alert(1))",
        "[klik](data:text/html;base64,xx)",
        "[klik](file:///etc/passwd)",
        "[klik](/admin)",
        "[klik](//ander.nl)",
        "![klik](https://spion.nl/p.png)",
        "![klik](foto:)",
        "<javascript:klik>",
    ],
)
def test_of_an_address_that_may_not_be_only_the_text_stays(text: str) -> None:
    runs = [*runs_of(read(text))]
    assert "klik" in "".join(run.text for run in runs)
    assert not any(run.link or run.figure or run.record for run in runs)


def test_html_is_text() -> None:
    text = "<script>alert(1)</script>\n\n<b onclick=x>vet</b> &lt;"
    assert plain(text) == "<script>alert(1)</script>\n<b onclick=x>vet</b> <"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]: https://weg.nl", "[1]: https://weg.nl"),  # a definition of a link would vanish
        ("    inspringen", "inspringen"),  # no code
        ("regel\n---", "regel"),  # no heading
        ("```\nvak\n```", "vak"),
        ("~~oud~~", "~~oud~~"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_no_words_vanish(text: str, said: str) -> None:
    assert plain(text) == said


@pytest.mark.parametrize(
    "text",
    [
        ">" * 300 + " diep",
        "- " * 300 + "diep",
        "[" * 900 + "diep",
        "|".join("a" * 300) + " diep",
        "x" * 30_000 + "diep",
    ],
)
def test_what_is_too_tangled_is_shown_as_it_was_typed(text: str) -> None:
    assert read(text) == (Paragraph((Run(text),)),)


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "**a ",
        "*_",
        "<",
        "[](",
        "\\[",
        "&",
        "1. ",
        "- ",
        "> ",
        "`",
        "a|",
        "\n\n*_*_",
        "[a](cijfer:b)",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    with effort.ending(1):
        references((piece * 40_000)[:40_000])
    assert effort.of(lambda: references((piece * 2_000)[:2_000])) < 2_000 * 800


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read(text), tuple)
    assert rewritten(text, lambda _, said: said) == text


PIECES = [
    *("woord", " ", "\n", "\n\n", "- ", "> ", "1. ", "|", "*", "_", "#", "`", "[", "](", ")"),
    *("cijfer:x", "plek:y", "    ", "<b>", "~", "---"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_word_stays(pieces: list[str]) -> None:
    text = "".join(pieces)
    # A word in an address isn't text.
    if "](" not in text:
        assert plain(text).count("woord") == text.count("woord")


def test_only_the_wording_of_a_figure_is_replaced() -> None:
    new = replaced(WHOLE, {"inwoners": "6.100", "scholen": "4", "onbekend": "9"})
    assert new == WHOLE.replace("[6.020]", "[6.100]").replace("[3]", "[4]")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("[**6**](cijfer:a)", "[**7**](cijfer:a)"),
        ('[6](cijfer:a "uitleg")', '[7](cijfer:a "uitleg")'),
        ("[6](<cijfer:a>)", "[7](<cijfer:a>)"),
        (
            "[6](cijfer:a) en [6](cijfer:b) en [6](cijfer:a)",
            "[7](cijfer:a) en [6](cijfer:b) en [7](cijfer:a)",
        ),
        ("> [ruim\n> 6](cijfer:a)", "> [7](cijfer:a)"),
        ("- [ruim\n  6](cijfer:a)", "- [7](cijfer:a)"),
        ("\\[6](cijfer:a)", "\\[6](cijfer:a)"),
        ("[6](plek:a) a", "[6](plek:a) a"),
    ],
)
def test_a_figure_is_replaced_however_it_was_written(text: str, new: str) -> None:
    assert replaced(text, {"a": "7"}) == new


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=30))
def test_a_new_wording_says_what_it_says(said: str) -> None:
    said = " ".join(said.split()) or "7"
    new = replaced("voor [6](cijfer:a) na", {"a": said})
    assert [*runs_of(read(new))][-1].text.endswith(" na")
    assert references(new).figures == (("a", said),)
