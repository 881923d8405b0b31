"""The kept projection is what is computed, and its probabilities are probabilities."""

import pytest

from ikp.editions.foreseen import BASELINES, LABELS, foreseen


def test_every_province_has_probabilities() -> None:
    found = foreseen()
    assert len(found) in {34, 37, 38}
    for each in found:
        assert sum(each.probability.values()) == pytest.approx(1, abs=1e-5)
        assert all(each.low[label] <= each.probability[label] + 1e-5 for label in LABELS)
        assert all(each.high[label] >= each.probability[label] - 1e-5 for label in LABELS)
        assert each.most in each.likely
        assert set(each.baselines) == set(BASELINES)
        assert sum(each.weights.values()) == pytest.approx(1, abs=0.01)


def test_it_is_what_is_computed() -> None:
    from tools.project_next import rows

    kept = {each.unit: each for each in foreseen()}
    made = rows()
    assert {row["unit"] for row in made} == set(kept)
    for row in made:
        for label in LABELS:
            assert kept[row["unit"]].probability[label] == pytest.approx(row[f"p_{label}"], abs=2e-3)
