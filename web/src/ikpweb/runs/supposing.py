"""What if: a computation's index with something otherwise, from what it was computed from; nothing is kept."""

from dataclasses import dataclass

from ikpweb.runs import engine
from ikpweb.runs.collected import accepted, digest_of_inputs
from ikpweb.runs.models import Computation
from ikpweb.runs.perturbing import OtherInputError

__all__ = ["Supposed", "suppose", "what_can_differ"]


@dataclass(frozen=True)
class Supposed:
    """What moves: those whose category turns first, then those whose rank moves furthest.

    Parameters
    ----------
    moved : tuple of Shift
        Units with another score, or with one only before or only after.
    units, turned : int
        All units, and those of another category.
    mean_places : float or None
        Mean of how many ranks a unit moves; None where no unit has both.
    """

    moved: tuple[engine.Shift, ...]
    units: int
    turned: int
    mean_places: float | None


def what_can_differ(computation: Computation, level: str) -> engine.Supposable:
    """Tell what of the method of a level can be otherwise."""
    return engine.supposable(computation.cycle.edition.methods.select_related("edition").get(level=level))


def suppose(computation: Computation, level: str, change: engine.Supposition) -> Supposed:
    """Compute the own scores of a level as they are and as they would be.

    Raises
    ------
    OtherInputError
        When the accepted items have changed since.
    SupposedError
        For what cannot be.
    """
    cycle = computation.cycle
    inputs = {each: accepted(cycle, each) for each in cycle.form}
    if digest_of_inputs(inputs) != computation.input_digest:
        raise OtherInputError
    method = cycle.edition.methods.select_related("edition").get(level=level)
    shifts = engine.supposed(inputs[level], method, change, synthetic=cycle.training)
    places = [abs(each.places) for each in shifts if each.places is not None]
    moved = sorted((each for each in shifts if each.before != each.after), key=_order)
    return Supposed(
        tuple(moved), len(shifts), sum(each.turned for each in shifts), sum(places) / len(places) if places else None
    )


def _order(shift: engine.Shift) -> tuple[bool, float, float]:
    change = abs((shift.after or 0.0) - (shift.before or 0.0))
    return not shift.turned, -abs(shift.places or 0.0), -change
