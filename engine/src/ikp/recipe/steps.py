"""The steps that a recipe is made of, each with its parameters and what it has fitted.

A step is data. What it does stands in `ikp.steps`; how its numbers are computed, in
`ikp.arrays`. A field called ``fitted`` holds what was learned from data (bounds,
moments, cut-offs): empty, the step fits itself on the data it is given and the result
carries the filled step; filled, the step applies what is stored and looks at nothing
else. That is how an old edition's bounds are applied to new data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

__all__ = [
    "STEPS",
    "Aggregate",
    "AggregateRule",
    "Categorise",
    "CategoryRule",
    "Denominate",
    "Events",
    "Evidence",
    "Impute",
    "Normalise",
    "NormaliseRule",
    "Rescale",
    "Round",
    "Screen",
    "Step",
    "Treat",
    "Weight",
]

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How sure a constant is, and where it comes from."""

    certainty: Literal["published", "derived", "assumed"]
    source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What all steps share: `evidence` maps a parameter's name (``*`` for the whole step) to its certainty."""

    kind: ClassVar[str]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Events(Step):
    """How events become the value of an indicator; used before `compute`, on event data.

    ``count_x_grade`` sums count × grade, ``count`` sums counts, ``occurrence`` is 1 where
    at least one event happened, ``highest_grade`` is the highest grade among them.
    `silence` says what it means that an office wrote nothing about an indicator:
    ``missing`` (the default; missing is never zero) or ``nil``.
    """

    kind: ClassVar[str] = "events"
    value: Literal["count_x_grade", "count", "occurrence", "highest_grade"] = "count_x_grade"
    grades: tuple[int, int] = (1, 4)
    silence: Literal["missing", "nil"] = "missing"


@dataclass(frozen=True, kw_only=True)
class Screen(Step):
    """Leave out units or indicators with too little data.

    Shares are of the indicators (for units) or of the units (for indicators):
    `min_observed` of cells with a value, `min_nonzero` of values other than zero among
    those observed.
    """

    kind: ClassVar[str] = "screen"
    by: Literal["units", "indicators"] = "units"
    min_observed: float = 0.0
    min_nonzero: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Denominate(Step):
    """Divide indicators by a denominator, such as voters.

    `by` maps indicator to denominator and overrules the framework's own column; `per`
    maps denominator to a factor (100000 gives a rate per 100,000). `unknown` says what a
    missing denominator does: ``refuse`` the data, or leave the cell ``missing``. A
    denominator that is not above zero is always refused.
    """

    kind: ClassVar[str] = "denominate"
    by: Mapping[str, str] = field(default_factory=dict)
    per: Mapping[str, float] = field(default_factory=dict)
    unknown: Literal["refuse", "missing"] = "refuse"


