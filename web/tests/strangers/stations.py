"""Reports of polling stations: sending asks for a key of an office, and no member's session is one.

A day is of the whole country; each office sees its own part of it.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone
from ikpweb.audit.actor import SYSTEM
from ikpweb.stations.models import Day, StationKey, StationList
from ikpweb.stations.services.keys import make
from ikpweb.stations.services.lists import keep_list, take_list
from ikpweb.stations.services.opening import open_day

from web.tests.factories import member
from web.tests.strangers import MARKERS, World

PUBLIC = {
    "station-api-v1:openapi-json": "how the API is asked; no data of anybody",
    "station-api-v1:elsewhere": "says that there is no such address",
}
STATION = "15.71.01.2001.001"


LISTED = f"station,village,district,regency\n{STATION},Desa {MARKERS[0]},Kecamatan,15.71\n".encode()


def make_station_day(_: World) -> Day:
    now = timezone.now()
    day = open_day("uji", "SINTETIS", now - timedelta(hours=1), now + timedelta(hours=5), training=True, actor=SYSTEM)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tps.csv"
        path.write_bytes(LISTED)
        take_list(day, path, actor=SYSTEM)
    return day


def make_station_key(world: World) -> StationKey:
    return make(world.station_day, world.head.office, MARKERS[0], actor=world.head)[0]


def make_station_list(world: World) -> StationList:
    """Keep a list that the centre has read and not taken in: no office below it sees it."""
    return keep_list(world.station_day, f"{MARKERS[0]}.csv", LISTED, actor=member("head", "0"))


def _day(world: World) -> dict[str, Any]:
    return {"day": world.station_day.pk}


def _regency(world: World) -> dict[str, Any]:
    return {"day": world.station_day.pk, "office": world.office}


COMMON = {"stations:day": _day}
FILLS = {
    "stations:list": _day,
    "stations:listed": lambda world: {**_day(world), "number": world.station_list.pk},
    "stations:regency": _regency,
    "stations:keys": _regency,
    "stations:station": lambda world: {**_regency(world), "code": STATION},
    "stations:district": lambda world: {**_regency(world), "code": STATION[:8]},
    "stations:revoke": lambda world: {**_regency(world), "number": world.station_key.pk},
}
BODIES = {"stations:keys": lambda _: {"data": "name=Ponsel", "content_type": "application/x-www-form-urlencoded"}}
