"""Two versions of a content, field by field: where they differ, and a proposal that joins them."""

from collections.abc import Mapping
from typing import Any

__all__ = ["find_differences", "merge_versions"]


def find_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Find the fields that differ, each with its value before and after."""
    fields = [*before, *(field for field in after if field not in before)]
    return {field: (before.get(field), after.get(field)) for field in fields if before.get(field) != after.get(field)}


def merge_versions(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """Merge what two people wrote into what a `ConflictError` tells of an item.

    Parameters
    ----------
    base : mapping
        What the writer had seen.
    theirs : mapping
        What stands now.
    mine : mapping
        The fields that the writer named.

    Returns
    -------
    dict
        ``base``, ``theirs``, ``mine``, ``merged`` (each field from whoever changed it; the writer's where both
        did) and ``both`` (the fields that both changed).
    """
    whole = {**base, **mine}
    of_theirs, of_mine = find_differences(base, theirs), find_differences(base, whole)
    return {
        "base": dict(base),
        "theirs": dict(theirs),
        "mine": whole,
        "merged": {**theirs, **{name: whole[name] for name in of_mine}},
        "both": sorted(name for name in of_mine if name in of_theirs and whole[name] != theirs.get(name)),
    }
