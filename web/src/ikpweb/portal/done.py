"""What was done in a unit, on the time line of its profile: for members what they may see, else what is released."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.kit.charts.theme import Chart
from ikpweb.prevention.effects.lines import Timeline, draw_months, draw_timeline
from ikpweb.prevention.effects.selectors.moments import moments_of, months_of, released_moments
from ikpweb.prevention.programme.models import Kind, Level
from ikpweb.prevention.programme.selectors.released import in_force

__all__ = ["Done", "done_in", "released_line"]


@dataclass(frozen=True, slots=True)
class Done:
    """The time line with its drawings: name, address, and both widths."""

    line: Timeline
    drawings: tuple[tuple[str, str, Chart, Chart], ...]


def done_in(unit: str, member: Member | None) -> Done | None:
    """Put the time line of a unit together; None where there is nothing to show."""
    if member is None:
        return _done(released_line(unit), lambda _: reverse("portal:done", args=[unit, "svg"]))
    line = Timeline(unit, moments_of(unit, member), months_of(unit, member, timezone.localdate()))
    return _done(line, lambda name: reverse("effects:timeline", args=[unit, name, "svg"]))


def released_line(unit: str) -> Timeline:
    """Give what the centre released by unit, and nothing else."""
    decision = in_force()
    kinds = [kind for kind in Kind.values if decision is not None and decision.level(kind) == Level.UNIT]
    return Timeline(unit, released_moments(unit, kinds))


def _done(line: Timeline, address: Callable[[str], str]) -> Done | None:
    if not line.moments and not line.counts:
        return None
    drawings = []
    for name, draw in (("dilakukan", draw_timeline), ("laporan", draw_months)):
        wide, narrow = draw(line), draw(line, narrow=True)
        if wide is not None and narrow is not None:
            drawings.append((name, address(name), wide, narrow))
    return Done(line, tuple(drawings))
