"""Grades that a reader must not see yet, because they are to grade the same event themselves.

Collection does not know who grades what: the room above answers, once it has said how.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Event

__all__ = ["HIDDEN", "Rule", "ask", "hidden_grades"]

#: What stands in a table where a grade is hidden; brought in again, it is refused at its cell.
HIDDEN = "?"
#: Gives the events of a cycle whose grade a member must not see; of one event alone where one is named.
Rule = Callable[[Member, Cycle, Event | None], Iterable[UUID]]
_rules: list[Rule] = []


def ask(rule: Rule) -> None:
    """Let a rule answer from now on."""
    if rule not in _rules:
        _rules.append(rule)


def hidden_grades(member: Member, cycle: Cycle, event: Event | None = None) -> frozenset[UUID]:
    """Give the events of a cycle, or the one that is named, whose grade a member must not see now."""
    return frozenset(key for rule in _rules for key in rule(member, cycle, event))
