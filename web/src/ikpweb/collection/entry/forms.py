"""Reading the plain forms of the pages into what the services take; what they say is checked there."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from ikpweb.collection.models import Answer
from ikpweb.collection.validation import FIELDS

__all__ = ["chosen", "event_given", "grid_given", "number_of", "seen_of"]

#: Only these answers have a reason; the field of another one is not shown.
_WITH_REASON = frozenset({Answer.NO_DATA.value, Answer.NOT_APPLICABLE.value})


def seen_of(post: QueryDict) -> int:
    """Give the revision that the writer had before them; the first one where the page does not say."""
    text = post.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def number_of(post: QueryDict) -> UUID:
    """Give the number that the page made for this request, or a new one."""
    try:
        return UUID(post.get("client", ""))
    except ValueError:
        return uuid4()


def grid_given(post: QueryDict, codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """Give the answers of the grid: those that were chosen."""
    found = {}
    for code in codes:
        answer = post.get(f"a-{code}", "")
        if answer:
            reason = post.get(f"r-{code}", "") if answer in _WITH_REASON else ""
            found[code] = {"answer": answer, "reason": reason.replace("\r\n", "\n")}
    return found


def event_given(post: QueryDict, indicator: str) -> dict[str, Any]:
    """Give the fields of an event."""
    found: dict[str, Any] = {"indicator": indicator}
    for name, field in FIELDS.items():
        if field.kind == "list":
            found[name] = post.getlist(name)
        else:
            found[name] = post.get(name, "").replace("\r\n", "\n")
    return found


def chosen(post: QueryDict) -> dict[str, dict[str, dict[str, Any]]]:
    """Give what was chosen on the page of two versions, with what else the writer had changed.

    Raises
    ------
    ValueError
        If the page was tampered with.
    """
    changes = json.loads(post.get("others", "{}"))
    if not isinstance(changes, Mapping):
        raise ValueError("others")  # noqa: TRY004 - a fault of what was sent, not of the code
    found: dict[str, dict[str, dict[str, Any]]] = {
        kind: dict(changes.get(kind, {})) for kind in ("declarations", "events")
    }
    for key in post.getlist("item"):
        versions = json.loads(post.get(f"said-{key}", ""))
        kind = "events" if "indicator" in versions["mine"] else "declarations"
        found[kind][key] = {name: versions[_side(post.get(f"pick-{key}-{name}"))][name] for name in versions["merged"]}
    return found


def _side(picked: str | None) -> str:
    return picked if picked in {"mine", "theirs"} else "merged"
