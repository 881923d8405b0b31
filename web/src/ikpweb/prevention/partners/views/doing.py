"""What was done under an agreement: changed and withdrawn."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.prevention.keeping.policies import WRITERS, may_write
from ikpweb.prevention.keeping.views import edited, moved
from ikpweb.prevention.partners.models import Activity
from ikpweb.prevention.partners.selectors.agreements import activity_for
from ikpweb.prevention.partners.services import change_activity, withdraw_activity
from ikpweb.prevention.partners.sorts import ACTIVITIES

__all__ = ["edit_activity", "move_activity"]


def _activity(request: MemberRequest, key: UUID) -> Activity:
    found = activity_for(request.member, key)
    if found is None or not may_write(request.member, found.office):
        raise Http404(str(key))
    return found


def _crumbs(found: Activity) -> list[tuple[str, str]]:
    agreement = found.agreement
    return [
        (reverse("partners:home"), _("Perjanjian")),
        (agreement.get_absolute_url(), agreement.number or agreement.title),
    ]


@member_required(*WRITERS)
def edit_activity(request: MemberRequest, key: UUID) -> HttpResponse:
    """Change what is said of an activity."""
    found = _activity(request, key)
    page = {
        "title": _("Ubah kegiatan"),
        "button": _("Simpan"),
        "back": found.get_absolute_url(),
        "again": reverse("partners:activity-edit", args=[key]),
        "crumbs": _crumbs(found),
        "withdraw": reverse("partners:activity-move", args=[key]),
        "row": found,
    }
    return edited(
        request,
        ACTIVITIES,
        found,
        lambda content, seen: change_activity(found, content, seen=seen, actor=request.member),
        said=_("Kegiatan diubah."),
        page=page,
    )


@require_POST
@member_required(*WRITERS)
def move_activity(request: MemberRequest, key: UUID) -> HttpResponse:
    """Withdraw an activity."""
    found = _activity(request, key)
    return moved(
        request,
        ACTIVITIES,
        found,
        lambda seen, reason: withdraw_activity(found, reason, seen=seen, actor=request.member),
        said=_("Kegiatan ditarik."),
        page={"back": found.get_absolute_url(), "crumbs": _crumbs(found)},
    )
