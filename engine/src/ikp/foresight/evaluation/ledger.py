"""A statement made before its outcome, sealed by a digest, and its score when the outcome is known.

A ledger holds statements as they were made. Nothing here stores them; what stores them keeps the
digest as well, so that a statement that was changed afterwards no longer fits it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np

from ikp.digest import digest_json
from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import brier_score, log_score, ranked_probability_score
from ikp.foresight.evaluation.intervals import weighted_interval_score

__all__ = ["Score", "Sort", "Statement", "score_statement"]

Sort = Literal["alarm", "forecast"]
#: A name of a score to its value; None where the score is infinite, which JSON cannot hold.
Score = Mapping[str, float | bool | None]

_SHAPES = ("probability", "probabilities", "quantiles")
_TOLERANCE = 1e-6
#: What an outcome in words says about the event.
_HAPPENED: Mapping[str, bool] = {"confirmed": True, "dismissed": False, "yes": True, "no": False}


@dataclass(frozen=True)
class Statement:
    """What was said about a unit before anybody could know.

    Parameters
    ----------
    sort : {'alarm', 'forecast'}
    unit : str
    target : str
        What it is about, such as ``violations:criminal`` or ``category:2029``.
    said_on : date
    horizon_days : int or None
        Days after which the outcome is known; None where nobody has set the day, as that of the next edition.
    method : str
    content : mapping
        ``{"probability": p}`` of "it happens"; ``{"probabilities": {label: p}}`` of ordered
        categories, lowest first; ``{"quantiles": {share: value}}`` of a count, such as ``"0.05"``.
        Figures that stand beside may have any other name.
    engine_version : str
    training : bool
        True for exercises, which are never counted among real ones.

    Raises
    ------
    UsageError
        If the content has none of these shapes or more than one, probabilities do not sum to 1,
        or quantiles fall as their shares rise.
    """

    sort: Sort
    unit: str
    target: str
    said_on: date
    horizon_days: int | None
    method: str
    content: Mapping[str, Any] = field(hash=False)
    engine_version: str
    training: bool = False

    def __post_init__(self) -> None:
        if self.horizon_days is not None and self.horizon_days < 0:
            raise UsageError(problem("forecast-number", name="horizon_days", least=0, found=self.horizon_days))
        _check(self.content)

    @property
    def due_on(self) -> date | None:
        """The day on which the outcome is known."""
        return None if self.horizon_days is None else self.said_on + timedelta(days=self.horizon_days)

    @property
    def digest(self) -> str:
        """SHA-256 of all that was said; another order of keys is another statement only among categories."""
        content = dict(self.content)
        if "probabilities" in content:
            content["probabilities"] = list(map(list, content["probabilities"].items()))
        return digest_json(
            {
                "sort": self.sort,
                "unit": self.unit,
                "target": self.target,
                "said_on": self.said_on.isoformat(),
                "horizon_days": self.horizon_days,
                "method": self.method,
                "content": content,
                "engine_version": self.engine_version,
                "training": self.training,
            }
        )


def _shape(content: Mapping[str, Any]) -> str:
    found = [shape for shape in _SHAPES if shape in content]
    if len(found) != 1:
        raise UsageError(problem("ledger-shape", found=", ".join(content) or "–"))
    return found[0]


def _check(content: Mapping[str, Any]) -> None:
    shape = _shape(content)
    if shape == "probability":
        values = [float(content[shape])]
        good = 0.0 <= values[0] <= 1.0
    else:
        values = [float(each) for each in content[shape].values()]
        good = bool(values)
    if shape == "probabilities":
        good = good and min(values) >= 0.0 and abs(sum(values) - 1.0) <= _TOLERANCE
    elif shape == "quantiles":
        shares = [float(each) for each in content[shape]]
        good = good and all(0.0 < each < 1.0 for each in shares)
        good = good and shares == sorted(set(shares)) and values == sorted(values)
    if not good or not all(map(math.isfinite, values)):
        raise UsageError(problem("ledger-content", shape=shape))


def score_statement(content: Mapping[str, Any], came: Mapping[str, Any]) -> Score:
    """Score what was said against what came.

    Parameters
    ----------
    content : mapping
        As in `Statement`.
    came : mapping
        ``{"outcome": "confirmed" or "dismissed"}`` for a probability, ``{"category": label}`` for
        categories, ``{"count": n}`` for quantiles; a count scores a probability of "at least one"
        as well.

    Returns
    -------
    mapping of str to float, bool or None
        ``brier`` and ``log``, for categories ``rps`` too; for quantiles ``wis`` and ``inside`` (in
        the widest interval that they give), with the ``level`` of that interval. ``hit`` says
        whether what was called most probable came; an event or not at even odds is no hit. A ``log``
        of None is infinite: what came had been called impossible.

    Raises
    ------
    UsageError
        If the outcome does not go with what was said.
    """
    shape = _shape(content)
    if shape == "probability":
        return _event(float(content[shape]), _happened(came))
    if shape == "probabilities":
        labels = list(content[shape])
        if came.get("category") not in labels:
            raise UsageError(problem("ledger-outcome", shape=shape, found=str(dict(came))))
        return _categories([float(each) for each in content[shape].values()], labels.index(came["category"]))
    if not isinstance(came.get("count"), int | float):
        raise UsageError(problem("ledger-outcome", shape=shape, found=str(dict(came))))
    return _quantiles({float(share): float(value) for share, value in content[shape].items()}, float(came["count"]))


def _happened(came: Mapping[str, Any]) -> bool:
    if isinstance(came.get("count"), int | float):
        return bool(came["count"] >= 1)
    if came.get("outcome") not in _HAPPENED:
        raise UsageError(problem("ledger-outcome", shape="probability", found=str(dict(came))))
    return _HAPPENED[came["outcome"]]


def _event(p: float, happened: bool) -> Score:
    hit = p != 0.5 and (p > 0.5) == happened
    return {
        "brier": float(brier_score([p], [happened])[0]),
        "log": _finite(float(log_score([p], [happened])[0])),
        "hit": hit,
    }


def _categories(p: list[float], outcome: int) -> Score:
    total = sum(p)
    row = [[each / total for each in p]]
    best = max(p)
    return {
        "brier": float(brier_score(row, [outcome])[0]),
        "log": _finite(float(log_score(row, [outcome])[0])),
        "rps": float(ranked_probability_score(row, [outcome])[0]),
        "hit": p[outcome] == best and p.count(best) == 1,
    }


def _quantiles(quantiles: Mapping[float, float], count: float) -> Score:
    shares, values = np.array(list(quantiles)), np.array(list(quantiles.values()))
    inside = bool(values[0] <= count <= values[-1])
    wis = float(weighted_interval_score([count], values[np.newaxis], shares)[0])
    return {"wis": wis, "inside": inside, "level": float(shares[-1] - shares[0]), "hit": inside}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
