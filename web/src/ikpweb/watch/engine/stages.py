"""The stage of each week: the clock of the watch counts towards the vote, not through the seasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ikp.editions.stages import calendar, elections, stages
from ikp.foresight.calendar import NO_STAGE, Span, stage_of

__all__ = ["Ahead", "ahead_of", "reference_spans", "stage_names"]

#: A stage that begins later than so many weeks from now is too far off; until then it is the next block of weeks.
_SOON, _BLOCK = 13, 4
_LOOKED = 40


@dataclass(frozen=True, slots=True)
class Ahead:
    """The period that is projected: a stage, or a block of weeks while none begins soon.

    `first` is a Monday, `last` a Sunday; `key` names it once and for all.
    """

    code: str
    key: str
    first: date
    last: date

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return ((self.last - self.first).days + 1) // 7


@cache
def reference_spans() -> tuple[Span, ...]:
    """Give the calendar that the engine ships: the dated rows that were held; of a row with several stages the last."""
    return tuple(
        (each.stages[-1], each.start, each.end)
        for election in elections()
        for each in calendar(election.code)
        if each.held and each.start and each.end
    )


@cache
def stage_names() -> Mapping[str, Mapping[str, str]]:
    """Give code to name by language of the stages that all elections have."""
    return {each.code: {str(language): name for language, name in each.names.items()} for each in stages()}


def ahead_of(as_of: date, spans: Sequence[Span]) -> Ahead:
    """Give the period to project after the Sunday that ends the last week.

    A stage that begins soon; else what is left of the block of four weeks that the next week lies in.
    """
    monday = as_of + timedelta(1)
    now = stage_of(monday - timedelta(7), spans)
    weeks = [monday + timedelta(7 * place) for place in range(_LOOKED)]
    codes = [stage_of(week, spans) for week in weeks]
    begin = next((at for at, code in enumerate(codes[:_SOON]) if code not in {now, NO_STAGE}), None)
    if begin is not None:
        stop = next((at for at in range(begin, _LOOKED) if codes[at] != codes[begin]), _LOOKED)
        return Ahead(codes[begin], f"{codes[begin]}:{weeks[begin]}", weeks[begin], weeks[stop - 1] + timedelta(6))
    block = monday - timedelta(7 * (monday.toordinal() // 7 % _BLOCK))
    return Ahead("", f"weeks:{block}", monday, block + timedelta(7 * _BLOCK - 1))
