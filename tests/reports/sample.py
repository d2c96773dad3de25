"""A report with everything in it, for the writers."""

import io
from datetime import date

from PIL import Image

from wijkkaart.reports.document import (
    Block,
    Chapter,
    Grid,
    Listing,
    Notes,
    Photo,
    Picture,
    Points,
    Prose,
    Quote,
    Report,
    Section,
    Span,
    Table,
    Text,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="640" '
    'height="320" viewBox="0 0 640 320"><defs><clipPath id="clip0"><path d="M0 0h640v320H0z"/>'
    "</clipPath></defs>"
    '<g clip-path="url(#clip0)"><rect id="a" width="40" height="40"/><use xlink:href="#a"/>'
    '<text x="9" y="99">Getekend</text></g></svg>'
)


def photo(alt: str = "Een plein met bomen", caption: str = "Het plein in mei") -> Photo:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (120, 180, 140)).save(out, "JPEG")
    return Photo("a1", "image/jpeg", out.getvalue(), 800, 600, alt, caption)


def said(text: str, **looks: str | bool | int) -> Prose:
    """A paragraph that looks alike throughout."""
    return Prose((Span(text, **looks),))  # type: ignore[arg-type]


def own() -> tuple[Block, ...]:
    """An own text with everything that can stand in one."""
    line = Prose(
        (
            Span("Hier wonen "),
            Span("6.020", bold=True, note=1),
            Span(" mensen, zie "),
            Span("de site", link="https://voorbeeld.nl/?a=1&b=2"),
            Span(" en "),
            Span("schuin", italic=True),
            Span(".\nEen nieuwe regel."),
        )
    )
    inner = Points(((said("dieper"),),), numbered=True)
    return (
        line,
        Prose((Span("Wie er wonen"),), 1),
        Prose((Span("Ouderen"),), 2),
        Points(((said("een"), inner), (said("twee"), said("nog iets"))), numbered=True),
        Points(((said("weer een"),),), numbered=True),
        Quote((said("Iedereen kent elkaar."),)),
        Grid(
            (
                ((Span("Groep"),), (Span("Aantal"),)),
                ((Span("Koor", bold=True),), (Span("12"),)),
                ((Span("Leeg"),), ()),
            )
        ),
        Grid((((Span("Wat"),), (Span("Wie"),)), ((Span("Bankje"),), (Span("Wijkraad"),))), "Actieplan"),
        photo(),
        said("\u05e9\u05dc\u05d5\u05dd \U0001f600"),
        Notes(("Inwoners, 2024. CBS.",)),
    )


def wijkscan(*blocks: Block) -> Report:
    """A report of a wijkscan with these in a paragraph, and in a chapter without paragraphs."""
    chapters = (
        Chapter("2", "De bewoners", (Section("2.1", "Bevolking", blocks),)),
        Chapter("5", "Sociale index", (), blocks),
    )
    return Report("Kruiskamp", "wijk in Torenstad", date(2026, 11, 26), (), chapters, "Wijkscan")


def everything() -> Report:
    """Own texts, tables, lists and charts."""
    table = Table("Cijfers", ("Cijfer", "Jaar", "Kruiskamp"), (("Inwoners", "2024", "6.020 inwoners"),))
    data = Table("Inwoners door de jaren", ("Jaar", "Kruiskamp"), (("2023", "6.000"), ("2024", "6.020")))
    chart = Picture("Inwoners door de jaren", "Lijndiagram: Kruiskamp", SVG, 640, 320, "", data)
    listing = Listing("Wat ontbreekt", (Text("Niets.", "Inwoners"),))
    return wijkscan(*own(), table, chart, listing, Text("CBS", "Bron", small=True))
