"""One unit left out at a time."""

from math import isnan

import numpy as np
from scipy.stats import spearmanr

from ikp.foresight.validation.influence import leave_one_out


def test_the_unit_that_carries_the_relation_is_named() -> None:
    rng = np.random.default_rng(1)
    score, outcome = rng.normal(size=12), rng.normal(size=12)
    score[4], outcome[4] = 50.0, 50.0
    found = leave_one_out(score, outcome, outcome > 0)
    each = [spearmanr(np.delete(score, i), np.delete(outcome, i)).statistic for i in range(12)]
    whole = spearmanr(score, outcome).statistic
    assert found.spearman == (min(each), max(each))
    assert found.spearman_unit == int(np.argmax(np.abs(np.array(each) - whole)))


def test_without_a_figure_nobody_moves_it() -> None:
    found = leave_one_out(np.arange(6.0), np.ones(6), np.ones(6, dtype=bool))
    assert isnan(found.spearman[0])
    assert (found.spearman_unit, found.auc_unit) == (-1, -1)
