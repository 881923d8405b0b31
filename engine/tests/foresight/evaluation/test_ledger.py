"""Statements of a ledger: sealed, and scored when the outcome arrives."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.evaluation.ledger import Statement, score_statement

CATEGORIES = {"rendah": 0.2, "sedang": 0.5, "tinggi": 0.3}


def statement(content: dict[str, Any]) -> Statement:
    return Statement("forecast", "11.01", "category:2029", date(2026, 11, 27), 30, "stacked", content, "0.1.0")


def test_a_statement_is_sealed() -> None:
    said = statement({"probabilities": CATEGORIES})
    assert said.due_on == date(2026, 12, 27)
    assert said.digest == statement({"probabilities": dict(CATEGORIES)}).digest
    others = [
        replace(said, unit="11.02"),
        replace(said, training=True),
        replace(said, horizon_days=31),
        statement({"probabilities": {**CATEGORIES, "rendah": 0.21, "tinggi": 0.29}}),
        # The order of categories is a part of what is said.
        statement({"probabilities": dict(reversed(CATEGORIES.items()))}),
    ]
    assert len({said.digest, *(each.digest for each in others)}) == 6


def test_an_event_is_scored_by_hand() -> None:
    assert score_statement({"probability": 0.8}, {"outcome": "confirmed"}) == pytest.approx(
        {"brier": 0.04, "log": -np.log(0.8), "hit": True}
    )
    assert score_statement({"probability": 0.8}, {"outcome": "dismissed"})["hit"] is False
    assert score_statement({"probability": 0.8}, {"count": 0})["brier"] == pytest.approx(0.64)
    assert score_statement({"probability": 0.5}, {"count": 3})["hit"] is False


def test_categories_are_scored_by_hand() -> None:
    found = score_statement({"probabilities": CATEGORIES}, {"category": "tinggi"})
    assert found == pytest.approx({"brier": 0.04 + 0.25 + 0.49, "log": -np.log(0.3), "rps": 0.53, "hit": False})
    assert score_statement({"probabilities": CATEGORIES}, {"category": "sedang"})["hit"] is True
    even = {"probabilities": {"rendah": 0.5, "tinggi": 0.5}}
    assert score_statement(even, {"category": "tinggi"})["hit"] is False


def test_quantiles_are_scored_by_hand() -> None:
    said = {"quantiles": {"0.05": 1.0, "0.5": 4.0, "0.95": 9.0}}
    found = score_statement(said, {"count": 12})
    # twice the mean of 0.05·11, 0.5·8 and 0.95·3
    assert found == pytest.approx({"wis": 2 * (0.55 + 4.0 + 2.85) / 3, "inside": False, "level": 0.9, "hit": False})
    assert score_statement(said, {"count": 9})["inside"] is True


def test_what_was_called_impossible_stays_json() -> None:
    found = score_statement({"probability": 0.0}, {"outcome": "confirmed"})
    assert found["log"] is None
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"probability": 0.5, "quantiles": {"0.5": 1.0}},
        {"probability": 1.2},
        {"probability": float("nan")},
        {"probabilities": {}},
        {"probabilities": {"a": 0.4, "b": 0.4}},
        {"quantiles": {"0.5": 3.0, "0.9": 2.0}},
        {"quantiles": {"0.9": 1.0, "0.5": 2.0}},
        {"quantiles": {"5": 1.0}},
    ],
)
def test_what_is_no_statement_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        statement(content)


@pytest.mark.parametrize(
    ("content", "came"),
    [
        ({"probability": 0.5}, {"outcome": "perhaps"}),
        ({"probabilities": CATEGORIES}, {"category": "ekstrem"}),
        ({"quantiles": {"0.5": 1.0}}, {"category": "tinggi"}),
    ],
)
def test_an_outcome_that_does_not_fit_is_refused(content: dict[str, Any], came: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="outcome"):
        score_statement(content, came)


def test_days_before_are_refused() -> None:
    with pytest.raises(UsageError, match="horizon"):
        replace(statement({"probability": 0.5}), horizon_days=-1)
