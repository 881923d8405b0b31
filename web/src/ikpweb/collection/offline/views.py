"""The shell of the page without a connection, its worker, and what it asks for while there is one."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.offline.words import words
from ikpweb.collection.policies import may_enter
from ikpweb.collection.selectors import submissions_of
from ikpweb.collection.transitions import TRANSITIONS, Move

__all__ = ["manifest", "page", "standing", "worker"]

#: What the page is made of; the worker keeps these and nothing else.
_PARTS = (
    "portal/portal.css",
    "portal/icon.svg",
    "office/office.css",
    "collection/offline/offline.css",
    "collection/offline/vault.js",
    "collection/offline/sending.js",
    "collection/offline/fields.js",
    "collection/offline/entered.js",
    "collection/offline/page.js",
    "collection/rules.js",
)


@require_GET
@member_required(Role.ENTERER, Role.HEAD)
def page(request: MemberRequest) -> HttpResponse:
    """Show the shell: the same for everybody, so that the copy on the device says nothing about who uses it."""
    context: dict[str, Any] = {
        "words": words(),
        "setup": {
            "language": get_language(),
            "standing": reverse("offline:standing"),
            "worker": reverse("offline:worker"),
            "scope": reverse("offline:page"),
            "signIn": f"{reverse('account_login')}?next={reverse('offline:page')}",
            "event": reverse("collection:event", args=[UUID(int=0)]),
            # States from which the table of moves lets an event be changed, by name.
            "editable": {state.value: str(state.label) for state, move in TRANSITIONS if move is Move.EDIT},
            "days": settings.EVIDENCE_LIMITS.offline_days,
        },
    }
    return render(request, "offline/page.html", context)


@require_GET
@member_required(Role.ENTERER, Role.HEAD)
def standing(request: MemberRequest) -> HttpResponse:
    """Give what can be entered now, and the token for sending; the worker never keeps this."""
    cycles = [
        {
            "code": each.cycle_id,
            "title": each.cycle.title,
            "training": each.cycle.training,
            "office": each.office_id,
            "officeName": str(each.office),
            "revision": each.revision,
            "mayEnter": may_enter(request.member, each),
            "submission": reverse("office-api-v1:submission", args=[each.cycle_id, each.office_id]),
        }
        for each in submissions_of(request.member).filter(office=request.member.office.pk)
    ]
    answer = JsonResponse({"token": get_token(request), "cycles": cycles})
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker, with the names of the parts as they are now; it holds nothing of anybody."""
    parts = [static(name) for name in _PARTS]
    whole = "\n".join([*parts, get_language() or ""])
    context = {
        "version": hashlib.sha256(whole.encode()).hexdigest()[:12],
        # Only addresses of our own, which hold nothing that could end the script.
        "setup": mark_safe(json.dumps({"parts": parts, "page": reverse("offline:page")})),  # noqa: S308
    }
    answer = render(request, "offline/worker.js", context, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
def manifest(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - the same for everybody
    """Tell the system how the page is installed."""
    start = reverse("offline:page")
    told = {
        "name": _("ikp tanpa sambungan"),
        "short_name": "ikp",
        "lang": get_language(),
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b5563",
        "icons": [{"src": static("portal/icon.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": "any"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")
