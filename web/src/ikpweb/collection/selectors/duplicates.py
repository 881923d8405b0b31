"""Reports that may be about the same thing: same indicator, near in time and place, or told alike.

What a member may not see is not shown: of a report of a foreign office only its province is
told, so that both sides can ask through the offices above them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, hypot, radians
from typing import Any

from ikpweb.accounts.members import Member
from ikpweb.collection.likeness import likeness
from ikpweb.collection.models import Event, State, Submission
from ikpweb.collection.policies import may_read

__all__ = ["Duplicate", "likely_duplicates"]

_DAYS = timedelta(days=3)
#: More than so many reports of one indicator within a week are not compared one by one.
_MOST = 300
_SAME_PLACE, _SAME_TEXT, _NEAR_KM = 0.6, 0.45, 3.0


@dataclass(frozen=True)
class Duplicate:
    """Another report that is like this one; `event` is None where the member may not see it."""

    event: Event | None
    province: str
    likeness: float


def likely_duplicates(
    member: Member, submission: Submission, content: Mapping[str, Any], key: str | None
) -> Sequence[Duplicate]:
    """Find reports like this one in the whole cycle, the most alike first, at most five.

    Parameters
    ----------
    content : mapping
        The fields of the event, as `content.event_content` gives them.
    key : str or None
        Its own number.
    """
    day = date.fromisoformat(content["date"]) if content.get("date") else None
    if day is None:
        return []
    near = Event.objects.filter(
        submission__cycle=submission.cycle_id,
        indicator=content["indicator"],
        date__range=(day - _DAYS, day + _DAYS),
    ).exclude(state=State.WITHDRAWN)
    if key:
        near = near.exclude(pk=key)
    found = []
    for other in near.select_related("submission__office__parent").defer("submission__cycle")[:_MOST]:
        how = _alike(content, other, own=other.submission_id == submission.pk)
        if how:
            office = other.submission.office
            province = office.name if office.level == "province" else str(office.parent or office)
            found.append(Duplicate(other if may_read(member, other.submission) else None, province, how))
    found.sort(key=lambda each: -each.likeness)
    return found[:5]


def _alike(content: Mapping[str, Any], other: Event, *, own: bool) -> float:
    """Tell how alike, 0 where it is another thing: the same place, or nearly the same words."""
    text = likeness(content.get("narrative") or "", other.narrative)
    place = max(
        likeness(content.get("village") or "", other.village),
        likeness(content.get("place") or "", other.place),
    )
    # Two offices of one name for a district: it says something within an office only.
    district = own and likeness(content.get("district") or "", other.district) >= _SAME_PLACE
    together = _near(content, other) or (district and (place >= _SAME_PLACE or not (other.village or other.place)))
    if text >= _SAME_TEXT or together:
        return max(text, 0.5 if together else 0.0)
    return 0.0


def _near(content: Mapping[str, Any], other: Event) -> bool:
    lat, lon = content.get("lat"), content.get("lon")
    if lat is None or lon is None or other.lat is None or other.lon is None:
        return False
    return hypot(lat - other.lat, (lon - other.lon) * cos(radians(lat))) * 111.2 <= _NEAR_KM
