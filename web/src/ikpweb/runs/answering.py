"""Making the replicates that were asked for, beside the server.

Never within a request: they are many small steps in Python, and at each of them a process that answers others
gives way.
"""

from django.db import close_old_connections, connection

from ikpweb.audit.actor import SYSTEM
from ikpweb.runs import engine
from ikpweb.runs.models import AskedReplicates
from ikpweb.runs.perturbing import OtherInputError, replicates_of
from ikpweb.runs.services import begin_replicates, end_replicates, keep_uncertainty
from ikpweb.runs.waiting import due, followed

__all__ = ["answer", "answer_waiting"]


def answer_waiting() -> list[AskedReplicates]:
    """Make all that wait, one after another; give those that this process made."""
    return [each for each in due() if answer(each)]


def answer(asked: AskedReplicates) -> bool:
    """Make what was asked for, unless another process does; tell whether it was made here.

    Outside of any transaction: it takes longer than others can wait for the database. A process that is killed
    leaves nothing half-done behind, and the next one begins anew with the same seed.
    """
    held = begin_replicates(asked, actor=SYSTEM)
    if held is None:
        return False
    computation = held.computation
    try:
        with followed(held) as told:
            found = replicates_of(computation, held.replicates, held.seed, told)
    except OtherInputError:
        end_replicates(held, said="input", actor=SYSTEM)
        return False
    except engine.IkpError as refused:
        end_replicates(held, said=str(refused), actor=SYSTEM)
        return False
    if not connection.in_atomic_block:
        close_old_connections()  # the line may have gone meanwhile
    keep_uncertainty(computation, found, actor=SYSTEM)
    end_replicates(held, actor=SYSTEM)
    return True
