"""Pictures of counts: a map in five steps, and columns by month. All of it is drawn as SVG by the templates."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.formats import number_format

from ikpweb.maps.layout import layout
from ikpweb.maps.selectors import HexagonMap, tiled
from ikpweb.prevention.activities.selectors.counts import Line
from ikpweb.territory.models import Unit

__all__ = ["Column", "Columns", "Stepped", "bounds_of", "columns_of", "stepped"]

#: In the units of the drawing, in which the country is some 1,000 wide.
_LEAST_WIDTH = 420.0
_STEPS = 5


@dataclass(frozen=True)
class Stepped:
    """A map with the bounds of its steps: the lowest and highest number of each, empty steps left out."""

    map: HexagonMap
    view_box: str
    steps: Sequence[tuple[str, int, int]]


def bounds_of(numbers: Collection[int]) -> list[int]:
    """Give the upper bounds of the steps, so that each holds about as many units; zeros are in none."""
    found = sorted(number for number in numbers if number > 0)
    if not found:
        return []
    ends = [found[max(0, round(len(found) * (step + 1) / _STEPS) - 1)] for step in range(_STEPS)]
    return sorted({*ends, found[-1]})


def stepped(
    numbers: Mapping[str, int],
    level: str,
    address: Callable[[str], str],
    say: Callable[[Unit, int], str],
) -> Stepped:
    """Draw units by how many they have.

    Parameters
    ----------
    numbers : mapping
        Code of each unit that is shown to its number; zero is drawn as none.
    level : str
        ``regency`` or ``province``.
    address : callable
        Leads from a unit's code to its page.
    say : callable
        What is said of a unit and its number.
    """
    grid = layout(level)
    ends = bounds_of([number for code, number in numbers.items() if code in grid.cells])

    def look(unit: Unit) -> tuple[str, str, str]:
        number = numbers.get(unit.code, 0)
        step = next((place for place, end in enumerate(ends, start=1) if number <= end), 0) if number else 0
        return (f"s{step}" if step else "none"), "", say(unit, number)

    whole = tiled(grid, address, look, missing=sum(not numbers.get(code) for code in numbers))
    shown = [hexagon for hexagon in whole.hexagons if hexagon.code in numbers]
    starts = [1, *(end + 1 for end in ends)]
    steps = [(f"s{place}", starts[place - 1], end) for place, end in enumerate(ends, start=1)]
    kept = HexagonMap(whole.view_box, whole.shape, whole.labelled, shown, whole.missing)
    return Stepped(kept, _view_box(kept), steps)


def _view_box(drawn: HexagonMap) -> str:
    """Show the part of the country that is drawn: a province fills the map as the country does."""
    cells = drawn.hexagons
    if not cells:
        return "0 0 1 1"
    left, right = min(cell.x for cell in cells) - 11, max(cell.x for cell in cells) + 11
    top, bottom = min(cell.y for cell in cells) - 12, max(cell.y for cell in cells) + 12
    spare = max(_LEAST_WIDTH - (right - left), 0) / 2
    return f"{left - spare:.1f} {top:.1f} {right - left + 2 * spare:.1f} {bottom - top:.1f}"


@dataclass(frozen=True, slots=True)
class Column:
    """A month: where it stands, how tall its two parts are, and both in words."""

    x: float
    listed: float
    only: float
    month: date
    said: str
    #: Written below it, where there is room.
    label: str
    #: Whether the label needs a wide screen: on a phone every third one is room enough.
    wide: bool = False


@dataclass(frozen=True)
class Columns:
    """The columns of a period, with the highest number."""

    width: float
    height: float
    bar: float
    most: int
    columns: Sequence[Column]


def columns_of(months: Mapping[date, Line], all_months: Sequence[date]) -> Columns:
    """Draw what was done month by month: what is listed, and on top of it what is only counted."""
    height, width = 120.0, 720.0
    most = max((line.total for line in months.values()), default=0)
    step = width / max(len(all_months), 1)
    # Months that are written below divide the year, so that each January is among them and carries its year.
    every = next(number for number in (1, 2, 3, 4, 6, 12) if number == 12 or 12 * number >= len(all_months))
    first = next((month for month in all_months if (month.month - 1) % every == 0), None)
    columns = []
    for place, month in enumerate(all_months):
        line = months.get(month, Line())
        tall = height / most if most else 0.0
        name = date_format(month, "M Y")
        written = (month.month - 1) % every == 0
        label = date_format(month, "M Y" if month == first or month.month == 1 else "M") if written else ""
        said = f"{name}: {number_format(line.total, force_grouping=True)}"
        columns.append(
            Column(
                round(place * step, 1),
                round((line.total - line.only) * tall, 1),
                round(line.only * tall, 1),
                month,
                said,
                label,
                wide=(month.month - 1) % (3 * every if every < 3 else 12) != 0,
            )
        )
    return Columns(width, height, round(step * 0.8, 1), most, columns)
