"""Pages that this country has no data for are not there, and say so."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ikpweb.kit.pages import is_here

__all__ = ["AbsentPages"]


class AbsentPages:
    """Answers 404 with a sentence for every part of the pages that the country does not name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if is_here(request.resolver_match.view_name if request.resolver_match else ""):
            return None
        reason = _("Halaman ini tidak ada di sini: untuk negara ini belum ada datanya.")
        return render(request, "portal/not_found.html", {"reason": reason}, status=404)
