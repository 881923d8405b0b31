"""The open API under programs: 100 requests a second to a release of the whole country, new questions and known ones.

The server runs as `ikp-web serve` does and the programs on the same machine. Beside it, in the same run, a bare WSGI
application on the same server gives the bytes of the same answers out of a dictionary: what is left then is the price
of HTTP here, and no API on this machine can be quicker. Told with them is the processor time of the server's processes
for each request, which other work on the machine disturbs less than the clock. In all less than three minutes.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.api_users import ADDRESSES
from benchmarks.harness import ROOT, Figure, Run
from simulation.server import Database, environment, free_port, run, serving

RATE, SECONDS = 100, 30
#: Seconds in which a server that has just started makes what it makes beside its first readers: no price of an answer.
SETTLING = 10
MOST_MS, MOST_KNOWN_MS = 100, 10


def processor(process: int) -> float:
    """Give the seconds of processor time that a process and those that it started have taken."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + sum(
        processor(int(each)) for each in children
    )


def load(address: str, process: int) -> Mapping[str, Mapping[str, float]]:
    """Let programs ask `RATE` times a second; give p50 and p95 in milliseconds, requests and failures by kind.

    Of all requests together also the milliseconds of processor time that each took of the server and what it started.
    """
    before = processor(process)
    with tempfile.TemporaryDirectory() as folder:
        locust = [sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks" / "api_users.py"), "--headless"]
        options = ["-u", str(RATE), "-r", str(RATE), "-t", f"{SECONDS}s", "--host", address, "--csv", f"{folder}/r"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*locust, *options, "--only-summary"], check=False, **quiet)  # type: ignore[call-overload]
        with Path(folder, "r_stats.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    taken = processor(process) - before
    found = {
        "all" if row["Name"] == "Aggregated" else row["Name"]: {
            "p50": float(row["50%"]),
            "p95": float(row["95%"]),
            "requests": float(row["Request Count"]),
            "failures": float(row["Failure Count"]),
            "rate": float(row["Requests/s"]),
        }
        for row in rows
    }
    found["all"]["cpu"] = 1000 * taken / max(1.0, found["all"]["requests"])
    return found


def published(variables: Mapping[str, str]) -> None:
    """Make the database and publish a release of made-up data for 548 units."""
    run(variables, "migrate", "--verbosity", "0")
    run(variables, "load_editions")
    told = {**variables, "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings"}
    subprocess.run([sys.executable, "-m", "benchmarks.api_release"], cwd=ROOT, env=told, check=True)


def taken(address: str, folder: Path) -> None:
    """Keep the answers as they travel, for the bare application."""
    kept: dict[str, list[str]] = {}
    for path in ADDRESSES:
        request = urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            name = f"{len(kept)}.bin"
            (folder / name).write_bytes(answer.read())
            kept[path] = [name, answer.headers["ETag"]]
    (folder / "answers.json").write_text(json.dumps(kept), encoding="utf-8")


@contextmanager
def bare(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve the kept answers by a bare application on the same server."""
    port = free_port()
    options = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--no-ws", "--log-level", "warning"]
    options += ["--blocking-threads", "4", "--backpressure", "64"]  # as the platform's
    process = subprocess.Popen(
        [str(Path(sys.executable).parent / "granian"), *options, "benchmarks.api_bare:application"],
        cwd=ROOT,
        env={**os.environ, "IKP_BENCH_ANSWERS": str(folder)},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(address + ADDRESSES[0], timeout=2):  # noqa: S310
                    break
            except OSError:
                time.sleep(0.1)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def measured(home: Path, database: str, answers: Path) -> Mapping[str, Mapping[str, float]]:
    """Publish, serve, ask everything once as readers before have, and measure."""
    variables = environment(home, database=database)
    published(variables)
    port = free_port()
    with serving(variables, port) as process:
        address = f"http://127.0.0.1:{port}"
        taken(address, answers)
        time.sleep(SETTLING)
        return load(address, process.pid)


def told(found: Mapping[str, Mapping[str, float]]) -> str:
    """Say p95 by kind, and what failed."""
    kinds = ", ".join(f"{name} {each['p95']:.0f} ms" for name, each in sorted(found.items()) if name != "all")
    whole = found["all"]
    cost = f"{whole['cpu']:.1f} ms of processor each"
    return f"{kinds}; {whole['rate']:.0f} requests/s, {whole['failures']:.0f} failures, {cost}"


def main() -> None:
    kept = Run("api")
    details: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as answers:
        sqlite = measured(Path(home), "", Path(answers))
        with bare(Path(answers)) as (address, process):
            limit = load(address, process)
        with tempfile.TemporaryDirectory() as second:
            postgresql = measured(Path(second), Database(Path(second)).address, Path(answers))
    for name, found in (("", sqlite), ("-postgresql", postgresql)):
        new = max(each["p95"] for kind, each in found.items() if kind not in ("all", "known"))
        note = f"{told(found)}; a bare application with the same bytes: {told(limit)}"
        kept.add(Figure(f"api-p95{name}", new, MOST_MS, "lower", "ms", note))
        kept.add(Figure(f"api-etag-p95{name}", found["known"]["p95"], MOST_KNOWN_MS, "lower", "ms"))
        if found["all"]["failures"] or found["all"]["rate"] < 0.95 * RATE:
            kept.add(Figure(f"api-rate{name}", found["all"]["rate"], RATE, "higher", "/s", "it did not keep up"))
        details[name.removeprefix("-") or "sqlite"] = dict(found)
    kept.details = json.loads(json.dumps({**details, "bare": dict(limit)}))
    print(f"kept in {kept.write().relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
