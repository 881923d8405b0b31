"""Small pictures of a unit's scores over the editions, one for each row of the ranking.

Editions differ in scale and cut-offs, so a line from one to the next would show a change that nobody
measured: points are joined only where the verdict on two editions allows their scores to be compared.
What is not published is a gap over the whole height, since any height would be a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext

from ikpweb.audit.selectors import public_state
from ikpweb.kit.categories import look, word
from ikpweb.kit.memory import remembered
from ikpweb.methodology.models import Edition
from ikpweb.portal.profile import is_index, short_title
from ikpweb.runs.engine import national_means, scores_comparable
from ikpweb.runs.models import Score
from ikpweb.runs.selectors import Board, board, editions
from ikpweb.territory.selectors import units

__all__ = ["Mark", "Spark", "Sparks", "sparks"]

#: Pixels: the width of an edition's column, the height of the picture, and the room for a mark at 0 and 100.
_COLUMN, _HEIGHT, _ROOM = 16, 32, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A score where it stands in the picture, with the category that shapes its mark."""

    x: int
    y: float
    look: str


@dataclass(frozen=True, slots=True)
class Spark:
    """The picture of one unit: its marks, the lines that join some, the means beside them, and what is missing.

    ``joined``, ``means`` and ``gaps`` are paths; a mean is drawn only beside a mark, where it says something.
    """

    marks: Sequence[Mark]
    joined: str
    means: str
    gaps: str
    said: str


@dataclass(frozen=True)
class Sparks:
    """The pictures of a level; ``joined`` tells whether any two editions in a row may be compared."""

    width: int
    height: int
    first: int | None
    last: int | None
    joined: bool
    of: Mapping[str, Spark]


def sparks(level: str) -> Sparks:
    """Give the pictures of all units of a level in the language of the page."""
    return _sparks(level, get_language() or "id")


@remembered(public_state, size=8)
def _sparks(level: str, _language: str) -> Sparks:
    columns = _columns(level)
    joins = [scores_comparable(a.edition.code, b.edition.code, level) for a, b in pairwise(columns)]
    means = [national_means(column.edition.code, level).get("total") for column in columns]
    years = [column.edition.launched.year for column in columns if column.edition.launched]
    return Sparks(
        width=_COLUMN * max(len(columns), 1),
        height=_HEIGHT,
        first=min(years, default=None),
        last=max(years, default=None),
        joined=any(joins),
        of={unit.code: _spark(unit.code, columns, joins, means) for unit in units().values() if unit.level == level},
    )


def _columns(level: str) -> Sequence[Board]:
    """Give the indices with a score on this level, from the oldest."""
    found = [board(edition.code, level) for edition in reversed(editions()) if is_index(edition)]
    return [here for here in found if here and any(score.total is not None for score in here.scores.values())]


def _spark(code: str, columns: Sequence[Board], joins: Sequence[bool], means: Sequence[float | None]) -> Spark:
    scores = [column.scores.get(code) for column in columns]
    totals = [score.total if score else None for score in scores]
    marks, joined, beside, gaps = [], "", "", ""
    for i, (score, mean) in enumerate(zip(scores, means, strict=True)):
        if score is None or score.total is None:
            gaps += f"M{_middle(i)} {_ROOM}v{_HEIGHT - 2 * _ROOM}"
            continue
        marks.append(Mark(_middle(i), _y(score.total), look(score.category) or "none"))
        beside += f"M{_middle(i) - 6} {_y(mean)}h12" if mean is not None else ""
    for i, (a, b) in enumerate(pairwise(totals)):
        if joins[i] and a is not None and b is not None:
            joined += f"M{_middle(i)} {_y(a)}L{_middle(i + 1)} {_y(b)}"
    said = "; ".join(_said(column.edition, score) for column, score in zip(columns, scores, strict=True))
    return Spark(marks, joined, beside, gaps, said)


def _middle(i: int) -> int:
    return _COLUMN * i + _COLUMN // 2


def _y(score: float) -> float:
    """Give the height of a score on the scale of 0 to 100; what lies outside stands at its end."""
    share = min(max(score / 100, 0), 1)
    return round(_HEIGHT - _ROOM - share * (_HEIGHT - 2 * _ROOM), 1)


def _said(edition: Edition, score: Score | None) -> str:
    name = short_title(edition)
    if edition.launched:
        name = f"{name} ({date_format(edition.launched, 'M Y')})"
    total = number_format(round(score.total, 2), 2) if score and score.total is not None else gettext("belum terbit")
    return f"{name} {total} {word(score.category) if score else ''}".rstrip()
