"""How good a statement of the ledger was, once its outcome is known."""

from collections.abc import Mapping
from typing import Any

from ikpweb.watch.models.alarm import Outcome

__all__ = ["score_of_alarm"]


def score_of_alarm(statement: Mapping[str, Any], outcome: Outcome) -> dict[str, Any]:
    """Score an alarm: whether it hit, and the Brier score of its probability where it named one.

    An alarm says that violations rose. It hit when they did (`CONFIRMED`). That only reporting or
    supervision changed is a miss, as is chance: the office was sent for nothing. What nobody can
    know is not scored.
    """
    if outcome == Outcome.UNKNOWN:
        return {}
    hit = outcome == Outcome.CONFIRMED
    score: dict[str, Any] = {"hit": hit}
    probability = statement.get("probability")
    if probability is not None:
        score["brier"] = (float(probability) - hit) ** 2
    return score
