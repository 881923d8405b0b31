"""What waits, office by office."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Membership, Role, User
from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.territory.models import Office
from ikpweb.verification.models import Delegation
from ikpweb.verification.selectors.objections import objections_for

__all__ = [
    "OfficeRow",
    "Overview",
    "counts_of",
    "cycles_of",
    "office_rows",
    "overview",
    "own_submission",
    "submissions_below",
    "verifiers_of",
]

#: States as they are counted for a reader: what is done, what waits here, what waits at the office or above.
_COUNTED: Mapping[str, str] = {
    State.ACCEPTED: "accepted",
    State.REJECTED: "rejected",
    State.SUBMITTED: "waiting",
    State.RETURNED: "returned",
    State.DRAFT: "drafts",
    State.OBJECTED: "objected",
}


@dataclass
class OfficeRow:
    """An office, with how many of its items are in which state."""

    submission: Submission
    counts: Mapping[str, int]
    oldest: datetime | None = None
    given_to: str = ""

    @property
    def total(self) -> int:
        """Give how many items there are."""
        return sum(self.counts.values())

    @property
    def decided(self) -> int:
        """Give how many items are accepted or rejected."""
        return self.counts.get("accepted", 0) + self.counts.get("rejected", 0)

    @property
    def ready(self) -> bool:
        """Tell whether the submission can be signed off."""
        return self.submission.stage == Submission.Stage.SUBMITTED and self.decided == self.total > 0


@dataclass(frozen=True)
class Overview:
    """What waits in a cycle, in four numbers, and the offices one by one."""

    cycle: Cycle
    rows: Sequence[OfficeRow]
    objections: int

    @property
    def waiting(self) -> int:
        """Give how many items wait for a decision."""
        return sum(row.counts.get("waiting", 0) for row in self.rows)

    @property
    def returned(self) -> int:
        """Give how many items are with the offices again."""
        return sum(row.counts.get("returned", 0) + row.counts.get("drafts", 0) for row in self.rows)

    @property
    def ready(self) -> int:
        """Give how many submissions can be signed off."""
        return sum(row.ready for row in self.rows)


@dataclass
class _Tally:
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    oldest: datetime | None = None


def cycles_of(member: Member) -> list[Cycle]:
    """Give the cycles in which the member's office reports or somebody reports to it, the newest first."""
    seen = submissions_visible_to(member)
    return list(Cycle.objects.filter(pk__in=seen.values("cycle")).defer("form"))


def own_submission(member: Member, cycle: Cycle) -> Submission | None:
    """Give what the member's own office reports in a cycle; the centre reports nothing."""
    return Submission.objects.filter(cycle=cycle, office=member.office.pk).select_related("office").first()


def submissions_below(member: Member) -> QuerySet[Submission]:
    """Give the submissions that the member's office reviews, whether or not this member may."""
    return submissions_visible_to(member).filter(office__parent=member.office.pk)


def counts_of(submissions: Iterable[int]) -> dict[int, _Tally]:
    """Count items by state, and find since when the oldest waits; two queries."""
    found: dict[int, _Tally] = defaultdict(_Tally)
    keys = list(submissions)
    for model in (Declaration, Event):
        rows = model.objects.filter(submission__in=keys)
        grouped = rows.values("submission", "state").order_by().annotate(n=Count("pk"), first=Min("changed_at"))
        for row in grouped:
            tally, name = found[row["submission"]], _COUNTED.get(row["state"])
            if name is None:
                continue
            tally.counts[name] += row["n"]
            if name == "waiting" and (tally.oldest is None or row["first"] < tally.oldest):
                tally.oldest = row["first"]
    return found


def overview(member: Member, cycle: Cycle) -> Overview:
    """Give what waits in a cycle."""
    return Overview(cycle, office_rows(member, cycle), objections_for(member, cycle).count())


def office_rows(member: Member, cycle: Cycle) -> list[OfficeRow]:
    """Give the offices that report to the member's, in the order of their codes."""
    submissions = list(submissions_below(member).filter(cycle=cycle).select_related("office").order_by("office"))
    keys = [each.pk for each in submissions]
    tallies = counts_of(keys)
    given = {
        each.submission_id: str(each.person)
        for each in Delegation.objects.filter(submission__in=keys, ended_at=None).select_related("person")
    }
    return [
        OfficeRow(each, tallies[each.pk].counts, tallies[each.pk].oldest, given.get(each.pk, ""))
        for each in submissions
    ]


def verifiers_of(office: Office) -> list[User]:
    """Give the people who verify for an office today."""
    today = timezone.localdate()
    current = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    memberships = Membership.objects.filter(current, office=office, role__in=(Role.VERIFIER, Role.HEAD))
    return list(User.objects.filter(pk__in=memberships.values("person"), is_active=True).order_by("name", "email"))
