"""Which releases readers of the portal may choose, to the second, without a question to the database per page."""

from collections.abc import Sequence
from contextlib import suppress

from django.utils import timezone

from ikpweb.audit.selectors import PublicState, public_state
from ikpweb.publication.models import Release
from ikpweb.publication.reading import DamagedError, Scored, reading

__all__ = ["KEPT", "chosen", "newest_of", "offered", "scores_of"]

#: The releases of the state that was asked for last.
KEPT: dict[PublicState, Sequence[Release]] = {}


def _frozen() -> Sequence[Release]:
    """Give all releases that were frozen and not withdrawn, the newest first; some are under embargo still."""
    state = public_state()
    found = KEPT.get(state)
    if found is None:
        frozen = Release.objects.filter(state=Release.State.FROZEN, withdrawn_at=None).select_related("edition")
        found = list(frozen.order_by("-frozen_at", "-pk"))
        KEPT.clear()
        KEPT[state] = found
    return found


def offered() -> Sequence[Release]:
    """Give the newest version of every release that everybody may see at this moment."""
    now = timezone.now()
    found: dict[str, Release] = {}
    for each in _frozen():
        before = found.get(each.code)
        if each.is_public(now) and (before is None or each.version > before.version):
            found[each.code] = each
    return sorted(found.values(), key=lambda each: each.embargo or each.frozen_at or now, reverse=True)


def chosen(name: str) -> Release | None:
    """Give the release of a name among those offered, or None."""
    return next((each for each in offered() if each.name == name), None)


def newest_of(edition: str) -> Release | None:
    """Give the newest release of an edition; what is made up never stands for one."""
    return next((each for each in offered() if each.edition_id == edition and not each.synthetic), None)


def scores_of(code: str) -> Sequence[tuple[Release, Scored]]:
    """Give the score of a unit in every release that is offered and has the unit."""
    found = []
    for release in offered():
        with suppress(DamagedError):  # its own pages say which file was changed
            sheet = reading(release).sheet_of(code)
            if sheet is not None:
                found.append((release, sheet.totals[code]))
    return found
