"""The submissions of the offices below: how many stand where, and those that somebody looks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Submission
from ikpweb.collection.selectors.submissions import submissions_of
from ikpweb.territory.models import Office

__all__ = ["Below", "below", "cycles_below", "provinces_of"]


@dataclass
class Below:
    """How many offices below report in a cycle, and how many of them stand where."""

    cycle: Cycle
    stages: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.stages.values())

    @property
    def told(self) -> list[tuple[str, str, int]]:
        """Each stage in which there is an office: code, name and number, in the order of the work."""
        stages = [stage for stage in Submission.Stage if stage in self.stages]
        return [(stage.value, str(stage.label), self.stages[stage]) for stage in stages]


def _others(member: Member) -> QuerySet[Submission]:
    return submissions_of(member).exclude(office=member.office.pk)


def cycles_below(member: Member) -> Sequence[Below]:
    """Give the cycles in which offices below report, those that are open first, then the newest.

    Two questions to the database.
    """
    numbers = _others(member).order_by().values_list("cycle", "stage").annotate(number=Count("pk"))
    stages: dict[str, dict[str, int]] = {}
    for cycle, stage, number in numbers:
        stages.setdefault(cycle, {})[stage] = number
    cycles = Cycle.objects.filter(pk__in=stages).defer("form").order_by("-period_to", "pk")
    return sorted(
        (Below(cycle, stages[cycle.pk]) for cycle in cycles), key=lambda each: each.cycle.stage != Cycle.Stage.OPEN
    )


def below(
    member: Member, cycle: Cycle, *, words: str = "", province: str = "", stage: str = ""
) -> QuerySet[Submission]:
    """Give the submissions below of one cycle by name or code of the office, its province and its stage."""
    found = _others(member).filter(cycle=cycle).order_by("office")
    if words:
        found = found.filter(Q(office__name__icontains=words) | Q(office__code__startswith=words))
    if province:
        found = found.filter(Q(office=province) | Q(office__parent=province))
    return found.filter(stage=stage) if stage else found


def provinces_of(member: Member) -> Sequence[Office]:
    """Give the provinces to choose from: all for the centre, none for whom there is but one."""
    return list(Office.objects.filter(level=Office.Level.PROVINCE)) if member.office.pk == Office.CENTRE else []
