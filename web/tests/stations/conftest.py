"""A made-up day with 24 stations in two regencies, and keys for it; SINTETIS."""

import json
import os
import uuid
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.api.keys import counting
from ikpweb.api.stations import door
from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.limits import Counter
from ikpweb.stations.demo import write_list
from ikpweb.stations.models import Day
from ikpweb.stations.services.keys import make
from ikpweb.stations.services.lists import take_list
from ikpweb.stations.services.opening import open_day
from ikpweb.territory.models import Office

from web.tests.factories import member

#: Who sends at the same moment needs a database that lets more than one write.
collect_ignore = [] if os.environ.get("IKP_TEST_POSTGRESQL") == "1" else ["test_races.py"]

#: Two districts with two villages each, three stations in a village, in each of two regencies.
CODES = [
    f"{regency}.{district:02d}.{village}.{number:03d}"
    for regency in ("15.71", "15.72")
    for district in (1, 2)
    for village in (2001, 2002)
    for number in (1, 2, 3)
]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test know the keys and the counts of another."""
    monkeypatch.setattr(door, "_known", {})
    counts = Counter(None, b"secret")
    monkeypatch.setattr(door, "counter", lambda: counts)
    monkeypatch.setattr(counting, "counter", lambda: counts)


@pytest.fixture
def day(db: None, tmp_path: Path) -> Day:
    return opened(tmp_path)


def opened(folder: Path, codes: list[str] = CODES) -> Day:
    now = timezone.now()
    made = open_day("latihan", "Hari latihan", now - timedelta(hours=1), now + timedelta(hours=5), training=True,
                    actor=SYSTEM)  # fmt: skip
    write_list(folder / "tps.csv", codes)
    take_list(made, folder / "tps.csv", actor=SYSTEM)
    made.refresh_from_db()
    return made


def keyed(day: Day, office: str = "15.71") -> dict[str, str]:
    """Make a key for an office, and give the header that carries it."""
    _key, text = make(day, Office.objects.get(pk=office), "Ponsel kantor", actor=member("head", office))
    return {"Authorization": f"Bearer {text}"}


def report(station: str = CODES[0], **more: Any) -> dict[str, Any]:
    """Write a report; each has a number of its own unless one is given."""
    told = {"client": str(uuid.uuid4()), "at": timezone.now().isoformat(), "answers": {"HP1": True, "KA1": False}}
    return {"station": station, **told, **more}


def send(client: Client, header: Mapping[str, str], body: Any, where: str = "reports") -> Any:
    return client.post(f"/api/v1/stations/{where}", json.dumps(body), content_type="application/json", headers=header)
