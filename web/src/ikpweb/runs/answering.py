"""Making the replicates that were asked for, in the page or beside the server: the same for both."""

from functools import partial

from ikpweb.audit.actor import SYSTEM, Acting
from ikpweb.runs import engine
from ikpweb.runs.models import AskedReplicates
from ikpweb.runs.perturbing import OtherInputError, replicates_of
from ikpweb.runs.services import begin_replicates, end_replicates, keep_uncertainty
from ikpweb.runs.waiting import due, note

__all__ = ["answer", "answer_waiting"]


def answer_waiting() -> list[AskedReplicates]:
    """Make all that wait, one after another; give those that this process made."""
    return [each for each in due() if answer(each, actor=SYSTEM)]


def answer(asked: AskedReplicates, *, actor: Acting) -> bool:
    """Make what was asked for, unless another process does; tell whether it was made here.

    Outside of any transaction: it takes longer than others can wait for the database. A process that is killed
    leaves nothing half-done behind, and the next one begins anew with the same seed.
    """
    held = begin_replicates(asked, actor=actor)
    if held is None:
        return False
    computation = held.computation
    try:
        found = replicates_of(computation, held.replicates, held.seed, partial(note, held))
    except OtherInputError:
        end_replicates(held, said="input", actor=actor)
        return False
    except engine.IkpError as refused:
        end_replicates(held, said=str(refused), actor=actor)
        return False
    keep_uncertainty(computation, found, actor=actor)
    end_replicates(held, actor=actor)
    return True
