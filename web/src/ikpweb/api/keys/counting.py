"""How often a key was used: by minute in the memory that all processes share, by day in the database.

It writes outside of the services: each request in the log would make the log of who reads longer than all else.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from ikpweb.api.models import Key, KeyDay
from ikpweb.kit.limits import WINDOW, Counter

__all__ = ["Quota", "Standing", "counter", "used"]

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Quota:
    """A quota: how many requests in how many seconds; 0 is no limit."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands against quotas: what is left of each, and the seconds until it is whole again."""

    quotas: tuple[tuple[Quota, int, int], ...]

    @property
    def over(self) -> bool:
        """Tell whether one of them is used up and asked for again."""
        return any(left < 0 for _quota, left, _wait in self.quotas)

    @property
    def wait(self) -> int:
        """Give the seconds until a request is answered again."""
        return max((wait for _quota, left, wait in self.quotas if left < 0), default=0)

    def headers(self) -> dict[str, str]:
        """Give the headers of draft-ietf-httpapi-ratelimit-headers, and `Retry-After` for who has to wait."""
        if not self.quotas:
            return {}
        policy = ", ".join(f'"{quota.name}";q={quota.most};w={quota.seconds}' for quota, *_ in self.quotas)
        left = ", ".join(f'"{quota.name}";r={max(0, left)};t={wait}' for quota, left, wait in self.quotas)
        more = {"Retry-After": str(self.wait)} if self.over else {}
        return {"RateLimit-Policy": policy, "RateLimit": left, **more}


@cache
def counter() -> Counter:
    """Give the counts of minutes, which the processes of a server share."""
    return Counter(settings.ENVIRONMENT.home / "limits", settings.SECRET_KEY.encode())


def used(key: Key) -> Standing:
    """Count a request with a key, and say where the key stands."""
    now = timezone.localtime()
    minute = Quota("minute", settings.LIMITS["key"], WINDOW)
    day = Quota("day", settings.LIMITS["key-day"], _DAY)
    count, wait = counter().hit(f"key {key.pk}")
    row, _made = KeyDay.objects.get_or_create(key=key, day=now.date(), defaults={"last_at": now})
    midnight = _DAY - (now.hour * 3600 + now.minute * 60 + now.second)
    found = [(minute, minute.most - count, wait), (day, day.most - row.requests - 1, midnight)]
    standing = Standing(tuple(each for each in found if each[0].most))
    what = "refused" if standing.over else "requests"
    KeyDay.objects.filter(pk=row.pk).update(**{what: F(what) + 1, "last_at": now})
    return standing
