"""Deciding what of the programme is public: asked for by the centre's head, confirmed by another person."""

from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.programme import policies
from ikpweb.prevention.programme.models import Disclosure, Kind, Level
from ikpweb.territory.models import Office
from ikpweb.watch.validation import demand_reason

__all__ = ["ask", "close", "confirm", "note_programme_export", "refuse"]


def _refused(sentence: str, field: str = "state") -> NoReturn:
    raise RejectedError({"disclosure": [FieldError(field, sentence)]})


def _queue() -> int:
    """Let one decide at a time; give the next number."""
    Office.objects.select_for_update(no_key=True).get(pk=Office.CENTRE)
    last = Disclosure.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


@audited(
    "disclosure.asked",
    lambda *_, **__: "programme",
    allowed=lambda *_, actor, **__: policies.may_ask(actor),
)
def ask(levels: Mapping[str, str], since: date, reason: str, *, actor: Member) -> Disclosure:
    """Ask for figures to be opened, or opened less far; nothing changes before another person confirms it.

    Parameters
    ----------
    levels : mapping
        `Kind` to `Level`; a kind that is not named is not open.
    since : date
        The first day of the first month whose activities are counted.

    Raises
    ------
    RejectedError
        For kinds and levels that are none, a month to come, no reason, or while another one waits.
    """
    unknown = set(levels) - set(Kind.values) or {each for each in levels.values() if each not in Level.values}
    if unknown:
        _refused(_("Pilih salah satu: %(codes)s.") % {"codes": ", ".join(Level.values)}, "levels")
    if since.day != 1 or since > timezone.localdate():
        _refused(_("Bulan ini belum mulai."), "since")
    if fault := demand_reason("reason", reason):
        raise RejectedError({"disclosure": [fault]})
    wanted = {kind: levels.get(kind, Level.NOTHING.value) for kind in Kind.values}
    number = _queue()
    waiting = Disclosure.objects.filter(state=Disclosure.State.ASKED).first()
    if waiting is not None:
        same = (waiting.asked_by_id, waiting.levels, waiting.since) == (actor.person.pk, wanted, since)
        if not same:
            _refused(_("Ada usulan yang masih menunggu pengesahan. Selesaikan itu dahulu."))
        tell(repeated=waiting.number)
        return waiting
    made = Disclosure(
        number=number,
        levels=wanted,
        since=since,
        reason=reason.strip(),
        asked_by=actor.person,
        asked_at=timezone.now(),
    )
    made.save(force_insert=True)
    tell(number=number, levels=wanted, since=since.isoformat())
    return made


def _held(disclosure: Disclosure) -> Disclosure:
    return Disclosure.objects.select_for_update(of=("self",)).get(pk=disclosure.pk)


def _number(disclosure: Disclosure, *_: object, **__: object) -> str:
    return f"disclosure:{disclosure.number}"


@audited("disclosure.confirmed", _number, allowed=lambda *_, actor, **__: policies.may_confirm(actor))
def confirm(disclosure: Disclosure, *, actor: Member) -> Disclosure:
    """Confirm what another person asked for: from now on the public sees it.

    Raises
    ------
    RejectedError
        For who asked for it themselves, or where it was decided otherwise already.
    """
    _queue()
    held = _held(disclosure)
    if held.state == Disclosure.State.CONFIRMED and held.decided_by_id == actor.person.pk:
        tell(repeated=True)
        return held
    _demand_waiting(held)
    if held.asked_by_id == actor.person.pk:
        _refused(_("Anda sendiri yang mengusulkannya. Orang kedua yang mengesahkan."))
    return _decided(held, Disclosure.State.CONFIRMED, actor)


@audited(
    "disclosure.refused",
    _number,
    allowed=lambda *_, actor, **__: policies.may_confirm(actor) or policies.may_ask(actor),
)
def refuse(disclosure: Disclosure, reason: str, *, actor: Member) -> Disclosure:
    """Refuse what was asked for, or take back what one asked for oneself; nothing changes for the public.

    Raises
    ------
    RejectedError
        Without a reason, or where it was decided already.
    """
    _queue()
    held = _held(disclosure)
    if held.state == Disclosure.State.REFUSED and held.decided_by_id == actor.person.pk:
        tell(repeated=True)
        return held
    _demand_waiting(held)
    if fault := demand_reason("reason", reason):
        raise RejectedError({"disclosure": [fault]})
    held.refusal = reason.strip()
    return _decided(held, Disclosure.State.REFUSED, actor)


def _demand_waiting(held: Disclosure) -> None:
    if held.state != Disclosure.State.ASKED:
        _refused(_("Usulan ini sudah diputuskan: %(state)s.") % {"state": held.get_state_display()})


def _decided(held: Disclosure, state: Disclosure.State, actor: Member) -> Disclosure:
    held.state, held.decided_by, held.decided_at = state, actor.person, timezone.now()
    held.save(update_fields=["state", "decided_by", "decided_at", "refusal"])
    tell(number=held.number, levels=held.levels, since=held.since.isoformat())
    return held


@audited(
    "disclosure.closed",
    lambda *_, **__: "programme",
    allowed=lambda *_, actor, **__: policies.may_ask(actor),
)
def close(reason: str, *, actor: Member) -> Disclosure:
    """Close everything at once: one head may, because what is open by mistake cannot wait for a second person.

    What still waits to be confirmed is refused with it.

    Raises
    ------
    RejectedError
        Without a reason.
    """
    if fault := demand_reason("reason", reason):
        raise RejectedError({"disclosure": [fault]})
    number = _queue()
    now = timezone.now()
    last = Disclosure.objects.exclude(state=Disclosure.State.REFUSED).order_by("-number").first()
    if last is not None and last.state == Disclosure.State.CLOSED:
        tell(repeated=last.number)
        return last
    for waiting in Disclosure.objects.filter(state=Disclosure.State.ASKED):
        waiting.refusal = reason.strip()
        waiting.state, waiting.decided_by, waiting.decided_at = Disclosure.State.REFUSED, actor.person, now
        waiting.save(update_fields=["state", "decided_by", "decided_at", "refusal"])
    made = Disclosure(
        number=number,
        levels=dict.fromkeys(Kind.values, Level.NOTHING.value),
        since=timezone.localdate().replace(day=1),
        reason=reason.strip(),
        state=Disclosure.State.CLOSED,
        asked_by=actor.person,
        asked_at=now,
        decided_by=actor.person,
        decided_at=now,
    )
    made.save(force_insert=True)
    tell(number=number)
    return made


@audited("export.taken", lambda what, **_: f"programme:{what}")
def note_programme_export(what: str, *, rows: int, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Note in the log who took out what, and how much of it."""
    tell(what=what, rows=rows, at=timezone.now().isoformat(timespec="seconds"))
