"""The recipe: how a table becomes an index, as ordered steps with parameters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, TypeVar

from ikp.digest import digest_json
from ikp.errors import DataError, problem
from ikp.problems import Problem
from ikp.recipe.parse import from_plain, refuse_all, to_plain
from ikp.recipe.steps import STEPS, Step

__all__ = ["Recipe", "Ties"]

S = TypeVar("S", bound=Step)
Ties = Literal["min", "dense", "average"]

_ORDER = list(STEPS)
#: Steps about indicators; they have nothing to do when a table already holds dimensions.
_BELOW = ("events", "screen", "denominate", "impute", "treat", "normalise")


@dataclass(frozen=True, eq=False)
class Recipe:
    """Ordered steps, frozen.

    Parameters
    ----------
    steps : sequence of Step
        At most one of each kind, except *screen*, *impute* and *treat*; one *aggregate*.
        *screen*, *denominate*, *impute* and *treat* may stand in any order among
        themselves; then *normalise*, *weight*, *aggregate*, *categorise*.
    name, source : str
        What the recipe is called and where it is published.
    ties : {'min', 'dense', 'average'}
        Rank of units with equal scores; rank 1 has the highest score.

    Raises
    ------
    DataError
        When the steps stand in an order that makes no sense.
    """

    steps: tuple[Step, ...]
    name: str = ""
    source: str = ""
    ties: Ties = "min"

    def __init__(self, steps: Iterable[Step], name: str = "", source: str = "", ties: Ties = "min") -> None:
        put = object.__setattr__
        put(self, "steps", tuple(steps))
        put(self, "name", name)
        put(self, "source", source)
        put(self, "ties", ties)
        refuse_all(list(_order_problems(self.steps)))

    def step(self, cls: type[S]) -> S | None:
        """Give the first step of a kind, or None."""
        return next((step for step in self.steps if isinstance(step, cls)), None)

    def with_step(self, new: Step) -> "Recipe":
        """Give the recipe with the step of this kind replaced, or added in its place."""
        steps = [new if step.kind == new.kind else step for step in self.steps]
        if new not in steps:
            steps = sorted([*steps, new], key=lambda step: _ORDER.index(step.kind))
        return Recipe(steps, self.name, self.source, self.ties)

    def without(self, cls: type[Step]) -> "Recipe":
        """Give the recipe without the steps of a kind."""
        return Recipe([step for step in self.steps if not isinstance(step, cls)], self.name, self.source, self.ties)

    def unfitted(self) -> "Recipe":
        """Give the recipe without anything learned from data, so that it fits itself anew."""
        nothing: dict[str, Any] = {"fitted": {}}
        steps = [replace(step, **nothing) if hasattr(step, "fitted") else step for step in self.steps]
        return Recipe(steps, self.name, self.source, self.ties)

    def above_indicators(self) -> "Recipe":
        """Give what remains to be done when a table already holds normalised aggregates."""
        steps = [step for step in self.steps if step.kind not in _BELOW]
        return Recipe(steps, self.name, self.source, self.ties)

    def below_weights(self) -> tuple[Step, ...]:
        """Give the steps that come before the weights: what they make of a table hangs on nothing else."""
        return tuple(step for step in self.steps if step.kind in _BELOW)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Recipe":
        """Build a recipe from plain data, as read from TOML or JSON.

        Raises
        ------
        DataError
            With every problem of the recipe, each naming its path, such as ``step[3].default.method``.
        """
        known = ["name", "source", "ties", "step"]
        problems = [problem("recipe-key", path=key, known=known) for key in data if key not in known]
        listed = data.get("step", [])
        if not isinstance(listed, list):
            raise DataError(problem("recipe-value", path="step", value=repr(listed), expected="a list of steps"))
        steps = [_step(each, f"step[{place}]", problems) for place, each in enumerate(listed, start=1)]
        ties = data.get("ties", "min")
        if ties not in ("min", "dense", "average"):
            problems.append(
                problem("recipe-value", path="ties", value=repr(ties), expected="one of min, dense, average")
            )
        refuse_all(problems)
        return cls([step for step in steps if step], str(data.get("name", "")), str(data.get("source", "")), ties)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data that `from_dict` reads back."""
        head = {"name": self.name, "source": self.source, "ties": self.ties}
        return {**head, "step": [{"kind": step.kind, **to_plain(step)} for step in self.steps]}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of `to_dict`, fitted bounds included; 0 and 0.0 mean the same."""
        return digest_json(_with_floats(self.to_dict()))


def _with_floats(value: Any) -> Any:
    """Write whole numbers as floats: one written in Python as (0, 100) comes back from a file as (0.0, 100.0)."""
    if isinstance(value, dict):
        return {key: _with_floats(here) for key, here in value.items()}
    if isinstance(value, list):
        return [_with_floats(here) for here in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _step(data: object, path: str, problems: list[Problem]) -> Step | None:
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or kind not in STEPS:
        problems.append(problem("recipe-step", kind=kind or path, known=list(STEPS)))
        return None
    rest = {key: value for key, value in data.items() if key != "kind"}
    step: Step | None = from_plain(STEPS[str(kind)], rest, f"{path} {kind}", problems)
    return step


def _order_problems(steps: tuple[Step, ...]) -> Iterable[Problem]:
    kinds = [step.kind for step in steps]
    free = {"screen", "denominate", "impute", "treat"}
    stage = {kind: 1 if kind in free else 2 + _ORDER.index(kind) for kind in _ORDER} | {"events": 0}
    for place, (kind, following) in enumerate(pairwise(kinds), start=2):
        if stage[following] < stage[kind]:
            yield problem("recipe-order", kind=following, place=place, before=kind)
    for kind in dict.fromkeys(kinds):
        if kinds.count(kind) > 1 and kind not in free - {"denominate"}:
            yield problem("recipe-twice", kind=kind)
    if "aggregate" not in kinds:
        yield problem("recipe-required", path="step aggregate", expected="a step that says how scores are made")
