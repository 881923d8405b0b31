"""What templates of the register say in one word: values of fields as people read them, moves, deadlines."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import User
from ikpweb.oversight.workdays import is_workday, off_days
from ikpweb.prevention.actions import terms
from ikpweb.prevention.engine import known, stage_list
from ikpweb.prevention.register.due import last_workday, working_days_left
from ikpweb.prevention.register.matrix import CONSEQUENCES, LIKELIHOODS
from ikpweb.prevention.register.models import Action, RiskState, Status
from ikpweb.prevention.register.policies import actions_visible_to, may_write
from ikpweb.prevention.register.selectors.card import Waiting, waiting_for
from ikpweb.prevention.register.selectors.listing import LATE
from ikpweb.prevention.register.transitions import Move, RiskMove
from ikpweb.prevention.register.validation import LABELS
from ikpweb.prevention.templatetags.prevention import spoken
from ikpweb.watch.models import Alarm

register = template.Library()


@register.filter
def register_field(name: str) -> str:
    """Name a field of a risk or an action."""
    return str(LABELS.get(name) or {"move": _("Tindakan")}.get(name, name))


@register.filter
def register_value(value: Any, name: str) -> str:
    """Write the value of a field as people read it."""
    if value in (None, "", []):
        return "–"
    return _WRITERS[name](value) if name in _WRITERS else str(value)


def _day(value: Any) -> str:
    return str(date_format(value if isinstance(value, date) else date.fromisoformat(value), "j F Y"))


def _indicator(code: str) -> str:
    found = known().get(code)
    return f"{code} {spoken(found.names)}" if found else code


def _stage(code: str) -> str:
    return next((spoken(each.names) for each in stage_list() if each.code == code), code)


def _form(code: str) -> str:
    return spoken(terms().forms[code]) if code in terms().forms else code


def _steps(rows: list[Mapping[str, Any]]) -> str:
    return "\n".join(f"{'☑' if row['done'] else '☐'} {row['text']}" for row in rows)


def _person(key: int) -> str:
    found = User.objects.filter(pk=key).first()
    return str(found or f"#{key}")


def _number(value: Any) -> str:
    return str(number_format(value, use_l10n=True, force_grouping=True))


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "indicator": _indicator,
    "indicators": lambda codes: "; ".join(map(_indicator, codes)),
    "stage": _stage,
    "form": _form,
    "deadline": _day,
    "steps_to_do": _steps,
    "owner": _person,
    "risk": lambda key: f"#{key}",
    "alarms": lambda keys: ", ".join(f"#{key}" for key in keys),
    "events": ", ".join,
    "likelihood": lambda value: f"{value} · {LIKELIHOODS[int(value)]}",
    "consequence": lambda value: f"{value} · {CONSEQUENCES[int(value)]}",
    "state": lambda value: str(RiskState(value).label),
    "status": lambda value: str(Status(value).label),
    "cost": lambda value: f"Rp{_number(value)}",
    "effort": _number,
}


@register.filter
def move_button(move: str) -> str:
    """Say what a button does."""
    return {
        Move.ACCEPT: _("Terima"),
        Move.START: _("Mulai"),
        Move.FINISH: _("Nyatakan selesai"),
        Move.CONFIRM: _("Sahkan"),
        Move.RETURN: _("Kembalikan"),
        Move.BACK: _("Mundur selangkah"),
        Move.REOPEN: _("Buka kembali"),
        Move.DROP: _("Batalkan tindakan"),
        Move.REVIVE: _("Hidupkan kembali"),
    }.get(Move(move), move)


@register.filter
def risk_button(move: str) -> str:
    """Say what a button does with a risk."""
    return {
        RiskMove.CLOSE: _("Tutup"),
        RiskMove.REOPEN: _("Buka kembali"),
        RiskMove.WITHDRAW: _("Tarik"),
    }.get(RiskMove(move), move)


@register.filter
def register_move(move: str) -> str:
    """Say what a step of a risk or an action was."""
    return {
        "add": _("dicatat"),
        "change": _("diubah"),
        "accept": _("diterima ke dalam rencana"),
        "start": _("dimulai"),
        "finish": _("dinyatakan selesai"),
        "confirm": _("sudah disahkan"),
        "return": _("dikembalikan"),
        "back": _("mundur selangkah"),
        "reopen": _("dibuka kembali"),
        "drop": _("batal"),
        "revive": _("dihidupkan kembali"),
        "close": _("ditutup"),
        "withdraw": _("ditarik"),
    }.get(move, move)


@register.filter
def rupiah(value: int | None) -> str:
    """Write an amount; a dash where nobody said."""
    return "–" if value is None else f"Rp{_number(value)}"


@register.filter
def is_off(day: date) -> bool:
    """Tell whether offices are closed on a day."""
    return not is_workday(day)


@register.filter
def working_day(day: date) -> date:
    """Give the last working day on or before a day."""
    return last_workday(day)


@register.filter
def holiday_name(day: date) -> str:
    """Name a day on which offices are closed."""
    return off_days(day.year, "en" if get_language() == "en" else "id").get(day) or _("akhir pekan")


@register.filter
def is_late(action: Action, today: date | None = None) -> bool:
    """Tell whether an action is late."""
    day = today or timezone.localdate()
    return action.status in LATE and action.deadline is not None and action.deadline < day


@register.filter
def days_left(action: Action, today: date | None = None) -> str:
    """Say how many working days there are to the deadline of an action, or since it passed."""
    if action.deadline is None:
        return ""
    left = working_days_left(today or timezone.localdate(), action.deadline)
    if left == 0:
        return _("hari kerja terakhir")
    if left > 0:
        return ngettext("%(n)s hari kerja lagi", "%(n)s hari kerja lagi", left) % {"n": left}
    return ngettext("lewat %(n)s hari kerja", "lewat %(n)s hari kerja", -left) % {"n": -left}


@register.simple_tag
def register_card(member: Member) -> Waiting:
    """Give what waits for a member in the register, for the first page of the office."""
    return waiting_for(member)


@register.simple_tag
def actions_of_alarm(alarm: Alarm, member: Member | None) -> dict[str, Any]:
    """Give the actions that are linked to an alarm, as far as a member may see them, and whether they may add one."""
    rows = actions_visible_to(member).filter(alarms=alarm).select_related("office")
    own = member is not None and not alarm.training and may_write(member, member.office)
    return {"actions": list(rows), "may_add": own}


@register.simple_tag
def sorted_by(asked: str, name: str, down: object = "") -> dict[str, str]:
    """Say how a column is sorted now, and what pressing its heading asks for; `down` begins with the greatest."""
    now = asked or "tenggat"
    if now.removeprefix("-") != name:
        return {"aria": "", "next": name}
    ascending = now.startswith("-") == bool(down)
    following = name if now.startswith("-") else f"-{name}"
    return {"aria": "ascending" if ascending else "descending", "next": following}


@register.filter
def cell_count(number: int) -> str:
    """Say how many risks lie in a cell."""
    return ngettext("%(n)s risiko", "%(n)s risiko", number) % {"n": number}
