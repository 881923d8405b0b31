"""Comparing editions: which units, under which verdict, who moved where, and why."""

from ikp.compare.association import Correlation, kendall, percentile, spearman, zscore
from ikp.compare.comparison import Comparison, Unmatched, compare
from ikp.compare.concordance import Concordance, Link, Relation
from ikp.compare.decompose import FACTORS, Decomposition, Factor, Inputs, decompose
from ikp.compare.reasons import Reason
from ikp.compare.registry_change import Merged, merge
from ikp.compare.scores import EditionScores, Method
from ikp.compare.shifts import Shifts
from ikp.compare.transitions import Transitions
from ikp.compare.verdict import Ruling, Verdict, judge

__all__ = [
    "FACTORS",
    "Comparison",
    "Concordance",
    "Correlation",
    "Decomposition",
    "EditionScores",
    "Factor",
    "Inputs",
    "Link",
    "Merged",
    "Method",
    "Reason",
    "Relation",
    "Ruling",
    "Shifts",
    "Transitions",
    "Unmatched",
    "Verdict",
    "compare",
    "decompose",
    "judge",
    "kendall",
    "merge",
    "percentile",
    "spearman",
    "zscore",
]
