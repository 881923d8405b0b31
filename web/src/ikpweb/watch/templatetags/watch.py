"""What the templates of the watch say in one word: values of fields as people read them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.territory.selectors import units
from ikpweb.watch.alarm_transitions import AlarmMove
from ikpweb.watch.engine import stage_names
from ikpweb.watch.models import AlarmState, Kind, Outcome, Source, Status
from ikpweb.watch.selectors.indicators import indicators
from ikpweb.watch.transitions import Move
from ikpweb.watch.validation import LABELS

register = template.Library()


@register.filter
def field_name(name: str) -> str:
    """Name a field of a report."""
    own = {"state": _("Status"), "outcome": _("Hasil"), "move": _("Tindakan"), "owner": _("Penanggung jawab")}
    own |= {"reason": _("Alasan"), "supervisors": _("Pengawas aktif")}
    return own.get(name) or str(LABELS.get(name, name))


@register.filter
def shown(value: Any, name: str) -> str:
    """Write the value of a field as people read it."""
    if value in (None, "", []):
        return "–"
    return _WRITERS[name](value) if name in _WRITERS else str(value)


def _day(value: Any) -> str:
    return str(date_format(value if isinstance(value, date) else date.fromisoformat(value), "j F Y"))


def _unit(code: str) -> str:
    found = units().get(code)
    return str(found) if found else code


def _indicator(code: str) -> str:
    names = indicators().get(code, {})
    return f"{code} {names.get('id', '')}".strip()


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "unit": _unit,
    "kind": lambda value: str(Kind(value).label),
    "source": lambda value: str(Source(value).label),
    "status": lambda value: str(Status(value).label),
    "state": lambda value: str(AlarmState(value).label),
    "outcome": lambda value: str(Outcome(value).label),
    "indicator": _indicator,
    **dict.fromkeys(("event_date", "entry_date", "verified_date"), _day),
}


@register.filter
def move_name(move: str) -> str:
    """Say what a step of a report was."""
    return {
        Move.ENTER: _("dicatat"),
        Move.IMPORT: _("masuk dari sistem lain"),
        Move.CHANGE: _("diubah"),
        Move.CONFIRM: _("diputuskan: pelanggaran"),
        Move.CLEAR: _("diputuskan: bukan pelanggaran"),
        Move.HAND_ON: _("diputuskan: diteruskan"),
        Move.REOPEN: _("dibuka kembali"),
        Move.WITHDRAW: _("ditarik"),
        Move.MARK: _("ditandai ganda"),
        Move.UNMARK: _("tanda ganda dilepas"),
    }.get(Move(move), move)


@register.filter
def alarm_move_name(move: str) -> str:
    """Say what a step of an alarm was."""
    return {
        AlarmMove.RAISE: _("muncul"),
        AlarmMove.ASSIGN: _("diserahkan"),
        AlarmMove.ASSESS: _("dinilai"),
        AlarmMove.ACT: _("ditindaklanjuti"),
        AlarmMove.DISMISS: _("dikesampingkan"),
        AlarmMove.CLOSE: _("hasilnya ditulis"),
        AlarmMove.CORRECT: _("hasilnya dibetulkan"),
    }.get(AlarmMove(move), move)


@register.filter
def stage_name(code: str) -> str:
    """Name a stage of an election; a code that nobody knows is shown as it is."""
    if code == "between":
        return _("di antara dua pemilihan")
    return stage_names().get(code, {}).get(get_language() or "id", code)
