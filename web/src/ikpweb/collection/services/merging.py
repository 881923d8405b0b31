"""Two people at the same items: what each changed, and a proposal that keeps both."""

from collections.abc import Iterable, Mapping
from typing import Any

from ikpweb.collection.content import content_of
from ikpweb.collection.models import Declaration, Event, Revision, Submission
from ikpweb.kit.errors import ConflictError
from ikpweb.kit.merging import find_differences

__all__ = ["as_of", "left_alone"]


def left_alone(
    held: Submission, seen: int, mine: Mapping[str, dict[str, Any]], standing: Mapping[str, Declaration | Event]
) -> frozenset[str]:
    """Tell which items a writer sent back as they had seen them, though another has changed them since.

    A page sends all that it shows: what its writer did not touch is no wish to undo the other's work.

    Raises
    ------
    ConflictError
        When both changed the same items, with a merge proposed for each.
    """
    later = {key: standing[key] for key in mine if key in standing and standing[key].revision > seen}
    if not later:
        return frozenset()
    bases = as_of(held, seen, later)
    untouched = frozenset(key for key in later if bases[key] == mine[key])
    items = {
        key: _merged(bases[key], content_of(theirs), mine[key]) for key, theirs in later.items() if key not in untouched
    }
    if items:
        raise ConflictError(items, held.revision, mine.keys() - items.keys() - untouched)
    return untouched


def _merged(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> dict[str, Any]:
    of_theirs, of_mine = find_differences(base, theirs), find_differences(base, mine)
    both = sorted(name for name in of_mine if name in of_theirs and mine[name] != theirs[name])
    merged = {name: mine[name] if name in of_mine else theirs[name] for name in mine}
    return {"base": base, "theirs": theirs, "mine": mine, "merged": merged, "both": both}


def as_of(held: Submission, seen: int, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Give the content of items as of a revision; empty for what was not there, or not any more."""
    found: dict[str, dict[str, Any]] = {key: {} for key in keys}
    missing = set(found)
    earlier = Revision.objects.filter(submission=held, number__lte=seen).order_by("-number")
    for changes in earlier.values_list("changes", flat=True).iterator():
        told = {**changes["declarations"], **changes["events"]}
        for key in missing & told.keys():
            found[key] = told[key]
        missing -= told.keys()
        if not missing:
            break
    return found
