"""What happened after the editions: the facts add up, and absent means zero only where a list was complete."""

import csv
from collections import Counter
from datetime import date
from math import isnan
from pathlib import Path

import numpy as np
import pytest

from ikp.editions import available, load
from ikp.editions.outcomes import Fact, facts, outcome, outcomes, size
from ikp.editions.registry import LAST_DAY_OF_34, registry
from ikp.errors import UsageError

REGENCIES = [unit.code for unit in registry() if unit.level == "regency"]
PROVINCES = [unit.code for unit in registry() if unit.level == "province"]


def of(election: str, level: str, fact: str) -> list[Fact]:
    return [each for each in facts() if (each.election, each.level, each.fact) == (election, level, fact)]


def total(election: str, level: str, fact: str) -> float:
    return sum(each.value for each in of(election, level, fact))


def test_every_fact_has_a_source_a_known_unit_and_one_of_four_lists() -> None:
    for each in facts():
        assert each.source, each
        assert each.list in ("complete", "province", "known", "named"), each
        assert each.unit in registry() if each.level != "national" else each.unit == "", each
        if each.unit:
            assert registry()[each.unit].level == each.level, each


def test_no_fact_is_told_twice() -> None:
    told = Counter((each.election, each.level, each.unit, each.fact) for each in facts() if each.level != "national")
    assert [key for key, times in told.items() if times > 1] == []


COLUMNS = ["election", "level", "code", "name", "outcome", "value", "unit", "date", "source", "note"]

#: Collected after the facts of the package were frozen: counts of an election of which the package has no other.
NOT_TAKEN_IN = {"outcomes_malut_pilkada2024.csv"}


@pytest.mark.reference
def test_facts_are_those_that_were_collected(shared: Path) -> None:
    """Row by row; "5 regencies of 23" is two facts here, and one note was shortened."""
    collected: Counter[tuple[str, ...]] = Counter()
    for file in sorted((shared / "reference/outcomes").glob("*.csv")):
        if file.name in NOT_TAKEN_IN:
            continue
        with file.open(encoding="utf-8", newline="") as rows:
            table = csv.DictReader(rows)
            # Beside the facts stand a first analysis, margins of a race and a national series: other tables.
            if table.fieldnames != COLUMNS:
                continue
            for row in table:
                value = f"{float(row['value']):.12g}" if row["value"] else ""
                note = row["note"].replace("brief and other lists", "other lists")
                of_all = (row["election"], row["level"], row["code"])
                what, _, whole = row["unit"].partition(" of ")
                collected[*of_all, row["outcome"], value, what, row["date"], row["source"], note] += 1
                if whole:
                    collected[*of_all, "regencies_voting", whole, what, row["date"], row["source"], note] += 1
    ours = Counter(
        (
            each.election,
            each.level,
            each.unit,
            each.fact,
            "" if isnan(each.value) else f"{each.value:.12g}",
            each.measure,
            each.date,
            each.source,
            each.note,
        )
        for each in facts()
    )
    assert ours == collected


def test_sums_are_the_printed_ones() -> None:
    """Polling stations, cases and orders of all units against the totals that were printed apart."""
    assert total("Pemilu 2024", "regency", "tps") == total("Pemilu 2024", "province", "tps") == 820_161
    assert total("Pemilu 2024", "province", "dpt") == 203_056_748
    assert total("Pemilu 2024", "province", "mk_pileg_cases") == 297
    assert total("Pemilu 2024", "province", "mk_pileg_psu_orders") == 20
    assert total("Pemilu 2024", "regency", "mk_pileg_psu_orders") == 16
    assert total("Pemilu 2024", "regency", "susulan_tps_kpu_14feb") == 668
    assert total("Pemilu 2024", "province", "susulan_tps_kpu_14feb") == 668
    assert total("Pemilu 2024", "province", "recount_any_kpu_23feb") == 20
    assert total("Pilkada 2024", "province", "mk_governor_disputed") == 16
    assert total("Pilkada 2024", "regency", "mk_psu_ordered") == 23
    assert total("Pilkada 2024", "province", "mk_psu_regions") == 24
    assert total("Pilkada 2024", "province", "mk_evidence_stage_regions") == 40
    assert total("Pilkada 2024", "regency", "mk_evidence_stage") == 37
    assert total("Pilkada 2024", "province", "mk_regencies_disputed") == 173
    assert total("Pilkada 2024", "province", "regencies_voting") == 424
    for kind, stations in (("psu", 46), ("pss", 231), ("psl", 10)):
        assert total("Pilkada 2024", "regency", f"{kind}_tps_kpu_29nov") == stations
        assert total("Pilkada 2024", "province", f"{kind}_tps_kpu_29nov") == stations
    assert total("Pemilu 2019", "province", "psu_pss_psl_any_22apr") == 31
    assert total("Pilkada 2020", "province", "psu_tps_bawaslu_11dec") == 58
    assert total("Pilkada 2020", "province", "recount_tps_bawaslu_11dec") == 48
    assert total("Pilkada 2020", "regency", "mk_psu_ordered") == 14


