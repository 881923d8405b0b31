"""The statistical audit of an index: every check of coherence on one result, with what they find."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise
from ikp.result import IndexResult, aggregate_rule, category_rule
from ikp.uncertainty.coherence.components import (
    Components,
    Parallel,
    adequacy,
    parallel_analysis,
    principal_components,
    sphericity,
)
from ikp.uncertainty.coherence.consistency import Reliability, reliability
from ikp.uncertainty.coherence.correlation import (
    METHODS,
    CorrelationFlag,
    CorrelationMethod,
    Limits,
    correlate,
    pairwise,
)
from ikp.uncertainty.coherence.discrimination import Classes, Spread, classes, spread
from ikp.uncertainty.coherence.effective import Importance, Optimised, importance, optimise
from ikp.uncertainty.coherence.factors import FactorModel, confirm
from ikp.uncertainty.coherence.redundancy import explained_by_others
from ikp.uncertainty.coherence.removal import Removal, leave_out

__all__ = ["Assessment", "FactorTest", "Group", "Pair", "Relation", "assess"]

Matrix = NDArray[np.float64]
#: How two nodes stand to each other: children of one parent; child and parent; child and a node
#: further up its path; children of different parents on one tier; anything else.
Relation = Literal["siblings", "parent", "ancestor", "same_tier", "across"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes and their correlations; `a` stands on the lower tier.

    `flag` judges Spearman's correlation of siblings and of a node with those above it; nodes
    that are not meant to measure one thing have none. `p_value` is Spearman's.
    """

    a: str
    b: str
    relation: Relation
    n: int
    pearson: float
    spearman: float
    kendall: float
    p_value: float
    flag: CorrelationFlag | None


@dataclass(frozen=True)
class Group:
    """The children of one node, as a scale.

    Parameters
    ----------
    parent : str
    codes : tuple of str
        Its children.
    constant : tuple of str
        Those whose value is the same everywhere; they take no part in what follows.
    reliability : Reliability
        Of the children that vary.
    components : Components or None
        None for fewer than two children that vary or three rows in common.
    parallel : Parallel or None
    adequacy : float
    adequacy_of : array
        Kaiser–Meyer–Olkin, of all and of each child that varies.
    bartlett, bartlett_p : float
    importance : Importance
        Of all children.
    optimised : Optimised or None
        Weights that would give the children the importance of their nominal weights; None where
        the node is no weighted arithmetic mean, or a child does not vary.
    explained : array
        Share of each child's variance that its siblings explain.
    """

    parent: str
    codes: tuple[str, ...]
    constant: tuple[str, ...]
    reliability: Reliability
    components: Components | None
    parallel: Parallel | None
    adequacy: float
    adequacy_of: Matrix
    bartlett: float
    bartlett_p: float
    importance: Importance
    optimised: Optimised | None
    explained: Matrix

    @property
    def varying(self) -> tuple[str, ...]:
        return tuple(code for code in self.codes if code not in self.constant)


@dataclass(frozen=True)
class FactorTest:
    """A confirmatory factor analysis of one tier: its nodes load on their parents, and the parents correlate.

    `left_out` are the nodes that do not vary.
    """

    tier: int
    codes: tuple[str, ...]
    parents: tuple[str, ...]
    left_out: tuple[str, ...]
    model: FactorModel


@dataclass(frozen=True)
class Assessment:
    """Everything that the audit of a result found; see `assess`."""

    result: IndexResult
    limits: Limits
    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    whole: Group
    factors: tuple[FactorTest, ...]
    removals: tuple[Removal, ...]
    spreads: Mapping[str, Spread]
    classes: Mapping[str, Classes]
    index_importance: Importance

    def flagged(self, flag: CorrelationFlag, relation: Relation) -> tuple[Pair, ...]:
        """Give the pairs of one relation that carry a flag."""
        return tuple(pair for pair in self.pairs if pair.flag == flag and pair.relation == relation)


def assess(
    result: IndexResult,
    rng: np.random.Generator,
    *,
    recipe: Recipe | None = None,
    limits: Limits | None = None,
    replicates: int = 1000,
    scale: tuple[float, float] = (0.0, 100.0),
) -> Assessment:
    """Audit a result.

    Parameters
    ----------
    result : IndexResult
    rng : numpy.random.Generator
        For the noise of the parallel analysis; nothing else is random.
    recipe : Recipe, optional
        As it was asked for, before anything was fitted: what it fits is fitted anew when a node is left out.
    limits : Limits, optional
        By which findings are judged; left out, the field's usual ones.
    replicates : int
        Of the parallel analysis.
    scale : (float, float)
        The ends of the scores' scale, for how much of it is used.
    """
    limits = Limits() if limits is None else limits
    framework, noise = result.framework, _Noise(rng, replicates)
    parents = tuple(code for code in reversed(framework.aggregates))
    below = [code for code in framework.by_code if code != framework.root]
    leaves = framework.indicators
    effective = np.array([result.effective_weights[leaf] for leaf in leaves])
    return Assessment(
        result=result,
        limits=limits,
        pairs=tuple(_pairs(result, limits)),
        groups=tuple(_group(result, parent, framework.children(parent), noise) for parent in parents),
        whole=_group(result, framework.root, leaves, noise, effective),
        factors=tuple(_factor_tests(result)),
        removals=leave_out(result, below, recipe),
        spreads={code: spread(result.score(code), scale) for code in parents},
        classes={code: found for code in parents if (found := _classes(result, code)) is not None},
        index_importance=importance(_columns(result, leaves), effective, result.score()),
    )


