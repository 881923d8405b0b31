from typing import Any

import pytest

from ikp.errors import UsageError
from ikp.foresight.delay.settings import Settings, checked_groups, default_by


def some(**changes: Any) -> Settings:
    given: dict[str, Any] = {
        "method": "negative-binomial",
        "level": 0.9,
        "form": "textbook",
        "by": "shrunken",
        "law": None,
        "window": None,
        "half_life": None,
        "cut": "diagonals",
        "kappa": 0.1,
        "prior": (50.0, 3000.0),
        "largest": None,
        "samples": 10,
    }
    return Settings(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"method": "guess"}, "Choose one of: negative-binomial"),
        ({"law": "poisson"}, "law is poisson"),
        ({"level": 1.0}, "level is 1.0"),
        ({"window": 0}, "window is 0"),
        ({"half_life": 0.0}, "half_life is 0.0"),
        ({"kappa": 0.0}, "kappa"),
        ({"prior": (1.0, 0.0)}, "prior"),
        ({"largest": -1}, "largest"),
        ({"samples": 0}, "samples"),
        ({"method": "uniform"}, "Method uniform can neither shrink"),
        ({"method": "bayes-trunc", "by": "all", "law": "gamma"}, "Method bayes-trunc"),
    ],
)
def test_a_setting_out_of_range_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        some(**changes)


def test_only_bounded_methods_have_a_limit() -> None:
    assert some().limit(9, 9) is None
    assert some(method="bayes-trunc", by="series").limit(9, 9) == 300
    assert some(method="bayes-trunc", by="series").limit(400, 800) == 2400
    assert some(method="lawless", form="reference", by="series").limit(9, 800) == 300
    assert some(method="bayes-notrunc-bnb", by="series").limit(9, 9) is None
    assert some(largest=70).limit(9, 9) == 70


def test_a_limit_below_what_has_come_is_refused() -> None:
    with pytest.raises(UsageError, match="has 400 reports already"):
        some(method="lawless", form="reference", by="series").limit(400, 800)


def test_the_reference_counts_one_week_more_in_its_window() -> None:
    assert some(window=20).weeks == 20
    assert some(window=20, form="reference").weeks == 21
    assert some(window=20).record()["window"] == 20


def test_who_borrows_when_nobody_says() -> None:
    assert default_by("lawless", "textbook") == "shrunken"
    assert default_by("lawless", "reference") == default_by("bayes-trunc", "textbook") == "series"


def test_groups_are_one_for_each_series() -> None:
    assert checked_groups(None, 2) == ["", ""]
    assert checked_groups(["a", "b"], 2) == ["a", "b"]
    with pytest.raises(UsageError, match="1 groups were named for 2 series"):
        checked_groups(["a"], 2)
