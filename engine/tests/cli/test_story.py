"""The figures of the demonstration, recomputed from print."""

import pytest

from ikp.cli.story import from_totals, recomputed
from ikp.editions import load

pytestmark = pytest.mark.extras


def test_the_34_totals_give_the_printed_cutoffs_and_categories() -> None:
    # method_2024: mean 45.1021, sample sd 23.4002, so 21.702 and 68.502; 5 / 21 / 8 provinces.
    result = from_totals(load("2024"), "province")
    assert result.cutoffs() == pytest.approx((21.702, 68.502), abs=5e-4)
    labels = list(result.category())
    assert [labels.count(label) for label in ("tinggi", "sedang", "rendah")] == [5, 21, 8]
    assert result.rank()[result.units.index("31")] == 1


def test_every_total_with_printed_dimensions_is_reproduced_within_0_011() -> None:
    rows = {(row.name, row.level, row.reading): row for row in recomputed(load("2024"))}
    printed = [row for row in rows.values() if not row.implied]
    assert {row.name for row in printed} == {"DKI Jakarta", "Jawa Barat", "Kab. Malang", "Kota Pekalongan", ""}
    assert max(abs(row.residual) for row in rows.values()) <= 0.011
    assert rows["DKI Jakarta", "province", "own"].residual == pytest.approx(0.0007, abs=5e-5)
    assert rows["Jawa Barat", "province", "own"].residual == pytest.approx(0.0046, abs=5e-5)
    assert rows["Jawa Barat", "province", "regencies"].residual == pytest.approx(-0.0022, abs=5e-5)
    assert {row.level for row in rows.values() if row.reading == "mean"} == {"province", "regency"}
    assert all(row.implied for row in rows.values() if row.name in ("Temanggung", "Labuhanbatu Utara"))


def test_2020_is_reproduced_within_0_04() -> None:
    rows = [row for row in recomputed(load("pilkada-2020")) if not row.implied]
    assert len(rows) >= 15
    assert max(abs(row.residual) for row in rows) <= 0.04
