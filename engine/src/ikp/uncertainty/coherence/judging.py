"""What an audit found worth telling: data that `ikp.cli` turns into sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ikp.uncertainty.coherence.assessment import Assessment, Group

__all__ = ["Finding", "FindingKind", "findings"]

FindingKind = Literal[
    "few_units",
    "constant",
    "conflict",
    "redundant",
    "weak_with_parent",
    "against_parent",
    "negative_alpha",
    "low_reliability",
    "several_parts",
    "no_common_part",
    "low_adequacy",
    "poor_fit",
    "improper_model",
    "louder",
    "quieter",
    "unreachable",
    "idle",
    "one_class",
    "empty_class",
    "narrow",
]

#: A part counts as louder or quieter than meant when its importance is this many times its weight. *Ours.*
_RATIO = 1.5
#: The scale counts as hardly used when the middle 90 % of the units take less than this share of it. *Ours.*
_NARROW = 0.3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth telling.

    Parameters
    ----------
    kind : str
    node, other : str
        The node that it is about, and the second one of a pair; empty where there is none.
    value, limit : float
        What was found, and what it was held against; NaN where there is no number.
    """

    kind: FindingKind
    node: str = ""
    other: str = ""
    value: float = float("nan")
    limit: float = float("nan")


def findings(audit: Assessment) -> tuple[Finding, ...]:
    """List what the audit found, in the order of its chapters: data, correlations, scales, weights, results."""
    return (
        *_data(audit),
        *_correlations(audit),
        *(found for group in audit.groups for found in _scale(audit, group)),
        *_models(audit),
        *(found for group in audit.groups for found in _weights(group)),
        *_results(audit),
    )


def _data(audit: Assessment) -> Iterator[Finding]:
    units, indicators = audit.spreads[audit.result.framework.root].n, len(audit.result.framework.indicators)
    if units <= indicators:
        yield Finding("few_units", value=units, limit=indicators)
    for code in audit.whole.constant:
        yield Finding("constant", code)


def _correlations(audit: Assessment) -> Iterator[Finding]:
    limits = audit.limits
    for pair in audit.flagged("conflict", "siblings"):
        yield Finding("conflict", pair.a, pair.b, pair.spearman, limits.conflict)
    for pair in audit.flagged("redundant", "siblings"):
        yield Finding("redundant", pair.a, pair.b, pair.spearman, limits.redundant)
    for pair in (pair for pair in audit.pairs if pair.relation == "parent"):
        if pair.spearman < 0:
            yield Finding("against_parent", pair.a, pair.b, pair.spearman, 0.0)
        elif pair.flag == "weak":
            yield Finding("weak_with_parent", pair.a, pair.b, pair.spearman, limits.weak)


def _scale(audit: Assessment, group: Group) -> Iterator[Finding]:
    limits, found = audit.limits, group.reliability
    if len(group.varying) < 2:
        return
    if found.alpha < 0:
        yield Finding("negative_alpha", group.parent, value=found.alpha, limit=0.0)
    elif found.alpha < limits.reliability:
        yield Finding("low_reliability", group.parent, value=found.alpha, limit=limits.reliability)
    if group.parallel is not None and len(group.varying) > 2:
        if group.parallel.kept > 1:
            yield Finding("several_parts", group.parent, value=group.parallel.kept, limit=1)
        elif group.parallel.kept == 0:
            yield Finding("no_common_part", group.parent, value=0, limit=1)
        if group.adequacy < limits.adequacy:
            yield Finding("low_adequacy", group.parent, value=group.adequacy, limit=limits.adequacy)


def _models(audit: Assessment) -> Iterator[Finding]:
    framework = audit.result.framework
    for test in audit.factors:
        # One factor for all indicators is there to be compared with; nobody claims it.
        if test.codes and {framework[code].parent for code in test.codes} != set(test.parents):
            continue
        fit, tier = test.model.fit, str(test.tier)
        if test.model.status == "improper":
            yield Finding("improper_model", other=tier)
        elif fit is not None and fit.freedom and (fit.cfi < audit.limits.cfi or fit.rmsea > audit.limits.rmsea):
            yield Finding("poor_fit", other=tier, value=fit.cfi, limit=audit.limits.cfi)


def _weights(group: Group) -> Iterator[Finding]:
    """Name the parts that count much more or less than their weight says."""
    if len(group.codes) < 2:
        return
    for code, weight, share in zip(group.codes, group.importance.nominal, group.importance.by_correlation, strict=True):
        if np.isnan(share) or weight <= 0:
            continue
        if share > _RATIO * weight:
            yield Finding("louder", code, group.parent, float(share), float(weight))
        elif share * _RATIO < weight:
            yield Finding("quieter", code, group.parent, float(share), float(weight))
    if group.optimised is not None and not group.optimised.exact:
        yield Finding("unreachable", group.parent)


def _results(audit: Assessment) -> Iterator[Finding]:
    root = audit.result.framework.root
    for removal in audit.removals:
        if removal.mean_shift == 0 and audit.result.weights[removal.code] > 0:
            yield Finding("idle", removal.code, value=0.0)
    if root in audit.classes:
        classes = audit.classes[root]
        if classes.largest_share > audit.limits.largest_class:
            yield Finding("one_class", root, classes.largest, classes.largest_share, audit.limits.largest_class)
        for label, count in classes.counts.items():
            if not count and classes.units:
                yield Finding("empty_class", root, label)
    if audit.spreads[root].used_90 < _NARROW:
        yield Finding("narrow", root, value=audit.spreads[root].used_90, limit=_NARROW)
