"""Draws charts for `elsewhere`: reads a spec as JSON on each line, and writes its SVG as JSON on a line.

It's run, not imported: with nothing but vl-convert it's small, and all its memory is free when it ends.
"""

import json
import sys

import vl_convert

_NOTHING = {
    "data": {"values": [{"x": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "x", "type": "nominal"}},
}


def main() -> None:
    """Draw until there's nothing left to read."""
    # The first takes long, and whoever asks has data to read before.
    vl_convert.vegalite_to_svg(_NOTHING, allowed_base_urls=[])
    for line in sys.stdin:
        drawn = vl_convert.vegalite_to_svg(line, allowed_base_urls=[])
        sys.stdout.write(json.dumps(drawn) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
