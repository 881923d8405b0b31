"""What an action names besides itself must be there, and belong to its office: risk, owner, alarms, events."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, offices_of
from ikpweb.accounts.models import User
from ikpweb.collection.models import Event
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.kit.errors import FieldError
from ikpweb.prevention.register.models import Risk, RiskState
from ikpweb.territory.models import Office
from ikpweb.watch.policies import alarms_visible_to

__all__ = ["link_faults"]


def link_faults(
    content: Mapping[str, Any], office: Office, actor: Member, *, before: Mapping[str, Any] | None = None
) -> list[FieldError]:
    """Find links to what is not there, or is not the office's; what stood before may stay."""
    kept = before or {}
    faults = []
    if (risk := content.get("risk")) is not None and risk != kept.get("risk"):
        own = Risk.objects.filter(pk=risk, office=office).exclude(state=RiskState.WITHDRAWN)
        if not own.exists():
            faults.append(FieldError("risk", _("Risiko ini tidak ada dalam register kantor ini.")))
    if (owner := content.get("owner")) is not None and owner != kept.get("owner") and not _of(owner, office):
        faults.append(FieldError("owner", _("Orang ini bukan anggota kantor ini atau kantor di atasnya.")))
    new = set(content.get("alarms") or ()) - set(kept.get("alarms") or ())
    below = Q(unit__office=office.pk) | Q(unit__office__parent=office.pk)
    here = Q() if office.pk == Office.CENTRE else below
    if new and alarms_visible_to(actor).filter(here, pk__in=new, training=False).count() < len(new):
        faults.append(FieldError("alarms", _("Ada alarm yang bukan alarm daerah kantor ini.")))
    new = set(content.get("events") or ()) - set(kept.get("events") or ())
    of = Q(submission__office=office.pk) | Q(submission__office__parent=office.pk)
    seen = Event.objects.filter(submission__in=submissions_visible_to(actor).order_by().values("pk"))
    if new and seen.filter(Q() if office.pk == Office.CENTRE else of, pk__in=new).count() < len(new):
        faults.append(FieldError("events", _("Ada nomor kejadian yang tidak ada dalam isian kantor ini.")))
    return faults


def _of(owner: int, office: Office) -> bool:
    person = User.objects.filter(pk=owner, is_active=True).first()
    return person is not None and any(each.pk == office.pk or each.is_above(office) for each in offices_of(person))
