"""What is in the register already: it is not proposed again."""

from collections.abc import Sequence

from ikpweb.prevention.register.models import Action, Status

__all__ = ["registered"]


def registered(units: Sequence[str], *, training: bool) -> frozenset[tuple[str, str]]:
    """Give unit and action of everything from the library that the registers of some units hold, but what was dropped.

    A plan on made-up data knows of no register: that one is real.
    """
    if training:
        return frozenset()
    rows = Action.objects.exclude(library="").exclude(status=Status.DROPPED)
    known = set(units)
    return frozenset((unit, key) for unit, key in rows.values_list("office__unit", "library") if unit in known)