@dataclass(frozen=True, kw_only=True)
class Impute(Step):
    """Fill missing cells. Cells that are *not applicable* are never filled.

    `group` names a group column for the group methods; ``last`` carries the last value
    of the same unit forward in a panel; ``regression`` and ``em`` use the other
    indicators of the same parent. `max_iterations` and `tolerance` are those of ``em``.
    """

    kind: ClassVar[str] = "impute"
    method: Literal["none", "mean", "median", "group_mean", "group_median", "last", "regression", "em"] = "none"
    group: str | None = None
    max_iterations: int = 1000
    tolerance: float = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What was done to one indicator, and is to be done again.

    ``winsorise`` moves values below `low` or above `high` to that limit; ``log`` takes
    the logarithm of value + `shift`; ``boxcox`` raises value + `shift` to `power`.
    """

    method: Literal["winsorise", "log", "boxcox"]
    low: float | None = None
    high: float | None = None
    shift: float = 0.0
    power: float | None = None


@dataclass(frozen=True, kw_only=True)
class Treat(Step):
    """Tame outliers of the indicators whose skewness *and* kurtosis exceed the limits.

    `methods` are tried in order until the indicator passes, each on the values as they
    came: winsorise at most `max_points` values, else the next. When none passes, the last
    one stays. `indicators` restricts the step.

    `fitted` maps every indicator that was looked at to what was done to it: nothing, for
    one that was in order.
    """

    kind: ClassVar[str] = "treat"
    methods: tuple[Literal["winsorise", "log", "boxcox"], ...] = ("winsorise", "log")
    max_skewness: float = 2.0
    max_kurtosis: float = 3.5
    max_points: int = 5
    indicators: tuple[str, ...] = ()
    fitted: Mapping[str, tuple[Treatment, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NormaliseRule:
    """How one indicator is brought to the common scale.

    `to` is the range it is brought to (for ``zscore``: mean and standard deviation; the
    ranks of ``rank`` and ``borda`` are left as they are). `low` and `high` are the
    goalposts, or the ends that ``minmax`` takes instead of the data's own. `log` takes
    logarithms of value and bounds first. `cap` keeps scores within `to`. `reference` is
    the unit of ``distance_to_reference``; the target of ``distance_to_target`` stands in
    the framework. `log` and `cap` say nothing to the methods that rank, and a z-score
    has no ends to `cap` at.
    """

    method: Literal[
        "none",
        "minmax",
        "zscore",
        "percentile_rank",
        "rank",
        "borda",
        "goalposts",
        "distance_to_reference",
        "distance_to_target",
        "distance_to_maximum",
        "share_of_maximum",
    ] = "minmax"
    to: Pair = (0.0, 100.0)
    low: float | None = None
    high: float | None = None
    log: bool = False
    cap: bool = False
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class Normalise(Step):
    """Bring all indicators to one scale, each in its direction.

    `fitted` maps indicator to two numbers, in the indicator's own unit: lowest and highest
    value; for ``zscore`` mean and standard deviation (of the logarithms, with `log`); for
    distances to a reference or target the worst value and the reference. The methods that
    rank (``percentile_rank``, ``rank``, ``borda``) and ``none`` store nothing: a rank is
    always among the units at hand.
    """

    kind: ClassVar[str] = "normalise"
    default: NormaliseRule = NormaliseRule()
    indicators: Mapping[str, NormaliseRule] = field(default_factory=dict)
    fitted: Mapping[str, Pair] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Weight(Step):
    """Where the weights come from.

    ``given``: the framework's. ``equal``: every indicator counts the same, a node as much
    as the indicators below it. ``equal_within_parent``: siblings count the same.
    ``expert``: `scores` maps indicator to the experts' scores; weight = sum ÷ grand sum,
    and a node weighs what its indicators weigh together. ``budget``: `scores` maps a node
    to the points each judge gave it; siblings are scaled to 1. ``ahp``: `matrices` maps a
    parent to its pairwise matrix, rows and columns in the order of its children. ``pca``:
    the loadings of the first component within each parent, plain (which must not be
    negative) or squared. ``optimised``: `importance` maps the children of a parent to
    their wanted share of importance.

    `tiers` restricts the method to children of these tiers; the others keep the
    framework's. `total` asks that given weights of all siblings sum to it.
    """

    kind: ClassVar[str] = "weight"
    method: Literal["given", "equal", "equal_within_parent", "expert", "budget", "ahp", "pca", "optimised"] = "given"
    tiers: tuple[int, ...] = ()
    total: float | None = None
    scores: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    matrices: Mapping[str, tuple[tuple[float, ...], ...]] = field(default_factory=dict)
    max_consistency_ratio: float = 0.1
    loadings: Literal["plain", "squared"] = "plain"
    importance: Mapping[str, float] = field(default_factory=dict)
    fitted: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescale:
    """Bring an aggregate to a scale after aggregating: over the units, or by a cap.

    `low` and `high` are the ends that ``minmax`` takes instead of the units' own; `cap`
    keeps what it gives within `to`.
    """

    method: Literal["none", "minmax", "cap", "normal_score"] = "none"
    to: Pair = (0.0, 100.0)
    low: float | None = None
    high: float | None = None
    cap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Round an aggregate where the index defines itself on rounded parts."""

    digits: int
    ties: Literal["half_up", "half_even"] = "half_even"


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateRule:
    """How the children of a node become its score.

    `missing`: ``propagate`` (one missing child makes the parent missing) or
    ``renormalise`` (the weights of what is there are scaled up). `min_coverage` is the
    share of the node, by weight and down to the indicators, that must be known.
    `power` is that of ``generalised``; `scale` the upper end that ``inverted_geometric``
    mirrors at, and the best score of ``wroclaw`` and ``benefit_of_the_doubt``; `adverse`
    makes Mazziotta–Pareto add the penalty, for phenomena where more is worse. `clip` lifts
    values below it up to it before geometric, harmonic and generalised means and the
    product root, which a zero would swallow; None leaves them.
    """

    method: Literal[
        "arithmetic",
        "geometric",
        "inverted_geometric",
        "harmonic",
        "generalised",
        "product_root",
        "mpi",
        "ampi",
        "wroclaw",
        "benefit_of_the_doubt",
        "copeland",
        "min",
        "max",
        "sum",
    ] = "arithmetic"
    missing: Literal["propagate", "renormalise"] = "renormalise"
    min_coverage: float = 0.0
    power: float = 1.0
    scale: float = 100.0
    adverse: bool = True
    clip: float | None = None
    rescale: Rescale = Rescale()
    round: Round | None = None


@dataclass(frozen=True, kw_only=True)
class Aggregate(Step):
    """From indicators to the index, tier by tier: a rule for all, for a tier, or for one node.

    `fitted` maps node to the two numbers of its rescaling: lowest and highest, or mean
    and standard deviation.
    """

    kind: ClassVar[str] = "aggregate"
    default: AggregateRule = AggregateRule()
    tiers: Mapping[int, AggregateRule] = field(default_factory=dict)
    nodes: Mapping[str, AggregateRule] = field(default_factory=dict)
    fitted: Mapping[str, Pair] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRule:
    """How scores become categories, from the lowest label to the highest.

    ``cutoffs`` are given; ``mean_sd`` are mean ± each of `k` × standard deviation
    (`ddof` 1: sample, 0: population); ``quantiles`` at `probabilities`; ``jenks`` are
    natural breaks. `boundary` says, per cut-off or once for all, whether a score that
    equals it belongs to the ``lower`` or the ``upper`` category. `groups` maps labels to
    a coarser name, such as level 5 to *tinggi*.
    """

    method: Literal["none", "cutoffs", "mean_sd", "quantiles", "jenks"] = "none"
    labels: tuple[str, ...] = ("rendah", "sedang", "tinggi")
    cutoffs: tuple[float, ...] = ()
    k: tuple[float, ...] = (1.0,)
    ddof: int = 1
    probabilities: tuple[float, ...] = ()
    boundary: tuple[Literal["lower", "upper"], ...] = ("upper",)
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Categorise(Step):
    """Sort the aggregates into categories; `fitted` maps node to its cut-offs."""

    kind: ClassVar[str] = "categorise"
    default: CategoryRule = CategoryRule()
    tiers: Mapping[int, CategoryRule] = field(default_factory=dict)
    nodes: Mapping[str, CategoryRule] = field(default_factory=dict)
    fitted: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


#: Every kind of step, in the order in which a recipe may use them.
STEPS: Mapping[str, type[Step]] = {
    step.kind: step for step in (Events, Screen, Denominate, Impute, Treat, Normalise, Weight, Aggregate, Categorise)
}
