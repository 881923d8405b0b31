"""The findings that are kept are those that the engine computes, and they are corrected for all that was looked at."""

from math import isnan
from typing import Any

import numpy as np
import pytest

from ikp.editions.findings import (
    PERMUTATIONS,
    REPLICATES,
    finding_rows,
    lift_rows,
    rate_rows,
)
from ikp.editions.studied import STUDY, kept
from ikp.editions.validation import validate_edition
from ikp.foresight.validation import holm

#: What is drawn: everything else is the same whatever the number of draws.
DRAWN: tuple[str, ...] = (
    "spearman_low",
    "spearman_high",
    "rate_spearman_low",
    "rate_spearman_high",
    "skill_low",
    "skill_high",
)
DRAWN += ("partial_spearman_low", "partial_spearman_high", "auc_low", "auc_high", "p", "p_holm", "p_bh")


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, str) or isinstance(theirs, str):
        return bool(ours == theirs)
    return (isnan(ours) and isnan(theirs)) or bool(ours == pytest.approx(theirs, rel=1e-4, abs=1e-9))


@pytest.mark.parametrize("place", range(len(STUDY)), ids=["/".join(each) for each in STUDY])
def test_what_is_kept_is_what_is_computed(place: int) -> None:
    edition, level, reading = STUDY[place]
    held = validate_edition(edition, level, reading, replicates=100, permutations=99)
    for table, rows in (("findings", finding_rows(held)), ("lift", lift_rows(held)), ("rates", rate_rows(held))):
        ours = [row for row in kept(table) if (row["edition"], row["level"], row["reading"]) == STUDY[place]]
        assert len(ours) == len(rows)
        for row, computed in zip(ours, rows, strict=True):
            assert {key for key in computed if not same(row[key], computed[key])} <= set(DRAWN)


def test_draws_of_the_study_are_kept_to_the_digit() -> None:
    for place in (("pilkada-2020", "province", "own"), ("pilkada-2020", "regency", "own")):
        held = validate_edition(*place, replicates=REPLICATES, permutations=PERMUTATIONS)
        ours = [row for row in kept("findings") if (row["edition"], row["level"], row["reading"]) == place]
        for row, computed in zip(ours, finding_rows(held), strict=True):
            assert {key for key in computed if not same(row[key], computed[key])} == set()


def test_corrections_are_over_the_whole_study() -> None:
    rows = kept("findings")
    assert np.array([row["p_holm_study"] for row in rows]) == pytest.approx(
        holm([row["p"] for row in rows]), abs=1e-4, nan_ok=True
    )
    assert np.array([row["top_p_holm_study"] for row in rows]) == pytest.approx(
        holm([row["top_p"] for row in rows]), abs=1e-4, nan_ok=True
    )
    assert min(row["p_holm_study"] for row in rows if not isnan(row["p_holm_study"])) > 0.5
