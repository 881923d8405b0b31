"""The hexagon map of a release, from what its files say."""

from collections.abc import Callable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ikpweb.kit.categories import look as look_of
from ikpweb.kit.categories import mark, word
from ikpweb.maps.layout import Layout, layout
from ikpweb.maps.selectors import HexagonMap, tiled
from ikpweb.publication.reading import Sheet
from ikpweb.territory.models import Unit

__all__ = ["hexagons_of", "layout_of"]


def layout_of(sheet: Sheet) -> Layout:
    """Choose the layout that has a cell for every unit of the release: 34 or 38 provinces, or the regencies."""
    names = ("province-34", "province") if sheet.level == "province" else ("regency",)
    found = [layout(name) for name in names]
    return next((each for each in found if sheet.places.keys() <= each.cells.keys()), found[-1])


def hexagons_of(sheet: Sheet, address: Callable[[str], str], colour: str = "category") -> HexagonMap:
    """Draw the scores of a level; a unit without a score is drawn as such, never as zero.

    Parameters
    ----------
    sheet : Sheet
    address : callable
        Leads from a unit's code to its page; asked for units of the release alone, for no other has a page in it.
    colour : {'category', 'score'}
    """
    grid = layout_of(sheet)
    return tiled(
        grid,
        lambda code: address(code) if code in sheet.places else "",
        lambda unit: _told(sheet, unit, colour),
        missing=sum(code not in sheet.totals or not sheet.totals[code].category for code in grid.cells),
        labelled=sheet.level == "province",
    )


def _told(sheet: Sheet, unit: Unit, colour: str) -> tuple[str, str, str]:
    """Say what the hexagon of a unit looks like, its mark, and what it says; names are those of the release."""
    place, here = sheet.places.get(unit.code), sheet.totals.get(unit.code)
    name = place.name if place else unit.name
    if here is None or here.score is None:
        return "none", "", f"{name} · {_('tanpa skor')}"
    look = f"s{min(int(here.score // 20) + 1, 5)}" if colour == "score" else look_of(here.category) or "none"
    words = [name, number_format(round(here.score, 2), 2)]
    if here.category:
        words.append(word(here.category))
    if unit.code in sheet.doubtful:
        words.append(_("kategori belum pasti"))
    return look, mark(here.category), " · ".join(words)
