"""The board: actions in columns by status, each with the moves that a member may make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.prevention.files.selectors import count_of
from ikpweb.prevention.register.models import Action, ActionStep, Status
from ikpweb.prevention.register.policies import side_of
from ikpweb.prevention.register.transitions import ACTION_TABLE, Move, action_moves

__all__ = ["Card", "Column", "columns_of", "moves_for"]

#: A column shows so many; the rest is in the table.
MOST = 40


@dataclass(frozen=True, slots=True)
class Card:
    """An action on the board: what the member may do with it by one press, and how many files stand by it."""

    action: Action
    moves: Sequence[Move]
    files: int


@dataclass(frozen=True, slots=True)
class Column:
    """A status with its actions; `number` counts all of them, `more` those that are not shown."""

    status: Status
    cards: Sequence[Card]
    number: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.number - len(self.cards)


def columns_of(member: Member, rows: QuerySet[Action]) -> list[Column]:
    """Sort actions into columns; dropped ones have none."""
    columns = []
    for status in Status:
        if status == Status.DROPPED:
            continue
        of_status = rows.filter(status=status)
        shown = list(of_status[:MOST])
        number = of_status.order_by().count() if len(shown) == MOST else len(shown)
        files = count_of(each.about for each in shown)
        doers = _doers(shown)
        cards = [
            Card(each, _by_one_press(moves_for(member, each, doers), status), files.get(each.about, 0))
            for each in shown
        ]
        columns.append(Column(status, cards, number))
    return columns


def moves_for(member: Member, action: Action, doers: Mapping[int, int]) -> frozenset[Move]:
    """Give the moves that a member may make; `doers` says who said last that an action is done."""
    is_doer = doers.get(action.pk) == member.person.pk
    return action_moves(Status(action.status), member.roles, side_of(member, action), is_doer=is_doer)


def _by_one_press(moves: frozenset[Move], status: Status) -> list[Move]:
    """Keep what asks no reason: that is done on the action's own page."""
    return [
        move for move in Move if move in moves and move != Move.CHANGE and not ACTION_TABLE[status, move].needs_reason
    ]


def _doers(actions: Sequence[Action]) -> dict[int, int]:
    done = [each.pk for each in actions if each.status == Status.DONE]
    if not done:
        return {}
    last = ActionStep.objects.filter(item__in=done, move=Move.FINISH).values("item").annotate(last=Max("number"))
    numbers = {row["item"]: row["last"] for row in last.order_by()}
    rows = ActionStep.objects.filter(item__in=done, number__in=set(numbers.values()), move=Move.FINISH)
    return {step.item_id: step.by_id for step in rows if numbers.get(step.item_id) == step.number}
