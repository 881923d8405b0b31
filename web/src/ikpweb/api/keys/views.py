"""The page of keys: one's own with their use, making one, which is shown once, and revoking."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.api import policies, services
from ikpweb.api.keys.forms import NewKey
from ikpweb.api.models import Key
from ikpweb.kit.errors import RejectedError

__all__ = ["home", "make", "revoke"]

_SHOWN_DAYS = 30


def _rows(request: MemberRequest) -> list[dict[str, Any]]:
    now = timezone.localtime()
    since = now.date() - timedelta(days=_SHOWN_DAYS - 1)
    found = policies.keys_visible_to(request.member).select_related("person", "office").distinct()
    rows = []
    for key in found:
        days = key.days.filter(day__gte=since)
        told = days.aggregate(requests=Sum("requests"), refused=Sum("refused"))
        today = days.filter(day=now.date()).first()
        rows.append(
            {
                "key": key,
                "own": key.person_id == request.member.person.pk,
                "alive": key.holds(now),
                "today": today.requests if today else 0,
                "requests": told["requests"] or 0,
                "refused": told["refused"] or 0,
                "last": key.days.aggregate(last=Max("last_at"))["last"],
            }
        )
    return sorted(rows, key=lambda row: not row["alive"])


def _page(request: MemberRequest, form: NewKey, *, text: str = "", status: int = 200) -> HttpResponse:
    context = {
        "rows": _rows(request),
        "form": form if policies.may_have_key(request.member) else None,
        "text": text,
        "minute": settings.LIMITS["key"],
        "day": settings.LIMITS["key-day"],
        "days": _SHOWN_DAYS,
    }
    return render(request, "keys/home.html", context, status=status)


@member_required()
@never_cache
@require_http_methods(["GET", "HEAD"])
def home(request: MemberRequest) -> HttpResponse:
    """Show one's keys and their use, and those of the offices that one looks after."""
    return _page(request, NewKey())


@member_required(*policies.READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: MemberRequest) -> HttpResponse:
    """Make a key; its text is in this answer and in no other."""
    if request.method != "POST":  # come back from showing the password again
        return _page(request, NewKey())
    return cast(Callable[[HttpRequest], HttpResponse], _make)(request)


@reauthentication_required  # type: ignore[untyped-decorator]
def _make(request: MemberRequest) -> HttpResponse:
    form = NewKey(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        _key, text = services.make(given["name"], given["areas"], form.until, actor=request.member)
    except RejectedError as refused:
        form.refuse(refused)
        return _page(request, form, status=422)
    return _page(request, NewKey(), text=text)


@member_required()
@require_POST
def revoke(request: MemberRequest, number: int) -> HttpResponse:
    """Revoke a key."""
    key: Key = get_object_or_404(policies.keys_visible_to(request.member).distinct(), pk=number)
    services.revoke(key, actor=request.member)
    messages.success(request, _("Kunci %(key)s dicabut; sejak saat ini ia tidak membuka apa pun.") % {"key": key})
    return redirect("keys:home")
