"""Writing an office's workbook: its answers and events as they stand, with drop-downs and guidance."""

import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.collection.content import event_content
from ikpweb.collection.form import Question, questions, said
from ikpweb.collection.models import Event, State, Submission
from ikpweb.collection.spreadsheets.words import columns, heading, names_of, worded
from ikpweb.collection.transitions import TRANSITIONS, Move
from ikpweb.collection.validation import FIELDS
from ikpweb.kit.country import country

__all__ = ["ANSWERS", "EVENTS", "FORMAT", "MARK", "workbook"]

#: The sheets have one name in either language: what is read is found by it.
ANSWERS, EVENTS, GUIDANCE, LISTS, MARK = "Isian", "Kejadian", "Panduan", "_pilihan", "_ikp"
#: Counted on when the layout changes.
FORMAT = "ikp-isian-1"
#: Rows of the sheet of events that are ready to be filled in, each with its number.
READY = 400

_WIDTHS = {
    "indicator": 46,
    "narrative": 60,
    "unevidenced": 34,
    "actors": 34,
    "reference": 28,
    "stage": 30,
    "source": 28,
}
_FROZEN = frozenset(state for state in State if (state, Move.EDIT) not in TRANSITIONS)


def workbook(submission: Submission) -> bytes:
    """Write the workbook of a submission in the language of the page."""
    import xlsxwriter

    out = io.BytesIO()
    asked = questions(submission.cycle, submission.office.level)
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        style = _Style(book)
        answers, events = book.add_worksheet(ANSWERS), book.add_worksheet(EVENTS)
        guidance, lists, mark = (book.add_worksheet(title) for title in (GUIDANCE, LISTS, MARK))
        ranges = _lists(lists, asked)
        _answers(answers, submission, asked, ranges, style)
        _events(events, submission, asked, ranges, style)
        _guidance(guidance, asked, style)
        about = {
            "format": FORMAT,
            "cycle": submission.cycle_id,
            "office": submission.office_id,
            "form": submission.cycle.form_digest,
            "revision": submission.revision,
            "file": uuid.uuid4(),
        }
        for i, (key, value) in enumerate(about.items()):
            mark.write_string(i, 0, key)
            mark.write_string(i, 1, str(value))
        mark.protect()
        for hidden in (lists, mark):
            hidden.very_hidden()
    return out.getvalue()


