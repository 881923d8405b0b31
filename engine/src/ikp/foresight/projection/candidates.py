"""All candidates, by their names."""

from collections.abc import Mapping
from types import MappingProxyType

from ikp.errors import UsageError, problem
from ikp.foresight.projection import baselines, rates
from ikp.foresight.projection.beta import beta
from ikp.foresight.projection.boosting import boosting, count_boosting
from ikp.foresight.projection.epidemic import epidemic
from ikp.foresight.projection.forecast import Candidate
from ikp.foresight.projection.history import History
from ikp.foresight.projection.negative_binomial import negative_binomial
from ikp.foresight.projection.ordinal import ordinal

__all__ = ["BASELINES", "CATEGORIES", "COUNTS", "candidates_for"]

#: What every model is compared with.
BASELINES = ("persistence", "climatology", "province")

CATEGORIES: Mapping[str, Candidate] = MappingProxyType(
    {
        each.name: each
        for each in (
            Candidate("persistence", True, False, baselines.persistence),
            Candidate("climatology", True, False, baselines.climatology),
            Candidate("province", True, False, baselines.province),
            Candidate("ordinal", False, True, ordinal),
            Candidate("beta", False, True, beta),
            Candidate("boosting", False, True, boosting),
        )
    }
)
COUNTS: Mapping[str, Candidate] = MappingProxyType(
    {
        each.name: each
        for each in (
            Candidate("persistence", True, False, rates.persistence),
            Candidate("climatology", True, False, rates.climatology),
            Candidate("province", True, False, rates.province),
            Candidate("negative-binomial", False, True, negative_binomial),
            Candidate("endemic-epidemic", False, True, epidemic),
            Candidate("boosting", False, True, count_boosting),
        )
    }
)


def candidates_for(history: History, only: tuple[str, ...] = ()) -> tuple[Candidate, ...]:
    """Give the baselines, which are always there, and the models that are asked for (all where none is named).

    Raises
    ------
    UsageError
        For a name that is none.
    """
    listed = CATEGORIES if history.counts is None else COUNTS
    unknown = [name for name in only if name not in listed]
    if unknown:
        raise UsageError(problem("forecast-model", model=unknown[0], known=list(listed)))
    return tuple(each for each in listed.values() if each.baseline or not only or each.name in only)
