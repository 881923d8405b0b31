"""Reading how far offices are: per office, per indicator, and all together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.territory.models import Office

__all__ = [
    "STATUS",
    "IndicatorProgress",
    "OfficeProgress",
    "Totals",
    "by_indicator",
    "by_office",
    "cycles_of",
    "totals",
]

#: How far a submission is, from nothing to signed: code to what the screen says.
STATUS: Mapping[str, str | Promise] = {
    "not-started": _("belum mulai"),
    "in-progress": _("diisi"),
    "submitted": _("diajukan"),
    "verified": _("disahkan"),
}


@dataclass(frozen=True)
class OfficeProgress:
    """How far one office is.

    Parameters
    ----------
    answered, asked : int
        Indicators with an answer, and those that are asked.
    states : mapping of str to int
        Declarations and events together, by the state of their review.
    waiting_since : datetime or None
        Since when the item waits that waits longest for its review.
    """

    submission: Submission
    office: Office
    status: str
    answered: int
    asked: int
    events: int
    states: Mapping[str, int]
    waiting_since: datetime | None
    late: bool
    on_time: bool | None

    @property
    def share(self) -> float:
        return self.answered / self.asked if self.asked else 0.0

    @property
    def returned(self) -> int:
        return self.states.get(State.RETURNED, 0)

    @property
    def waiting(self) -> int:
        return self.states.get(State.SUBMITTED, 0) + self.states.get(State.OBJECTED, 0)

    @property
    def label(self) -> str | Promise:
        return STATUS[self.status]


@dataclass(frozen=True)
class IndicatorProgress:
    """How one indicator is answered by all offices that ask about it."""

    code: str
    names: Mapping[str, str]
    asked: int
    answers: Mapping[str, int]
    states: Mapping[str, int]

    @property
    def answered(self) -> int:
        return sum(self.answers.values())

    @property
    def silent(self) -> int:
        return self.asked - self.answered


@dataclass(frozen=True)
class Totals:
    """All offices together."""

    offices: int
    statuses: Mapping[str, int]
    answered: int
    asked: int
    on_time: int
    late: int
    #: Items that wait for a review, by how many days: up to 3, up to 7, up to 14, longer.
    ages: Mapping[str, int] = field(default_factory=dict)

    @property
    def completeness(self) -> float:
        return self.answered / self.asked if self.asked else 0.0


def _status(submission: Submission) -> str:
    if submission.stage == Submission.Stage.DRAFT:
        return "in-progress" if submission.revision else "not-started"
    return "submitted" if submission.stage == Submission.Stage.SUBMITTED else "verified"


def by_office(
    cycle: Cycle, seen: QuerySet[Submission], now: datetime, *, level: str = "", province: str = ""
) -> list[OfficeProgress]:
    """Tell how far each visible office is, in the order of their codes; four queries, however many there are."""
    here = seen.filter(cycle=cycle).select_related(None).select_related("office__parent").order_by("office")
    if level:
        here = here.filter(office__level=level)
    if province:
        here = here.filter(office__parent=province) | here.filter(office=province)
    submissions = list(here)
    for each in submissions:
        each.cycle = cycle  # one for all: to read its form anew for every office takes seconds
    states: dict[int, Counter[str]] = {each.pk: Counter() for each in submissions}
    answered: Counter[int] = Counter()
    events: Counter[int] = Counter()
    since: dict[int, datetime] = {}
    for kind, counter in ((Declaration, answered), (Event, events)):
        rows = (
            kind._default_manager.filter(submission__cycle=cycle)  # noqa: SLF001 - both kinds by one road
            .values_list("submission", "state")
            .annotate(n=Count("pk"), first=Min("changed_at"))
            .order_by()
        )
        for pk, state, n, first in rows:
            if pk not in states:
                continue
            states[pk][state] += n
            counter[pk] += n if state != State.WITHDRAWN else 0
            if state in {State.SUBMITTED, State.OBJECTED}:
                since[pk] = min(since.get(pk, first), first)
    return [_progress(each, now, states[each.pk], (answered, events), since.get(each.pk)) for each in submissions]


def _progress(
    submission: Submission,
    now: datetime,
    states: Mapping[str, int],
    counts: tuple[Counter[int], Counter[int]],
    since: datetime | None,
) -> OfficeProgress:
    cycle, handed = submission.cycle, submission.first_submitted_at
    return OfficeProgress(
        submission=submission,
        office=submission.office,
        status=_status(submission),
        answered=counts[0][submission.pk],
        asked=len(cycle.form.get(submission.office.level, [])),
        events=counts[1][submission.pk],
        states=states,
        waiting_since=since,
        late=handed is None and now > cycle.due_entry,
        on_time=None if handed is None else handed <= cycle.due_entry,
    )


def by_indicator(cycle: Cycle, seen: QuerySet[Submission], level: str) -> list[IndicatorProgress]:
    """Tell how each indicator is answered at a level; two queries."""
    here = seen.filter(cycle=cycle, office__level=level)
    asked = here.count()
    rows = (
        Declaration.objects.filter(submission__in=here.values("pk"))
        .values_list("indicator", "answer", "state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    answers: dict[str, Counter[str]] = {}
    states: dict[str, Counter[str]] = {}
    for code, answer, state, n in rows:
        answers.setdefault(code, Counter())[answer] += n
        states.setdefault(code, Counter())[state] += n
    return [
        IndicatorProgress(
            question["code"],
            question["names"],
            asked,
            answers.get(question["code"], Counter()),
            states.get(question["code"], Counter()),
        )
        for question in cycle.form.get(level, [])
    ]


def totals(offices: Sequence[OfficeProgress], now: datetime) -> Totals:
    """Sum up."""
    ages: Counter[str] = Counter()
    for each in offices:
        if each.waiting_since is not None:
            days = (now - each.waiting_since) / timedelta(days=1)
            ages["3" if days <= 3 else "7" if days <= 7 else "14" if days <= 14 else "15"] += each.waiting
    statuses = Counter(each.status for each in offices)
    return Totals(
        offices=len(offices),
        statuses={name: statuses.get(name, 0) for name in STATUS},
        answered=sum(each.answered for each in offices),
        asked=sum(each.asked for each in offices),
        on_time=sum(each.on_time is True for each in offices),
        late=sum(each.late or each.on_time is False for each in offices),
        ages={age: ages.get(age, 0) for age in ("3", "7", "14", "15")},
    )


def cycles_of(member: Member) -> list[Cycle]:
    """Give the cycles in which the member's office reports or reviews, the running ones first."""
    visible = submissions_visible_to(member).values("cycle")
    order = {Cycle.Stage.OPEN: 0, Cycle.Stage.CLOSED: 1, Cycle.Stage.FROZEN: 2, Cycle.Stage.DRAFT: 3}
    return sorted(
        Cycle.objects.filter(pk__in=visible), key=lambda cycle: (order[Cycle.Stage(cycle.stage)], cycle.due_entry)
    )
