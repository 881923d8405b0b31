"""How good a statement of the ledger was, once its outcome is known."""

from collections.abc import Mapping, Sequence
from typing import Any

from ikpweb.watch.models.alarm import Outcome

__all__ = ["in_order", "score_of_alarm"]


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


def in_order(statement: Mapping[str, Any], labels: Sequence[str] = ()) -> dict[str, Any]:
    """Give a statement of the ledger with its quantiles and categories in their order.

    PostgreSQL keeps the values of a row, not their order; the labels of a round are a list, which has one.
    """
    told = dict(statement)
    if "quantiles" in told:
        told["quantiles"] = {share: told["quantiles"][share] for share in sorted(told["quantiles"], key=float)}
    if "probabilities" in told:
        told["probabilities"] = {label: told["probabilities"][label] for label in labels}
    return told
