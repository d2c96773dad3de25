"""Draws charts for `elsewhere`: reads a spec as JSON on each line, and writes its SVG as JSON on a line.

It's run, not imported: with nothing but vl-convert it's small, and all its memory is free when it ends.
"""

import json
import sys

import vl_convert


def main() -> None:
    """Draw until there's nothing left to read."""
    for line in sys.stdin:
        drawn = vl_convert.vegalite_to_svg(line, allowed_base_urls=[])
        sys.stdout.write(json.dumps(drawn) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
