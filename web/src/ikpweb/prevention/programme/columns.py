"""A board as plain rows: what its files, its paper and the API are made of."""

from collections.abc import Sequence
from typing import Any

from ikpweb.prevention.programme.measures import MEASURES
from ikpweb.prevention.programme.selectors.boards import Board

__all__ = ["COLUMNS", "notes", "rows_of"]

COLUMNS: Sequence[str] = ("code", "name", "level", *MEASURES, "offices", "empty", "day", "since")


def rows_of(board: Board) -> list[dict[str, Any]]:
    """Give a plain row for each line of a board, the office above by itself first."""
    return [
        {
            "code": row.office.pk,
            "name": row.office.name,
            "level": row.office.level,
            **{code: row.get(code) for code in MEASURES},
            "offices": row.offices,
            "empty": row.empty,
            "day": board.day.isoformat(),
            "since": board.counts.period.since.isoformat(),
        }
        for row in board.rows
    ]


def notes() -> list[tuple[str, str]]:
    """Say what each column holds."""
    return [(code, str(each.label)) for code, each in MEASURES.items()]
