"""Findings as plain rows with stable keys, for files and machines; and those of the study over everything."""

from collections.abc import Iterator
from math import nan
from typing import Any

from ikp.editions.studied import STUDY
from ikp.editions.validation import Validated, validate_edition
from ikp.foresight.validation import Estimate, Finding, benjamini_hochberg, holm

__all__ = [
    "PERMUTATIONS",
    "REPLICATES",
    "finding_rows",
    "lift_rows",
    "rate_rows",
    "study",
]

Row = dict[str, Any]

REPLICATES = 10_000
PERMUTATIONS = 99_999


def finding_rows(held: Validated) -> list[Row]:
    """Give a row per outcome; NaN where there is no number, and the reason beside it."""
    rows = [{**_about(held, each), **_finding(each), **_top(each)} for each in held.found.findings]
    for row, corrected in zip(rows, holm([row["top_p"] for row in rows]), strict=True):
        row["top_p_holm"] = float(corrected)
    return rows


def lift_rows(held: Validated) -> list[Row]:
    """Give a row per outcome and k, as far down as the units on top are known."""
    return [
        {
            **_about(held, each),
            "k": at.k,
            "hits": at.hits,
            "rest": at.rest,
            "rest_hits": at.rest_hits,
            "lift": at.lift,
            "chance_low": at.chance[0],
            "chance_high": at.chance[1],
            "rate": at.rate.value,
            "rate_low": at.rate.low,
            "rate_high": at.rate.high,
            "p_more": at.p_more,
            "p_fisher": at.p,
        }
        for each in held.found.findings
        for at in each.lift
    ]


def rate_rows(held: Validated) -> list[Row]:
    """Give a row per outcome and category, and per outcome and third of the chance that the score implies."""
    rows = []
    for each in held.found.findings:
        parts = [
            *(("category", nan, rate) for rate in each.categories.rates),
            *(("third", chance, rate) for chance, rate in each.calibration.groups),
        ]
        rows += [
            {
                **_about(held, each),
                "part": part,
                "category": rate.category,
                "chance": chance,
                "n": rate.n,
                "positives": rate.positives,
                "rate": rate.wilson.value,
                "rate_low": rate.wilson.low,
                "rate_high": rate.wilson.high,
            }
            for part, chance, rate in parts
        ]
    return rows


def study(replicates: int = REPLICATES, permutations: int = PERMUTATIONS) -> dict[str, list[Row]]:
    """Compute the study: rows of ``findings``, ``lift`` and ``rates``, corrected over all its tests."""
    held = [
        validate_edition(edition, level, reading, replicates=replicates, permutations=permutations)
        for edition, level, reading in STUDY
    ]
    found = [row for each in held for row in finding_rows(each)]
    p, top = [row["p"] for row in found], [row["top_p"] for row in found]
    trend = [row["trend_p"] for row in found]
    for row, by_holm, by_bh, top_by_holm, trend_by_holm in zip(
        found, holm(p), benjamini_hochberg(p), holm(top), holm(trend), strict=True
    ):
        row |= {
            "p_holm_study": float(by_holm),
            "p_bh_study": float(by_bh),
            "top_p_holm_study": float(top_by_holm),
            "trend_p_holm_study": float(trend_by_holm),
        }
    return {
        "findings": found,
        "lift": [row for each in held for row in lift_rows(each)],
        "rates": [row for each in held for row in rate_rows(each)],
    }


def _about(held: Validated, each: Finding) -> Row:
    return {
        "edition": held.edition.code,
        "level": held.level,
        "reading": held.reading,
        "outcome": each.code,
        "list": "complete" if each.complete else "partial",
    }


def _finding(each: Finding) -> Row:
    row: Row = {"n": each.n, "positives": each.positives, "events": each.events}
    for name, estimate in (
        ("spearman", each.spearman),
        ("kendall", each.kendall),
        ("rate_spearman", each.rate_spearman),
        ("partial_spearman", each.partial),
        ("auc", each.auc),
        ("ratio", each.adjusted.ratio),
        ("skill", each.calibration.skill),
    ):
        row |= dict(_estimate(name, estimate))
    return row | {
        "model": each.adjusted.model,
        "dispersion": each.adjusted.dispersion,
        "size_spearman": each.size_spearman.value,
        "size_auc": each.size_auc.value,
        "brier": each.calibration.brier,
        "climatology": each.calibration.climatology,
        "trend_p": each.categories.trend_p,
        "p": each.p,
        "p_holm": each.p_holm,
        "p_bh": each.p_bh,
        "power_rho": each.power.rho,
        "power_auc": each.power.auc,
        "power_ratio": each.power.rate_ratio,
        "spearman_unit": each.influential[0],
        "auc_unit": each.influential[1],
        "spearman_without_low": each.influence.spearman[0] if each.influence else nan,
        "spearman_without_high": each.influence.spearman[1] if each.influence else nan,
    }


def _top(each: Finding) -> Row:
    """Give the units on top against the rest, as far down as the top is known; where all units are known, nothing."""
    if not each.lift or not each.lift[-1].rest:
        return {"top_k": 0, "top_hits": 0, "top_rest": 0, "top_rest_hits": 0, "top_lift": nan, "top_p": nan}
    at = each.lift[-1]
    return {
        "top_k": at.k,
        "top_hits": at.hits,
        "top_rest": at.rest,
        "top_rest_hits": at.rest_hits,
        "top_lift": at.lift,
        "top_p": at.p,
    }


def _estimate(name: str, estimate: Estimate) -> Iterator[tuple[str, Any]]:
    yield name, estimate.value
    yield f"{name}_low", estimate.low
    yield f"{name}_high", estimate.high
    yield f"{name}_method", estimate.method
    yield f"{name}_reason", estimate.reason
