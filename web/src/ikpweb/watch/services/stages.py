"""The calendar that the watch reckons with, handed down by whoever keeps it."""

from collections.abc import Sequence
from datetime import date

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.watch.models import StageSpan

__all__ = ["set_calendar"]


@audited("watch_calendar.set", lambda *_, training=False, **__: f"calendar:{'training' if training else 'real'}")
def set_calendar(
    spans: Sequence[tuple[str, date, date]],
    *,
    training: bool = False,
    actor: Acting,  # noqa: ARG001 - the decorator reads who
) -> int:
    """Let the watch reckon with these stages from now on; without any, with the calendar that the engine ships.

    Parameters
    ----------
    spans : sequence of tuple
        Code of the stage, its first and its last day. Of stages that overlap the one that began last counts.

    Returns
    -------
    int
        How many there are.
    """
    rows = sorted({(code, first): last for code, first, last in spans}.items())
    new = [(code, first, last) for (code, first), last in rows]
    kept = StageSpan.objects.filter(training=training)
    if sorted(kept.values_list("code", "first", "last")) == new:
        tell(repeated=True)
        return len(new)
    kept.delete()
    StageSpan.objects.bulk_create(
        [StageSpan(training=training, code=code, first=first, last=last) for code, first, last in new]
    )
    tell(stages=len(new), digest=digest_of([[code, str(first), str(last)] for code, first, last in new]))
    return len(new)
