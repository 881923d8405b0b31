"""How far an index tells units apart, on the figures of IKP 2019 and on scores worked by hand."""

import numpy as np
import pytest

from engine.tests.conftest import ROOT
from ikp.editions.published import facts
from ikp.uncertainty.coherence import classes, spread


@pytest.mark.parametrize(("edition", "largest"), [("2019", 512), ("2019-rev", 506)])
def test_nearly_all_regencies_of_2019_were_in_one_class(edition: str, largest: int) -> None:
    counts = facts(edition, "regency").counts
    found = classes({label: counts.get(label, 0) for label in ("rendah", "sedang", "tinggi")})
    assert found.units == 514
    assert found.largest == "sedang"
    assert found.counts["sedang"] == largest
    assert found.largest_share == pytest.approx(largest / 514)
    assert found.used == 2
    assert found.effective < 1.1
    # Two regencies at random were in different classes with a probability of 0.8 % and of 3.1 %.
    other = 514 - largest
    assert found.told_apart == pytest.approx(2 * largest * other / (514 * 513))


def test_equally_filled_classes_are_all_effective() -> None:
    found = classes({"a": 5, "b": 5, "c": 5, "d": 0})
    assert found.effective == pytest.approx(3)
    assert found.used == 3
    assert found.told_apart == pytest.approx(1 - 3 * 20 / (15 * 14))


def test_no_units_no_classes() -> None:
    found = classes({"a": 0, "b": 0})
    assert (found.units, found.used, found.largest) == (0, 0, "")
    assert np.isnan([found.largest_share, found.effective, found.told_apart]).all()
    assert np.isnan(classes({"a": 1}).told_apart)


def test_spread_by_hand() -> None:
    found = spread(np.array([10.0, 20.0, 20.0, 40.0, np.nan]))
    assert (found.n, found.low, found.high, found.median, found.mean) == (4, 10, 40, 20, 22.5)
    assert found.used == pytest.approx(0.3)
    assert (found.distinct, found.tied) == (3, 0.5)
    assert found.sd == pytest.approx(np.std([10, 20, 20, 40], ddof=1))
    assert spread(np.array([1.0, 2.0]), (1, 5)).used == pytest.approx(0.25)


def test_spread_of_one_and_of_none() -> None:
    assert np.isnan(spread(np.array([3.0])).sd)
    assert spread(np.array([3.0])).used == 0
    nothing = spread(np.array([np.nan]))
    assert nothing.n == 0
    assert np.isnan(nothing.mean)


def test_the_page_on_the_audit_prints_what_the_published_counts_give() -> None:
    page = (ROOT / "docs/explanation/statistical-audit.md").read_text("utf-8")
    editions = {
        "IKP 2019": "2019",
        "IKP 2019, update": "2019-rev",
        "IKP 2024": "2024",
        "Pilkada 2024 mapping": "pilkada-2024",
    }
    for name, code in editions.items():
        counts = facts(code, "regency").counts
        found = classes({label: counts.get(label, 0) for label in ("rendah", "sedang", "tinggi")})
        row = (
            f"| {name} | {found.units} | {counts[found.largest]} *{found.largest}* ({100 * found.largest_share:.1f} %) "
            f"| {found.effective:.2f} | {100 * found.told_apart:.1f} % |"
        )
        assert row in page
