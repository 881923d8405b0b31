"""What the views of curation share: the fields that two versions differ in, and the door of the curators."""

import functools
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required, refused
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.kit.merging import find_differences
from ikpweb.prevention.curation.content import flat
from ikpweb.prevention.curation.policies import may_curate
from ikpweb.prevention.curation.selectors.versions import Told
from ikpweb.prevention.curation.words import field_said, value_said

__all__ = ["curators", "day_asked", "history", "say_refused", "versus"]

Rows = list[dict[str, Any]]


def curators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those in who keep calendars, links and library: the centre's head and analysts."""

    @member_required(Role.HEAD, Role.ANALYST)
    @functools.wraps(view)
    def inner(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_curate(request.member):
            return refused(request, _("Ini diatur oleh ketua atau analis di pusat."), role=False)
        return view(request, *args, **kwargs)

    return inner


def day_asked(request: MemberRequest) -> tuple[date, bool]:
    """Give the day that a page is of: today, or one that was asked for; and whether it was."""
    try:
        return date.fromisoformat(request.GET.get("hari", "")), True
    except ValueError:
        return timezone.localdate(), False


def changed(changes: Any, *contents: Mapping[str, Any]) -> Rows:
    """Write changes as people read them."""
    return [
        {"name": field_said(name, *contents), "before": value_said(before, name), "after": value_said(after, name)}
        for name, before, after in changes
    ]


def history(told: list[Told]) -> list[dict[str, Any]]:
    """Write versions as people read them, the newest first."""
    return [
        {"version": each.version, "changes": changed(each.changes, each.version.content, each.before)} for each in told
    ]


def versus(conflict: ConflictError) -> Rows:
    """Give what stood before, what the other one wrote and what this one wanted, of fields where those two differ."""
    held = next(iter(conflict.items.values()))
    base, theirs, mine = (flat(held[side]) for side in ("base", "theirs", "mine"))
    contents = [held[side] for side in ("mine", "theirs", "base")]
    return [
        {
            "name": field_said(name, *contents),
            "both": name in held["both"],
            "base": value_said(base.get(name), name),
            "theirs": value_said(theirs.get(name), name),
            "mine": value_said(mine.get(name), name),
        }
        for name in find_differences(theirs, mine)
    ]


def say_refused(request: MemberRequest, refused: RejectedError) -> None:
    """Say above the page what a service found wrong."""
    for faults in refused.faults.values():
        for fault in faults:
            messages.error(request, fault.sentence)
