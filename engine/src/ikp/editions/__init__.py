"""Editions of the IKP as dated, sourced data, with what was published of each."""

from ikp.editions.edition import Alternative, Edition, available, concordance, load
from ikp.editions.knowledge import Knowledge
from ikp.editions.registry import LAST_DAY_OF_34, registry
from ikp.editions.rubrics import GRADES, EvidenceKind, Rubric

__all__ = [
    "GRADES",
    "LAST_DAY_OF_34",
    "Alternative",
    "Edition",
    "EvidenceKind",
    "Knowledge",
    "Rubric",
    "available",
    "concordance",
    "load",
    "registry",
]
