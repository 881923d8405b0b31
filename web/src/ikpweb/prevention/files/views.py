"""Taking files, giving them, withdrawing them."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.evidence.kinds import KINDS
from ikpweb.collection.evidence.refusals import DiskError, RefusedFileError
from ikpweb.collection.evidence.serving import kept_in, type_of
from ikpweb.collection.evidence.storage import sealed
from ikpweb.prevention.files import policies
from ikpweb.prevention.files.attaching import attach as take
from ikpweb.prevention.files.models import File
from ikpweb.prevention.files.rooms import subject_of
from ikpweb.prevention.files.services import note_opened
from ikpweb.prevention.files.services import withdraw as take_back

__all__ = ["attach", "file", "withdraw"]

_WRITING = tuple(role for role in Role if role is not Role.OBSERVER)


def _file(request: MemberRequest, key: UUID) -> File:
    found = get_object_or_404(policies.files_visible_to(request.member).select_related("office"), pk=key)
    if subject_of(found.about, request.member) is None:
        raise Http404
    return found


@require_GET
@member_required()
def file(request: MemberRequest, key: UUID) -> HttpResponseBase:
    """Give a file to who may see what it stands by; always to be saved, never shown by the browser."""
    found = _file(request, key)
    if not policies.may_open(request.member, found):
        raise Http404
    note_opened(found, actor=request.member)
    mime = type_of(KINDS[found.kind].mime)
    answer = FileResponse(sealed().open(found.key), as_attachment=True, filename=found.name, content_type=mime)
    return kept_in(answer)


@require_POST
@member_required(*_WRITING)
def attach(request: MemberRequest, about: str) -> HttpResponse:
    """Take files in one request, and go back to what they stand by."""
    subject = subject_of(about, request.member)
    if subject is None or not policies.may_add(request.member, about):
        raise Http404
    back: str = subject.get_absolute_url()  # type: ignore[attr-defined] # each room's rows have it, and `office`
    given = request.FILES.getlist("files")
    if not given:
        messages.error(request, _("Belum ada berkas yang dipilih."))
    for each in given:
        try:
            kept = take(subject.office, about, each, note=request.POST.get("note", ""), actor=request.member)  # type: ignore[attr-defined]
        except (RefusedFileError, DiskError) as fault:
            messages.error(request, f"{each.name}: {fault}")
        else:
            messages.success(request, _("%(name)s diterima dan disegel.") % {"name": kept.name})
    return redirect(f"{back}#berkas")


@require_POST
@member_required(*_WRITING)
def withdraw(request: MemberRequest, key: UUID) -> HttpResponse:
    """Withdraw a file, with a reason."""
    found = _file(request, key)
    if not policies.may_withdraw(request.member, found):
        raise Http404
    try:
        take_back(found, request.POST.get("reason", ""), actor=request.member)
    except RefusedFileError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("%(name)s ditarik; alasannya tercatat.") % {"name": found.name})
    subject = subject_of(found.about, request.member)
    return redirect(f"{subject.get_absolute_url()}#berkas")  # type: ignore[union-attr]
