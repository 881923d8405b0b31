"""What was decided about a submission, counted by dimension: for the page of the sign-off and the *berita acara*."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from ikpweb.collection.form import questions
from ikpweb.collection.models import Answer, Declaration, Event, State, Submission
from ikpweb.collection.transitions import Move
from ikpweb.verification.models import Decision

__all__ = ["DimensionRow", "Summary", "summary_of"]


@dataclass
class DimensionRow:
    """Accepted answers by kind, and events by what was decided."""

    name: str
    answers: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    rejected: int = 0

    @property
    def cells(self) -> tuple[int, ...]:
        """Give the numbers of a row of the table, in the order of its head."""
        answers = (self.answers[answer] for answer in Answer.values)
        return (*answers, self.rejected, self.events[State.ACCEPTED], self.events[State.REJECTED])


@dataclass(frozen=True)
class Summary:
    """What was decided, in numbers.

    Parameters
    ----------
    rows : list of DimensionRow
    states : Counter
        Items by state, declarations and events together.
    corrected : int
        Items that were returned at least once.
    """

    rows: list[DimensionRow]
    states: Counter[str]
    corrected: int

    @property
    def total(self) -> int:
        """Give how many items are to be decided: all but those that the office took back."""
        return sum(self.states.values()) - self.states[State.WITHDRAWN]

    @property
    def decided(self) -> int:
        """Give how many are accepted or rejected."""
        return self.states[State.ACCEPTED] + self.states[State.REJECTED]

    @property
    def reviewed_share(self) -> float:
        """Give the share of items that are decided; 0 of none is 0."""
        return self.decided / self.total if self.total else 0.0

    @property
    def corrected_share(self) -> float:
        """Give the share of items that were returned at least once; 0 of none is 0."""
        return self.corrected / self.total if self.total else 0.0

    @property
    def total_cells(self) -> tuple[int, ...]:
        """Give the sums of the columns."""
        return tuple(sum(column) for column in zip(*(row.cells for row in self.rows), strict=True))


def summary_of(submission: Submission) -> Summary:
    """Count a submission's items; three queries."""
    asked = questions(submission.cycle, submission.office.level)
    rows: dict[str, DimensionRow] = {}
    for question in asked.values():
        rows.setdefault(question.dimension, DimensionRow(question.dimension_name))
    states: Counter[str] = Counter()
    said = Declaration.objects.filter(submission=submission).values_list("indicator", "answer", "state")
    for indicator, answer, state in said:
        states[state] += 1
        row = rows[asked[indicator].dimension]
        if state == State.ACCEPTED:
            row.answers[answer] += 1
        elif state == State.REJECTED:
            row.rejected += 1
    told = Event.objects.filter(submission=submission).order_by().values_list("indicator", "state")
    for indicator, state, number in told.annotate(n=Count("pk")):
        states[state] += number
        rows[asked[indicator].dimension].events[state] += number
    returned = Decision.objects.filter(submission=submission, move=Move.RETURN).order_by()
    corrected = returned.values("indicator", "event").distinct().count()
    return Summary(list(rows.values()), states, corrected)
