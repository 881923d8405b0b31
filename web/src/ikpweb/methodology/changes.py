"""What differs between two contents of a draft, field by field."""

from typing import Any

from ikpweb.methodology.content import Content

__all__ = ["changes", "items_of"]

#: Between the name of an item and the path inside it: codes of nodes may hold dots.
_MARK = "·"


def changes(before: Content, after: Content) -> list[dict[str, Any]]:
    """Give each field that differs: ``item``, ``field``, ``before``, ``after``; None where it is not there.

    An item is what one form edits: ``about``, ``node:I07``, ``rubric:I07``, ``recipe:province``. The order of
    nodes is an item of its own for each parent, ``order:SP1``.
    """
    old, new = _flat(before), _flat(after)
    return [
        {"item": item, "field": field, "before": old.get(key), "after": new.get(key)}
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
        for item, _, field in [key.partition(_MARK)]
    ]


def items_of(told: list[dict[str, Any]]) -> set[str]:
    """Give the items that changes are about; an order is none: it is always said relative to what stands."""
    return {each["item"] for each in told if not each["item"].startswith("order:")}


def _flat(content: Content) -> dict[str, Any]:
    found: dict[str, Any] = {}
    about = {key: value for key, value in content.items() if key not in {"nodes", "rubrics", "stages", "recipes"}}
    _into(found, "about", "", about)
    orders: dict[str, list[str]] = {}
    for node in content["nodes"]:
        _into(found, f"node:{node['code']}", "", {key: value for key, value in node.items() if key != "code"})
        orders.setdefault(node["parent"] or "", []).append(node["code"])
    for parent, codes in orders.items():
        found[f"order:{parent}{_MARK}"] = codes
    for kind in ("rubric", "stage", "recipe"):
        for code, value in content[f"{kind}s"].items():
            _into(found, f"{kind}:{code}", "", value)
    return found


def _into(found: dict[str, Any], item: str, field: str, value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _into(found, item, f"{field}.{key}" if field else key, inner)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for place, inner in enumerate(value, start=1):
            _into(found, item, f"{field}.{place}" if field else str(place), inner)
    elif value not in (None, "", []):  # an empty field says the same as none
        found[f"{item}{_MARK}{field}"] = value
