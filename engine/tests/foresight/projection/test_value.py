"""A projection as a value."""

import numpy as np

from engine.tests.foresight.projection.worlds import editions
from ikp.foresight.evaluation.ledger import score_statement
from ikp.foresight.projection.projecting import project


def test_what_a_ledger_holds_of_it() -> None:
    whole, _ = editions(1, times=3)
    found = project(whole, models=["ordinal"], draws=20)
    content = found.content(7)
    assert list(content["probabilities"]) == ["rendah", "sedang", "tinggi"]  # type: ignore[call-overload]
    assert score_statement(content, {"category": "tinggi"})["brier"] is not None
    assert set(content["baselines"]) == {"persistence", "climatology", "province"}  # type: ignore[call-overload]
    np.testing.assert_allclose(found.some, found.probability[:, 1:].sum(axis=1))
    np.testing.assert_allclose(found.expected, found.probability[:, 1] + 2 * found.probability[:, 2])
