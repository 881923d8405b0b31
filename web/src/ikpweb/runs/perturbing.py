"""Making the replicates of a computation, from what it was computed from and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ikpweb.runs import engine
from ikpweb.runs.collected import accepted, digest_of_inputs, double_grades
from ikpweb.runs.models import Computation

__all__ = ["OtherInputError", "Replicates", "replicates_of"]


class OtherInputError(Exception):
    """What is accepted now is not what the computation was made from."""

    def __init__(self) -> None:
        super().__init__(
            _("Isian yang diterima sudah berubah sejak perhitungan ini. Hitung indeksnya lagi, lalu ketidakpastiannya.")
        )


@dataclass(frozen=True)
class Replicates:
    """How sure the scores are, by level; a level without any score is not in it."""

    replicates: int
    seed: int
    levels: Mapping[str, engine.Propagated]


def replicates_of(computation: Computation, replicates: int = 2000, seed: int = 0) -> Replicates:
    """Compute a computation's index many times over. The same seed gives the same answer.

    Only the offices' own scores: the mean of a province's regencies is not among them.

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
    found = {
        level: engine.propagated(
            collected,
            methods[level],
            pairs=double_grades(cycle, level),
            replicates=replicates,
            seed=seed,
            synthetic=cycle.training,
        )
        for level, collected in inputs.items()
    }
    return Replicates(replicates, seed, {level: each for level, each in found.items() if each is not None})
