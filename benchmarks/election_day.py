"""Election day: reports of polling stations durable on PostgreSQL a second and a core, and how fast they drain.

Beside the platform stands the physical limit on the same PostgreSQL: a bare INSERT with a commit for each report, the
same with 100 reports a commit, and COPY. What a core does is taken from the processor time of the server's and the
database's processes, so that the senders, which run on the same machine, do not count. Every report that was
acknowledged is looked for at the end. All stations and reports are made up: SINTETIS.

``python -m benchmarks.election_day`` takes under four minutes and keeps its figures; ``--small`` is a try, keeps none.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.harness import HERE, ROOT, Figure, Run
from simulation.server import Database, environment, free_port, serving

REGENCIES = ("15.71", "15.72", "16.71", "17.71", "18.71", "31.71", "31.72", "32.71", "33.71", "34.71", "35.71", "36.71",
             "51.71", "64.71", "71.71", "73.71")  # fmt: skip
#: Stations of a regency in the mean of the country: 823,220 of 514.
STATIONS = 1_600
CLIENTS, SECONDS, BATCH = 16, 20, 100
_TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="a try: two regencies, three seconds, nothing kept")
    small = parser.parse_args().small
    regencies, stations = (REGENCIES[:2], 100) if small else (REGENCIES, STATIONS)
    seconds = 3 if small else SECONDS
    run = Run("election-day")
    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder), free_port()
        database = Database(home)
        variables = environment(home, database=database.address)
        with serving(variables, port, options=["--alone"]) as server:
            told = _ask(variables, "prepare", ",".join(regencies), str(stations * len(regencies)))
            told |= {"port": port, "clients": CLIENTS, "seconds": seconds, "folder": folder}
            (home / "told.json").write_text(json.dumps(told))
            found = {
                name: _loaded(name, size, home, server.pid, database)
                for name, size in (("single", 1), ("batched", BATCH))
            }
            limits = _limits(database.address, seconds, told)
            drained = _ask(variables, "drain")
            lost = _ask(variables, "lost", folder)
    _tell(run, found, limits, drained, lost)
    run.details = {"reports": found, "limits": limits, "drain": drained, "regencies": len(regencies),
                   "stations": stations * len(regencies), "clients": CLIENTS, "batch": BATCH}  # fmt: skip
    if small:
        print("a try: nothing is kept")
        return
    path = run.write()
    kept = json.loads(path.read_text("utf-8"))
    newest = HERE / "results" / "election-day.json"  # what the page of sizes is made from
    newest.write_text(
        json.dumps({name: kept[name] for name in ("machine", run.topic)}, indent=1, sort_keys=True) + "\n"
    )
    print(f"kept in {path.name} and {newest.name}; `make pages` writes the sizes")


def _tell(run: Run, found: Mapping[str, Any], limits: Mapping[str, float], drained: Any, lost: Any) -> None:
    """Hold what was measured against its limits."""
    for name, limit, goal in (("single", "insert", 0.1), ("batched", "insert-100", 0.1)):
        told = found[name]
        core = told["reports"] / (told["server_cpu"] + told["database_cpu"])
        run.add(
            Figure(f"{name}-per-core-s", core, {"single": 200, "batched": 2_000}[name], "higher", "/s",
                   f"{told['rate']:.0f}/s from {CLIENTS} clients on the same machine; p95 {told['p95']:.0f} ms; "
                   f"{told['failures']} failures")
        )  # fmt: skip
        note = f"{limits[limit]:.0f}/s by psycopg alone, as many connections"
        run.add(Figure(f"{name}-vs-{limit}", told["rate"] / limits[limit], goal, "higher", "x", note))
    note = f"COPY of the same rows {limits['copy']:.0f}/s"
    run.add(Figure("batched-vs-copy", found["batched"]["rate"] / limits["copy"], 0.02, "higher", "x", note))
    note = f"{drained['reports']} reports sealed and counted, {drained['cpu']:.1f} s of a core"
    run.add(Figure("drain-per-s", drained["reports"] / drained["seconds"], 1_000, "higher", "/s", note))
    note = f"reading the same rows by COPY takes {drained['reading']:.2f} s"
    run.add(Figure("drain-vs-reading", drained["seconds"] / max(drained["reading"], 0.01), 200, "lower", "x", note))
    run.add(Figure("lost-reports", lost["lost"], 0, "lower", "", f"of {lost['acknowledged']} acknowledged, each once"))


def _ask(variables: Mapping[str, str], *arguments: str) -> Any:
    """Run a part of this module beside the server, on the same database."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.election_day", "part", *arguments],
        env={**variables, "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings"},
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-4000:])
    return json.loads(done.stdout.splitlines()[-1])


