"""What an OpenDocument text consists of: elements as text, its styles, and the package that holds it."""

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape

MIME = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(
    f'xmlns:{name}="{"" if full else "urn:oasis:names:tc:opendocument:xmlns:"}{space}"'
    for name, space, full in (
        ("office", "office:1.0", False),
        ("style", "style:1.0", False),
        ("text", "text:1.0", False),
        ("table", "table:1.0", False),
        ("draw", "drawing:1.0", False),
        ("fo", "xsl-fo-compatible:1.0", False),
        ("svg", "svg-compatible:1.0", False),
        ("meta", "meta:1.0", False),
        ("manifest", "manifest:1.0", False),
        ("xlink", "http://www.w3.org/1999/xlink", True),
        ("dc", "http://purl.org/dc/elements/1.1/", True),
        ("ooow", "http://openoffice.org/2004/writer", True),
    )
)
_ACCENT, _SOFT, _PALE, _RULE, _INK = "#0b5d6b", "#54686c", "#eaf2f3", "#b4c3c5", "#16292d"
_SPACES_TOO = re.compile(r"(?<= ) +|^ +")
_OLDEST = (1980, 1, 1, 0, 0, 0)


def element(tag: str, inside: str = "", /, **attributes: str) -> str:
    """An element; `text_style_name` is the attribute `text:style-name`. What's inside is XML already."""
    pairs = (f' {_named(name)}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{''.join(pairs)}>{inside}</{tag}>"


def _named(name: str) -> str:
    space, _, rest = name.partition("_")
    return f"{space}:{rest.replace('_', '-')}"


def words(text: str) -> str:
    """Text with its ends of line, tabs and spaces, of which a reader would else make one space."""
    lines = escape(text, quote=False).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spaced = (_SPACES_TOO.sub(lambda found: "<text:s/>" * len(found[0]), line) for line in lines)
    return "<text:line-break/>".join(spaced).replace("\t", "<text:tab/>")


def package(title: str, content: str, styles: str, pictures: Mapping[str, bytes]) -> bytes:
    """The file; pictures by their names in it (`Pictures/1.png`)."""
    files: dict[str, bytes] = {
        "content.xml": _document("content", content),
        "styles.xml": _document("styles", styles),
        "meta.xml": _document("meta", element("office:meta", _meta(title))),
        **pictures,
    }
    listed = "".join(
        element("manifest:file-entry", manifest_full_path=name, manifest_media_type=media(name))
        for name in ("/", *files)
    )
    files["META-INF/manifest.xml"] = _document("", listed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # What kind of file it is comes first, as it stands.
        archive.writestr(zipfile.ZipInfo("mimetype", _OLDEST), MIME, zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def media(name: str) -> str:
    """What kind of file a part is."""
    known = {"/": MIME, "xml": "text/xml", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}
    return known[name.rpartition(".")[2]]


def _meta(title: str) -> str:
    told = {"title": words(title), "creator": "wijkkaart", "language": "nl-NL"}
    return "".join(element(f"dc:{name}", text) for name, text in told.items())


def _document(kind: str, inside: str) -> bytes:
    tag = f"office:document-{kind}" if kind else "manifest:manifest"
    version = "office:version" if kind else "manifest:version"
    return f'<?xml version="1.0" encoding="UTF-8"?><{tag} {_SPACES} {version}="1.3">{inside}</{tag}>'.encode()


def styles(header: str, footer: str) -> str:
    """All styles, and the pages with these texts at their head and foot."""
    face = element("style:font-face", style_name="Arial", svg_font_family="Arial")
    default = element(
        "style:default-style",
        element("style:paragraph-properties", fo_margin_bottom="1.5mm", fo_widows="2", fo_orphans="2")
        + element(
            "style:text-properties",
            style_font_name="Arial",
            fo_font_size="10pt",
            fo_language="nl",
            fo_country="NL",
            fo_hyphenate="false",
        ),
        style_family="paragraph",
    )
    made = "".join(_paragraph(name, size, looks) for name, size, looks in _PARAGRAPHS)
    made += "".join(
        element(
            "style:style", element("style:text-properties", **looks), style_name=name, style_family="text"
        )
        for name, looks in _TEXTS.items()
    )
    margins = {"fo_page_width": "210mm", "fo_page_height": "297mm", "style_print_orientation": "portrait"}
    margins |= {"fo_margin": "20mm", "fo_margin_top": "14mm", "fo_margin_bottom": "14mm"}
    room = element("style:header-style", element("style:header-footer-properties", fo_min_height="8mm"))
    room += element("style:footer-style", element("style:header-footer-properties", fo_min_height="8mm"))
    layout = element(
        "style:page-layout", element("style:page-layout-properties", **margins) + room, style_name="A4"
    )
    first = element("style:master-page", style_name="Voorblad", style_page_layout_name="A4",
                    style_next_style_name="Standard")  # fmt: skip
    others = element(
        "style:master-page",
        element("style:header", header) + element("style:footer", footer),
        style_name="Standard",
        style_page_layout_name="A4",
    )
    lists = _list("Punten", numbered=False) + _list("Nummers", numbered=True)
    return (
        element("office:font-face-decls", face)
        + element("office:styles", default + made + lists)
        + element("office:automatic-styles", layout)
        + element("office:master-styles", others + first)
    )


_BREAK = {"fo_break_before": "page"}
_KEEP = {"fo_keep_with_next": "always"}
_QUOTE = {"fo_border_left": f"2pt solid {_ACCENT}", "fo_padding_left": "3mm", "fo_margin_left": "5mm"}
_PARAGRAPHS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Standard", "10pt", {}),
    ("Voorbladtitel", "30pt", {"colour": _ACCENT, "bold": "1"}),
    ("Onderkop", "12pt", {"colour": _SOFT, "fo_margin_top": "50mm", "style_master_page_name": "Voorblad"}),
    ("Inhoudskop", "19pt", {"colour": _ACCENT, "bold": "1", "style_master_page_name": "Standard"}),
    ("Heading_20_1", "19pt", {"colour": _ACCENT, "bold": "1", **_BREAK, **_KEEP}),
    ("Heading_20_2", "14pt", {"colour": _ACCENT, "bold": "1", "fo_margin_top": "5mm", **_KEEP}),
    ("Heading_20_3", "11pt", {"colour": _ACCENT, "bold": "1", "fo_margin_top": "3mm", **_KEEP}),
    ("Heading_20_4", "10pt", {"colour": _ACCENT, "bold": "1", "fo_margin_top": "3mm", **_KEEP}),
    ("Heading_20_5", "10pt", {"colour": _SOFT, "bold": "1", "fo_margin_top": "3mm", **_KEEP}),
    ("Inhoud1", "10.5pt", {"bold": "1", "fo_margin_top": "2mm", "fo_margin_bottom": "0.5mm"}),
    ("Inhoud2", "10pt", {"fo_margin_left": "8mm", "fo_margin_bottom": "0.5mm"}),
    ("Caption", "9pt", {"colour": _SOFT, "fo_margin_top": "2mm"}),
    ("Tabelkop", "9pt", {"colour": _SOFT, "fo_margin_top": "2mm", **_KEEP}),
    ("Beeld", "10pt", {**_KEEP}),
    ("Bron", "8.5pt", {"colour": _SOFT}),
    ("Quotations", "10pt", {"colour": _SOFT, **_QUOTE}),
    ("Cel", "8.5pt", {"fo_margin_bottom": "0mm"}),
    ("Kopcel", "8.5pt", {"bold": "1", "fo_margin_bottom": "0mm"}),
    ("Terug", "10pt", {"style_writing_mode": "rl-tb", "fo_text_align": "right"}),
    ("Header", "8.5pt", {"colour": _SOFT}),
    ("Footer", "8.5pt", {"colour": _SOFT}),
)
"""Name, size and looks; `style:name`s with `_20_` have a space for the reader."""
_TEXTS = {
    "Vet": {"fo_font_weight": "bold"},
    "Schuin": {"fo_font_style": "italic"},
    "VetSchuin": {"fo_font_weight": "bold", "fo_font_style": "italic"},
    "Noot": {"style_text_position": "super 65%"},
    # The contents are links, and needn't look like it.
    "Verwijzing": {"fo_color": _INK, "style_text_underline_style": "none"},
}


def _paragraph(name: str, size: str, looks: Mapping[str, str]) -> str:
    letters = {"fo_font_size": size}
    letters |= {"fo_color": looks["colour"]} if "colour" in looks else {}
    letters |= {"fo_font_weight": "bold"} if "bold" in looks else {}
    page = {name: looks[name] for name in ("style_master_page_name",) if name in looks}
    rest = {name: value for name, value in looks.items() if name not in {"colour", "bold", *page}}
    level = name[-1] if name.startswith("Heading") else ""
    own = {"style_name": name, "style_display_name": name.replace("_20_", " "), "style_family": "paragraph"}
    own |= {"style_default_outline_level": level} if level else {}
    inside = element("style:paragraph-properties", **rest) + element("style:text-properties", **letters)
    return element("style:style", inside, **own, **page)


def _list(name: str, *, numbered: bool) -> str:
    levels = []
    for level in range(1, 6):
        place = element(
            "style:list-level-properties",
            element(
                "style:list-level-label-alignment",
                text_label_followed_by="listtab",
                fo_text_indent="-5mm",
                fo_margin_left=f"{6 * level}mm",
            ),
            text_list_level_position_and_space_mode="label-alignment",
        )
        if numbered:
            how = {"style_num_suffix": ".", "style_num_format": "1"}
            levels.append(element("text:list-level-style-number", place, text_level=str(level), **how))
        else:
            levels.append(
                element("text:list-level-style-bullet", place, text_level=str(level), text_bullet_char="•")
            )
    return element("text:list-style", "".join(levels), style_name=name)


def table_styles(tables: Mapping[str, list[float]]) -> str:
    """The styles of tables by their names, with the widths of their columns in millimetres."""
    line = f"0.5pt solid {_RULE}"
    cell = {"fo_border_top": line, "fo_border_bottom": line, "fo_padding": "1mm"}
    made = element(
        "style:style",
        element("style:table-cell-properties", **cell),
        style_name="Vak",
        style_family="table-cell",
    )
    made += element(
        "style:style",
        element("style:table-cell-properties", **cell, fo_background_color=_PALE),
        style_name="Kopvak",
        style_family="table-cell",
    )
    whole = element("style:table-row-properties", fo_keep_together="always")
    made += element("style:style", whole, style_name="Rij", style_family="table-row")
    for name, widths in tables.items():
        size = element("style:table-properties", style_width=f"{sum(widths):.1f}mm", table_align="left")
        made += element("style:style", size, style_name=name, style_family="table")
        for number, width in enumerate(widths):
            column = element("style:table-column-properties", style_column_width=f"{width:.1f}mm")
            made += element("style:style", column, style_name=f"{name}.{number}", style_family="table-column")
    return made
