"""A score turned into a chance: no unit helps to predict itself, and a score without news is worth nothing."""

from math import isnan

import numpy as np
import pytest

from ikp.foresight.validation.calibration import calibrate, left_out_chances


def test_no_unit_knows_its_own_outcome() -> None:
    rng = np.random.default_rng(1)
    score, positive = rng.normal(size=30), rng.random(30) < 0.4
    chance, base = left_out_chances(score, positive, rng)
    other = positive.copy()
    other[7] = ~other[7]
    again, base_again = left_out_chances(score, other, rng)
    assert (again[7], base_again[7]) == (chance[7], base[7])
    assert not np.allclose(np.delete(again, 7), np.delete(chance, 7))
    assert base[7] == pytest.approx(np.delete(positive, 7).mean())


def test_clusters_are_left_out_together() -> None:
    rng = np.random.default_rng(2)
    of = np.repeat(np.arange(6), 5)
    score, positive = rng.normal(size=6)[of], rng.random(30) < 0.5
    changed = np.where(of == 3, ~positive, positive)
    first, second = (left_out_chances(score, each, rng, of)[0] for each in (positive, changed))
    assert (first[of == 3] == second[of == 3]).all()


def test_a_good_score_has_skill_and_its_chances_come_true() -> None:
    rng = np.random.default_rng(3)
    score = rng.normal(size=400)
    positive = rng.random(400) < 1 / (1 + np.exp(2 - 1.5 * score))
    found = calibrate(score, positive, rng)
    assert found.skill.low > 0
    assert found.skill.value == pytest.approx(1 - found.brier / found.climatology)
    assert [rate.category for _, rate in found.groups] == ["1", "2", "3"]
    for chance, rate in found.groups:
        assert rate.exact.low <= chance <= rate.exact.high


def test_a_score_without_news_has_none() -> None:
    rng = np.random.default_rng(4)
    skills = [calibrate(rng.normal(size=40), rng.random(40) < 0.4, rng, replicates=200).skill for _ in range(25)]
    assert np.mean([each.value for each in skills]) < 0
    assert np.mean([each.low > 0 for each in skills]) <= 0.08


def test_equal_scores_make_equal_chances_and_one_group() -> None:
    rng = np.random.default_rng(5)
    score = np.repeat([0.0, 1.0], 15)
    found = calibrate(score, np.arange(30) % 3 == 0, rng)
    assert sum(rate.n for _, rate in found.groups) == 30


def test_where_it_cannot_be_told_the_reason_is_given() -> None:
    rng, x = np.random.default_rng(6), np.arange(20.0)
    for found, reason in (
        (calibrate(x[:8], x[:8] > 3, rng), "few_units"),
        (calibrate(x, x > 16, rng), "few_positives"),
        (calibrate(np.ones(20), x > 9, rng), "no_spread"),
    ):
        assert found.skill.reason == reason
        assert isnan(found.brier)
        assert found.groups == ()