def _loaded(name: str, size: int, home: Path, server: int, database: Database) -> dict[str, Any]:
    """Let the senders loose; give rate, times, and the processor time that it took."""
    before = _cpu(server), _cpu(database.processes()[0])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.election_day", "part", "send", str(home / "told.json"), name, str(size)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    after = _cpu(server), _cpu(database.processes()[0])
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told | {"server_cpu": after[0] - before[0], "database_cpu": after[1] - before[1]}


def _cpu(process: int) -> float:
    """Give the seconds of a core that a process, those it has waited for and all below it have used."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    own = sum(map(int, fields[11:15])) / _TICK
    return own + sum(_cpu(int(each)) for each in children if Path(f"/proc/{each}").exists())


# --- the physical limit on the same database -----------------------------------------------------


def _limits(address: str, seconds: int, told: Mapping[str, Any]) -> dict[str, float]:
    """Give reports a second of psycopg alone into a table with the same columns and indexes."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (LIKE stations_report INCLUDING ALL)")
    station = told["codes"][0]

    def row() -> tuple[Any, ...]:
        now = datetime.now(UTC)
        return ("uji", station[:5], station, uuid.uuid4(), now, now, "1" * 15, 1, "0" * 64)

    columns = "day, regency, station, client, at, received_at, answers, key, digest"
    statement = f"INSERT INTO bare ({columns}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608 - our own words

    def inserting(size: int) -> float:
        counts = [0] * CLIENTS
        until = time.perf_counter() + seconds / 2

        def work(turn: int) -> None:
            with psycopg.connect(address) as connection, connection.cursor() as cursor:
                while time.perf_counter() < until:
                    cursor.executemany(statement, [row() for _ in range(size)])
                    connection.commit()
                    counts[turn] += size

        return _in_threads(work) and sum(counts) / (seconds / 2)

    found = {"insert": inserting(1), f"insert-{BATCH}": inserting(BATCH)}
    number = 2_000 * seconds
    rows = [row() for _ in range(number)]
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        start = time.perf_counter()
        with cursor.copy(f"COPY bare ({columns}) FROM STDIN") as copy:
            for each in rows:
                copy.write_row(each)
        connection.commit()
        found["copy"] = number / (time.perf_counter() - start)
        cursor.execute("SELECT pg_total_relation_size('bare')::float / count(*) FROM bare")
        found["bytes"] = float((cursor.fetchone() or (0,))[0])
    return found


