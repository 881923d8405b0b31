"""Letting a request in by its key: whose it is, what they may see today, and whether the quota holds."""

import hashlib
from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from ikpweb.accounts.attempts import address
from ikpweb.accounts.members import Member, MemberRequest, member_of
from ikpweb.api.keys.counting import Standing, used
from ikpweb.api.models import Area, Key
from ikpweb.api.policies import may_have_key
from ikpweb.api.problems import ApiError

__all__ = ["AREAS", "HEADER", "by_key", "standing_of"]

HEADER = "Authorization"
_ROOT = "/api/v1/office/"
#: First word of an address to what a key must be for; what is not here is closed to keys.
AREAS: Mapping[str, str] = {
    "computations": Area.RESULTS,
    "cycles": Area.ENTRY,
    "effort": Area.WATCH,
    "reports": Area.WATCH,
    "actions": Area.REGISTER,
    "risks": Area.REGISTER,
    **dict.fromkeys(
        ("activities", "agreements", "assessments", "outreach", "partners", "plans", "programme", "trainings"),
        Area.PREVENTION,
    ),
}


def by_key(request: HttpRequest) -> Member:
    """Give the member whose key a request carries, with the rights of today.

    Raises
    ------
    ApiError
        When there is no such key any more, its person has no rights, it is not for this, or its quota is used up.
    """
    kind, _, text = request.headers[HEADER].partition(" ")
    digest = hashlib.sha256(text.strip().encode()).hexdigest()
    key = Key.objects.select_related("person", "office").filter(digest=digest).first()
    if kind.lower() != "bearer" or key is None or not key.holds(timezone.now()):
        raise ApiError("key-unknown")
    standing = used(key)
    request.key_standing = standing  # type: ignore[attr-defined] # for the headers of the answer
    if standing.over:
        raise ApiError("key-quota", wait=str(standing.wait))
    if request.method not in ("GET", "HEAD"):
        raise ApiError("key-only-reads")
    asked = cast(MemberRequest, request)
    member = member_of(key.person, key.office_id, address=address(request), request=asked.number)
    if not may_have_key(member) or member is None:
        raise ApiError("key-without-rights")
    area = AREAS.get(request.path.removeprefix(_ROOT).partition("/")[0])
    if area not in key.areas:
        raise ApiError("key-not-for-this")
    asked.member = member
    return member


def standing_of(request: HttpRequest) -> Standing | None:
    """Give where the key of a request stands, None where it came without one."""
    return getattr(request, "key_standing", None)
