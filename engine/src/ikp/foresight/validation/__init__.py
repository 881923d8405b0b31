"""Did an index come true: scores and categories of units against what happened to them later."""

from ikp.foresight.validation.adjusted import Adjusted, odds_ratio, rate_ratio
from ikp.foresight.validation.calibration import Calibration, calibrate
from ikp.foresight.validation.discrimination import auc
from ikp.foresight.validation.estimate import Estimate
from ikp.foresight.validation.influence import Influence, leave_one_out
from ikp.foresight.validation.lift import Lift, lift_at, lift_curve
from ikp.foresight.validation.multiplicity import benjamini_hochberg, holm
from ikp.foresight.validation.power import Power, detectable
from ikp.foresight.validation.rates import CategoryRates, category_rates, exact_interval, wilson
from ikp.foresight.validation.relations import partial_spearman, permutation_p, rank_relation
from ikp.foresight.validation.validating import Finding, Observed, Population, Scored, Validation, validate

__all__ = [
    "Adjusted",
    "Calibration",
    "CategoryRates",
    "Estimate",
    "Finding",
    "Influence",
    "Lift",
    "Observed",
    "Population",
    "Power",
    "Scored",
    "Validation",
    "auc",
    "benjamini_hochberg",
    "calibrate",
    "category_rates",
    "detectable",
    "exact_interval",
    "holm",
    "leave_one_out",
    "lift_at",
    "lift_curve",
    "odds_ratio",
    "partial_spearman",
    "permutation_p",
    "rank_relation",
    "rate_ratio",
    "validate",
    "wilson",
]
