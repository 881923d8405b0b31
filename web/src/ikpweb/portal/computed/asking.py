"""What the page of a computation shows of the replicates that may be asked for, or were."""

from typing import Any

from ikpweb.runs.models import Computation
from ikpweb.runs.waiting import expected, progress_of, step_of

__all__ = ["asking"]


def asking(shown: Computation) -> dict[str, Any]:
    """Give what may be chosen and how long it may take, and how far the last one is."""
    last = shown.asked.first()
    return {
        "asked_last": last,
        "asked_step": "" if last is None else step_of(last),
        "asked_done": (0, 1) if last is None else progress_of(last),
        "choices_of_replicates": expected(shown),
    }
