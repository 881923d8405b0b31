"""Letting reports in by an office's key for a day: no session and no second factor, because it opens nothing else."""

import hashlib
import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from ikpweb.accounts.attempts import address
from ikpweb.api.keys.counting import Quota, Standing, counter
from ikpweb.api.problems import ApiError
from ikpweb.kit.limits import WINDOW, network
from ikpweb.stations.models import Day, StationKey

__all__ = ["KNOWN_FOR", "Door", "Opened"]

#: A key that was found is not looked up again for so many seconds, in each process: a revoked one ends within them.
KNOWN_FOR = 5.0
_known: dict[str, tuple[float, "Opened"]] = {}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a key opens: its day, and the regency whose stations may be reported about."""

    key: int
    day: Day
    regency: str


class Door(HttpBearer):
    """``Authorization: Bearer ikptps_…``."""

    def __call__(self, request: HttpRequest) -> Opened:
        """Give what the key of a request opens.

        Raises
        ------
        ApiError
            When there is no such key any more, or its quota is used up.
        """
        kind, _, text = request.headers.get("Authorization", "").partition(" ")
        opened = _opened(text.strip()) if kind.lower() == "bearer" else None
        if opened is None:
            _slow_down(request)
            raise ApiError("station-key-unknown")
        quota = Quota("minute", settings.LIMITS["station-key"], WINDOW)
        if quota.most:
            count, wait = counter().hit(f"station-key {opened.key}")
            standing = Standing(((quota, quota.most - count, wait),))
            request.key_standing = standing  # type: ignore[attr-defined] # for the headers of the answer
            if standing.over:
                raise ApiError("station-key-quota", wait=str(wait))
        return opened

    def authenticate(self, request: HttpRequest, token: str) -> Opened:  # noqa: ARG002 - ninja's signature
        """Give what the key of a request opens."""
        return self(request)


def _opened(text: str) -> Opened | None:
    digest, now = hashlib.sha256(text.encode()).hexdigest(), time.monotonic()
    until, known = _known.get(digest, (0.0, None))
    if known is not None and now < until:
        return known
    key = StationKey.objects.select_related("day").filter(digest=digest, revoked_at=None).first()
    if key is None:
        _known.pop(digest, None)
        return None
    found = Opened(key.pk, key.day, key.office_id)
    _known[digest] = (now + KNOWN_FOR, found)
    return found


def _slow_down(request: HttpRequest) -> None:
    """Count who comes with a wrong key by address; who comes with a right one is counted by the key.

    Not the other way round: a thousand telephones share one address of their company.
    """
    most = settings.LIMITS["request"]
    count, wait = counter().hit(f"station-key address {network(address(request))}")
    if most and count > most:
        raise ApiError("too-many-requests", wait=str(wait))
