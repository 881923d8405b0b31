"""What the views of reports share: finding a report, and the page of two versions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError
from ikpweb.watch.models import Report
from ikpweb.watch.selectors.reports import report_for

__all__ = ["conflict_page", "number_in", "report_or_404"]


def report_or_404(request: MemberRequest, key: UUID) -> Report:
    """Give a report that the member may see."""
    found = report_for(request.member, key)
    if found is None:
        raise Http404(str(key))
    return found


def number_in(given: Mapping[str, str], name: str) -> int:
    """Read a whole number of a form; 0 where there is none."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def conflict_page(request: MemberRequest, conflict: ConflictError, more: Mapping[str, Any]) -> HttpResponse:
    """Show what stood before, what the other one wrote and what this one wanted; nothing was written."""
    versions = next(iter(conflict.items.values()))
    names = [name for name in versions["mine"] if versions["theirs"].get(name) != versions["mine"][name]]
    sides = ("base", "theirs", "mine")
    fields = [
        {"name": name, "both": name in versions["both"], **{side: versions[side].get(name) for side in sides}}
        for name in names
    ]
    return render(request, "watch/conflict.html", {**more, "fields": fields, "now": conflict.revision}, status=409)
