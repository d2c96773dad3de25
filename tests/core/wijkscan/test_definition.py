"""The definition of a wijkscan holds together, and says what's wrong when it doesn't."""

from pathlib import Path

import pytest

from wijkkaart import config, wijkscan_definition
from wijkkaart.catalogue import format_chapters, wijkscan
from wijkkaart.core.wijkscan import definition, markup, parts
from wijkkaart.core.wijkscan.tree import Grid, Heading
from wijkkaart.errors import InvalidDefinition
from wijkkaart.present.profile import layout

KEYS = definition.keys()
SOURCE = config.DEFINITIONS / "wijkscan.toml"


def test_all_parts_stand_in_the_order_of_the_document() -> None:
    keys = KEYS
    assert keys[:5] == ("inleiding", "1.1", "1.2", "1.samenvatting", "2.1")
    assert keys[-9:] == ("5.samenvatting", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7", "6.samenvatting")
    assert [key for key in keys if definition.prefilled(key)] == [
        paragraph for inside in layout.chapters().values() for paragraph in inside
    ]
    assert [chapter.number for chapter in definition.chapters()] == list("123456")
    assert all(chapter.keys[-1] == parts.summary_of(chapter.number) for chapter in definition.chapters())
    assert wijkscan_definition.INTRO == parts.INTRO
    assert wijkscan_definition.SUMMARY == parts.SUMMARY


@pytest.mark.parametrize("key", list(filter(definition.prefilled, KEYS)))
def test_every_paragraph_of_the_format_asks_all_kinds_of_questions(key: str) -> None:
    assert [*definition.asked(key)] == [*wijkscan().kinds.values()]
    assert len({*definition.questions(key)}) == len(definition.questions(key))


@pytest.mark.parametrize("key", KEYS)
def test_questions_are_short_and_are_questions(key: str) -> None:
    assert definition.title(key)
    assert definition.about(key).endswith((".", ").")), key
    for text in definition.questions(key):
        assert "?" in text or text.startswith("Naar wie"), text
        assert len(text.split()) <= 24, text


def test_the_tables_of_contents_of_frames_are_ten_functions_and_five_questions() -> None:
    functions = markup.read(definition.frame("6.5"))
    assert isinstance(functions[0], Grid)
    assert len(functions[0].rows) == 1 + 10
    questions = [each for each in markup.read(definition.frame("6.6")) if isinstance(each, Heading)]
    assert len(questions) == 5
    assert [key for key in KEYS if definition.optional(key)] == ["6.5", "6.6"]
    assert all(definition.optional(key) for key in KEYS if definition.frame(key))


def test_the_road_and_the_stages_are_those_that_parts_name() -> None:
    assert [phase.id for phase in definition.phases()] == ["verkennen", "plannen", "doen", "leren"]
    assert parts.Head().status in definition.statuses()
    assert parts.Action("a", "b").state in definition.states()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('[parts."2.3"]', '[parts."2.9"]', "2.3"),
        ('[parts."2.3".questions]', '[parts."2.3".vragen]', "vragen"),
        ('netwerk = ["Volgt', 'netwerken = ["Volgt', "netwerken"),
        ('"6" = "Analyse', '"5" = "Analyse', "format.toml"),
        ("[phases.doen]", "[phases.maken]", "maken"),
        ('bezig = "Bezig"\n', "", "bezig"),
        ('about = "Hoe prettig en veilig het wonen is."', 'about = ""', "geen tekst"),
        ("[summary]", "[samenvatting]", "summary"),
        ("[chapters]", "[chapters", "te lezen"),
    ],
)
def test_a_mistake_in_the_file_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = SOURCE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "wijkscan.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidDefinition, match=said):
        wijkscan_definition.read(path, format_chapters())
