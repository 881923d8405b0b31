"""The first page of the office area, the switch between offices, and the person's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import OFFICE_KEY, MemberRequest, member_of
from ikpweb.accounts.navigation import cards

__all__ = ["home", "me", "switch"]


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """Show what there is to do for the office."""
    return render(request, "office/home.html", {"cards": cards(), "member": request.member})


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another office of one's own; an office that is not leaves everything as it was."""
    office = request.POST.get("office", "")
    if office and member_of(request.user, office):  # type: ignore[arg-type] # login_required
        request.session[OFFICE_KEY] = office
    return redirect("office:home")


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show a person's own account: offices, password, second factor, sessions."""
    return render(request, "office/me.html")
