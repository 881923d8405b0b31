"""What the screens of verification share: finding what a member may see, and saying why something was refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Submission
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.kit.errors import RejectedError
from ikpweb.verification.selectors.offices import cycles_of

__all__ = ["chosen_cycle", "page_of", "submission_or_404", "telling_refusals"]


def submission_or_404(member: Member, cycle: str, office: str) -> Submission:
    """Give a submission that the member may see; a foreign one does not exist for them."""
    found = submissions_visible_to(member).select_related("cycle", "office").defer("cycle__form")
    return get_object_or_404(found, cycle=cycle, office=office)


def chosen_cycle(member: Member, code: str) -> tuple[Cycle | None, list[Cycle]]:
    """Give the cycle that was asked for, by default the newest, and all there are to choose from."""
    cycles = cycles_of(member)
    return next((each for each in cycles if each.pk == code), cycles[0] if cycles else None), cycles


def page_of(rows: Any, number: Any, size: int) -> Page[Any]:
    """Cut a page; a number that does not exist gives the nearest one."""
    return Paginator(rows, size).get_page(number)


@contextmanager
def telling_refusals(request: HttpRequest) -> Iterator[None]:
    """Say the sentences of a refusal on the next page instead of failing."""
    try:
        yield
    except RejectedError as refused:
        for key, faults in list(refused.faults.items())[:10]:
            for fault in faults:
                where = f"{key}: " if len(refused.faults) > 1 else ""
                messages.error(request, f"{where}{fault.sentence}")
