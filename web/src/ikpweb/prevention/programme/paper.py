"""A board as PDF, by typst (ADR 0016): the same board gives the same bytes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.kit.papers import paper
from ikpweb.prevention.programme.measures import MEASURES
from ikpweb.prevention.programme.selectors.boards import SHOWN, Board

__all__ = ["paper_of"]

_FORM = Path(__file__).parent / "programme.typ"


def paper_of(board: Board) -> bytes:
    """Write a board as an A4 paper in the page's language; everything that it says reaches the form as data."""
    day = board.day
    return paper(_FORM, _data(board), datetime(day.year, day.month, day.day, tzinfo=UTC))


def _data(board: Board) -> dict[str, Any]:
    def cells(figures: Any) -> list[str]:
        return [number_format(figures.get(code, 0), force_grouping=True) for code in SHOWN]

    period = board.counts.period
    return {
        "language": get_language() or "id",
        "title": _("Ringkasan program pencegahan"),
        "office": board.above.name,
        "day": date_format(board.day, "j F Y"),
        "day_iso": [board.day.year, board.day.month, board.day.day],
        "said": _("Kegiatan dihitung dari %(since)s sampai %(until)s; yang lain sebagaimana adanya pada %(day)s.")
        % {
            "since": date_format(period.since, "F Y"),
            "until": date_format(period.until, "F Y"),
            "day": date_format(board.day, "j F Y"),
        },
        "empty": _("%(n)s dari %(all)s kantor belum punya apa-apa.")
        % {"n": len(board.empty), "all": len(board.standing)},
        "head": [_("Kantor"), *(str(MEASURES[code].label) for code in SHOWN)],
        "rows": [[row.office.name, *cells(row.figures)] for row in board.rows],
        "total": [_("Jumlah"), *cells(board.total)],
        "caption": _("Angka program menurut kantor"),
        "table": _("Tabel"),
    }