class _Style:
    """The formats; only unlocked cells can be written in a protected sheet."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E3EFF1"})
        self.fixed = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#51606F"})
        self.open = book.add_format({"text_wrap": True, "valign": "top", "locked": False, "num_format": "@"})
        self.number = book.add_format({"valign": "top", "locked": False})
        self.day = book.add_format({"valign": "top", "locked": False, "num_format": "yyyy-mm-dd"})
        self.grey = book.add_format({"valign": "top", "font_color": "#9AA6B0", "font_size": 7})


def _lists(sheet: Any, asked: Mapping[str, Question]) -> dict[str, str]:
    """Write the lists of the drop-downs; give their ranges."""
    found = {}
    choices: dict[str, Sequence[str]] = {
        name: list(names_of(name).values()) for name in ("answer", "stage", "source", "actors")
    }
    choices["indicator"] = [f"{code} {question.name}" for code, question in asked.items()]
    choices["grade"] = ["1", "2", "3", "4"]
    for j, (name, values) in enumerate(choices.items()):
        for i, value in enumerate(values):
            if name == "grade":
                sheet.write_number(i, j, int(value))
            else:
                sheet.write_string(i, j, value)
        letter = chr(ord("A") + j)
        found[name] = f"='{LISTS}'!${letter}$1:${letter}${len(values)}"
    sheet.protect()
    return found


def _answers(
    sheet: Any, submission: Submission, asked: Mapping[str, Question], ranges: Mapping[str, str], style: _Style
) -> None:
    standing = {each.indicator: each for each in submission.declarations.all()}
    titles = (_("Kode"), _("Dimensi"), heading("indicator"), heading("answer"), heading("reason"))
    for j, (title, width) in enumerate(zip(titles, (7, 26, 60, 18, 60), strict=True)):
        sheet.set_column(j, j, width)
        sheet.write_string(0, j, title, style.head)
    for i, (code, question) in enumerate(asked.items(), start=1):
        each = standing.get(code)
        for j, text in enumerate((code, question.dimension_name, question.name)):
            sheet.write_string(i, j, text, style.fixed)
        _put(sheet, (i, 3), worded("answer", each.answer) if each else None, style.open)
        _put(sheet, (i, 4), each.reason if each else None, style.open)
    rule = {"validate": "list", "source": ranges["answer"], "error_message": _("Pilih dari daftar.")}
    sheet.data_validation(1, 3, len(asked), 3, rule)
    sheet.freeze_panes(1, 3)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _events(
    sheet: Any, submission: Submission, asked: Mapping[str, Question], ranges: Mapping[str, str], style: _Style
) -> None:
    names = ["id", "indicator", *columns(), "state"]
    for j, name in enumerate(names):
        sheet.set_column(j, j, 9 if name == "id" else _WIDTHS.get(name, 14))
        sheet.write_string(0, j, heading(name), style.head)
    events = list(submission.events.exclude(state=State.WITHDRAWN))
    for i, event in enumerate(events, start=1):
        _event(sheet, i, event, asked, style)
    for i in range(len(events) + 1, len(events) + 1 + READY):
        sheet.write_string(i, 0, str(uuid.uuid4()), style.grey)
        for j, name in enumerate(names[1:-1], start=1):
            sheet.write_blank(i, j, None, _cell(name, style))
    last = len(events) + READY
    for name in ("indicator", "stage", "source", "grade"):
        rule = {"validate": "list", "source": ranges[name], "error_message": _("Pilih dari daftar.")}
        sheet.data_validation(1, names.index(name), last, names.index(name), rule)
    note = _("Jenis pelaku, dipisah titik koma; daftarnya pada lembar Panduan.")
    sheet.data_validation(
        1, names.index("actors"), last, names.index("actors"), {"validate": "any", "input_message": note}
    )
    sheet.freeze_panes(1, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _event(sheet: Any, i: int, event: Event, asked: Mapping[str, Question], style: _Style) -> None:
    content = event_content(event)
    closed = event.state in _FROZEN
    sheet.write_string(i, 0, str(event.pk), style.grey)
    question = asked.get(event.indicator)
    label = f"{event.indicator} {question.name}" if question else event.indicator
    _put(sheet, (i, 1), label, style.fixed if closed else style.open)
    for j, name in enumerate(columns(), start=2):
        value = worded(name, content[name])
        if name in {"date", "date_to"} and value:
            value = date.fromisoformat(value)
        _put(sheet, (i, j), value, style.fixed if closed and not isinstance(value, date) else _cell(name, style))
    _put(sheet, (i, 2 + len(FIELDS)), str(State(event.state).label), style.fixed)


def _cell(name: str, style: _Style) -> Any:
    if name in {"date", "date_to"}:
        return style.day
    return style.number if name in {"lat", "lon", "count", "grade"} else style.open


def _put(sheet: Any, place: tuple[int, int], value: Any, how: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(*place, None, how)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, how)
    elif isinstance(value, (int, float)):
        sheet.write_number(*place, value, how)
    else:
        sheet.write_string(*place, str(value), how)


def _guidance(sheet: Any, asked: Mapping[str, Question], style: _Style) -> None:
    titles = (
        _("Kode"),
        heading("indicator"),
        _("Yang dihitung"),
        _("Yang tidak"),
        _("Tempat mencarinya"),
        *(_("Tingkat %(grade)s") % {"grade": grade} for grade in range(1, country().grades + 1)),
        _("Bukti yang lazim"),
        _("Catatan"),
    )
    for j, title in enumerate(titles):
        sheet.set_column(j, j, 7 if j == 0 else 40)
        sheet.write_string(0, j, title, style.head)
    for i, (code, question) in enumerate(asked.items(), start=1):
        rubric = question.rubric
        grades = [text for _grade, text in question.grades] or [""] * 4
        texts = (
            code,
            question.name,
            *(said(rubric.get(key, {})) for key in ("counts", "excludes", "where")),
            *grades,
            "; ".join(said(kind) for kind in rubric.get("evidence", ())),
            said(rubric.get("note", {})),
        )
        for j, text in enumerate(texts):
            sheet.write_string(i, j, text, style.fixed)
    start = len(asked) + 2
    sheet.write_string(start, 1, _("Jenis pelaku"), style.head)
    for i, name in enumerate(names_of("actors").values(), start=start + 1):
        sheet.write_string(i, 1, name, style.fixed)
    sheet.freeze_panes(1, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
