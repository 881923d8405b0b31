"""One submission as its reviewer sees it: items in the order of the form, with everything that was said about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.collection.content import content_of
from ikpweb.collection.form import Question, questions
from ikpweb.collection.models import (
    Comment,
    Cycle,
    Declaration,
    Event,
    Evidence,
    Revision,
    State,
    Submission,
)
from ikpweb.collection.policies import sides_of
from ikpweb.collection.transitions import Move, Standing, moves
from ikpweb.kit.merging import find_differences
from ikpweb.verification.models import Decision, Delegation, Objection, SampledEvent
from ikpweb.verification.policies import has_written
from ikpweb.verification.risk import signs_of, with_declaration_signs, with_event_signs
from ikpweb.verification.selectors.grading import to_grade

__all__ = ["DECISIONS", "TABS", "Card", "Light", "Review", "cards", "lights", "review_of"]

#: What the reviewing office decides by itself.
DECISIONS = frozenset({Move.ACCEPT, Move.RETURN, Move.REJECT, Move.UNDECIDE})
#: The tabs of the page: which states each shows, and whether only items with or without a sign of risk.
TABS: Mapping[str, tuple[frozenset[str], bool | None]] = {
    "menunggu": (frozenset({State.SUBMITTED}), None),
    "aman": (frozenset({State.SUBMITTED}), False),
    "kantor": (frozenset({State.RETURNED, State.DRAFT}), None),
    "ditolak": (frozenset({State.REJECTED, State.OBJECTED}), None),
    "diterima": (frozenset({State.ACCEPTED}), None),
    "semua": (frozenset(State.values), None),
}


@dataclass(frozen=True)
class Light:
    """What is known of every item before the page is cut."""

    key: str
    indicator: str
    state: str
    risky: bool
    event: bool

    def on(self, tab: str) -> bool:
        """Tell whether a tab shows the item."""
        states, risky = TABS[tab]
        return self.state in states and (risky is None or self.risky == risky)


@dataclass
class Card:
    """An item with everything that its reviewer must see."""

    item: Declaration | Event
    question: Question | None
    #: Field to its value then and now, since the last decision; empty when nothing changed or none was made.
    changes: Mapping[str, tuple[Any, Any]]
    decisions: Sequence[Decision]
    moves: frozenset[Move]
    signs: Sequence[str]
    evidence: Sequence[Evidence] = ()
    comments: Sequence[Comment] = ()
    objection: Objection | None = None
    sampled: SampledEvent | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    #: It waits for a second grade by the reader, who must not see the first.
    blind: bool = False

    @property
    def is_event(self) -> bool:
        """Tell an event from a declaration."""
        return isinstance(self.item, Event)

    @property
    def key(self) -> str:
        """Give how the item is named within its submission."""
        return str(self.item.pk) if self.is_event else self.item.indicator

    @property
    def last(self) -> Decision | None:
        """Give the newest decision."""
        return self.decisions[-1] if self.decisions else None


@dataclass(frozen=True)
class Review:
    """A submission, and where the reader stands to it."""

    submission: Submission
    questions: Mapping[str, Question]
    standing: Standing
    #: Whether anything is decided now: handed in, not signed, the cycle not frozen.
    taking: bool
    delegation: Delegation | None
    #: The reviews were given to somebody else.
    theirs: bool


def review_of(submission: Submission, member: Member) -> Review:
    """Say where a reader stands to a submission."""
    delegation = Delegation.objects.filter(submission=submission, ended_at=None).select_related("person").first()
    open_ = submission.cycle.stage in {Cycle.Stage.OPEN, Cycle.Stage.CLOSED}
    return Review(
        submission,
        questions(submission.cycle, submission.office.level),
        Standing(sides_of(member, submission.office), member.roles, has_written(member, submission)),
        open_ and submission.stage == Submission.Stage.SUBMITTED,
        delegation,
        delegation is not None and delegation.person_id != member.person.pk and not member.has(Role.HEAD),
    )


def lights(review: Review, *, indicator: str = "", words: str = "") -> list[Light]:
    """List all items in the order of the form, a declaration before its events; two queries."""
    mine = Q(submission=review.submission)
    if indicator:
        mine &= Q(indicator=indicator)
    said, told = mine, mine
    if words:
        said = mine & Q(reason__icontains=words)
        told = mine & (Q(narrative__icontains=words) | Q(district__icontains=words) | Q(reference__icontains=words))
    order = {code: place for place, code in enumerate(review.questions)}
    declarations: Any = with_declaration_signs(Declaration.objects.filter(said))
    events: Any = with_event_signs(Event.objects.filter(told)).order_by("date", "id")
    found = [
        Light(code, code, state, bool(risky), event=False)
        for code, state, risky in declarations.values_list("indicator", "state", "risky")
    ]
    found += [
        Light(str(key), code, state, bool(risky), event=True)
        for key, code, state, risky in events.values_list("pk", "indicator", "state", "risky")
    ]
    return sorted(found, key=lambda light: (order.get(light.indicator, 999), light.event))


def cards(review: Review, shown: Iterable[Light], member: Member) -> list[Card]:
    """Give the cards of the items on a page; a fixed number of queries whatever their number."""
    page = list(shown)
    submission = review.submission
    codes = [light.key for light in page if not light.event]
    keys = [UUID(light.key) for light in page if light.event]
    declarations = Declaration.objects.filter(submission=submission, indicator__in=codes).select_related("author")
    events = Event.objects.filter(submission=submission, pk__in=keys).select_related("author")
    items: dict[str, Declaration | Event] = {}
    items.update((each.indicator, each) for each in with_declaration_signs(declarations))
    items.update((str(each.pk), each) for each in with_event_signs(events))
    about = Q(event__in=keys) | Q(event=None, indicator__in=codes)
    decisions = _by_key(Decision.objects.filter(about, submission=submission).select_related("person", "office"))
    objections = Objection.objects.filter(decision__submission=submission).select_related("person", "answered_by")
    said = _Said(
        decisions,
        _by_key(Comment.objects.filter(about, submission=submission).select_related("author", "office")),
        {each.decision_id: each for each in objections},
        _then(submission, decisions),
        _evidence(keys),
        {str(each.event_id): each for each in SampledEvent.objects.filter(event__in=keys)},
        {str(key) for key in to_grade(member, submission.cycle).filter(event__in=keys).values_list("event", flat=True)},
    )
    return [_card(review, items[light.key], member, said) for light in page if light.key in items]


@dataclass(frozen=True)
class _Said:
    """Everything that was said about the items of a page, by their keys."""

    decisions: Mapping[str, list[Decision]]
    comments: Mapping[str, list[Comment]]
    objections: Mapping[int, Objection]
    then: Mapping[tuple[str, int], Mapping[str, Any]]
    evidence: Mapping[str, list[Evidence]]
    sampled: Mapping[str, SampledEvent]
    blind: set[str]


def _card(review: Review, item: Declaration | Event, member: Member, said: _Said) -> Card:
    key = str(item.pk) if isinstance(item, Event) else item.indicator
    made = said.decisions.get(key, [])
    last = made[-1] if made else None
    content = content_of(item)
    changes: dict[str, tuple[Any, Any]] = {}
    if last is not None and last.revision < item.revision and (key, last.revision) in said.then:
        changes = find_differences(said.then[key, last.revision], content)
    mine = last is not None and last.person_id == member.person.pk
    standing = replace(review.standing, is_decider=mine)
    possible = moves(State(item.state), standing) if review.taking else frozenset()
    if review.theirs:
        possible -= DECISIONS
    if last is not None and last.move in {Move.GRANT, Move.UPHOLD}:
        possible -= {Move.UNDECIDE, Move.OBJECT}
    return Card(
        item=item,
        question=review.questions.get(item.indicator),
        changes=changes,
        decisions=made,
        moves=possible,
        signs=signs_of(item),
        evidence=said.evidence.get(key, []),
        comments=said.comments.get(key, []),
        objection=next((said.objections[each.pk] for each in reversed(made) if each.pk in said.objections), None),
        sampled=said.sampled.get(key),
        content=content,
        blind=key in said.blind,
    )


def _by_key(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[str(row.event_id) if row.event_id else row.indicator].append(row)
    return found


def _then(submission: Submission, decisions: Mapping[str, list[Decision]]) -> dict[tuple[str, int], Mapping[str, Any]]:
    """Give what items said when they were last judged: a decision pins the revision that holds their content."""
    pinned = {key: made[-1].revision for key, made in decisions.items()}
    found = {}
    revisions = Revision.objects.filter(submission=submission, number__in=set(pinned.values()))
    for number, changes in revisions.values_list("number", "changes"):
        for key, content in {**changes["declarations"], **changes["events"]}.items():
            if pinned.get(key) == number:
                found[key, number] = content
    return found


def _evidence(keys: Sequence[UUID]) -> dict[str, list[Evidence]]:
    """Give the files of events, in the order of their receipt."""
    pairs = Evidence.events.through.objects.filter(event__in=keys).select_related("evidence")
    found: dict[str, list[Evidence]] = defaultdict(list)
    for pair in pairs.order_by("evidence__received_at"):
        found[str(pair.event_id)].append(pair.evidence)
    return found
