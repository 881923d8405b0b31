"""Editions of the IKP as dated, sourced data, with what was published of each."""

from ikp.editions.cases import Case
from ikp.editions.edition import Alternative, Edition, available, concordance, load
from ikp.editions.knowledge import Knowledge
from ikp.editions.registry import LAST_DAY_OF_34, registry
from ikp.editions.rubrics import GRADES, EvidenceKind, Rubric
from ikp.editions.stages import Election, Period, Stage, StageLink, calendar, elections, stages

__all__ = [
    "GRADES",
    "LAST_DAY_OF_34",
    "Alternative",
    "Case",
    "Edition",
    "Election",
    "EvidenceKind",
    "Knowledge",
    "Period",
    "Rubric",
    "Stage",
    "StageLink",
    "available",
    "calendar",
    "concordance",
    "elections",
    "load",
    "registry",
    "stages",
]
