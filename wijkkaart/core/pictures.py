"""Photos that people send: looked through, turned upright, made small, and without where they were made.

What comes out is a JPEG of our own making: of the file that was sent nothing is kept but what it shows.
"""

import io
import re
import struct
import warnings
from dataclasses import dataclass

import pi_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from wijkkaart.errors import InvalidFile

LARGEST_FILE = 25_000_000
"""Bytes of a file that's looked at."""
LONGEST_SIDE = 2000
"""Pixels of what is kept."""
MOST_PIXELS = 64_000_000
"""Of a file that's opened: unpacked it takes a quarter of a GB."""
MOST_BYTES = 4_000_000
"""Of what is kept."""
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
_QUALITIES = (85, 75, 60, 45)
_EXPECTED = "Een foto is een JPEG, PNG, WebP of HEIC (van een iPhone)."
_KINDS = (
    (re.compile(rb"%PDF-"), "een PDF"),
    (re.compile(rb"GIF8"), "een GIF"),
    (re.compile(rb"BM"), "een BMP"),
    (re.compile(rb"II\*\0|MM\0\*"), "een TIFF"),
    (re.compile(rb"PK\x03\x04"), "een zip-bestand of een document van Word of Excel"),
    (re.compile(rb"....ftyp(?!hei|hev|mif|msf|avi)", re.DOTALL), "een film"),
)
_BROKEN = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, struct.error),
)
_DO = "Sla de foto op als JPEG (in de meeste programma's: Opslaan als), en kies die."


@dataclass(frozen=True)
class Picture:
    """A photo as it's kept."""

    media: str
    """Always `image/jpeg`."""
    data: bytes
    width: int
    """Pixels, as `height`."""
    height: int


def made(data: bytes) -> Picture:
    """The photo in a file. Raises InvalidFile, which says what was found and what to do."""
    if not data:
        raise InvalidFile("Dit bestand is leeg.", _EXPECTED, "Kies een ander bestand.")
    if len(data) > LARGEST_FILE:
        raise too_large(len(data))
    try:
        with warnings.catch_warnings():
            # Pillow warns of much that isn't quite right; what is too large is checked before unpacking.
            warnings.simplefilter("ignore")
            image = _opened(data)
            if image.width * image.height > MOST_PIXELS:
                raise InvalidFile(
                    f"Deze foto is {image.width} bij {image.height} beeldpunten.",
                    f"Er kunnen er {MOST_PIXELS // 1_000_000} miljoen in, zoals 9.000 bij 7.000.",
                    "Maak de foto kleiner en probeer het opnieuw.",
                )
            return _kept(_upright(image))
    except UnidentifiedImageError:
        raise _unknown(data) from None
    except Image.DecompressionBombError:
        raise InvalidFile(
            "Deze foto is uitgepakt veel te groot.", _EXPECTED, "Maak de foto kleiner en probeer het opnieuw."
        ) from None
    except _BROKEN as error:
        # What libraries raise on a file that is cut off or made to break them.
        raise damaged() from error


def damaged() -> InvalidFile:
    """What is said of a file that can't be read to its end."""
    return InvalidFile(
        "Dit bestand is beschadigd of niet compleet.",
        _EXPECTED,
        "Open de foto op uw eigen apparaat. Lukt dat? Sla hem dan opnieuw op als JPEG, en kies die.",
    )


def too_large(size: int) -> InvalidFile:
    """What is said of a file of `size` bytes."""
    return InvalidFile(
        f"Deze foto is {size / 1e6:.0f} MB.",
        f"Er past hoogstens {LARGEST_FILE // 1_000_000} MB.",
        "Maak de foto kleiner of kies een andere.",
    )


def _opened(data: bytes) -> Image.Image:
    if data[4:8] == b"ftyp" and data[8:12] not in (b"avif", b"avis") and pi_heif.is_supported(data):
        return _heif(data)
    return Image.open(io.BytesIO(data), formats=[name for name in _FORMATS if name != "HEIF"])


def _heif(data: bytes) -> Image.Image:
    """A HEIC; only its size is read until it's known to be one that fits."""
    file = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
    if file.size[0] * file.size[1] > MOST_PIXELS:
        raise Image.DecompressionBombError
    return file.to_pillow()


def _upright(image: Image.Image) -> Image.Image:
    """Small and upright, in the colours of a screen."""
    profile = image.info.get("icc_profile")
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if clear or image.mode in ("P", "1"):
        image = image.convert("RGBA")
    elif image.mode.startswith("I"):  # sixteen bits, of which a screen shows eight
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    image = ImageOps.exif_transpose(image)
    # What shows through would be black in a JPEG.
    return _screen(_on_white(image) if image.mode == "RGBA" else image, profile)


def _on_white(image: Image.Image) -> Image.Image:
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _screen(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, which every screen has; a profile that can't be read is passed over."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            return image.convert("RGB")
        return found if found is not None else image.convert("RGB")
    return image.convert("RGB")


def _kept(image: Image.Image) -> Picture:
    # Into a new picture: nothing that was said in the file goes along.
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    for quality in _QUALITIES:
        out = io.BytesIO()
        clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MOST_BYTES:
            break
    return Picture("image/jpeg", out.getvalue(), *clean.size)


def _unknown(data: bytes) -> InvalidFile:
    return InvalidFile(f"Dit bestand is {_kind(data[:4096])}.", _EXPECTED, _DO)


def _kind(start: bytes) -> str:
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "een SVG-tekening" if b"<svg" in start.lower() else "een webpagina"
    return next((name for pattern, name in _KINDS if pattern.match(start)), "geen foto die we kennen")
