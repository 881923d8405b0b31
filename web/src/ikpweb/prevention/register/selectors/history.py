"""What happened to a risk or an action: its steps, each with the fields that it changed, and what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ikpweb.accounts.models import User
from ikpweb.kit.merging import find_differences
from ikpweb.prevention.register.models import Action, Comment, Risk, Step

__all__ = ["Told", "comments_of", "people_in", "steps_of"]


@dataclass(frozen=True, slots=True)
class Told:
    """A step, with the fields that it changed: name, before, after."""

    step: Step
    changed: Sequence[tuple[str, Any, Any]]


def steps_of(item: Risk | Action) -> list[Told]:
    """Give the steps of a risk or an action, the newest first."""
    told: list[Told] = []
    before: Mapping[str, Any] = {}
    for step in item.steps.select_related("by", "office").order_by("number"):
        changed = find_differences(before, step.content) if before else {}
        told.append(Told(step, [(name, *values) for name, values in changed.items()]))
        before = step.content
    return told[::-1]


def people_in(told: Sequence[Told]) -> Mapping[int, User]:
    """Give the owners that the steps name."""
    keys = {step.step.content.get("owner") for step in told} - {None}
    return User.objects.in_bulk(list(keys))


def comments_of(item: Risk | Action) -> Sequence[Comment]:
    """Give what was said about a risk or an action, the first first."""
    return list(item.comments.select_related("by", "office"))
