"""Freezing a draft, and showing an edition to everybody."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.audit.services import digest_of
from ikpweb.methodology import policies
from ikpweb.methodology.checking import faults_of
from ikpweb.methodology.forms.weighting import ShowForm
from ikpweb.methodology.models import Draft, Edition, Freeze
from ikpweb.methodology.services import ask_freeze, confirm_freeze, hide_edition, show_edition, withdraw_freeze
from ikpweb.methodology.services.holding import standing_freeze
from ikpweb.methodology.views.common import READERS, WRITERS, doing, draft_of, page

__all__ = ["asked", "confirmed", "freeze", "hidden", "shown", "withdrawn"]


@member_required(*READERS)
def freeze(request: MemberRequest, draft: str) -> HttpResponse:
    """Show whether a draft can be frozen, and who asked or confirmed."""
    shown_draft = draft_of(request, draft)
    standing = standing_freeze(shown_draft)
    digest = digest_of(shown_draft.content)
    told: dict[str, Any] = {
        "standing": standing,
        "faults": faults_of(shown_draft.content) if shown_draft.stage == Draft.Stage.OPEN else [],
        "open_weighting": shown_draft.weightings.filter(closed_at=None).exists(),
        "digest": digest,
        "same": standing is not None and standing.digest == digest,
        "mine": standing is not None and standing.asked_by_id == request.member.person.pk,
        "may_confirm": policies.may_confirm(request.member),
    }
    return page(request, "freeze", shown_draft, **told)


@require_POST
@member_required(*WRITERS)
def asked(request: MemberRequest, draft: str) -> HttpResponse:
    """Ask for the freeze."""
    found = draft_of(request, draft)
    doing(request, lambda: ask_freeze(found, actor=request.member), _("Pembekuan diminta. Orang kedua mengonfirmasi."))
    return redirect("methodology:freeze", found.pk)


def _standing(request: MemberRequest, draft: str) -> Freeze:
    found: Freeze = get_object_or_404(
        Freeze.objects.select_related("draft"), draft=draft_of(request, draft), withdrawn_at=None
    )
    return found


@require_POST
@member_required(Role.HEAD)
def confirmed(request: MemberRequest, draft: str) -> HttpResponse:
    """Confirm the freeze, as a second person."""
    standing = _standing(request, draft)
    doing(request, lambda: confirm_freeze(standing, actor=request.member), _("Edisi dibekukan."))
    return redirect("methodology:freeze", draft)


@require_POST
@member_required(*WRITERS)
def withdrawn(request: MemberRequest, draft: str) -> HttpResponse:
    """Take the request back."""
    standing = _standing(request, draft)
    doing(request, lambda: withdraw_freeze(standing, actor=request.member), _("Permintaan ditarik."))
    return redirect("methodology:freeze", draft)


def _authored(request: MemberRequest, code: str) -> Edition:
    found: Edition = get_object_or_404(policies.editions_visible_to(request.member), pk=code)
    return found


@require_POST
@member_required(Role.HEAD, Role.PUBLISHER)
def shown(request: MemberRequest, edition: str) -> HttpResponse:
    """Show an edition to everybody."""
    found = _authored(request, edition)
    form = ShowForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["launched"]
        done = _("Edisi ini sekarang tampil di halaman publik.")
        doing(request, lambda: show_edition(found, launched=day, actor=request.member), done)
    else:
        messages.error(request, _("Sebutkan hari peluncurannya."))
    return redirect("methodology:edition", found.pk)


@require_POST
@member_required(Role.HEAD, Role.PUBLISHER)
def hidden(request: MemberRequest, edition: str) -> HttpResponse:
    """Take an edition from the public pages."""
    found = _authored(request, edition)
    doing(
        request, lambda: hide_edition(found, actor=request.member), _("Edisi ini tidak lagi tampil di halaman publik.")
    )
    return redirect("methodology:edition", found.pk)
