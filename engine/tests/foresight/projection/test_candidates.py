"""Candidates by name."""

import pytest

from engine.tests.foresight.projection.worlds import history, stages
from ikp.errors import UsageError
from ikp.foresight.projection.candidates import BASELINES, candidates_for


def test_baselines_are_always_there() -> None:
    for whole, model in ((history([[0, 1]]), "ordinal"), (stages(1), "endemic-epidemic")):
        assert {each.name for each in candidates_for(whole) if each.baseline} == set(BASELINES)
        assert {each.name for each in candidates_for(whole, (model,))} == {*BASELINES, model}


def test_an_unknown_model_is_a_sentence() -> None:
    with pytest.raises(UsageError, match="ordinal"):
        candidates_for(history([[0, 1]]), ("oracle",))
