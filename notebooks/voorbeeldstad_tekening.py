"""Draws the picture in the wijkscan of Hoogveld, the invented wijk of Voorbeeldstad.

Run it with `python notebooks/voorbeeldstad_tekening.py`; it writes `data/examples/wijkscans/hoogveld.png`.
"""

import random
from pathlib import Path

from wijkkaart.charts.files import svg_png

TARGET = Path(__file__).parents[1] / "data" / "examples" / "wijkscans" / "hoogveld.png"
WIDTH, HEIGHT = 900, 520


def _flat(x: int, y: int, floors: int, colour: str, chance: random.Random) -> str:
    """A block of flats with its galleries, and light behind some windows."""
    parts = [f'<rect x="{x}" y="{y}" width="170" height="{floors * 30}" fill="{colour}"/>']
    for floor in range(floors):
        top = y + floor * 30
        parts.append(f'<rect x="{x - 4}" y="{top + 24}" width="178" height="4" fill="#f4f1ea"/>')
        for window in range(6):
            light = "#ffe2a0" if chance.random() < 0.3 else "#dfe9ec"
            parts.append(
                f'<rect x="{x + 12 + window * 26}" y="{top + 6}" width="16" height="15" fill="{light}"/>'
            )
    return "".join(parts)


def _tree(x: int, y: int, size: int) -> str:
    return (
        f'<rect x="{x - 5}" y="{y}" width="10" height="{size}" fill="#7a5c43"/>'
        f'<circle cx="{x}" cy="{y - size // 3}" r="{size * 0.7:.0f}" fill="#5f8f62"/>'
        f'<circle cx="{x - size // 2}" cy="{y}" r="{size * 0.45:.0f}" fill="#6fa071"/>'
    )


def drawing() -> str:
    """Three high flats at a park, with a path and two trees, as SVG."""
    chance = random.Random(4)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#d9ecf2"/>'
        '<rect y="370" width="900" height="150" fill="#a9c99a"/>'
        '<path d="M0 470 C 250 430 420 500 900 440 L 900 475 C 450 530 250 470 0 505 Z" fill="#e8dcc3"/>'
        + _flat(90, 100, 9, "#c58b6b", chance)
        + _flat(350, 70, 10, "#b97f60", chance)
        + _flat(620, 130, 8, "#c99877", chance)
        + _tree(300, 380, 60)
        + _tree(850, 370, 70)
        + "</svg>"
    )


if __name__ == "__main__":
    TARGET.write_bytes(svg_png(drawing()))
