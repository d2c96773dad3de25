"""Photos from outside, read in a process of their own."""

import struct

import pytest

from tests.core.test_pictures import HEIC, SVG, bomb, opened, photo
from wijkkaart.core import pictures
from wijkkaart.errors import InvalidFile
from wijkkaart.web import photos


def test_a_photo_comes_back_whole() -> None:
    for data in (photo(), HEIC):
        picture = photos.made(data)
        assert picture == pictures.made(data)
        assert opened(picture).size == (picture.width, picture.height)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SVG, "SVG"),
        (bomb(50_000), "uitgepakt"),
        (b"x" * (pictures.LARGEST_FILE + 1), "25 MB"),
        (HEIC[:300], "beschadigd"),
    ],
    ids=["svg", "bomb", "large", "cut off"],
)
def test_it_says_the_same_of_what_it_refuses(data: bytes, said: str) -> None:
    with pytest.raises(InvalidFile, match=said) as caught:
        photos.made(data)
    assert caught.value.remedy


def test_a_file_that_brings_down_its_reader_is_refused() -> None:
    changed = bytearray(HEIC)
    changed[178] = 154
    with pytest.raises(InvalidFile, match="beschadigd"):
        photos.made(bytes(changed))


def test_a_heic_that_says_it_is_huge_is_refused() -> None:
    place = HEIC.index(b"ispe") + 8
    with pytest.raises(InvalidFile):
        photos.made(HEIC[:place] + struct.pack(">II", 60_000, 60_000) + HEIC[place + 8 :])


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "_SECONDS", 0.01)
    with pytest.raises(InvalidFile, match="beschadigd"):
        photos.made(photo())
