"""Whether an index holds together: correlations, reliability, components, factors, weights that work, redundancy.

The names are loaded when first used; no module may share its name with one of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikp.uncertainty.coherence.assessment import Assessment, FactorTest, Group, Pair, assess
    from ikp.uncertainty.coherence.components import (
        Components,
        Parallel,
        adequacy,
        parallel_analysis,
        principal_components,
        sphericity,
    )
    from ikp.uncertainty.coherence.consistency import Reliability, alpha, omega, reliability
    from ikp.uncertainty.coherence.correlation import CorrelationTable, Limits, correlate
    from ikp.uncertainty.coherence.discrimination import Classes, Spread, classes, spread
    from ikp.uncertainty.coherence.effective import Importance, Optimised, importance, optimise
    from ikp.uncertainty.coherence.factors import FactorModel, confirm
    from ikp.uncertainty.coherence.fit import Fit
    from ikp.uncertainty.coherence.judging import Finding, findings
    from ikp.uncertainty.coherence.redundancy import explained_by_others
    from ikp.uncertainty.coherence.removal import Removal, leave_out

__all__ = [
    "Assessment",
    "Classes",
    "Components",
    "CorrelationTable",
    "FactorModel",
    "FactorTest",
    "Finding",
    "Fit",
    "Group",
    "Importance",
    "Limits",
    "Optimised",
    "Pair",
    "Parallel",
    "Reliability",
    "Removal",
    "Spread",
    "adequacy",
    "alpha",
    "assess",
    "classes",
    "confirm",
    "correlate",
    "explained_by_others",
    "findings",
    "importance",
    "leave_out",
    "omega",
    "optimise",
    "parallel_analysis",
    "principal_components",
    "reliability",
    "sphericity",
    "spread",
]

_HOMES = {
    "Assessment": "assessment",
    "Classes": "discrimination",
    "Components": "components",
    "CorrelationTable": "correlation",
    "FactorModel": "factors",
    "FactorTest": "assessment",
    "Finding": "judging",
    "Fit": "fit",
    "Group": "assessment",
    "Importance": "effective",
    "Limits": "correlation",
    "Optimised": "effective",
    "Pair": "assessment",
    "Parallel": "components",
    "Reliability": "consistency",
    "Removal": "removal",
    "Spread": "discrimination",
    "adequacy": "components",
    "alpha": "consistency",
    "assess": "assessment",
    "classes": "discrimination",
    "confirm": "factors",
    "correlate": "correlation",
    "explained_by_others": "redundancy",
    "findings": "judging",
    "importance": "effective",
    "leave_out": "removal",
    "omega": "consistency",
    "optimise": "effective",
    "parallel_analysis": "components",
    "principal_components": "components",
    "reliability": "consistency",
    "sphericity": "components",
    "spread": "discrimination",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'ikp.uncertainty.coherence' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"ikp.uncertainty.coherence.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
