"""How good forecasts and alarms were: proper scores, calibration, skill against baselines, rolling origins."""

from ikp.foresight.evaluation.calibration import CalibrationTest, calibration_test, pit_histogram, pit_uniformity
from ikp.foresight.evaluation.categorical import brier_score, log_score, ranked_probability_score
from ikp.foresight.evaluation.comparing import Paired, Skill, diebold_mariano, paired_difference, skill
from ikp.foresight.evaluation.continuous import (
    crps_kernel,
    crps_normal,
    crps_sample,
    energy_score,
    kernel_score,
    log_score_kernel,
    log_score_normal,
    sample_moments,
    variogram_score,
)
from ikp.foresight.evaluation.counts import (
    CountScore,
    count_cdf,
    count_log_probability,
    count_quantile,
    count_scores,
    dawid_sebastiani,
    expected_score,
)
from ikp.foresight.evaluation.decomposition import Decomposition, Murphy, decompose, murphy, recalibrate
from ikp.foresight.evaluation.diagram import Reliability, ReliabilityBin, reliability, reliability_table
from ikp.foresight.evaluation.episodes import AlarmQuality, Episode, alarm_quality
from ikp.foresight.evaluation.intervals import (
    Coverage,
    coverage,
    interval_score,
    pinball_loss,
    proportion_interval,
    weighted_interval_score,
)
from ikp.foresight.evaluation.ledger import Score, Statement, score_statement
from ikp.foresight.evaluation.ordering import area_under_curve, average_precision, lift
from ikp.foresight.evaluation.rolling import Views, roll, rolling_origins, three_views

__all__ = [
    "AlarmQuality",
    "CalibrationTest",
    "CountScore",
    "Coverage",
    "Decomposition",
    "Episode",
    "Murphy",
    "Paired",
    "Reliability",
    "ReliabilityBin",
    "Score",
    "Skill",
    "Statement",
    "Views",
    "alarm_quality",
    "area_under_curve",
    "average_precision",
    "brier_score",
    "calibration_test",
    "count_cdf",
    "count_log_probability",
    "count_quantile",
    "count_scores",
    "coverage",
    "crps_kernel",
    "crps_normal",
    "crps_sample",
    "dawid_sebastiani",
    "decompose",
    "diebold_mariano",
    "energy_score",
    "expected_score",
    "interval_score",
    "kernel_score",
    "lift",
    "log_score",
    "log_score_kernel",
    "log_score_normal",
    "murphy",
    "paired_difference",
    "pinball_loss",
    "pit_histogram",
    "pit_uniformity",
    "proportion_interval",
    "ranked_probability_score",
    "recalibrate",
    "reliability",
    "reliability_table",
    "roll",
    "rolling_origins",
    "sample_moments",
    "score_statement",
    "skill",
    "three_views",
    "variogram_score",
    "weighted_interval_score",
]
