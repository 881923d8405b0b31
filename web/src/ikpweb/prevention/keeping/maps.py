"""Maps of what offices keep: the country for the centre, the own region for the others."""

from collections.abc import Container
from dataclasses import replace

from ikpweb.maps.selectors import HexagonMap
from ikpweb.oversight.map import view_box

__all__ = ["near"]


def near(drawn: HexagonMap, codes: Container[str]) -> HexagonMap:
    """Show the part of a map where these units are, without the others."""
    kept = [each for each in drawn.hexagons if each.code in codes]
    return replace(drawn, hexagons=kept, view_box=view_box(kept))
