"""The ranking: every unit of an edition, sortable, filterable, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ikpweb.kit.country import country
from ikpweb.portal.choices import Choices
from ikpweb.portal.sparks import Spark, sparks
from ikpweb.runs.models import Score
from ikpweb.runs.selectors import Board, editions
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["PARTS", "RankedRow", "ranked_rows", "ranking"]

#: Codes of the dimensions that every edition is published in.
PARTS = country().parts
_PER_PAGE = 100


@dataclass(frozen=True)
class RankedRow:
    """One line of the ranking."""

    unit: Unit
    score: Score
    rank: int | None
    spark: Spark

    @property
    def parts(self) -> Sequence[float | None]:
        return [self.score.parts.get(code) for code in PARTS]


def ranked_rows(
    board: Board, *, province: str = "", category: str = "", words: str = "", sort: str = ""
) -> list[RankedRow]:
    """Give a board's rows as a reader wants them; ranks are always those among all units."""
    known, drawn = units(), sparks(board.run.level)
    rows = []
    for score in board.ranked:
        unit = known[score.unit_id]
        place = board.place(unit.code)
        if province and province not in {unit.parent_id, unit.parent_of_34_id}:
            continue
        if category and score.category != category:
            continue
        if words and words.lower() not in unit.name.lower():
            continue
        rows.append(RankedRow(unit, score, place[0] if place else None, drawn.of[unit.code]))
    column, descending = sort.removeprefix("-"), sort.startswith("-")
    if column == "nama":
        rows.sort(key=lambda row: row.unit.name, reverse=descending)
    elif column in PARTS or column == "skor":
        values = {row.unit.code: row.score.total if column == "skor" else row.score.parts.get(column) for row in rows}
        # What is not published stands last whichever way the column is sorted.
        sign = -1 if descending else 1
        rows.sort(key=lambda row: (values[row.unit.code] is None, sign * (values[row.unit.code] or 0)))
    return rows


def ranking(request: HttpRequest) -> HttpResponse:
    """Show the ranking of an edition on a level; a release has pages of its own."""
    if (released := Choices.released(request.GET)) is not None:
        return redirect(released)
    chosen = Choices.read(request.GET)
    asked = {key: request.GET.get(key, "")[:80] for key in ("provinsi", "kategori", "cari", "urut")}
    board = chosen.board
    rows = []
    if board is not None:
        rows = ranked_rows(
            board,
            province=asked["provinsi"],
            category=asked["kategori"],
            words=asked["cari"].strip(),
            sort=asked["urut"],
        )
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("hal"))
    kept = request.GET.copy()
    kept.pop("hal", None)
    unsorted = kept.copy()
    unsorted.pop("urut", None)
    context: dict[str, Any] = {
        "chosen": chosen,
        "board": board,
        "editions": editions(),
        "asked": asked,
        "page": page,
        "found": len(rows),
        "parts": PARTS,
        "sparks": sparks(chosen.level),
        "provinces": [unit for unit in units().values() if unit.level == "province"],
        "query": kept.urlencode(),
        "query_unsorted": unsorted.urlencode(),
    }
    return render(request, "portal/ranking.html", context)
