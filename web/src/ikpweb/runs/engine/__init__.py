"""The only place of this app that imports ikp: published results as rows, comparisons, recomputations."""

from ikpweb.runs.engine.collecting import Scored, index_of, means_of_regencies
from ikpweb.runs.engine.comparing import (
    Comparison,
    Moved,
    Said,
    Unmatched,
    comparable_levels,
    compare_editions,
    scores_comparable,
)
from ikpweb.runs.engine.published import (
    LEVELS,
    READINGS,
    edition_codes,
    engine_version,
    figure_rows,
    run_facts,
    score_rows,
)
from ikpweb.runs.engine.recomputing import (
    Cutoffs,
    Part,
    Recomputed,
    cutoffs,
    national_means,
    recomputable,
    recompute,
    shares,
)

__all__ = [
    "LEVELS",
    "READINGS",
    "Comparison",
    "Cutoffs",
    "Moved",
    "Part",
    "Recomputed",
    "Said",
    "Scored",
    "Unmatched",
    "comparable_levels",
    "compare_editions",
    "cutoffs",
    "edition_codes",
    "engine_version",
    "figure_rows",
    "index_of",
    "means_of_regencies",
    "national_means",
    "recomputable",
    "recompute",
    "run_facts",
    "score_rows",
    "scores_comparable",
    "shares",
]
