"""How far experts agree on what matters, and the weights that their scores lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from statistics import fmean, median, stdev

import numpy as np
from numpy.typing import NDArray

from ikpweb.kit.alpha import krippendorff_alpha
from ikpweb.methodology.content import Content, children, node_of

__all__ = ["LEAST_EXPERTS", "Concord", "Opinion", "concord", "derived_weights", "intraclass", "opinions"]

#: Fewer experts than this say nothing about agreement (ours, assumed).
LEAST_EXPERTS = 2


@dataclass(frozen=True, slots=True)
class Concord:
    """How far experts agree: on the order of the indicators, on each score, and on the means.

    Kendall's W is 1 where all experts rank the indicators alike, 0 where they do not agree at all.
    ``alpha`` is Krippendorff's, ordinal: 1 where all give the same scores, 0 what chance gives.
    ``one`` and ``means`` are intraclass correlations, of one expert's scores and of the means.

    ``p`` is the chance of a W as large where experts rank at random, by the chi-square
    distribution with one degree of freedom less than there are indicators; NaN both where
    there is too little to say. The approximation is rough with few experts or indicators.
    """

    experts: int
    indicators: int
    w: float
    chi2: float
    p: float
    alpha: float
    one: float
    means: float

    @property
    def known(self) -> bool:
        """Tell whether there was enough to say anything."""
        return not isnan(self.w)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What experts say about one indicator: mean, median, standard deviation (n − 1), and how often each score."""

    code: str
    mean: float
    median: float
    spread: float
    counts: tuple[int, int, int, int]


def concord(scores: NDArray[np.float64]) -> Concord:
    """Give Kendall's W with its chi-square test, corrected for ties, Krippendorff's alpha and intraclass correlations.

    Parameters
    ----------
    scores : array, shape (experts, indicators)
        Whole; an expert who did not score everything has no ranking.

    Returns
    -------
    Concord
        NaN with fewer than `LEAST_EXPERTS` experts or three indicators, and where every expert
        gave one and the same score to all.

    Notes
    -----
    Kendall, M. G. and Babington Smith, B. (1939), Annals of Mathematical Statistics 10(3),
    275-287. SciPy's Friedman statistic is m (n − 1) W, with the same correction for ties.
    """
    experts, asked = scores.shape
    nothing = float("nan")
    if experts < LEAST_EXPERTS or asked < 3 or bool((scores == scores[:, :1]).all()):
        return Concord(experts, asked, nothing, nothing, nothing, nothing, nothing, nothing)
    from scipy.stats import friedmanchisquare  # slow to import, and few need it

    found = friedmanchisquare(*scores.T)
    w = float(found.statistic / (experts * (asked - 1)))
    alpha = krippendorff_alpha(scores, "ordinal")
    return Concord(experts, asked, w, float(found.statistic), float(found.pvalue), alpha, *intraclass(scores))


def intraclass(scores: NDArray[np.float64]) -> tuple[float, float]:
    """Give the intraclass correlations of absolute agreement where every expert scored every indicator.

    Parameters
    ----------
    scores : array, shape (experts, indicators)
        Whole, at least two of each.

    Returns
    -------
    one, means : float
        How much of the variance of one expert's scores, and of the experts' mean scores, lies between
        the indicators; NaN where all scores are the same. Below 0 is possible, and means none.

    Notes
    -----
    ICC(2,1) and ICC(2,k) of Shrout, P. E. and Fleiss, J. L. (1979), Psychological Bulletin 86(2), 420-428:
    both experts and indicators are drawn from more of their kind, and a strict expert counts as disagreement.
    """
    experts, asked = scores.shape
    by_expert, by_indicator, whole = scores.mean(axis=1), scores.mean(axis=0), scores.mean()
    between = experts * ((by_indicator - whole) ** 2).sum() / (asked - 1)
    strict = asked * ((by_expert - whole) ** 2).sum() / (experts - 1)
    rest = ((scores - by_expert[:, None] - by_indicator + whole) ** 2).sum() / ((experts - 1) * (asked - 1))
    excess = (strict - rest) / asked
    parts = (between + (experts - 1) * rest + experts * excess, between + excess)
    one, means = ((between - rest) / part if part > 0 else float("nan") for part in parts)
    return float(one), float(means)


def opinions(codes: Sequence[str], scores: NDArray[np.float64]) -> list[Opinion]:
    """Give what experts say about each indicator; scores have the shape (experts, indicators)."""
    found = []
    for code, column in zip(codes, scores.T.tolist(), strict=True):
        spread = stdev(column) if len(column) > 1 else float("nan")
        counts = (column.count(1), column.count(2), column.count(3), column.count(4))
        found.append(Opinion(code, fmean(column), median(column), spread, counts))
    return found


def derived_weights(content: Content, means: Mapping[str, float]) -> tuple[dict[str, float], list[str]]:
    """Share what siblings weigh together by their mean scores.

    The weight of an indicator is the sum of its siblings' weights (its own included) × its mean
    ÷ the sum of their means: siblings weigh together what they weighed before, and nothing above
    the indicators changes.

    Returns
    -------
    weights : dict
        Indicator to weight.
    left : list of str
        Parents whose indicators were not all scored, or that weigh nothing: they stay as they are.
    """
    weights: dict[str, float] = {}
    left = []
    parents = dict.fromkeys(node["parent"] for code in means if (node := node_of(content, code)))
    for parent in parents:
        siblings = children(content, parent)
        whole = sum(node["weight"] for node in siblings)
        if whole <= 0 or any(node["code"] not in means for node in siblings):
            left.append(str(parent))
            continue
        total = sum(means[node["code"]] for node in siblings)
        weights |= {node["code"]: whole * means[node["code"]] / total for node in siblings}
    return weights, left
