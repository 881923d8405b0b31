"""Why there is an alarm, as data and as sentences in both languages. It accuses nobody.

An explanation says what was seen and what was expected, what is still on its way, how many
supervisors were at work, what the neighbours and the weeks before had, and ends by saying
what an alarm is not. It speaks of reports in a unit, never of a person or of an office's guilt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.result import REASONS, Alarms, Reason
from ikp.foresight.alarms.sentences import number, sentence
from ikp.foresight.delay.result import Nowcast
from ikp.foresight.streams import CountSeries
from ikp.problems.kind import Lang

__all__ = ["Coming", "Effort", "Explanation", "Seen", "explain"]

Names = Mapping[str, Mapping[Lang, str]]
#: Supervisors that differ by less than this share from the usual number are as many as usual.
_ALIKE = 0.1


class Seen(NamedTuple):
    """A week of a unit: what came, what was expected, the limit; None where it is not known."""

    unit: str
    start: np.datetime64
    observed: float | None
    expected: float | None
    upper: float | None
    alarm: bool


class Coming(NamedTuple):
    """What the total will be once all reports have come, with an interval of probability `level`."""

    known: float
    mean: float
    low: float
    high: float
    level: float


class Effort(NamedTuple):
    """Supervisors at work, now and usually; and whether the method has taken them into account."""

    now: float
    usual: float
    counted: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """An alarm, or the lack of one, explained.

    Attributes
    ----------
    now : Seen
        The week itself.
    kind, method : str
    lower, p_value, score : float or None
        As in `Alarms`.
    times : float or None
        How many times the expected came.
    reason : str
        Why nothing can be said; empty where something is.
    coming : Coming or None
    effort : Effort or None
    neighbours : tuple of Seen
        The same kind and week.
    before : tuple of Seen
        The weeks before, oldest first.
    synthetic : bool
    sentences : tuple of mappings
        Language to sentence.
    """

    now: Seen
    kind: str
    method: str
    lower: float | None
    p_value: float | None
    score: float | None
    times: float | None
    reason: str
    coming: Coming | None
    effort: Effort | None
    neighbours: tuple[Seen, ...]
    before: tuple[Seen, ...]
    synthetic: bool
    sentences: tuple[Mapping[Lang, str], ...]

    def text(self, lang: Lang) -> str:
        """Give all sentences in a language."""
        return " ".join(each[lang] for each in self.sentences)


def explain(
    alarms: Alarms,
    series: int | tuple[str, str],
    *,
    week: int = -1,
    counts: CountSeries | None = None,
    nowcast: Nowcast | None = None,
    neighbours: Mapping[str, Sequence[str]] | None = None,
    before: int = 8,
    kinds: Names | None = None,
) -> Explanation:
    """Explain what the alarms say of one series in one week.

    Parameters
    ----------
    alarms : Alarms
    series : int or (unit, kind)
        The place of the series, or what it is.
    week : int
        Place of the week; counted from the end where negative.
    counts : CountSeries, optional
        What the alarms were made of: gives names and supervisors.
    nowcast : Nowcast, optional
        Of the same series and weeks.
    neighbours : mapping, optional
        Unit to its neighbours.
    before : int
        How many weeks before to show.
    kinds : mapping, optional
        Kind to what it is called in each language.

    Raises
    ------
    UsageError
        For a series or week that is not there, or a nowcast or counts of other shape.
    """
    place, column = _place(alarms, series, week)
    given = {"counts": counts.counts.shape if counts else alarms.shape, "nowcast": (nowcast or alarms).shape}
    for name, shape in given.items():
        if shape != alarms.shape:
            raise UsageError(problem("alarms-shapes", name=name, found=str(shape), wanted=str(alarms.shape)))
    unit, kind = alarms.units[column], alarms.kinds[column]
    columns = {pair: at for at, pair in enumerate(zip(alarms.units, alarms.kinds, strict=True))}
    near = [columns[other, kind] for other in (neighbours or {}).get(unit, ()) if (other, kind) in columns]
    now = _seen(alarms, place, column)
    found = Explanation(
        now,
        kind,
        alarms.method,
        _known(alarms.lower[place, column]),
        _known(alarms.p_value[place, column]),
        _known(alarms.score[place, column]),
        now.observed / now.expected if now.observed is not None and now.expected else None,
        REASONS[int(alarms.reason[place, column])],
        _coming(nowcast, place, column),
        _effort(alarms, counts, place, column, before),
        tuple(_seen(alarms, place, each) for each in near),
        tuple(_seen(alarms, each, column) for each in range(max(place - before, 0), place)),
        alarms.synthetic,
        (),
    )
    names = {} if counts is None else counts.names
    # The sentences are made of what is in the explanation, and of nothing else.
    return _told(found, names, (kinds or {}).get(kind, {"en": kind, "id": kind}), neighbours is not None)


def _told(found: Explanation, names: Mapping[str, str], kind: Mapping[Lang, str], asked: bool) -> Explanation:
    parts = [
        _what(found, names, kind),
        *_chance(found),
        *_on_the_way(found),
        *_supervisors(found),
        *(_around(found, names) if asked else []),
        *_earlier(found),
        *([sentence("synthetic")] if found.synthetic else []),
        sentence("not"),
    ]
    values = {name: getattr(found, name) for name in Explanation.__slots__}
    return Explanation(**(values | {"sentences": tuple(parts)}))


def _what(found: Explanation, names: Mapping[str, str], kind: Mapping[Lang, str]) -> Mapping[Lang, str]:
    now = found.now
    fields = {"place": names.get(now.unit, now.unit), "day": str(now.start), "kind": kind}
    if found.reason:
        return sentence("silent", **fields, reason=sentence(found.reason))
    fields |= {"observed": number(now.observed), "expected": number(now.expected)}
    if now.upper is None:
        return sentence("what", **fields)
    return sentence("above" if now.alarm else "within", **fields, upper=number(now.upper))


def _chance(found: Explanation) -> list[Mapping[Lang, str]]:
    if found.p_value is None or found.p_value > 0.5:
        return []
    # Beyond a million nobody should believe the tail of any law.
    return [sentence("chance", times=number(float(f"{1 / max(found.p_value, 1e-6):.2g}")))]


def _on_the_way(found: Explanation) -> list[Mapping[Lang, str]]:
    coming = found.coming
    if coming is None:
        return []
    if coming.low == coming.high:
        return [sentence("complete")]
    fields = {name: number(getattr(coming, name)) for name in ("known", "mean", "low", "high")}
    return [sentence("coming", **fields, level=number(100 * coming.level))]


def _supervisors(found: Explanation) -> list[Mapping[Lang, str]]:
    effort = found.effort
    if effort is None:
        return []
    ratio = effort.now / effort.usual
    code = "alike" if abs(ratio - 1) <= _ALIKE else "more" if ratio > 1 else "fewer"
    told = [sentence(code, now=number(effort.now), usual=number(effort.usual))]
    return told if code == "alike" else [*told, sentence("counted" if effort.counted else "not-counted")]


def _around(found: Explanation, names: Mapping[str, str]) -> list[Mapping[Lang, str]]:
    if not found.neighbours:
        return [sentence("alone")]
    above = [names.get(each.unit, each.unit) for each in found.neighbours if each.alarm]
    of = number(len(found.neighbours))
    return [
        sentence("around", n=of, above=number(len(above)), names=", ".join(above)) if above else sentence("calm", n=of)
    ]


def _earlier(found: Explanation) -> list[Mapping[Lang, str]]:
    if not found.before:
        return []
    shown: dict[Lang, str] = {
        lang: ", ".join(number(each.observed)[lang] for each in found.before) for lang in ("en", "id")
    }
    return [sentence("before", n=number(len(found.before)), counts=shown)]


def _place(alarms: Alarms, series: int | tuple[str, str], week: int) -> tuple[int, int]:
    weeks, number_of = alarms.shape
    if isinstance(series, tuple):
        pairs = list(zip(alarms.units, alarms.kinds, strict=True))
        column = pairs.index(series) if series in pairs else number_of
    else:
        column = series
    for name, value, size in (("week", week, weeks), ("series", column, number_of)):
        if not -size <= value < size:
            shown = series if name == "series" else value
            raise UsageError(problem("alarms-level", name=name, value=str(shown), range=f"{-size}–{size - 1}"))
    return week % weeks, column % number_of


def _seen(alarms: Alarms, place: int, column: int) -> Seen:
    return Seen(
        alarms.units[column],
        alarms.starts[place],
        _known(alarms.observed[place, column]),
        _known(alarms.expected[place, column]),
        _known(alarms.upper[place, column]),
        bool(alarms.alarm[place, column]) and alarms.reason[place, column] == Reason.SAID,
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _coming(nowcast: Nowcast | None, place: int, column: int) -> Coming | None:
    if nowcast is None or not np.isfinite(nowcast.mean[place, column]):
        return None
    known, mean, low, high = (
        float(each[place, column]) for each in (nowcast.known, nowcast.mean, nowcast.low, nowcast.high)
    )
    return Coming(known, mean, low, high, float(nowcast.level))


def _effort(alarms: Alarms, counts: CountSeries | None, place: int, column: int, before: int) -> Effort | None:
    if counts is None or counts.effort is None:
        return None
    past = counts.effort[max(place - before, 0) : place, column]
    now, past = counts.effort[place, column], past[np.isfinite(past)]
    if not np.isfinite(now) or not past.size or not np.median(past):
        return None
    return Effort(float(now), float(np.median(past)), bool(alarms.parameters.get("effort", False)))
