"""Screens of releases in the office area: drafts, the freeze by a second person, withdrawal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.publication import policies, services
from ikpweb.publication.forms import ChangeForm, DraftForm
from ikpweb.publication.models import Release

__all__ = ["discard", "freeze", "home", "new", "release", "withdraw"]


@require_safe
@member_required(*policies.READERS)
def home(request: MemberRequest) -> HttpResponse:
    """List drafts and releases."""
    found = policies.releases_visible_to(request.member).select_related("edition", "drafted_by", "frozen_by")
    context = {
        "releases": found.order_by("state", "-pk"),
        "now": timezone.now(),
        "may_draft": policies.may_draft(request.member),
    }
    return render(request, "publication/home.html", context)


@member_required(Role.ANALYST, Role.PUBLISHER, Role.HEAD)
def new(request: MemberRequest) -> HttpResponse:
    """Draft a release from a computation."""
    form = DraftForm(request.POST or None, initial={"computation": request.GET.get("perhitungan", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.draft(given["computation"], given["code"], form.content(), actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("Rancangan %(name)s tersimpan. Orang kedua yang membekukannya.") % {"name": made}
            )
            return redirect("publication:release", made.pk)
    computations = form.fields["computation"].queryset.exists()  # type: ignore[attr-defined]
    context = {"form": form, "any": computations}
    return render(request, "publication/new.html", context, status=422 if form.errors else 200)


def _seen(request: MemberRequest, number: int) -> Release:
    visible = policies.releases_visible_to(request.member).select_related("edition", "computation__cycle", "previous")
    found: Release = get_object_or_404(visible, pk=number)
    return found


@member_required(*policies.READERS)
def release(request: MemberRequest, number: int) -> HttpResponse:
    """Show a release, and change its draft."""
    shown = _seen(request, number)
    draft = shown.state == Release.State.DRAFT
    form = ChangeForm(request.POST or None, release=shown) if draft and policies.may_draft(request.member) else None
    status = 200
    if request.method == "POST" and form is not None:
        if form.is_valid():
            try:
                services.change(shown, form.content(), seen=form.cleaned_data["seen"] or 0, actor=request.member)
            except RejectedError as refused:
                form.refuse(refused)
            except ConflictError:
                form.add_error(None, _("Orang lain mengubah rancangan ini. Muat ulang, lalu ubah lagi."))
            else:
                messages.success(request, _("Rancangan tersimpan."))
                return redirect("publication:release", shown.pk)
        status = 422
    mine = draft and shown.drafted_by_id == request.member.person.pk
    context = {
        "release": shown,
        "form": form,
        "now": timezone.now(),
        "public": shown.is_public(timezone.now()),
        "training": shown.synthetic,
        "mine": mine,
        "may_freeze": draft and not mine and policies.may_freeze(request.member),
        "may_withdraw": not draft and shown.withdrawn_at is None and policies.may_withdraw(request.member),
        "files": sorted(shown.files.items()),
    }
    return render(request, "publication/draft.html", context, status=status)


@require_POST
@member_required(Role.PUBLISHER, Role.HEAD)
def freeze(request: MemberRequest, number: int) -> HttpResponse:
    """Freeze a draft as a second person."""
    shown = _seen(request, number)
    seen = request.POST.get("seen", "")
    try:
        services.freeze(shown, seen=int(seen) if seen.isdecimal() else 0, actor=request.member)
    except RejectedError as refused:
        _tell(request, refused)
    else:
        messages.success(request, _("%(name)s dibekukan, ditandatangani, dan diperiksa ulang.") % {"name": shown.name})
    return redirect("publication:release", shown.pk)


@require_POST
@member_required(Role.ANALYST, Role.PUBLISHER, Role.HEAD)
def discard(request: MemberRequest, number: int) -> HttpResponse:
    """Throw a draft away."""
    shown = _seen(request, number)
    try:
        services.discard(shown, actor=request.member)
    except RejectedError as refused:
        _tell(request, refused)
        return redirect("publication:release", shown.pk)
    messages.success(request, _("Rancangan dihapus."))
    return redirect("publication:home")


@require_POST
@member_required(Role.PUBLISHER, Role.HEAD)
def withdraw(request: MemberRequest, number: int) -> HttpResponse:
    """Withdraw a release with a notice."""
    shown = _seen(request, number)
    try:
        services.withdraw(shown, request.POST.get("reason", ""), actor=request.member)
    except RejectedError as refused:
        _tell(request, refused)
    else:
        messages.success(request, _("Rilis ditarik; alasannya terbaca di halamannya."))
    return redirect("publication:release", shown.pk)


def _tell(request: MemberRequest, refused: RejectedError) -> None:
    for faults in refused.faults.values():
        for fault in faults:
            messages.error(request, fault.sentence)
