"""The process that draws, started as a file: it reads orders line by line and answers each with a picture.

It knows nothing of the platform, and ends when nobody can order any more.
"""

import json
import sys
from typing import Any

#: Drawn once at the start, so that the first reader does not wait for the engine to wake.
_FIRST = {"data": {"values": [{}]}, "mark": "point", "width": 1, "height": 1}


def main(version: str) -> None:
    """Draw what is ordered until the orders end; ``version`` is that of Vega-Lite."""
    import vl_convert

    def drawn(order: dict[str, Any]) -> bytes:
        svg: str = order.get("svg") or vl_convert.vegalite_to_svg(order["spec"], vl_version=version)
        png: bytes | None = vl_convert.svg_to_png(svg, scale=order["scale"]) if order["scale"] else None
        return svg.encode() if png is None else png

    drawn({"spec": _FIRST, "scale": 1})
    for line in sys.stdin.buffer:
        try:
            content, problem = drawn(json.loads(line)), ""
        except Exception as fault:  # noqa: BLE001 - whatever it is, the one who ordered tells it
            content, problem = b"", str(fault) or type(fault).__name__
        sys.stdout.buffer.write(json.dumps({"size": len(content), "problem": problem}).encode() + b"\n" + content)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
