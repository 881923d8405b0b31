"""A figure with its interval, or the reason why there is none."""

from math import nan

from ikp.foresight.validation.estimate import Estimate


def test_an_interval_excludes_what_lies_outside_of_it() -> None:
    assert Estimate(0.3, 0.1, 0.5).excludes(0.0)
    assert Estimate(-0.3, -0.5, -0.1).excludes(0.0)
    assert not Estimate(0.3, -0.1, 0.7).excludes(0.0)


def test_without_an_interval_nothing_is_excluded() -> None:
    alone = Estimate(0.9, reason="few_positives")
    assert alone.known
    assert not alone.excludes(0.0)
    assert not Estimate(nan, reason="few_units").known
