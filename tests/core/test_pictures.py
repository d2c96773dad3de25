"""Photos that people send: what comes out, and what is refused."""

import base64
import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageFile

from tests import effort
from wijkkaart.core import pictures
from wijkkaart.errors import InvalidFile

# 64 by 32, red on the left and blue on the right, with a place and a maker in it; made with pillow-heif.
HEIC = base64.b64decode(
    """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA
ADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAAGEAAgAAAAACQwABAAAAAAAAAK4AAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA
AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAA
kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq
5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh
cAAAAEAAAAABAAAAIAAAAAEAAAAAAAAAAv///+AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAA
ABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAABF21kYXQAAABdKAGvE4D1J4E//+ClR/+61nh+Dw0xP/7zxiP6BrH/4vV3bgMdiygM
J4lEU3iO7ljLFNYaUrPcCpWjq9JqvZNoUv4TaP/gI8J4HyBD3iexvjxR23q/Wu+qMpQuModuAAAABkV4aWYAAE1NACoAAAAIAAMB
DwACAAAACwAAADIBEgADAAAAAQABAACIJQAEAAAAAQAAAD4AAAAAR2VoZWltTWVyawAAAAQAAQACAAAAAk4AAAAAAgAFAAAAAwAA
AHQAAwACAAAAAkUAAAAABAAFAAAAAwAAAIwAAAAAAAAANAAAAAEAAAAJAAAAAQAAAAAAAAABAAAABQAAAAEAAAAXAAAAAQAAAAAA
AAAB
"""
)
SECRET = b"GeheimMerk"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def exif(orientation: int = 1) -> bytes:
    """What a telephone writes: who made it, how it was held, and where (Amersfoort)."""
    found = Image.Exif()
    found[0x010F] = SECRET.decode()
    found[0x0112] = orientation
    found[0x8825] = {1: "N", 2: (52.0, 9.0, 0.0), 3: "E", 4: (5.0, 23.0, 0.0)}
    return found.tobytes()


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **how: object) -> bytes:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((30, 30, 200), (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def opened(picture: pictures.Picture) -> Image.Image:
    assert picture.media == "image/jpeg"
    image = Image.open(io.BytesIO(picture.data))
    assert image.format == "JPEG"
    assert image.size == (picture.width, picture.height)
    return image


def is_red(pixel: object) -> bool:
    red, _, blue = pixel  # type: ignore[misc]
    return red > 120 > blue


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_stays_what_it_shows(kind: str) -> None:
    image = opened(pictures.made(photo(kind)))
    assert image.size == (60, 40)
    assert is_red(image.getpixel((5, 20)))
    assert not is_red(image.getpixel((55, 20)))


def test_an_iphone_photo_is_read() -> None:
    assert SECRET in HEIC
    picture = pictures.made(HEIC)
    image = opened(picture)
    assert image.size == (64, 32)
    assert is_red(image.getpixel((5, 16)))
    assert not is_red(image.getpixel((60, 16)))
    assert SECRET not in picture.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_it_was_made_is_gone(kind: str) -> None:
    data = photo(kind, exif=exif())
    assert SECRET in data
    picture = pictures.made(data)
    assert SECRET not in picture.data
    assert b"Exif" not in picture.data
    assert not opened(picture).getexif()


def test_words_hidden_in_a_file_are_gone() -> None:
    for data in (photo(comment=SECRET), photo("PNG") + SECRET, photo() + b"<script>" + SECRET):
        assert SECRET in data
        assert SECRET not in pictures.made(data).data


@pytest.mark.parametrize(("orientation", "size", "red"), [(3, (60, 40), (55, 20)), (6, (40, 60), (20, 5))])
def test_a_photo_is_turned_upright(orientation: int, size: tuple[int, int], red: tuple[int, int]) -> None:
    image = opened(pictures.made(photo(exif=exif(orientation))))
    assert image.size == size
    assert is_red(image.getpixel(red))


def test_a_photo_of_20_mb_becomes_small_before_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[tuple[int, int]] = []
    real = Image.Image.save

    def save(self: Image.Image, *how: object, **more: object) -> None:
        written.append(self.size)
        real(self, *how, **more)

    noise = np.random.default_rng(1).integers(0, 256, (3000, 4000, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG", quality=90, subsampling=0)
    assert 18_000_000 < len(out.getvalue()) <= pictures.LARGEST_FILE
    monkeypatch.setattr(Image.Image, "save", save)
    with effort.ending(2):
        picture = pictures.made(out.getvalue())
    assert written == [(2000, 1500)] * len(written)
    assert len(written) <= 4
    assert (picture.width, picture.height) == (2000, 1500)
    assert len(picture.data) <= pictures.MOST_BYTES


def test_a_small_photo_is_not_made_larger() -> None:
    assert opened(pictures.made(photo(size=(8, 6)))).size == (8, 6)


def test_what_shows_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert min(opened(pictures.made(out.getvalue())).getpixel((5, 5))) > 250  # type: ignore[type-var, arg-type]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_colour_are_read(mode: str) -> None:
    out = io.BytesIO()
    grey = Image.new("L", (10, 10), 255)
    image = Image.new("I;16", (10, 10), 65535) if mode == "I;16" else grey.convert(mode)
    image.save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert min(opened(pictures.made(out.getvalue())).getpixel((5, 5))) > 250  # type: ignore[type-var, arg-type]


def test_a_profile_of_colours_is_used_and_taken_off() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for found in (profile, b"geen profiel"):
        image = opened(pictures.made(photo(icc_profile=found)))
        assert is_red(image.getpixel((5, 20)))
        assert "icc_profile" not in image.info


def bomb(side: int) -> bytes:
    """A PNG that says it's `side` by `side`, in a few bytes for each row."""

    def piece(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side // 8 + 1) * min(side, 2000), 9)
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", rows) + piece(b"IEND", b"")


@pytest.mark.parametrize("side", [8_100, 12_000, 50_000])
def test_a_file_that_unpacks_to_far_more_is_refused_before_it_is(
    side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[tuple[int, int]] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: unpacked.append(self.size))
    with pytest.raises(InvalidFile, match=r"beeldpunten|uitgepakt"):
        pictures.made(bomb(side))
    assert unpacked == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "leeg"),
        (SVG, "een SVG-tekening"),
        (b"\xef\xbb\xbf \n<!-- x --><!DOCTYPE svg><SVG onload=alert(1)>", "een SVG-tekening"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "een webpagina"),
        (b"%PDF-1.7", "een PDF"),
        (b"GIF89a\1\0\1\0\0\0\0;", "een GIF"),
        (b"II*\0" + b"\0" * 40, "een TIFF"),
        (b"PK\x03\x04" + b"\0" * 40, "een zip-bestand"),
        (b"\0\0\0 ftypmp42" + b"\0" * 40, "een film"),
        (b"hallo", "geen foto die we kennen"),
        (photo()[:200], "beschadigd|geen foto"),
        (photo("PNG")[:60], "beschadigd"),
        (b"\0" * (pictures.LARGEST_FILE + 1), "25 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_photo_is_refused_with_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(InvalidFile, match=said) as caught:
        pictures.made(data)
    assert caught.value.expected
    assert caught.value.remedy


def test_a_drawing_that_calls_itself_a_photo_is_none() -> None:
    with pytest.raises(InvalidFile):
        pictures.made(photo()[:20] + SVG)


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_never_does_more_than_be_refused(seed: int) -> None:
    chance = np.random.default_rng(seed)
    data = bytearray([photo(exif=exif()), photo("PNG"), photo("WEBP")][seed % 3])
    for place in chance.integers(0, len(data), 8):
        data[place] = chance.integers(0, 256)
    try:
        picture = pictures.made(bytes(data))
    except InvalidFile:
        return
    assert picture.width <= pictures.LONGEST_SIDE
