"""Intervals hold the truth as often as they say, when what they assume is so; a small run of the documented study.

The whole study, with the figures of docs/explanation/uncertainty.md, is `tools.study_coverage`.
"""

import pytest

from tools.study_coverage import STUDIES, Study, coverage, weights_coverage

KEPT = [study for study in STUDIES if study.kept]
#: Broken on purpose, and so that intervals fail by far.
FAILING = [
    study
    for study in STUDIES
    if study.truth in ("0.5 are reported", "half as many events again", "a harsher second grader")
]


@pytest.mark.slow
@pytest.mark.parametrize("study", KEPT, ids=lambda study: study.name)
def test_intervals_cover_at_their_rate_when_assumptions_hold(study: Study) -> None:
    share, _, width = coverage(study, countries=3, units=150, replicates=150)
    # ± 2 in the whole study; three countries of 150 units add chance of their own.
    assert 0.85 < share < 0.95
    assert width > 0


@pytest.mark.slow
@pytest.mark.parametrize("study", FAILING, ids=lambda study: study.truth)
def test_intervals_fail_when_assumptions_are_broken(study: Study) -> None:
    share, _, _ = coverage(study, countries=1, units=150, replicates=150)
    assert share < 0.6


@pytest.mark.slow
def test_weights_that_differ_more_than_thought_are_not_covered() -> None:
    kept, _, _ = weights_coverage(0.25, countries=25, units=80, replicates=150)
    broken, _, _ = weights_coverage(0.5, countries=25, units=80, replicates=150)
    assert 0.84 < kept < 0.96
    assert broken < kept - 0.15
