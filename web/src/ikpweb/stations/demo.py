"""A made-up day: its list, a key for each office, and reports that come in by the same way as real ones; SINTETIS."""

import csv
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from ikpweb.audit.actor import SYSTEM
from ikpweb.stations.draining import drain
from ikpweb.stations.engine import made_up
from ikpweb.stations.models import Day
from ikpweb.stations.reading import COLUMNS
from ikpweb.stations.receiving import Said, receive
from ikpweb.stations.services.lists import take_list
from ikpweb.stations.services.opening import open_day
from ikpweb.territory.models import Unit

__all__ = ["Played", "play", "write_list"]

#: Of the stations that have reported, so many send a correction.
_CORRECTED = 0.03
#: So many come together.
_PART = 20


@dataclass(frozen=True, slots=True)
class Played:
    """What was made up."""

    day: Day
    stations: int
    reports: int


def write_list(path: Path, codes: Sequence[str]) -> None:
    """Write a list of stations with the names of made-up villages and districts; SINTETIS."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for code in codes:
            rows.writerow([code, f"Desa {code[9:13]} SINTETIS", f"Kecamatan {code[6:8]} SINTETIS", code[:5]])


def play(code: str, regencies: Sequence[str], stations: int, share: float, *, seed: int, now: datetime) -> Played:
    """Make up a day that is going on: it began three hours ago, and `share` of its stations have reported."""
    known = set(Unit.objects.filter(pk__in=regencies, level=Unit.Level.REGENCY).values_list("pk", flat=True))
    regencies = [each for each in regencies if each in known]
    day = open_day(
        code, f"SINTETIS: {code}", now - timedelta(hours=3), now + timedelta(days=7), training=True, actor=SYSTEM
    )
    codes, answers = made_up(day.instrument, regencies, stations, seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tps.csv"
        write_list(path, codes)
        take_list(day, path, actor=SYSTEM)
    rng = np.random.default_rng(seed)
    said = [
        (each, rng.integers(0, 10_800), letters)
        for each, letters, drawn in zip(codes, answers, rng.random(len(codes)), strict=True)
        if drawn < share
    ]
    turned = str.maketrans("01", "10")
    said += [
        (each, back // 2, letters.translate(turned))
        for (each, back, letters), drawn in zip(said, rng.random(len(said)), strict=True)
        if drawn < _CORRECTED
    ]
    said.sort(key=lambda report: -report[1])
    asked = [each["code"] for each in day.questions]
    reports = 0
    for regency in regencies:
        own = [
            Said(
                station,
                uuid.UUID(bytes=rng.bytes(16), version=4),
                now - timedelta(seconds=int(back)),
                {name: letter == "1" for name, letter in zip(asked, letters, strict=True)},
            )
            for station, back, letters in said
            if station.startswith(f"{regency}.")
        ]
        for start in range(0, len(own), _PART):
            part = own[start : start + _PART]
            reports += len(receive(day, regency, 0, part, part[-1].at))
    drain(day)
    return Played(day, len(codes), reports)
