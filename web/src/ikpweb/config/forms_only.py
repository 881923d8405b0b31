"""A page for who types the address of a form: the browser's own empty page says nothing and leads nowhere."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

__all__ = ["FormsOnly"]


class FormsOnly:
    """Says in a sentence that an address only takes what a form sends, with the way to the page above it.

    Programs, and whoever sends something by the wrong method, keep the short answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return answer
        if request.path.startswith("/api/") or not request.accepts("text/html"):
            return answer
        page = render(request, "portal/form_only.html", {"above": _above(request.path)}, status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page


def _above(path: str) -> str:
    """Give the nearest address above that there is; the start page in the end."""
    while path.count("/") > 2:  # one at each end of a single word
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"