@pytest.mark.parametrize(
    ("election", "fact"),
    [("Pemilu 2024", "tps"), ("Pemilu 2024", "susulan_tps_kpu_14feb"), ("Pilkada 2024", "psu_tps_kpu_29nov")],
)
def test_regencies_add_up_to_their_province(election: str, fact: str) -> None:
    below: Counter[str] = Counter()
    for each in of(election, "regency", fact):
        below[str(registry().parent(each.unit))] += int(each.value)
    above = {each.unit: int(each.value) for each in of(election, "province", fact)}
    assert {unit: below[unit] for unit in above} == above


def test_absent_means_zero_in_a_complete_list() -> None:
    ordered = outcome("2024", "regency", "mk-pileg-revote")
    values = ordered.values(REGENCIES)
    assert not np.isnan(values).any()
    assert values.sum() == 15  # 16 orders: yes or no, one regency has two
    assert ordered.list == "complete"


def test_absent_means_nothing_in_a_partial_list() -> None:
    disputed = outcome("2024", "regency", "dispute")
    values = disputed.values(REGENCIES)
    known = ~np.isnan(values)
    assert (known.sum(), values[known].sum()) == (386, 157)
    assert disputed.list == "partial"
    provinces = {unit[:2] for unit, there in zip(REGENCIES, known, strict=True) if there}
    assert len(provinces) == 25
    assert "35" not in provinces  # Jawa Timur: 15 of 16 named, so that its zeros are not known
    assert "31" not in provinces  # Jakarta elects no regents


def test_what_was_printed_because_it_was_high_is_no_count() -> None:
    """Seven provinces printed as the highest: whether one is among them is known of all, how many of none."""
    named = outcome("2024", "province", "revote-most")
    values = named.values(PROVINCES)
    assert (len(values), values.sum()) == (38, 7)
    assert named.kind == "listed"
    assert named.list == "partial"


def test_provinces_that_were_parted_later_are_put_together_again() -> None:
    day = date.fromisoformat(str(LAST_DAY_OF_34))
    cases = outcome("2024", "province", "mk-pileg-cases")
    then, now = cases.values(["91"], day)[0], cases.values(["91", "93", "94", "95"])
    assert then == now.sum()
    assert then > now[0]
    voters = cases.exposures(["91"], day)
    assert voters is not None
    assert voters[0] == size("Pemilu 2024", "province", "dpt", ["91", "93", "94", "95"]).sum()


def test_where_there_was_no_such_election_there_is_no_zero() -> None:
    assert isnan(outcome("2024", "province", "governor-dispute").values(["34"])[0])
    assert isnan(outcome("2024", "regency", "revote-ordered").values(["31.71"])[0])
    assert isnan(outcome("pilkada-2020", "province", "revote-stations").values(["11"])[0])


def test_facts_of_a_sum_are_summed_and_a_share_has_its_whole() -> None:
    stations = outcome("2024", "regency", "repeated-stations")
    assert np.nansum(stations.values(REGENCIES)) == 287
    assert (stations.values(REGENCIES) > 0).sum() == 44
    share = outcome("2024", "province", "share-disputed")
    whole = share.exposures(PROVINCES)
    assert whole is not None
    assert np.nansum(whole) == 424
    assert (np.isnan(whole) == np.isnan(share.values(PROVINCES))).all()


def test_size_is_not_known_everywhere() -> None:
    assert not np.isnan(size("Pemilu 2024", "regency", "tps", REGENCIES)).any()
    assert np.isnan(size("Pemilu 2019", "province", "dpt", PROVINCES)).all()


def test_every_outcome_says_what_it_is_in_both_languages_and_rests_on_facts() -> None:
    for edition in available():
        for level in ("province", "regency"):
            for each in outcomes(edition, level):
                assert set(each.titles) == set(each.notes) == {"en", "id"}
                assert all(each.titles.values())
                assert each.sources
                assert each.until
                assert each.known_units
                units = [unit.code for unit in load(edition).registry().level(level)]
                values = each.values(units, load(edition).registry_date)
                assert np.nansum(values) > 0, each.code


def test_an_unknown_outcome_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match="mk-pileg-revote"):
        outcome("2024", "regency", "wolves")
    assert outcomes("tema-sara-2023", "province") == ()
