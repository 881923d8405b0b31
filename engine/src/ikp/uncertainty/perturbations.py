"""What may vary between one replicate and the next, as data.

A perturbation names a choice of the recipe, the weights, or the values, and a declared
distribution. Like a step of a recipe it is data and does nothing by itself: what a draw
of it means stands in `ikp.uncertainty.drawing` (choices, numbers, weights) and
`ikp.uncertainty.values`.

Every perturbation says how sure its own spread is and where it comes from, as constants
of an edition do, and `covers` lists the constants that it stands for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf, isclose, isfinite
from typing import Any, ClassVar, Literal

from ikp.digest import digest_json
from ikp.errors import DataError, problem
from ikp.problems import Problem
from ikp.recipe.parse import from_plain, refuse_all, to_plain

__all__ = [
    "KINDS",
    "Choice",
    "Counts",
    "Detection",
    "Drop",
    "Gaps",
    "Grading",
    "Number",
    "Option",
    "Perturbation",
    "Perturbations",
    "Weights",
]

Check = tuple[str, object, bool, str]


@dataclass(frozen=True, kw_only=True)
class Perturbation:
    """What all share.

    Parameters
    ----------
    covers : tuple of str
        Paths of the constants whose uncertainty this stands for, as `ikp edition` lists
        them (``aggregate.tiers.3``); ``weight`` for assumed weights of the framework.
    certainty, source, note : str
        Of the distribution itself.
    """

    kind: ClassVar[str]
    #: Whether it varies what stands below the normalised values.
    below: ClassVar[bool] = True
    covers: tuple[str, ...] = ()
    certainty: Literal["published", "derived", "assumed"] = "assumed"
    source: str = ""
    note: str = ""

    def checks(self) -> Iterator[Check]:
        """Give name, value, whether it is good, and what is expected."""
        yield from ()


@dataclass(frozen=True, kw_only=True)
class Weights(Perturbation):
    """Weights of siblings.

    ``uniform``: each is multiplied by a number drawn evenly from 1 − `spread` to 1 +
    `spread`, and siblings are scaled to sum to 1 again. ``dirichlet``: siblings are drawn
    from a Dirichlet distribution around their weights; `concentration` is the sum of its
    parameters (the number of siblings, with equal weights, makes every division equally
    likely; larger is closer to the weights). ``sets``: `sets` maps nodes to the weights that
    each of several experts gave, and one expert's are drawn for all nodes. ``toward_equal``:
    between the weights as they are and equal weights, anywhere on the way alike.

    `parents` restricts it to children of these nodes.
    """

    kind: ClassVar[str] = "weights"
    below: ClassVar[bool] = False
    distribution: Literal["uniform", "dirichlet", "sets", "toward_equal"] = "uniform"
    spread: float = 0.25
    concentration: float | None = None
    sets: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    parents: tuple[str, ...] = ()

    def checks(self) -> Iterator[Check]:
        yield "spread", self.spread, 0 < self.spread <= 1, "a share above 0, at most 1"
        if self.distribution == "dirichlet":
            good = self.concentration is not None and 0 < self.concentration < inf
            yield "concentration", self.concentration, good, "a number above 0"
        if self.distribution == "sets":
            sizes = {len(each) for each in self.sets.values()}
            yield "sets", f"{len(self.sets)} nodes", len(sizes) == 1 and 0 not in sizes, "as many weights for each node"
            for code, weights in self.sets.items():
                good = all(isfinite(each) and each >= 0 for each in weights)
                yield f"sets.{code}", list(weights), good, "finite numbers, zero or more"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way to do it, with the weight that it is drawn with.

    `change` maps the kind of a step to the settings that differ from the recipe's; nothing
    means *as the recipe does it*. What a changed step had fitted is fitted anew, unless
    the change says otherwise. `alternative` names an alternative of an edition instead.
    """

    name: str
    probability: float = 1.0
    change: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    alternative: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice(Perturbation):
    """A choice between whole ways of doing steps: normalisation, aggregation, treatment, imputation, category rule."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    def checks(self) -> Iterator[Check]:
        names = [each.name for each in self.options]
        yield "options", names, len(names) > 0 and len(set(names)) == len(names), "one or more, each with its own name"
        for place, each in enumerate(self.options, start=1):
            good = 0 <= each.probability < inf
            yield f"options[{place}].probability", each.probability, good, "a number of zero or more"
        yield "options", "all of probability 0", any(each.probability > 0 for each in self.options), "one above zero"


@dataclass(frozen=True, kw_only=True)
class Number(Perturbation):
    """A number of the recipe: an outlier limit, the share that makes a dimension full, a cut-off.

    `paths` name settings as ``step.setting``, with keys and places further down
    (``aggregate.tiers.3.rescale.high``, ``categorise.fitted.IKP.0``); all get what one draw
    says. `low` and `high` bound ``uniform`` and ``triangular`` (peak in the middle), and
    are two standard deviations from the middle of ``normal``. With `relative` they multiply
    the recipe's number, with `offset` they are added to it. `whole` rounds to whole numbers.
    """

    kind: ClassVar[str] = "number"
    paths: tuple[str, ...]
    low: float
    high: float
    distribution: Literal["uniform", "triangular", "normal"] = "uniform"
    mode: Literal["absolute", "relative", "offset"] = "absolute"
    whole: bool = False

    def checks(self) -> Iterator[Check]:
        yield "paths", list(self.paths), bool(self.paths), "one or more"
        yield "low", self.low, isfinite(self.low), "a number"
        yield "high", self.high, isfinite(self.high) and self.high > self.low, "a number above low"


@dataclass(frozen=True, kw_only=True)
class Drop(Perturbation):
    """Leave one indicator out, with the given `chance`; each of `indicators` (all, where none are named) alike."""

    kind: ClassVar[str] = "drop"
    chance: float = 1.0
    indicators: tuple[str, ...] = ()

    def checks(self) -> Iterator[Check]:
        yield "chance", self.chance, 0 < self.chance <= 1, "a share above 0, at most 1"


@dataclass(frozen=True, kw_only=True)
class Counts(Perturbation):
    """Numbers of events are themselves chance: another period like this one would have had others.

    ``poisson``: around the count that was observed. ``negative_binomial``: the same with
    variance n + n² / `dispersion`. ``pooled``: around what the count and the other units
    together say, a gamma distribution of rates fitted to the indicator; where nothing
    happened something may.
    """

    kind: ClassVar[str] = "counts"
    distribution: Literal["poisson", "negative_binomial", "pooled"] = "poisson"
    dispersion: float | None = None
    indicators: tuple[str, ...] = ()

    def checks(self) -> Iterator[Check]:
        if self.distribution == "negative_binomial":
            good = self.dispersion is not None and 0 < self.dispersion < inf
            yield "dispersion", self.dispersion, good, "a number above 0"


@dataclass(frozen=True, kw_only=True)
class Detection(Perturbation):
    """Under-reporting: an event is reported with a `probability` only.

    What was missed is added. Rates are gamma distributed over the units (fitted to the
    indicator), and events are missed independently. Two numbers are the ends between which
    the probability itself is unsure; it is drawn once for all units of a replicate.
    """

    kind: ClassVar[str] = "detection"
    probability: tuple[float, float]
    indicators: tuple[str, ...] = ()

    def checks(self) -> Iterator[Check]:
        low, high = self.probability
        yield "probability", list(self.probability), 0 < low <= high <= 1, "two shares above 0, at most 1, lower first"


@dataclass(frozen=True, kw_only=True)
class Gaps(Perturbation):
    """Missing cells, filled anew in every replicate: multiple imputation. *Not applicable* stays missing.

    ``nearest``: a value of a unit on the same level, by what both know of all indicators: for
    indices whose indicators go together. ``hot_deck``: a value of any unit, of the same
    `group` if one is named, by the approximate Bayesian bootstrap. ``normal``: a draw given
    the siblings that are known, under a normal distribution whose parameters are drawn by
    the bootstrap.
    """

    kind: ClassVar[str] = "gaps"
    method: Literal["nearest", "hot_deck", "normal"] = "nearest"
    group: str | None = None
    indicators: tuple[str, ...] = ()

    def checks(self) -> Iterator[Check]:
        yield "group", self.group, self.group is None or self.method == "hot_deck", "nothing, but for hot_deck"


@dataclass(frozen=True, kw_only=True)
class Grading(Perturbation):
    """Graders disagree: each grade is drawn from what a second grader said of things graded so.

    `pairs` counts double gradings: a row per grade of the first grader, a column per grade
    of the second, `lowest` being the grade of the first row. Of events every event is
    graded anew; in a table the values are taken as grades, 0 (nothing happened) staying 0.
    """

    kind: ClassVar[str] = "grading"
    pairs: tuple[tuple[float, ...], ...]
    lowest: int = 1
    indicators: tuple[str, ...] = ()

    def checks(self) -> Iterator[Check]:
        size = len(self.pairs)
        square = size > 0 and all(len(row) == size for row in self.pairs)
        yield "pairs", f"{size} rows", square, "a square table"
        numbers = all(isfinite(each) and each >= 0 for row in self.pairs for each in row)
        yield "pairs", "numbers", numbers, "finite numbers, zero or more"
        yield "pairs", "a row of zeros", all(sum(row) > 0 for row in self.pairs), "something in every row"


KINDS: Mapping[str, type[Perturbation]] = {
    each.kind: each for each in (Weights, Choice, Number, Drop, Counts, Detection, Gaps, Grading)
}


@dataclass(frozen=True, eq=False)
class Perturbations:
    """Everything that varies, in order; each is drawn independently of the others.

    Parameters
    ----------
    vary : sequence of Perturbation
        None at all makes every replicate the same.
    name, source : str

    Raises
    ------
    DataError
        For distributions that are impossible, all of them together.
    """

    vary: tuple[Perturbation, ...]
    name: str = ""
    source: str = ""

    def __init__(self, vary: Iterable[Perturbation], name: str = "", source: str = "") -> None:
        put = object.__setattr__
        put(self, "vary", tuple(vary))
        put(self, "name", name)
        put(self, "source", source)
        refuse_all(
            [
                problem("recipe-value", path=f"{self.path(place)}.{name}", value=repr(value), expected=expected)
                for place, each in enumerate(self.vary)
                for name, value, good, expected in each.checks()
                if not good
            ]
        )

    def path(self, place: int) -> str:
        """Name a perturbation as problems do: ``vary[1] weights``."""
        return f"vary[{place + 1}] {self.vary[place].kind}"

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Perturbations":
        """Build from plain data, as read from TOML or JSON.

        Raises
        ------
        DataError
            With every problem, each naming its path, such as ``vary[2] number.low``.
        """
        known = ["name", "source", "vary"]
        problems = [problem("recipe-key", path=key, known=known) for key in data if key not in known]
        listed = data.get("vary", [])
        if not isinstance(listed, list):
            raise DataError(problem("recipe-value", path="vary", value=repr(listed), expected="a list of tables"))
        found = [_perturbation(each, f"vary[{place}]", problems) for place, each in enumerate(listed, start=1)]
        refuse_all(problems)
        return cls([each for each in found if each], str(data.get("name", "")), str(data.get("source", "")))

    def to_dict(self) -> dict[str, Any]:
        """Give plain data that `from_dict` reads back."""
        return {
            "name": self.name,
            "source": self.source,
            "vary": [{"kind": each.kind, **to_plain(each)} for each in self.vary],
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of `to_dict`."""
        return digest_json(self.to_dict())


def _perturbation(data: object, path: str, problems: list[Problem]) -> Perturbation | None:
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or kind not in KINDS:
        problems.append(problem("vary-kind", path=path, kind=kind or "–", known=list(KINDS)))
        return None
    rest = {key: value for key, value in data.items() if key != "kind"}
    found: Perturbation | None = from_plain(KINDS[str(kind)], rest, f"{path} {kind}", problems)
    return found


def cumulative(options: Iterable[Option]) -> list[float]:
    """Give the cumulated shares of probability, the last of them exactly 1."""
    weights = [each.probability for each in options]
    total, so_far, found = sum(weights), 0.0, []
    for each in weights:
        so_far += each / total
        found.append(1.0 if isclose(so_far, 1.0, abs_tol=1e-12) else so_far)
    return found
