"""A submission as its office works on it: the indicators in groups, each with what was said and what is to do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from ikpweb.collection.form import Question, questions
from ikpweb.collection.models import Declaration, Event, State, Submission
from ikpweb.kit.errors import FieldError

__all__ = ["Grid", "Group", "Returned", "Row", "decision_on", "grid_of"]


@dataclass
class Row:
    """One indicator."""

    question: Question
    answer: str = ""
    reason: str = ""
    state: str = ""
    events: int = 0
    comments: int = 0
    returned: bool = False
    faults: Sequence[FieldError] = ()
    #: Whether the filter of the page lets it be seen; it is counted either way.
    shown: bool = True

    @property
    def state_label(self) -> str:
        """The state in the language of the page; nothing for a draft, which most are."""
        return str(State(self.state).label) if self.state not in {"", State.DRAFT} else ""


@dataclass
class Group:
    """A dimension, or a subdimension within it."""

    code: str
    name: str
    rows: list[Row] = field(default_factory=list)
    parts: list["Group"] = field(default_factory=list)
    #: Whether the page unfolds it.
    open: bool = False

    @property
    def all_rows(self) -> list[Row]:
        """Its rows with those of its parts."""
        return [*self.rows, *(row for part in self.parts for row in part.all_rows)]

    @property
    def shown(self) -> list[Row]:
        """Those of them that the filter of the page lets be seen."""
        return [row for row in self.all_rows if row.shown]

    @property
    def returned(self) -> int:
        """How many of them came back."""
        return sum(row.returned for row in self.all_rows)

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(bool(row.answer) for row in self.all_rows)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.all_rows)


@dataclass(frozen=True)
class Returned:
    """Something that the office above gave back or rejected, with its reason."""

    question: Question
    event: Event | None
    state: str
    reason: str = ""
    office: str = ""
    #: Number of the decision, for who objects to it.
    decision: int | None = None


@dataclass
class Grid:
    """The whole page."""

    groups: list[Group]
    returned: Sequence[Returned] = ()
    rejected: Sequence[Returned] = ()

    @property
    def rows(self) -> list[Row]:
        """All indicators that are asked, in order."""
        return [row for group in self.groups for row in group.all_rows]

    @property
    def shown(self) -> list[Row]:
        """Those that the filter of the page lets be seen."""
        return [row for row in self.rows if row.shown]

    @property
    def parts(self) -> list[Group]:
        """The subdimensions of all dimensions, in order."""
        return [part for group in self.groups for part in group.parts]

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return sum(group.answered for group in self.groups)

    @property
    def total(self) -> int:
        """How many are asked."""
        return len(self.rows)


def grid_of(
    submission: Submission,
    given: Mapping[str, Mapping[str, Any]] | None = None,
    faults: Mapping[str, Sequence[FieldError]] | None = None,
) -> Grid:
    """Put a submission together: four questions to the database.

    Parameters
    ----------
    given, faults : mapping, optional
        What was just sent and not kept, by indicator, and what is wrong with it: shown instead of what stands.
    """
    declared = {each.indicator: each for each in submission.declarations.all()}
    events = list(submission.events.exclude(state=State.WITHDRAWN).only("submission", "indicator", "state", "date"))
    under = Counter(event.indicator for event in events)
    sent_back = {event.indicator for event in events if event.state == State.RETURNED}
    words = submission.comments.order_by().values_list("indicator").annotate(number=Count("pk"))
    comments: dict[str, int] = dict(words)
    groups: dict[str, Group] = {}
    parts: dict[str, Group] = {}
    asked = questions(submission.cycle, submission.office.level)
    for code, question in asked.items():
        top = groups.setdefault(question.dimension, Group(question.dimension, question.dimension_name))
        if question.parent not in parts:
            parts[question.parent] = Group(question.parent, question.subdimension_name)
            top.parts.append(parts[question.parent])
        row = _row(question, declared.get(code), (given or {}).get(code))
        row.events, row.comments = under[code], comments.get(code, 0)
        row.returned = row.state == State.RETURNED or code in sent_back
        row.faults = (faults or {}).get(code, ())
        parts[question.parent].rows.append(row)
    back = _sent_back(submission, asked, declared, events)
    return Grid(
        list(groups.values()),
        [each for each in back if each.state == State.RETURNED],
        [each for each in back if each.state == State.REJECTED],
    )


def _row(question: Question, declared: Declaration | None, given: Mapping[str, Any] | None) -> Row:
    row = Row(question)
    if declared:
        row.answer, row.reason, row.state = declared.answer, declared.reason, declared.state
    if given:
        row.answer, row.reason = str(given.get("answer", "")), str(given.get("reason", ""))
    return row


def _sent_back(
    submission: Submission,
    asked: Mapping[str, Question],
    declared: Mapping[str, Declaration],
    events: Sequence[Event],
) -> list[Returned]:
    """List what was given back or rejected; the decisions are rows of the room above, which hang on the submission."""
    back = {State.RETURNED.value, State.REJECTED.value}
    items: list[tuple[str, Event | None, str]] = [
        *((code, None, each.state) for code, each in declared.items() if each.state in back),
        *((event.indicator, event, event.state) for event in events if event.state in back),
    ]
    if not items:
        return []
    last = {
        (decision.indicator, decision.event_id): decision
        for decision in submission.decisions.filter(after__in=back).select_related("office").order_by("at", "pk")
    }
    found = []
    for code, event, state in items:
        decision = last.get((code, event.pk if event else None))
        if code not in asked:
            continue
        if decision:
            told = Returned(asked[code], event, state, decision.reason, str(decision.office), decision.pk)
        else:
            told = Returned(asked[code], event, state)
        found.append(told)
    return found


def decision_on(submission: Submission, indicator: str, event: Event | None) -> Returned | None:
    """Give why one item was given back or rejected, None where it was not."""
    question = questions(submission.cycle, submission.office.level).get(indicator)
    items = [event] if event else list(submission.declarations.filter(indicator=indicator))
    if question is None or not items or items[0].state not in {State.RETURNED, State.REJECTED}:
        return None
    asked = {indicator: question}
    declared = {} if event else {indicator: items[0]}
    found = _sent_back(submission, asked, declared, [event] if event else [])  # type: ignore[arg-type] # a declaration where it is none
    return found[0] if found else None
