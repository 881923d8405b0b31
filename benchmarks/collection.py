"""The collection under offices: submissions and files of evidence a second, and that nothing acknowledged is lost.

The server runs as `ikp-web serve` does, first on PostgreSQL, then on SQLite, with the offices on
the same machine. Each client is one office that saves 61 answers and hands them in, again and
again, with a number of its own for each request; at the end those numbers are compared with what
the database holds. Nothing but the loopback address is contacted.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import ROOT, Figure, Run
from simulation.server import Database, environment, free_port, serving

CLIENTS = 500
SECONDS = 30
#: Submissions a second at which the time of an answer is measured.
STEADY = 50
UPLOADERS, FILE_BYTES = 50, 5_000_000
#: What ODK Central states for a machine of 2 GB with 500 devices: 41.2 submissions a second.
ODK = 41.2


@dataclass
class Platform:
    """A served platform with offices that are signed in."""

    address: str
    variables: Mapping[str, str]
    folder: Path

    def ask(self, command: str, *arguments: str) -> Any:
        """Run a part of `benchmarks.collection_offices` beside the server, on the same database."""
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.collection_offices", command, *arguments],
            env={**self.variables, "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings"},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout.splitlines()[-1])

    def load(self, kind: str, users: int, seconds: int, rate: float = 0) -> Mapping[str, float]:
        """Let offices loose; give rate, p95 in milliseconds and failures."""
        acknowledged = self.folder / f"acknowledged-{kind}-{users}-{rate:g}.txt"
        variables = {
            **os.environ,
            "IKP_BENCH_OFFICES": str(self.folder / "offices.json"),
            "IKP_BENCH_KIND": kind,
            "IKP_BENCH_RATE": str(rate / users if rate else ""),
            "IKP_BENCH_ACKNOWLEDGED": str(acknowledged),
            "IKP_BENCH_BYTES": str(FILE_BYTES),
        }
        locust = [sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks" / "collection_users.py"), "--headless"]
        options = [
            "-u",
            str(users),
            "-r",
            str(min(users, 20) if rate else users),
            "-t",
            f"{seconds}s",
            "--stop-timeout",
            "30",
            "--only-summary",
        ]
        prefix = self.folder / f"{kind}-{users}-{rate:g}"
        with (self.folder / "locust.log").open("a") as log:
            subprocess.run(
                [*locust, *options, "--host", self.address, "--csv", str(prefix)],
                env=variables,
                check=False,
                stdout=log,
                stderr=log,
            )
        with Path(f"{prefix}_stats.csv").open(encoding="utf-8", newline="") as file:
            # What is measured is the saving or the sending; signing on is not.
            row = next(row for row in csv.DictReader(file) if row["Name"] in {"save", "send"})
        return {
            "rate": float(row["Requests/s"]),
            "p95": float(row["95%"]),
            "requests": float(row["Request Count"]),
            "failures": float(row["Failure Count"]),
            "acknowledged": sum(1 for _ in acknowledged.open()) if acknowledged.exists() else 0,
        }

    def lost(self) -> int:
        """Count what was acknowledged and is not there, or is there twice."""
        return int(self.ask("lost", str(self.folder))["lost"])


@contextmanager
def platform(kind: str) -> Iterator[Platform]:
    """Serve a platform with an open cycle and the offices of the whole country signed in."""
    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder), free_port()
        variables = environment(home, database=Database(home).address if kind == "postgresql" else "")
        with serving(variables, port):
            found = Platform(f"http://127.0.0.1:{port}", variables, home)
            offices = found.ask("offices", str(CLIENTS))
            (home / "offices.json").write_text(json.dumps(offices))
            yield found


def main() -> None:
    run = Run("collection")
    details: dict[str, object] = {}
    with platform("postgresql") as there:
        most = there.load("answers", CLIENTS, SECONDS)
        told = f"{CLIENTS} clients, 61 answers each; p95 {most['p95']:.0f} ms; {most['failures']:.0f} failures"
        run.add(Figure("submissions-per-s-postgresql", most["rate"], 100, "higher", "/s", told))
        run.add(Figure("submissions-vs-odk", most["rate"] / ODK, 1, "higher", "x", f"ODK Central states {ODK}/s"))
        steady = there.load("answers", 100, SECONDS, STEADY)
        told = f"at {steady['rate']:.0f}/s; {steady['failures']:.0f} failures"
        run.add(Figure("submissions-p95", steady["p95"], 500, "lower", "ms", told))
        files = there.load("evidence", UPLOADERS, SECONDS)
        told = f"{FILE_BYTES / 1e6:g} MB from {UPLOADERS} clients; {files['failures']:.0f} failures"
        run.add(Figure("evidence-per-s", files["acknowledged"] / SECONDS, 10, "higher", "/s", told))
        lost = there.lost()
        details["postgresql"] = {"most": most, "steady": steady, "evidence": files}
    with platform("sqlite") as there:
        small = there.load("answers", 50, SECONDS)
        told = f"50 clients; p95 {small['p95']:.0f} ms; {small['failures']:.0f} failures"
        run.add(Figure("submissions-per-s-sqlite", small["rate"], 20, "higher", "/s", told))
        lost += there.lost()
        details["sqlite"] = small
    run.add(Figure("lost-answers", lost, 0, "lower", "", "acknowledged and not there, or there twice"))
    run.details = details
    print(f"kept in {run.write().relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
