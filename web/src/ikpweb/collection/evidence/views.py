"""Pages of evidence: the files of an event, the chain of custody of a file, what may be seen and taken."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ikpweb.accounts.access import member_required, refused
from ikpweb.accounts.members import MemberRequest
from ikpweb.collection import policies
from ikpweb.collection.evidence import checking, previews, scanning, staging
from ikpweb.collection.evidence.custody import chain_of, kind_of, others_like
from ikpweb.collection.evidence.receiving import finish
from ikpweb.collection.evidence.refusals import DiskError, RefusedFileError
from ikpweb.collection.evidence.serving import kept_in, type_of
from ikpweb.collection.evidence.storage import sealed
from ikpweb.collection.models import Event, Evidence
from ikpweb.collection.services.evidence import detach as take_from
from ikpweb.collection.services.evidence import note_access
from ikpweb.collection.services.uploads import begin_upload

__all__ = ["check", "copy", "custody", "detach", "of_event", "original", "picture", "scan", "send_whole"]


def _event(request: MemberRequest, key: UUID) -> Event:
    visible = policies.submissions_visible_to(request.member)
    found = Event.objects.filter(submission__in=visible).select_related("submission__cycle", "submission__office")
    return get_object_or_404(found, pk=key)


def _evidence(request: MemberRequest, key: UUID) -> Evidence:
    found = policies.evidence_visible_to(request.member).select_related(
        "submission__cycle", "submission__office", "author"
    )
    return get_object_or_404(found, pk=key)


def _openable(request: MemberRequest, key: UUID) -> Evidence:
    """Give a file that may be opened; one in quarantine is there for nobody."""
    evidence = _evidence(request, key)
    if evidence.quarantined:
        raise Http404
    return evidence


@require_GET
@member_required()
def of_event(request: MemberRequest, event: UUID) -> HttpResponse:
    """Show the files of an event; only the list for the script that asks for it."""
    found = _event(request, event)
    part = request.headers.get("X-Requested-With") == "fetch"
    context = {"event": found, "training": found.submission.cycle.training}
    return render(request, "collection/evidence_list.html" if part else "evidence/event.html", context)


@require_POST
@member_required()
def send_whole(request: MemberRequest, event: UUID) -> HttpResponse:
    """Take files in one request, from a browser without scripts."""
    found = _event(request, event)
    for file in request.FILES.getlist("files"):
        try:
            upload = begin_upload(
                found.submission, name=file.name or "", size=file.size or 0, events=[found.pk], actor=request.member
            )
            with staging.held(upload.pk):
                staging.append(upload.pk, 0, file.chunks(), size=upload.size)
                evidence = finish(upload, actor=request.member)
        except (RefusedFileError, DiskError) as fault:
            messages.error(request, f"{file.name}: {fault}")
        else:
            _tell_received(request, evidence)
    return redirect("evidence:event", found.pk)


def _tell_received(request: HttpRequest, evidence: Evidence) -> None:
    if evidence.quarantined:
        sentence = _(
            "%(name)s berisi %(found)s. Berkas ini dikarantina dan tidak menjadi bukti; periksa perangkat Anda."
        )
        messages.error(request, sentence % {"name": evidence.name, "found": evidence.scan_note})
    else:
        messages.success(request, _("%(name)s diterima dan disegel.") % {"name": evidence.name})


@require_GET
@member_required()
def custody(request: MemberRequest, evidence: UUID) -> HttpResponse:
    """Show where a file came from, what its digest is, and who did what with it since."""
    found = _evidence(request, evidence)
    note_access(found, "custody", actor=request.member)
    open_ = not found.quarantined
    context: dict[str, Any] = {
        "evidence": found,
        "kind": kind_of(found),
        "training": found.submission.cycle.training,
        "events": list(found.events.all()),
        "others": others_like(found, request.member),
        "chain": chain_of(found),
        "pictures": range(previews.pages_of(found)) if open_ else (),
        "text": previews.text_of(found) if open_ else "",
        "may_open_original": open_ and policies.may_open_original(request.member, found),
        "may_copy": open_ and bool(kind_of(found).copy),
        "scanner": scanning.configured(),
    }
    return render(request, "evidence/custody.html", context)


@require_GET
@member_required()
def picture(request: MemberRequest, evidence: UUID, number: int) -> HttpResponseBase:
    """Show a page as a picture that was drawn anew."""
    found = _openable(request, evidence)
    note_access(found, "preview", actor=request.member, page=number + 1)
    try:
        path = previews.picture_of(found, number)
    except previews.NoPictureError:
        raise Http404 from None
    return kept_in(FileResponse(path.open("rb"), content_type="image/jpeg"))


@require_GET
@member_required()
def copy(request: MemberRequest, evidence: UUID) -> HttpResponseBase:
    """Give a copy without what the camera or the author noted in the file."""
    found = _openable(request, evidence)
    kind = kind_of(found)
    if not kind.copy:
        raise Http404
    note_access(found, "copy", actor=request.member)
    try:
        path = previews.copy_of(found)
    except previews.NoPictureError:
        messages.error(request, _("Salinan tidak dapat dibuat dari berkas ini. Mintalah berkas aslinya kepada ketua."))
        return redirect("evidence:custody", found.pk)
    file = path.open("rb") if path else sealed().open(found.key)
    name = _("salinan-%(name)s") % {"name": found.name}
    return kept_in(FileResponse(file, as_attachment=True, filename=name, content_type=type_of(kind.mime)))


@require_GET
@member_required()
def original(request: MemberRequest, evidence: UUID) -> HttpResponseBase:
    """Give the sealed original to those who may have it."""
    found = _openable(request, evidence)
    if not policies.may_open_original(request.member, found):
        sentence = _(
            "Berkas asli hanya untuk ketua kantor ini serta verifikator dan ketua di atasnya. Unduhlah salinannya."
        )
        return refused(request, sentence)
    note_access(found, "original", actor=request.member)
    answer = FileResponse(
        sealed().open(found.key), as_attachment=True, filename=found.name, content_type=type_of(kind_of(found).mime)
    )
    return kept_in(answer)


@require_POST
@member_required()
def check(request: MemberRequest, evidence: UUID) -> HttpResponseRedirect:
    """Read what the storage holds, and say whether it is still what was received."""
    found = _evidence(request, evidence)
    if checking.check(found, actor=request.member):
        messages.success(request, _("Utuh: yang tersimpan sama dengan yang diterima."))
    else:
        messages.error(
            request, _("TIDAK UTUH: yang tersimpan bukan lagi yang diterima. Beri tahu administrator dan pusat.")
        )
    return redirect("evidence:custody", found.pk)


@require_POST
@member_required()
def scan(request: MemberRequest, evidence: UUID) -> HttpResponseRedirect:
    """Have a file scanned (again)."""
    found = _openable(request, evidence)
    checking.scan(found, actor=request.member)
    if found.scan == Evidence.Scan.NOT_SCANNED:
        sentence = _("Berkas ini tidak dapat dipindai: %(note)s")
        messages.error(request, sentence % {"note": found.scan_note or _("belum ada pemindai yang diatur.")})
    elif found.quarantined:
        _tell_received(request, found)
    else:
        messages.success(request, _("Pemindai tidak menemukan apa pun."))
    return redirect("evidence:custody", found.pk)


@require_POST
@member_required()
def detach(request: MemberRequest, evidence: UUID, event: UUID) -> HttpResponseRedirect:
    """Take a file from an event, with a reason."""
    found, at = _evidence(request, evidence), _event(request, event)
    try:
        take_from(found, at, request.POST.get("reason", ""), actor=request.member)
    except RefusedFileError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(
            request, _("%(name)s dilepas dari kejadian ini; berkasnya tetap tersegel.") % {"name": found.name}
        )
    return redirect("evidence:event", at.pk)
