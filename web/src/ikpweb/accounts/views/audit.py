"""The log on the screen: reading it, following one thing through it, checkpoints and the offices' signatures."""

import json
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ikpweb.accounts import log
from ikpweb.accounts.access import member_required
from ikpweb.accounts.forms.log import AskLog, Cosign
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import MANAGERS
from ikpweb.audit import services
from ikpweb.audit.checkpoints import exported
from ikpweb.audit.models import Checkpoint
from ikpweb.audit.seals import Broken

__all__ = ["audit", "checkpoint_file", "checkpoints", "cosign", "trail"]

#: No entry is about anything with a longer name.
SUBJECT_LENGTH = 200
READERS = (*MANAGERS, Role.OBSERVER)


@member_required(*READERS)
@never_cache
def audit(request: MemberRequest) -> HttpResponse:
    """Show the log of the own office and those below; that it was read is in it too."""
    form = AskLog(request.GET or None, member=request.member)
    asked = form.asked()
    # What the page shows is read first: its own reading is not on it.
    lines, following = log.page(request.member, asked)
    services.note_read(asked=asked.told(), actor=request.member)
    kept = {name: value for name, value in request.GET.items() if value and name != "sebelum"}
    more = urlencode({**kept, "sebelum": following}) if following else ""
    return render(request, "office/audit.html", {"form": form, "lines": lines, "more": more})


@member_required(*READERS)
@never_cache
def trail(request: MemberRequest, subject: str) -> HttpResponse:
    """Show all that happened to one thing."""
    if len(subject) > SUBJECT_LENGTH or "\0" in subject:
        raise Http404
    lines = log.trail(request.member, subject)
    services.note_read(subject, asked={}, actor=request.member)
    return render(request, "office/trail.html", {"subject": subject, "lines": lines})


@member_required(*READERS)
def checkpoints(request: MemberRequest) -> HttpResponse:
    """Show the last checkpoints, with who co-signed them."""
    rows = Checkpoint.objects.annotate(signatures=Count("cosignatures")).order_by("-number")[:50]
    told = {"checkpoints": rows, "form": Cosign(), "may_sign": request.member.has(*MANAGERS)}
    return render(request, "office/checkpoints.html", told)


@member_required(*READERS)
@never_cache
def checkpoint_file(request: MemberRequest, number: int) -> HttpResponse:
    """Give a checkpoint as the file that an office keeps."""
    found = get_object_or_404(Checkpoint, number=number)
    services.note_read(f"checkpoint:{number}", asked={}, actor=request.member)
    answer = JsonResponse(exported(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="ikp-titik-periksa-{number}.json"'
    return answer


@member_required(*MANAGERS)
@require_POST
def cosign(request: MemberRequest) -> HttpResponse:
    """Take an office's signature of a checkpoint."""
    form = Cosign(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for each in form.errors["file"]))
        return redirect("office:checkpoints")
    try:
        kept = services.take_cosignature(json.load(form.cleaned_data["file"]), actor=request.member)
    except (ValueError, Broken) as problem:
        said = str(problem) if isinstance(problem, Broken) else _("Berkas ini bukan JSON.")
        messages.error(request, said)
    else:
        messages.success(
            request, _("Tanda tangan atas titik periksa %(number)s disimpan.") % {"number": kept.checkpoint.number}
        )
    return redirect("office:checkpoints")
