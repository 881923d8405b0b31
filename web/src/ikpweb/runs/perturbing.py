"""Making the replicates of a computation, from what it was computed from and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ikpweb.runs import engine
from ikpweb.runs.collected import accepted, digest_of_inputs, double_grades
from ikpweb.runs.models import Computation, Run

__all__ = ["OtherInputError", "Replicates", "replicates_of"]


class OtherInputError(Exception):
    """What is accepted now is not what the computation was made from."""

    def __init__(self) -> None:
        super().__init__(
            _("Isian yang diterima sudah berubah sejak perhitungan ini. Hitung indeksnya lagi, lalu ketidakpastiannya.")
        )


@dataclass(frozen=True)
class Replicates:
    """How sure the scores are, by level and reading; one without any score is not in it."""

    replicates: int
    seed: int
    runs: Mapping[tuple[str, str], engine.Propagated]


def replicates_of(
    computation: Computation,
    replicates: int = 2000,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Replicates:
    """Compute a computation's index many times over. The same seed gives the same answer.

    The second reading of the provinces has the mean of its regencies in each of their replicates.

    Parameters
    ----------
    progress : callable, optional
        Told how many replicates are made, over all levels, and of how many.

    Raises
    ------
    OtherInputError
        When the accepted items have changed since.
    ValueError
        For fewer replicates than one, or more than can be counted.
    """
    if not 1 <= replicates <= engine.MOST_REPLICATES:
        message = f"{replicates} replicates: give 1 to {engine.MOST_REPLICATES}."
        raise ValueError(message)
    cycle = computation.cycle
    inputs = {level: accepted(cycle, level) for level in cycle.form}
    if digest_of_inputs(inputs) != computation.input_digest:
        raise OtherInputError
    methods = {method.level: method for method in cycle.edition.methods.select_related("edition")}
    found: dict[tuple[str, str], engine.Propagated] = {}
    for place, (level, collected) in enumerate(inputs.items()):
        made = engine.drawn(
            collected,
            methods[level],
            pairs=double_grades(cycle, level),
            replicates=replicates,
            seed=seed,
            synthetic=cycle.training,
            progress=progress and _beyond(progress, place * replicates, len(inputs) * replicates),
        )
        if made is None:
            if progress is not None:  # nothing is entered on this level: what it would have taken is done
                progress((place + 1) * replicates, len(inputs) * replicates)
            continue
        found[level, Run.Reading.OWN.value] = engine.propagated(made)
        if level == "regency" and "province" in methods:
            means = engine.means_drawn(made, methods["province"], cycle.registry_date)
            if means is not None:
                found["province", Run.Reading.REGENCIES.value] = means
    return Replicates(replicates, seed, found)


def _beyond(progress: Callable[[int, int], None], before: int, of: int) -> Callable[[int], None]:
    """Tell the replicates of one level on top of those of the levels before it."""
    return lambda done: progress(before + done, of)
