"""The time line of a unit: scores of editions, what was done, and for members reports by month; chart and table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from ikpweb.kit.charts.theme import Chart
from ikpweb.prevention.effects.drawings import Mark, months, timeline
from ikpweb.prevention.effects.selectors.moments import Moment
from ikpweb.runs.selectors import boards_of
from ikpweb.territory.selectors import units

__all__ = ["Timeline", "draw_months", "draw_timeline"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn: moments and counts of reports, of a unit."""

    unit: str
    moments: Sequence[Moment]
    counts: Sequence[tuple[date, int]] = ()

    @property
    def numbered(self) -> list[tuple[int, Moment]]:
        """The moments with their numbers in the drawing."""
        return list(enumerate(self.moments, start=1))


def _marks(moments: Sequence[Moment]) -> list[Mark]:
    return [Mark(each.day, str(number)) for number, each in enumerate(moments, start=1)]


def _scores(unit: str) -> list[Mark]:
    """Give the published scores of a unit on the days of their editions."""
    found = []
    for here, score in boards_of(units()[unit]):
        launched = here.edition.launched
        if here.run.reading == "own" and here.edition.about.get("units") and score.total is not None and launched:
            found.append(Mark(launched, number_format(score.total, 2), score.total, score.category))
    return sorted(found, key=lambda each: each.day)


def draw_timeline(line: Timeline, *, narrow: bool = False) -> Chart | None:
    """Draw scores and moments; None where nothing was done."""
    if not line.moments:
        return None
    scores = _scores(line.unit)
    one = "%(unit)s: %(scores)s skor edisi dan %(n)s hal yang dilakukan, menurut tanggalnya."
    told = {"unit": units()[line.unit].name, "scores": len(scores), "n": len(line.moments)}
    return timeline(scores, _marks(line.moments), ngettext(one, one, len(line.moments)) % told, narrow=narrow)


def draw_months(line: Timeline, *, narrow: bool = False) -> Chart | None:
    """Draw reports by month with the same moments; None where nothing was reported."""
    if not line.counts:
        return None
    alt = gettext("{unit}: laporan per bulan, {n} seluruhnya, dan hal yang dilakukan.").format(
        unit=units()[line.unit].name, n=sum(count for _month, count in line.counts)
    )
    return months(line.counts, _marks(line.moments), alt, narrow=narrow)
