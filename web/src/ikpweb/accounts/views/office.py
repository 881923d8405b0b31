"""The first page of the office area, the switch between offices."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest, member_of
from ikpweb.accounts.navigation import cards
from ikpweb.accounts.sessions import OFFICE_KEY

__all__ = ["home", "switch"]


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """Show what there is to do for the office."""
    return render(request, "office/home.html", {"cards": cards(request, request.member)})


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another office of one's own; an office that is not leaves everything as it was."""
    office = request.POST.get("office", "")
    if office and member_of(request.user, office):  # type: ignore[arg-type] # login_required
        request.session[OFFICE_KEY] = office
    return redirect("office:home")
