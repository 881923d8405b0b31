"""A person's own account: name, offices, sessions, a copy of what is kept, being forgotten."""

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ikpweb.accounts.forms.members import Rename
from ikpweb.accounts.members import offices_of
from ikpweb.accounts.models import User
from ikpweb.accounts.problems import NotNow
from ikpweb.accounts.selectors import kept_about, role_names
from ikpweb.accounts.services import members, personal, sign_in
from ikpweb.accounts.signals import acting

__all__ = ["copy", "end_session", "erase", "me"]


class _Own(HttpRequest):
    """A request of somebody who is signed in, member of an office or not."""

    user: User


@login_required
@never_cache
def me(request: _Own) -> HttpResponse:
    """Show and change one's own account."""
    form = Rename(request.POST if request.method == "POST" else None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        members.rename(request.user, name=form.cleaned_data["name"], actor=acting(request, request.user))
        messages.success(request, _("Nama disimpan."))
        return redirect("office:me")
    offices = [(office, role_names(roles)) for office, roles in offices_of(request.user).items()]
    return render(request, "office/me.html", {"form": form, "offices": offices})


@login_required
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]
def end_session(request: _Own, number: int) -> HttpResponse:
    """End one of one's own sessions elsewhere."""
    get_object_or_404(UserSession, pk=number, user=request.user)
    sign_in.end_sessions(request.user, only=number, actor=acting(request, request.user))
    return redirect("usersessions_list")


@login_required
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
def copy(request: _Own) -> HttpResponse:
    """Give a copy of what is kept about the person, as JSON."""
    personal.exported(request.user, actor=acting(request, request.user))
    answer = JsonResponse(kept_about(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="ikp-{request.user.label.replace(":", "-")}.json"'
    return answer


@login_required
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: _Own) -> HttpResponse:
    """Say what erasing means, and do it."""
    if request.method == "POST":
        try:
            personal.erase(request.user, actor=acting(request, request.user))
        except NotNow as reason:
            return render(request, "office/erase.html", {"reason": reason}, status=409)
        request.session_over = "erased"  # type: ignore[attr-defined] # nobody signs out who is no more
        logout(request)
        messages.success(request, _("Akun Anda sudah dihapus."))
        return redirect("portal:home")
    return render(request, "office/erase.html")
