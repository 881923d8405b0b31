"""Sealing forecasts, and scoring them beside their baselines once the outcome is known."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp import __version__ as engine_version
from ikp.foresight.alarms.next_week import below
from ikp.foresight.evaluation import (
    Statement,
    brier_score,
    pit_histogram,
    ranked_probability_score,
    score_statement,
    weighted_interval_score,
)

__all__ = ["BINS", "judged_round", "sealed"]

Rows = Sequence[tuple[str, str, Mapping[str, Any]]]
Matrix = NDArray[np.float64]
#: Of the picture of calibration.
BINS = 10


def sealed(rows: Rows, *, said_on: date, horizon_days: int | None, method: str, training: bool) -> list[str]:
    """Give the digest of each forecast, as the engine's `Statement` makes it: anybody can make it again."""
    return [
        Statement(
            "forecast", unit, target, said_on, horizon_days, method, content, engine_version, training=training
        ).digest
        for unit, target, content in rows
    ]


def judged_round(
    topic: str, statements: Sequence[Mapping[str, Any]], came: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Score forecasts that were said together.

    Returns
    -------
    scores : list
        Of each forecast, as `score_statement` gives them.
    summary : dict
        ``n``, ``hits`` and, of forecast and baselines, the mean ``score`` (the weighted interval score of counts, the
        ranked probability score of categories); ``events``: ten bins of probability, each with the sum of what was
        said, how often it came, and how many; of counts ``pit``, the histogram of the places of outcomes.
    """
    if not statements:
        return [], {"n": 0}
    found = [dict(score_statement(said, _outcome(topic, told))) for said, told in zip(statements, came, strict=True)]
    summary = _weeks(statements, came) if topic == "week" else _categories(statements, came)
    return found, {"n": len(found), "hits": sum(bool(each["hit"]) for each in found), **summary}


def _outcome(topic: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"category": told["category"]} if topic != "week" else told


def _weeks(statements: Sequence[Mapping[str, Any]], came: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    count = np.array([float(told["count"]) for told in came])
    shares = np.array([float(share) for share in statements[0]["quantiles"]])
    quantiles = np.array([list(each["quantiles"].values()) for each in statements], dtype=np.float64)
    mean = np.array([each["mean"] for each in statements], dtype=np.float64)
    size = np.array([np.inf if each["size"] is None else each["size"] for each in statements], dtype=np.float64)
    some = np.array([each["some"] for each in statements], dtype=np.float64)
    inner = slice(1, -1) if len(shares) > 2 else slice(None)
    baselines = {
        name: float(
            weighted_interval_score(count, np.array([each["baselines"][name] for each in statements]), shares).mean()
        )
        for name in statements[0]["baselines"]
    }
    return {
        "score": float(weighted_interval_score(count, quantiles, shares).mean()),
        "baselines": baselines,
        "level": float(shares[-1] - shares[0]),
        "half": float(((quantiles[:, inner][:, 0] <= count) & (count <= quantiles[:, inner][:, -1])).mean()),
        "came": float(count.sum()),
        "said": float(mean.sum()),
        "brier": float(np.mean((some - (count > 0)) ** 2)),
        "events": _events(some, count > 0),
        "pit": [
            round(float(each), 5) for each in pit_histogram(below(count, mean, size), below(count + 1, mean, size))
        ],
    }


def _categories(statements: Sequence[Mapping[str, Any]], came: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    labels = list(statements[0]["probabilities"])
    outcome = np.array([labels.index(told["category"]) for told in came])
    said = _summing_to_one([list(each["probabilities"].values()) for each in statements])
    names = list(statements[0].get("baselines", {}))
    members = {name: _summing_to_one([_row(each["baselines"][name], labels) for each in statements]) for name in names}
    event = outcome[:, None] == np.arange(len(labels))
    return {
        "score": float(ranked_probability_score(said, outcome).mean()),
        "baselines": {name: float(ranked_probability_score(p, outcome).mean()) for name, p in members.items()},
        "brier": float(brier_score(said, outcome).mean()),
        "hits_baselines": {name: int((p.argmax(axis=1) == outcome).sum()) for name, p in members.items()},
        "events": _events(said.ravel(), event.ravel()),
    }


def _row(told: Mapping[str, float] | Sequence[float], labels: Sequence[str]) -> list[float]:
    return [float(told[label]) for label in labels] if isinstance(told, Mapping) else [float(each) for each in told]


def _summing_to_one(rows: Sequence[Sequence[float]]) -> Matrix:
    found = np.array(rows, dtype=np.float64)
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def _events(said: Matrix, came: NDArray[np.bool_]) -> list[list[float]]:
    place = np.minimum((said * BINS).astype(np.intp), BINS - 1)
    sums, hits = np.bincount(place, weights=said, minlength=BINS), np.bincount(place, weights=came, minlength=BINS)
    return [
        [round(float(s), 5), int(h), int(n)]
        for s, h, n in zip(sums, hits, np.bincount(place, minlength=BINS), strict=True)
    ]
