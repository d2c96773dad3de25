"""What the map's script is told once: categories and background maps."""

import hashlib
import json
from functools import cache

from wijkkaart.backgrounds import BACKGROUNDS
from wijkkaart.catalogue import categories, category_groups


@cache
def script() -> bytes:
    """A script that tells the map's script its options."""
    groups = category_groups()
    options = {
        "backgrounds": {
            name: {
                "url": background.url,
                "attribution": background.attribution,
                "minZoom": background.min_zoom,
                "maxZoom": background.max_zoom,
            }
            for name, background in BACKGROUNDS.items()
        },
        "categories": {
            category.id: {
                "label": category.label,
                "icon": category.icon,
                "colour": groups[category.group].colour,
            }
            for category in categories().values()
        },
    }
    return f"wijkkaart.options = {json.dumps(options, separators=(',', ':'))};".encode()


@cache
def url() -> str:
    """Address of the script; it changes with the content, so browsers may keep it for good."""
    return f"/kaart/opties.js?v={hashlib.sha256(script()).hexdigest()[:16]}"