def _columns(result: IndexResult, codes: Sequence[str]) -> Matrix:
    return np.column_stack([result.score(code) for code in codes])


def _pairs(result: IndexResult, limits: Limits) -> Iterator[Pair]:
    framework = result.framework
    codes = sorted(framework.by_code, key=lambda code: framework.tiers[code])
    x = _columns(result, codes)
    tables = {method: correlate(x, method=method) for method in METHODS}
    values: dict[CorrelationMethod, Matrix] = {method: table.values for method, table in tables.items()}
    p_value, count = tables["spearman"].p_value, tables["spearman"].count
    for i, j in combinations(range(len(codes)), 2):
        relation = _relation(result, codes[i], codes[j])
        rho = float(values["spearman"][i, j])
        yield Pair(
            codes[i],
            codes[j],
            relation,
            int(count[i, j]),
            float(values["pearson"][i, j]),
            rho,
            float(values["kendall"][i, j]),
            float(p_value[i, j]),
            limits.flag(rho) if relation in ("siblings", "parent", "ancestor") else None,
        )


def _relation(result: IndexResult, a: str, b: str) -> Relation:
    framework = result.framework
    if framework[a].parent == framework[b].parent:
        return "siblings"
    if framework[a].parent == b:
        return "parent"
    if b in framework.path(a):
        return "ancestor"
    return "same_tier" if framework.tiers[a] == framework.tiers[b] else "across"


class _Noise(NamedTuple):
    """What the parallel analyses draw from."""

    rng: np.random.Generator
    replicates: int


def _group(
    result: IndexResult,
    parent: str,
    codes: tuple[str, ...],
    noise: _Noise,
    weights: Matrix | None = None,
) -> Group:
    """Look at the children of a node; with `weights`, at nodes further below it, which are no siblings."""
    x = _columns(result, codes)
    own = np.array([result.weights[code] for code in codes]) if weights is None else weights
    constant = tuple(code for code, column in zip(codes, x.T, strict=True) if _constant(column))
    varying = x[:, [j for j, code in enumerate(codes) if code not in constant]]
    correlation, n = pairwise(varying)
    usable = varying.shape[1] >= 2 and n >= 3 and not np.isnan(correlation).any()
    whole, each = adequacy(correlation)
    statistic, p_value = sphericity(correlation, n) if usable else (float("nan"), float("nan"))
    return Group(
        parent,
        codes,
        constant,
        reliability(varying),
        principal_components(varying) if usable else None,
        parallel_analysis(varying, noise.rng, replicates=noise.replicates) if usable else None,
        whole,
        each,
        statistic,
        p_value,
        importance(x, own, result.score(parent)),
        optimise(x, own) if weights is None and _is_mean(result, parent) else None,
        explained_by_others(x),
    )


def _constant(column: Matrix) -> bool:
    known = column[~np.isnan(column)]
    return not known.size or bool(known.min() == known.max())


def _is_mean(result: IndexResult, parent: str) -> bool:
    step = result.recipe.step(Aggregate) or Aggregate()
    return aggregate_rule(step, result.framework, parent).method == "arithmetic"


def _factor_tests(result: IndexResult) -> Iterator[FactorTest]:
    """Test each tier against the one above, and last of all the indicators against one single factor."""
    framework = result.framework
    # Where a framework was cut, its lower tiers are empty.
    for tier in sorted(set(framework.tiers.values()) - {framework.tiers[framework.root]}):
        codes = framework.tier(tier)
        yield _factor_test(result, tier, codes, {code: str(framework[code].parent) for code in codes})
    leaves = framework.indicators
    if any(framework[leaf].parent != framework.root for leaf in leaves):
        yield _factor_test(result, framework.tiers[leaves[0]], leaves, dict.fromkeys(leaves, framework.root))


def _factor_test(result: IndexResult, tier: int, codes: tuple[str, ...], factor: Mapping[str, str]) -> FactorTest:
    x = _columns(result, codes)
    kept = [j for j in range(len(codes)) if not _constant(x[:, j])]
    used = tuple(codes[j] for j in kept)
    parents = tuple(dict.fromkeys(factor[code] for code in used))
    gone = tuple(code for code in codes if code not in used)
    if not used:
        nothing = np.zeros(0)
        return FactorTest(tier, used, parents, gone, FactorModel("singular", 0, nothing, nothing, nothing, nothing))
    model = confirm(x[:, kept], [parents.index(factor[code]) for code in used])
    return FactorTest(tier, used, parents, gone, model)


def _classes(result: IndexResult, code: str) -> Classes | None:
    step = result.recipe.step(Categorise)
    if step is None or code not in result.categories:
        return None
    labels = category_rule(step, result.framework, code).labels
    counts = np.bincount(result.categories[code][result.categories[code] >= 0], minlength=len(labels))
    return classes(dict(zip(labels, counts.tolist(), strict=True)))
