"""A frozen cycle with its computation, and a release of it."""

from typing import Any

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.publication.models import Release
from ikpweb.publication.services import draft, freeze
from ikpweb.runs.models import Computation
from ikpweb.runs.services import compute_cycle

from web.tests.collecting import filled, opened
from web.tests.factories import member

__all__ = ["CONTENT", "computed", "drafted", "frozen"]

CONTENT: dict[str, Any] = {
    "title_id": "IKP latihan",
    "title_en": "IKP exercise",
    "changes": "Rilis pertama dari putaran latihan.",
    "detail": "indicators",
    "smallest": 0,
    "embargo": None,
}
DKI = ("31", "31.01", "31.71", "31.72", "31.73", "31.74", "31.75")


def computed(analyst: Member | None = None) -> Computation:
    """Give the computation of a frozen cycle in which all of Jakarta reported."""
    cycle = opened()
    for place, code in enumerate(DKI):
        filled(cycle, member("enterer", code), events=place)
    for kind in (Declaration, Event):
        kind.objects.filter(submission__cycle=cycle).update(state=State.ACCEPTED)
    Submission.objects.filter(cycle=cycle).update(stage=Submission.Stage.FROZEN)
    Cycle.objects.filter(pk=cycle.pk).update(stage=Cycle.Stage.FROZEN)
    cycle.refresh_from_db()
    return compute_cycle(cycle, actor=analyst or member("analyst", "0"))


def drafted(computation: Computation | None = None, *, by: Member | None = None, **other: Any) -> Release:
    """Draft a release."""
    return draft(computation or computed(), "ikp-latihan", {**CONTENT, **other}, actor=by or member("publisher", "0"))


def frozen(release: Release | None = None, *, by: Member | None = None, **other: Any) -> Release:
    """Give a release that a second person froze."""
    release = release or drafted(**other)
    return freeze(release, seen=release.revision, actor=by or member("head", "0"))
