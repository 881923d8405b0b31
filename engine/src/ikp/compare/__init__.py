"""Comparing editions: which units, under which verdict, who moved where, and why.

The names are loaded when first used: the concordance of an edition needs neither the
road of computing nor SciPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikp.arrays.association import Correlation, kendall, percentile, spearman, zscore
    from ikp.compare.comparison import Comparison, Unmatched, compare
    from ikp.compare.concordance import Concordance, Link, Relation
    from ikp.compare.decompose import FACTORS, Decomposition, Factor, Inputs, decompose
    from ikp.compare.reasons import Reason
    from ikp.compare.registry_change import Merged, merge
    from ikp.compare.scores import EditionScores, Method
    from ikp.compare.second_reading import ParentMean, parent_means
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
    "ParentMean",
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
    "parent_means",
    "percentile",
    "spearman",
    "zscore",
]

_HOMES = {
    "FACTORS": "decompose",
    "Comparison": "comparison",
    "Concordance": "concordance",
    "Correlation": "ikp.arrays.association",
    "Decomposition": "decompose",
    "EditionScores": "scores",
    "Factor": "decompose",
    "Inputs": "decompose",
    "Link": "concordance",
    "Merged": "registry_change",
    "ParentMean": "second_reading",
    "parent_means": "second_reading",
    "Method": "scores",
    "Reason": "reasons",
    "Relation": "concordance",
    "Ruling": "verdict",
    "Shifts": "shifts",
    "Transitions": "transitions",
    "Unmatched": "comparison",
    "Verdict": "verdict",
    "compare": "comparison",
    "decompose": "decompose",
    "judge": "verdict",
    "kendall": "ikp.arrays.association",
    "merge": "registry_change",
    "percentile": "ikp.arrays.association",
    "spearman": "ikp.arrays.association",
    "zscore": "ikp.arrays.association",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'ikp.compare' has no attribute {name!r}"
        raise AttributeError(message)
    home = _HOMES[name]
    value = getattr(import_module(home if home.startswith("ikp.") else f"ikp.compare.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
