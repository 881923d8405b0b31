"""What a risk or an action says as a plain value: what a step keeps, versions are compared by, and a page shows."""

from datetime import date
from typing import Any

from ikpweb.prevention.register.models import Action, Risk

__all__ = ["ACTION_FIELDS", "ACTION_WRITTEN", "RISK_FIELDS", "RISK_WRITTEN", "content_of", "plain"]

#: What a person writes of a risk, in the order in which people read it.
RISK_WRITTEN = ("indicator", "title", "description", "likelihood", "consequence")
RISK_FIELDS = (*RISK_WRITTEN, "state")
#: What a person writes of an action.
ACTION_WRITTEN = (
    "title",
    "description",
    "library",
    "library_version",
    "risk",
    "indicators",
    "stage",
    "form",
    "owner",
    "deadline",
    "steps_to_do",
    "cost",
    "effort",
    "alarms",
    "events",
)
ACTION_FIELDS = (*ACTION_WRITTEN, "status")
_KEYS = {"risk": "risk_id", "owner": "owner_id"}


def content_of(item: Risk | Action, *, bare: bool = False) -> dict[str, Any]:
    """Give what a risk or an action says; days as ISO 8601, other rows by their keys.

    Of a `bare` action it is known that no alarm or event is linked, and the database is not asked.
    """
    if isinstance(item, Risk):
        return {name: getattr(item, name) for name in RISK_FIELDS}
    told = {name: plain(getattr(item, _KEYS.get(name, name))) for name in ACTION_FIELDS if name not in _MANY}
    linked = {name: [] if bare else _keys(item, name) for name in _MANY}
    return {name: {**told, **linked}[name] for name in ACTION_FIELDS}


_MANY = ("alarms", "events")


def _keys(action: Action, name: str) -> list[Any]:
    return sorted((plain(each.pk) for each in getattr(action, name).all()), key=str)


def plain(value: Any) -> Any:
    """Write a value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int, list, type(None))) else str(value)
