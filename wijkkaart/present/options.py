"""What the map's script is told once: categories, background maps, icons."""

from functools import cache

from wijkkaart.backgrounds import BACKGROUNDS
from wijkkaart.catalogue import categories, category_groups


@cache
def map_options(font: str) -> dict[str, object]:
    """Options of the base map; `font` is the address of the icon font."""
    groups = category_groups()
    return {
        "font": font,
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
