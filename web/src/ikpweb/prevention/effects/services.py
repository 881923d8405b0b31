"""Writing: programmes that somebody lists, assessments, and taking either back."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.effects import policies
from ikpweb.prevention.effects.engine import engine_version
from ikpweb.prevention.effects.models import Assessment, Beginning, Programme, Retraction
from ikpweb.territory.models import Office

__all__ = ["keep_assessment", "keep_programme", "retract", "withdraw_programme"]


def _may(actor: Acting, office: Office) -> bool:
    """Let the platform itself make things up for a trial; people need the right."""
    return policies.may_assess(actor, office) if isinstance(actor, Member) else actor.actor.person is None


@audited(
    "effect_programme.made",
    lambda *_, key, **__: f"effect_programme:{key}",
    allowed=lambda office, *_, actor, **__: _may(actor, office),
)
def keep_programme(
    office: Office,
    name: str,
    days: Mapping[str, date],
    *,
    key: UUID,
    about: str = "",
    training: bool = False,
    actor: Acting,
) -> Programme:
    """List a programme: in which units it began when. Sent twice under one number, it is one.

    Raises
    ------
    RejectedError
        When there is no unit, a unit is not the office's to speak of, a day has not come, or the number
        is somebody else's.
    """
    if standing := Programme.objects.filter(pk=key).first():
        return _mine(standing, office)
    if faults := _faults(name, days, actor):
        raise RejectedError({str(key): faults})
    person = actor.person if isinstance(actor, Member) else None
    try:
        with transaction.atomic():
            made = Programme.objects.create(
                pk=key,
                office=office,
                name=name.strip(),
                about=about.strip(),
                training=training,
                author=person,
                made_at=timezone.now(),
            )
            Beginning.objects.bulk_create(
                [Beginning(programme=made, unit_id=unit, day=day) for unit, day in days.items()]
            )
    except IntegrityError:  # the same one's second request was a moment faster
        return _mine(Programme.objects.get(pk=key), office)
    tell(units=len(days), training=training)
    return made


def _mine(standing: Programme, office: Office) -> Programme:
    if standing.office_id != office.pk:
        raise RejectedError({str(standing.pk): [FieldError("key", _("Nomor ini sudah dipakai."))]})
    tell(repeated=str(standing.pk))
    return standing


def _faults(name: str, days: Mapping[str, date], actor: Acting) -> list[FieldError]:
    faults = [] if name.strip() else [FieldError("name", _("Beri nama program ini."))]
    if not days:
        faults.append(FieldError("days", _("Tulis sedikitnya satu daerah dengan tanggal mulainya.")))
    if late := [unit for unit, day in days.items() if day > timezone.localdate()]:
        faults.append(FieldError("days", _("Belum mulai: %(units)s.") % {"units": ", ".join(late[:5])}))
    if isinstance(actor, Member):
        known = set(policies.units_for(actor).filter(pk__in=list(days)).values_list("pk", flat=True))
        if strange := [unit for unit in days if unit not in known]:
            sentence = _("Bukan daerah kantor Anda atau yang di bawahnya: %(units)s.")
            faults.append(FieldError("days", sentence % {"units": ", ".join(strange[:5])}))
    return faults


@audited(
    "effect_programme.withdrawn",
    lambda programme, *_, **__: f"effect_programme:{programme.pk}",
    allowed=lambda programme, *_, actor, **__: policies.may_withdraw(actor, programme.office),
)
def withdraw_programme(programme: Programme, reason: str, *, actor: Member) -> Programme:
    """Offer a programme no more, with a reason; assessments of it stay. Done twice, the first reason holds."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    if held.withdrawn:
        tell(unchanged=True)
        return held
    if not reason.strip():
        raise RejectedError({str(held.pk): [FieldError("reason", _("Tulis alasannya."))]})
    held.withdrawn, held.withdrawn_by, held.withdrawn_at = reason.strip()[:1000], actor.person, timezone.now()
    held.save(update_fields=["withdrawn", "withdrawn_by", "withdrawn_at"])
    tell(reason=held.withdrawn)
    return held


@audited(
    "effect.assessed",
    lambda *_, key, **__: f"effect:{key}",
    allowed=lambda office, *_, actor, **__: _may(actor, office),
)
def keep_assessment(
    office: Office,
    title: str,
    asked: Mapping[str, Any],
    inputs: Mapping[str, Any],
    found: Mapping[str, Any],
    *,
    key: UUID,
    training: bool,
    seed: int,
    seconds: float,
    actor: Acting,
) -> Assessment:
    """Keep what was asked, what went in and what came out. Sent twice under one number, it is one.

    Raises
    ------
    RejectedError
        When the number is somebody else's.
    """
    told = {
        "office": office,
        "title": title[:200],
        "training": training,
        "asked": dict(asked),
        "inputs": dict(inputs),
        "found": dict(found),
        "said": found["verdict"]["said"],
        "input_digest": digest_of(inputs),
        "engine_version": engine_version,
        "seed": seed,
        "seconds": seconds,
        "author": actor.person if isinstance(actor, Member) else None,
        "made_at": timezone.now(),
    }
    standing = Assessment.objects.filter(pk=key).first()
    if standing is None:
        try:
            with transaction.atomic():
                made = Assessment(pk=key, **told)
                made.save(force_insert=True)
        except IntegrityError:  # the same one's second request was a moment faster
            standing = Assessment.objects.get(pk=key)
        else:
            tell(said=made.said, input=made.input_digest, training=training)
            return made
    if standing.office_id != office.pk:
        raise RejectedError({str(key): [FieldError("key", _("Nomor ini sudah dipakai."))]})
    tell(repeated=str(key))
    return standing


@audited(
    "effect.retracted",
    lambda assessment, *_, **__: f"effect:{assessment.pk}",
    allowed=lambda assessment, *_, actor, **__: policies.may_withdraw(actor, assessment.office),
)
def retract(assessment: Assessment, reason: str, *, actor: Member) -> Retraction:
    """Say why an assessment should not be relied on; it stays to be read. Done twice, the first reason holds."""
    if not reason.strip():
        raise RejectedError({str(assessment.pk): [FieldError("reason", _("Tulis alasannya."))]})
    made, new = Retraction.objects.get_or_create(
        assessment=assessment,
        defaults={"reason": reason.strip()[:1000], "by": actor.person, "at": timezone.now()},
    )
    tell(**({"reason": made.reason} if new else {"unchanged": True}))
    return made