def _in_threads(work: Callable[[int], None]) -> bool:
    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(CLIENTS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return True


# --- parts that run in processes of their own -------------------------------------------------------


def _send(told: str, name: str, size: str) -> dict[str, Any]:
    """Send as many reports as get through, from as many clients, each with a line that it keeps open."""
    given = json.loads(Path(told).read_text("utf-8"))
    by_regency = {regency: [code for code in given["codes"] if code.startswith(regency)] for regency in given["keys"]}
    clients, many = given["clients"], int(size)
    times: list[list[float]] = [[] for _ in range(clients)]
    kept: list[list[str]] = [[] for _ in range(clients)]
    failures = [0] * clients
    start = time.perf_counter()

    def work(turn: int) -> None:
        regency = list(by_regency)[turn % len(by_regency)]
        codes, place = by_regency[regency], turn
        headers = {"Authorization": f"Bearer {given['keys'][regency]}", "Content-Type": "application/json"}
        line = http.client.HTTPConnection("127.0.0.1", given["port"], timeout=30)
        while time.perf_counter() - start < given["seconds"]:
            reports = []
            for _ in range(many):
                place += 1
                answers = dict.fromkeys(given["questions"], (place + turn) % 7 == 0)
                reports.append({"station": codes[place % len(codes)], "client": str(uuid.uuid4()),
                                "at": datetime.now(UTC).isoformat(), "answers": answers})  # fmt: skip
            where, body = ("reports", reports[0]) if many == 1 else ("batches", {"reports": reports})
            begun = time.perf_counter()
            line.request("POST", f"/api/v1/stations/{where}", json.dumps(body), headers)
            answer = line.getresponse()
            said = json.loads(answer.read())
            times[turn].append(time.perf_counter() - begun)
            if answer.status == 202:
                kept[turn] += [said["client"]] if many == 1 else [each["client"] for each in said["receipts"]]
            else:
                failures[turn] += many

    _in_threads(work)
    seconds = time.perf_counter() - start
    acknowledged = [each for part in kept for each in part]
    Path(given["folder"], f"acknowledged-{name}.txt").write_text("\n".join(acknowledged))
    p95 = quantiles([each for part in times for each in part], n=20)[-1] * 1000
    return {"reports": len(acknowledged), "rate": len(acknowledged) / seconds, "seconds": seconds, "p95": p95,
            "requests": sum(map(len, times)), "failures": sum(failures)}  # fmt: skip


def _prepare(regencies: str, stations: str) -> dict[str, Any]:
    """Open a made-up day with its list, and a key for each regency; SINTETIS."""
    from datetime import timedelta

    from django.utils import timezone
    from ikpweb.audit.actor import SYSTEM
    from ikpweb.stations.demo import write_list
    from ikpweb.stations.engine import made_up
    from ikpweb.stations.services.keys import make
    from ikpweb.stations.services.lists import take_list
    from ikpweb.stations.services.opening import open_day
    from ikpweb.territory.models import Office

    from web.tests.factories import member

    now = timezone.now()
    day = open_day("uji", "SINTETIS", now - timedelta(hours=1), now + timedelta(hours=6), training=True, actor=SYSTEM)
    codes, _answers = made_up(day.instrument, regencies.split(","), int(stations), 0)
    with tempfile.TemporaryDirectory() as folder:
        write_list(Path(folder) / "tps.csv", codes)
        take_list(day, Path(folder) / "tps.csv", actor=SYSTEM)
    head = member("head", "0")
    keys = {each: make(day, Office.objects.get(pk=each), "Tolok ukur", actor=head)[1] for each in regencies.split(",")}
    return {"codes": codes, "keys": keys, "questions": [each["code"] for each in day.questions]}


def _drain() -> dict[str, float]:
    """Empty the queue; beside it, what it takes to read the same rows."""
    from django.db import connection
    from ikpweb.stations.draining import drain
    from ikpweb.stations.models import Day

    day = Day.objects.get()
    start = time.perf_counter()
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY (SELECT * FROM stations_report ORDER BY id) TO STDOUT") as copy,
    ):
        for _ in copy:
            pass
    reading = time.perf_counter() - start
    start, cpu = time.perf_counter(), time.process_time()
    done = drain(day)
    return {
        "reports": done,
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "reading": reading,
    }


def _lost(folder: str) -> dict[str, int]:
    """Count what was acknowledged and is not there, or is there twice; and that all of it is sealed."""
    from collections import Counter

    from django.db.models import Sum
    from ikpweb.stations.models import Batch, Report

    said = [line for path in Path(folder).glob("acknowledged-*.txt") for line in path.read_text().split()]
    there = Counter(str(each) for each in Report.objects.values_list("client", flat=True).iterator())
    sealed = Batch.objects.aggregate(n=Sum("reports"))["n"] or 0
    lost = sum(there[each] != 1 for each in said) + abs(sealed - sum(there.values()))
    return {"lost": lost, "acknowledged": len(said)}


def _part(name: str, arguments: list[str]) -> None:
    if name != "send":
        import django

        django.setup()
    parts: Mapping[str, Callable[..., Any]] = {"prepare": _prepare, "drain": _drain, "lost": _lost, "send": _send}
    print(json.dumps(parts[name](*arguments)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["part"]:
        _part(sys.argv[2], sys.argv[3:])
    else:
        main()
