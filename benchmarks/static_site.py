"""A site of releases given out by nginx to 1,000 clients at once, on this machine and its loopback address alone.

Needs nginx and ab (Debian: nginx, apache2-utils). nginx runs with a configuration and a folder of its own,
and is stopped by its process; the number of requests is bounded.
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.harness import ROOT, Figure, Run
from simulation.server import environment, free_port

CLIENTS, REQUESTS = 1_000, 20_000
RELEASE = "ikp-bangsa.2"
PAGES = {
    "front": f"/rilis/{RELEASE}/",
    "regencies": f"/rilis/{RELEASE}/tingkat/regency/",
    "unit": f"/rilis/{RELEASE}/daerah/31.71/",
    "map": f"/rilis/{RELEASE}/gambar/peta-regency.svg",
}
_MAKE = """
import os, django
django.setup()
from benchmarks.nation import make
make(2)
"""
_CONFIGURATION = """
worker_processes {workers};
worker_rlimit_nofile 8192;
error_log {home}/error.log warn;
pid {home}/nginx.pid;
daemon off;
events {{ worker_connections 4096; }}
http {{
  types {{ text/html html; text/css css; application/javascript js; image/svg+xml svg; image/png png; }}
  default_type application/octet-stream;
  access_log off;
  sendfile on;
  keepalive_requests 100000;
  open_file_cache max=4096;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {site}; index index.html; gzip_static on; }}
}}
"""


@contextmanager
def given_out(site: Path, home: Path) -> Iterator[str]:
    """Give a folder out by nginx; give its address."""
    port = free_port()
    home.mkdir()
    workers = os.cpu_count() or 1
    path = home / "nginx.conf"
    path.write_text(_CONFIGURATION.format(workers=workers, home=home, port=port, site=site))
    server = subprocess.Popen([_needed("nginx"), "-p", str(home), "-c", str(path)])
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                with urllib.request.urlopen(address, timeout=1):
                    break
            except OSError:
                time.sleep(0.05)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def asked(address: str, path: str) -> dict[str, float]:
    """Let 1,000 clients ask for a page; give requests a second, the 95th percentile in ms, and what failed."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "percentiles.csv")
        command = [_needed("ab"), "-q", "-k", "-c", str(CLIENTS), "-n", str(REQUESTS), "-e", str(table)]
        done = subprocess.run(
            [*command, "-H", "Accept-Encoding: gzip", address + path], check=True, capture_output=True, text=True
        )
        with table.open(encoding="ascii", newline="") as file:
            percentiles = {row["Percentage served"]: float(row["Time in ms"]) for row in csv.DictReader(file)}
    told = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    failed = float(told["Failed requests"].split()[0]) + float(told.get("Non-2xx responses", "0").split()[0])
    rate = float(told["Requests per second"].split()[0])
    return {"rate": rate, "p95": percentiles["95"], "p99": percentiles["99"], "failed": failed}


def main() -> None:
    run = Run("static-site")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # nginx reads it as another user
        home = Path(folder, "home")
        home.mkdir()
        surroundings = environment(home, database="") | {"DJANGO_SETTINGS_MODULE": "ikpweb.config.settings"}
        web = str(Path(sys.executable).parent / "ikp-web")
        for command in ([web, "migrate", "-v0"], [web, "load_editions"], [sys.executable, "-c", _MAKE]):
            subprocess.run(command, env=surroundings, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        site = Path(folder, "site")
        seconds = {}
        for name in ("written", "again"):
            start = time.perf_counter()
            subprocess.run([web, "publish", "--static", str(site)], env=surroundings, cwd=ROOT, check=True)
            seconds[name] = time.perf_counter() - start
        pages = sum(1 for _ in site.rglob("*.html"))
        run.add(Figure("static-site-page", 1000 * seconds["written"] / pages, 100, "lower", "ms", f"{pages} pages"))
        run.add(Figure("static-site-again", seconds["again"], 30, "lower", "s", "nothing changed"))
        with given_out(site, Path(folder, "nginx")) as address:
            found = {name: asked(address, path) for name, path in PAGES.items()}
        worst = max(found, key=lambda name: found[name]["p95"])
        failed = sum(each["failed"] for each in found.values())
        run.add(Figure("static-site-p95", found[worst]["p95"], 1000, "lower", "ms", f"{CLIENTS} clients, {worst}"))
        run.add(Figure("static-site-rate", min(each["rate"] for each in found.values()), 1000, "higher", "/s"))
        run.add(Figure("static-site-failed", failed, 0, "lower", "", f"of {len(PAGES) * REQUESTS}"))
        run.details |= {
            "load": os.getloadavg(),
            "pages": pages,
            "clients": CLIENTS,
            "requests": REQUESTS,
            "seconds": seconds,
            "found": found,
        }
    run.write()


def _needed(program: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found is None:
        sys.exit(f"{program} is not on this machine (Debian: apt-get install nginx apache2-utils)")
    return found


if __name__ == "__main__":
    main()
