"""Rows of the register: risks, actions, their steps, what is said about them, the appetite, and letters."""

from ikpweb.prevention.register.models.action import Action, ActionStep, Comment, Status
from ikpweb.prevention.register.models.appetite import Appetite, Letter
from ikpweb.prevention.register.models.risk import Risk, RiskState, RiskStep, Step

__all__ = [
    "Action",
    "ActionStep",
    "Appetite",
    "Comment",
    "Letter",
    "Risk",
    "RiskState",
    "RiskStep",
    "Status",
    "Step",
]
