"""The portal under readers: response times, the highest arrival rate, the weight and the paint of the home page.

The server runs as `ikp-web serve` does, on SQLite, and the readers on the same machine. Nothing
but the loopback address is contacted.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from benchmarks.harness import ROOT, Figure, Run
from simulation.server import environment, free_port, serving

READERS, SECONDS = 50, 60
#: A page is fast enough for many when 95 of 100 answers come within this many milliseconds.
MANY_MS = 300


@contextmanager
def served(home: str) -> Iterator[str]:
    """Serve the platform on a free port of the loopback address; give its address."""
    port = free_port()
    with serving(environment(Path(home), database=""), port):
        yield f"http://127.0.0.1:{port}"


def load(address: str, users: int, seconds: int, rate: float | None = None) -> Mapping[str, Mapping[str, float]]:
    """Let readers loose; give p95 in milliseconds, requests and failures by page, and under ``all``."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **({"IKP_BENCH_RATE": str(rate)} if rate else {})}
        locust = [sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks" / "portal_users.py"), "--headless"]
        options = ["-u", str(users), "-r", str(users), "-t", f"{seconds}s", "--host", address, "--csv", f"{folder}/r"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*locust, *options, "--only-summary"], env=environment, check=False, **quiet)  # type: ignore[call-overload]
        with Path(folder, "r_stats.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    return {
        "all" if row["Name"] == "Aggregated" else row["Name"]: {
            "p95": float(row["95%"]),
            "requests": float(row["Request Count"]),
            "failures": float(row["Failure Count"]),
            "rate": float(row["Requests/s"]),
        }
        for row in rows
    }


def highest_rate(reached: Callable[[], AbstractContextManager[str]], start: float = 50.0) -> float:
    """Find the highest arrival rate (requests a second) that keeps p95 within `MANY_MS`, by doubling and halving.

    Parameters
    ----------
    reached : callable
        Gives the address for each try: of the same server for a warm one, of a new one for a cold one.
    """
    good, bad = 0.0, 0.0
    rate = start
    while not bad or bad - good > 0.15 * bad:
        readers = max(10, int(rate))
        with reached() as address:
            found = load(address, readers, 8, rate / readers)["all"]
        kept_up = found["rate"] >= 0.9 * rate
        if found["p95"] <= MANY_MS and found["failures"] == 0 and kept_up:
            good = rate
        else:
            bad = rate
        rate = (good + bad) / 2 if bad else 2 * rate
        if rate > 2000 or rate < 1:
            break
    return good


def over_the_wire(address: str, path: str) -> int:
    """Give the bytes of a page with its stylesheet, script and icon, compressed as a browser asks for them."""
    total = 0
    for each in [path, *_assets(address, path)]:
        request = urllib.request.Request(address + each, headers={"Accept-Encoding": "gzip, br"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            total += len(answer.read())
    return total


def _assets(address: str, path: str) -> list[str]:
    import re

    with urllib.request.urlopen(address + path, timeout=30) as answer:  # noqa: S310
        page = answer.read().decode()
    return sorted(set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)))


def largest_paint(address: str) -> float:
    """Give the seconds until the largest part of the home page is painted, in a browser that knows nothing yet."""
    from playwright.sync_api import sync_playwright

    watch = """() => new Promise(done => new PerformanceObserver(list => {
        const all = list.getEntries(); done(all[all.length - 1].startTime) }).observe(
        {type: 'largest-contentful-paint', buffered: true}))"""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=options)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/")
        page.wait_for_timeout(500)
        milliseconds: float = page.evaluate(watch)
        browser.close()
    return milliseconds / 1000


def find_browser() -> str:
    """Give the path of Chromium, or stop with one sentence that says what to install."""
    program = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    if program is None:
        sys.exit("bench-portal needs Chromium: install it with `apt-get install chromium-headless-shell`.")
    return program


def main() -> None:
    find_browser()
    run = Run("portal")
    with tempfile.TemporaryDirectory() as home:
        with served(home) as address:
            cold = first_answers(address)
        with served(home) as address:
            run.add(Figure("home-lcp", largest_paint(address), 1.5, "lower", "s"))
            run.add(Figure("home-bytes", over_the_wire(address, "/?tingkat=regency") / 1000, 150, "lower", "kB"))
            pages = load(address, READERS, SECONDS)
            failures = pages["all"]["failures"]
            worst = max(each["p95"] for name, each in pages.items() if name != "all")
            told = ", ".join(f"{name} {each['p95']:.0f} ms" for name, each in sorted(pages.items()))
            run.add(Figure("readers-50-p95", worst, 150, "lower", "ms", f"{told}; {failures:.0f} failures"))
            warm = highest_rate(lambda: nullcontext(address))
            run.add(Figure("arrival-rate", warm, 50, "higher", "/s", "warm: every page has been made before"))
        cold_rate = highest_rate(lambda: served(home), start=25)
        note = f"each try on a server that has just started; {cold:.0f} ms p95 of 50 readers at once"
        run.add(Figure("arrival-rate-cold", cold_rate, 20, "higher", "/s", note))
    run.details = {
        "pages": json.loads(json.dumps(pages)),
        "cold_p95_ms": cold,
        "warm_rate": warm,
        "cold_rate": cold_rate,
    }
    print(f"kept in {run.write().relative_to(Path.cwd())}")


def first_answers(address: str) -> float:
    """Give p95 in milliseconds of readers that meet a server that has just started."""
    return load(address, READERS, 5)["all"]["p95"]


if __name__ == "__main__":
    main()
