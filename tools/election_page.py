"""Make `docs/reference/election-day-sizes.md`: what an election day needs, computed from what was measured.

The figures come from `benchmarks/results/election-day.json`, which `make bench-election-day` writes; what cannot be
measured here (when reports arrive) is assumed, and says so.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

__all__ = ["ASSUMED", "NATION", "Arrival", "Costs", "Size", "arrangement", "costs_of", "page", "size_of"]

ROOT = Path(__file__).resolve().parents[1]
_KEPT = Path("benchmarks/results/election-day.json")
#: Polling stations of Pemilu 2024, those abroad among them.
NATION = 823_220
_HOURS = 6
#: Stations of the rows of the table: the nation's mean of a province, six of those, the nation, and twice the nation.
_STATIONS = (21_664, 130_000, NATION, 2 * NATION)
#: Cores that one server, or one database, is let grow to before another arrangement is taken. *Assumed.*
_ONE_SERVER, _ONE_DATABASE = 16, 32


@dataclass(frozen=True, slots=True)
class Arrival:
    """How reports arrive; all of it is assumed.

    Parameters
    ----------
    busiest_hour : float
        Part of all reports that comes in the busiest hour.
    busiest_minute : float
        How many times the mean of that hour its busiest minute has.
    sent : float
        How often a report is sent in the mean, until an answer is heard.
    busy : float
        Part of its cores that a machine is let use, so that a queue stays short.
    """

    busiest_hour: float = 0.5
    busiest_minute: float = 3.0
    sent: float = 1.3
    busy: float = 0.5


ASSUMED = Arrival()


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of a core that a report costs, as measured: server, database, draining; and its bytes."""

    server: Mapping[str, float]
    database: Mapping[str, float]
    drain: float
    bytes: float


@dataclass(frozen=True, slots=True)
class Size:
    """What so many stations need: reports a second, and cores by the way of sending."""

    stations: int
    mean: float
    peak: float
    server: Mapping[str, int]
    database: Mapping[str, int]
    drain: int
    gigabytes: float


def costs_of(measured: Mapping[str, Any]) -> Costs:
    """Read costs from a kept run of the benchmark."""
    told = measured["details"]
    reports = told["reports"]
    return Costs(
        server={way: each["server_cpu"] / each["reports"] for way, each in reports.items()},
        database={way: each["database_cpu"] / each["reports"] for way, each in reports.items()},
        drain=told["drain"]["cpu"] / told["drain"]["reports"],
        bytes=told["limits"]["bytes"],
    )


def size_of(stations: int, costs: Costs, arrival: Arrival = ASSUMED) -> Size:
    """Compute what some stations need, each of which reports once within six hours.

    The peak is what decides: ``stations · busiest_hour / 3600 s · busiest_minute · sent`` reports a second. Cores are
    that rate times what a report costs, divided by the part of a machine that is let be busy, and one at least.
    Draining may lag behind the minute, not behind the hour.
    """
    hour = stations * arrival.busiest_hour / 3600
    peak = hour * arrival.busiest_minute * arrival.sent

    def cores(rate: float, cost: float) -> int:
        return max(1, ceil(rate * cost / arrival.busy))

    return Size(
        stations=stations,
        mean=stations / (_HOURS * 3600),
        peak=peak,
        server={way: cores(peak, cost) for way, cost in costs.server.items()},
        database={way: cores(peak, cost) for way, cost in costs.database.items()},
        drain=cores(hour, costs.drain),
        gigabytes=stations * arrival.sent * costs.bytes / 1e9,
    )


def arrangement(size: Size, way: str) -> str:
    """Say which arrangement carries a size when reports are sent in a way."""
    whole = size.server[way] + size.database[way] + size.drain
    if whole <= _ONE_SERVER:
        return "one server"
    if size.database[way] <= _ONE_DATABASE:
        return "web servers beside one PostgreSQL with replicas"
    return "divided: Citus by regency, or a platform a province"


_HEAD = """\
# Sizes for an election day

<!-- Made by tools/election_page.py from benchmarks/results/election-day.json by `make pages`. -->

How many cores the reports of polling stations need. What a report costs is measured (`make bench-election-day`); when
reports arrive is *assumed*. The reasoning stands in [Election day](../explanation/election-day.md).
"""
_NONE = """
Nothing is measured yet: run `make bench-election-day`, then `make pages`.
"""


def page(root: Path = ROOT) -> str:
    """Write the page."""
    path = root / _KEPT
    if not path.exists():
        return _HEAD + _NONE
    kept = json.loads(path.read_text("utf-8"))
    measured, machine = kept["election-day"], kept["machine"]
    costs = costs_of(measured)
    return _HEAD + "".join((_assumed(), _measured(measured, machine, costs), _table(costs)))


def _assumed() -> str:
    known = ASSUMED
    return "\n".join(
        (
            "\n## Assumed\n",
            f"Each station reports once within {_HOURS} hours. Of all reports {known.busiest_hour:.0%} come in the",
            f"busiest hour, and its busiest minute has {known.busiest_minute:g} times the mean of that hour. A report",
            f"is sent {known.sent:g} times in the mean until an answer is heard. Cores are busy to {known.busy:.0%}.",
            "None of this is published: measure it in a rehearsal, and change `ASSUMED` in `tools/election_page.py`.\n",
        )
    )


def _measured(measured: Mapping[str, Any], machine: Mapping[str, Any], costs: Costs) -> str:
    details = measured["details"]
    told, limits, batch = details["reports"], details["limits"], details["batch"]
    many = limits[f"insert-{batch}"]
    rows = (
        f"| {way} | {told[way]['rate']:.0f} | {told[way]['p95']:.0f} | {1e6 * costs.server[way]:.0f} | "
        f"{1e6 * costs.database[way]:.0f} | {1 / (costs.server[way] + costs.database[way]):.0f} |"
        for way in told
    )
    return "\n".join(
        (
            "\n## Measured\n",
            f"On {machine['cores']} cores ({machine['cpu']}), senders, server and database together.\n",
            "| sending | reports/s | p95 ms | server, µs of a core | database, µs of a core | reports/s of a core |",
            "|---|---|---|---|---|---|",
            *rows,
            f"\n*Batched* is {batch} reports a request. The limit on the same PostgreSQL by psycopg alone:",
            f"{limits['insert']:.0f} reports/s with a commit each, {many:.0f} in batches, {limits['copy']:.0f} by",
            f"COPY. Sealing and counting take {1e6 * costs.drain:.0f} µs of a core for a report; a report takes",
            f"{costs.bytes:.0f} bytes with its indexes.\n",
        )
    )


def _table(costs: Costs) -> str:
    sizes = [size_of(stations, costs) for stations in _STATIONS]
    rows = (
        f"| {size.stations:,} | {way} | {size.mean:.1f} | {size.peak:.0f} | {size.server[way]} | "
        f"{size.database[way]} | {size.drain} | {size.gigabytes:.1f} | {arrangement(size, way)} |"
        for size in sizes
        for way in size.server
    )
    return "\n".join(
        (
            "\n## Sizes\n",
            "| stations | sending | mean/s | peak/s | web cores | database cores | draining cores | GB | arrangement |",
            "|---|---|---|---|---|---|---|---|---|",
            *rows,
            "",
        )
    )
