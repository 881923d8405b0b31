"""The pictures of the watch: a map of the last week, small drawings of series, and the drawing of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from ikpweb.kit.charts.theme import Chart
from ikpweb.maps.layout import layout
from ikpweb.maps.selectors import HexagonMap, tiled
from ikpweb.portal.charts.series import Week, series
from ikpweb.watch.models import WatchSeries
from ikpweb.watch.selectors.rounds import Bin

__all__ = ["Dot", "Small", "calibration", "drawing", "histogram", "map_of", "small", "weeks_of"]

#: Pixels of a small drawing.
_WIDTH, _HEIGHT, _WEEKS = 156, 36, 26


@dataclass(frozen=True, slots=True)
class Small:
    """Bars of the last weeks as one path, the last one apart, the bound of the last week, and all of it in words."""

    width: int
    height: int
    bars: str
    last: str
    bound: float | None
    said: str


def map_of(rows: Mapping[str, Sequence[WatchSeries]], address: Callable[[str], str]) -> HexagonMap:
    """Draw every unit by the most striking of its series in the watch's week; a unit without any is drawn as such.

    Parameters
    ----------
    rows : mapping
        Unit to its series.
    """
    grid = layout("regency")
    missing = sum(code not in rows for code in grid.cells)
    return tiled(grid, address, lambda unit: _look(unit.name, rows.get(unit.code, [])), missing=missing)


def _look(name: str, rows: Sequence[WatchSeries]) -> tuple[str, str, str]:
    alarms = [str(row.get_kind_display()) for row in rows if row.alarm]
    if alarms:
        return "tinggi", "▲", f"{name} · {gettext('alarm: {kinds}').format(kinds=', '.join(alarms))}"
    if not rows:
        return "none", "", f"{name} · {gettext('tidak dipantau')}"
    came = sum(int(row.observed or 0) for row in rows)
    said = ngettext("%(n)s laporan", "%(n)s laporan", came) % {"n": came}
    return ("s2" if came else "s1"), "", f"{name} · {said}"


def small(row: WatchSeries) -> Small:
    """Draw a series in the size of a word."""
    observed = list(row.history.get("observed", []))[-_WEEKS:]
    most = max([value for value in observed if value is not None] + [row.upper or 0.0, 1.0])
    step = _WIDTH / _WEEKS
    first = _WEEKS - len(observed)

    def bar(place: int, value: float | None) -> str:
        if not value:
            return ""
        tall = value / most * (_HEIGHT - 4)
        return f"M{(first + place) * step + 0.5:.1f} {_HEIGHT}v{-tall:.1f}h{step - 1:.1f}v{tall:.1f}z"

    bars = [bar(place, value) for place, value in enumerate(observed)]
    bound = None if row.upper is None else round(_HEIGHT - row.upper / most * (_HEIGHT - 4), 1)
    figures = ", ".join("–" if value is None else f"{value:g}" for value in observed[-8:])
    said = gettext("delapan minggu terakhir: {figures}").format(figures=figures)
    return Small(_WIDTH, _HEIGHT, "".join(bars[:-1]), bars[-1] if bars else "", bound, said)


def weeks_of(row: WatchSeries) -> list[Week]:
    """Give the weeks of a series for drawing and table, the oldest first."""
    told: Mapping[str, list[float | None]] = row.history
    observed = told.get("observed", [])
    if not observed:
        return []
    start = date.fromisoformat(str(row.history["from"]))

    def at(name: str, place: int) -> float | None:
        values = told.get(name) or []
        return values[place] if place < len(values) else None

    last = len(observed) - 1
    return [
        Week(
            date_format(start + timedelta(weeks=place), "j M Y"),
            value,
            at("nowcast", place),
            at("low", place),
            at("high", place),
            at("upper", place),
            alarm=row.alarm and place == last,
        )
        for place, value in enumerate(observed)
    ]


def drawing(row: WatchSeries, *, narrow: bool = False) -> Chart:
    """Draw a series, with its weeks in words."""
    weeks = weeks_of(row)[-26 if narrow else -52 :]
    alt = gettext("Laporan per minggu di {unit}, {kind}: {n} minggu sampai {week}; minggu terakhir {count}.").format(
        unit=row.unit.name,
        kind=row.get_kind_display(),
        n=len(weeks),
        week=weeks[-1].name if weeks else "–",
        count="–" if row.observed is None else f"{row.observed:g}",
    )
    return series(weeks, f"SINTETIS. {alt}" if row.watch.training else alt, narrow=narrow)


@dataclass(frozen=True, slots=True)
class Dot:
    """Forecasts of about one probability: their place, size, the line between which chance lies, all in words."""

    x: float
    y: float
    radius: float
    low: float
    high: float
    said: str


def calibration(bins: Sequence[Bin]) -> list[Dot]:
    """Draw what was said (to the right) against what came (upwards) in a square of a hundred; none without outcomes."""
    most = max((each.n for each in bins), default=1)
    told = gettext("dikatakan {said} persen, terjadi {came} persen dari {n}")
    return [
        Dot(
            round(each.said, 2),
            round(100 - each.came, 2),
            round(1.5 + 3 * (each.n / most) ** 0.5, 2),
            round(100 - each.low, 2),
            round(100 - each.high, 2),
            told.format(said=round(each.said), came=round(each.came), n=each.n),
        )
        for each in bins
    ]


def histogram(pit: Sequence[float]) -> list[tuple[float, float, float]]:
    """Give left edge, top and height of the bars of a PIT histogram in a box of 100 by 60, where 30 is flat."""
    return [
        (round(at * 100 / len(pit), 2), round(60 - min(each, 2) * 30, 2), round(min(each, 2) * 30, 2))
        for at, each in enumerate(pit)
    ]
