"""The second half of `deploy/smoke`, inside the fresh root: start what the units name, ask for pages, stop.

With the standard library alone, as the user and with the settings that the units name.
"""

import json
import os
import pwd
import re
import shlex
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

UNITS = Path("/etc/systemd/system")
HOST = "ikp.smoke.example"


def values(unit: str, key: str) -> list[str]:
    """Read a setting of a unit, with the drop-ins of all units of the platform."""
    texts = [path.read_text() for path in [UNITS / unit, *(UNITS / "ikp-.service.d").glob("*.conf")]]
    return [value.lstrip("-") for text in texts for value in re.findall(rf"(?m)^{key}=(.+)$", text)]


def settings(unit: str) -> dict[str, str]:
    (path,) = values(unit, "EnvironmentFile")
    lines = [line for line in Path(path).read_text().splitlines() if re.match("[A-Z_]+=", line)]
    return {"PATH": os.environ["PATH"]} | {
        name: shlex.split(value)[0] if value else "" for name, value in (line.split("=", 1) for line in lines)
    }


def start(unit: str) -> subprocess.Popen[bytes]:
    (command,) = values(unit, "ExecStart")
    (user,) = values(unit, "User")
    who = pwd.getpwnam(user)
    log = Path(f"/ikp/{unit}.log").open("wb")  # noqa: SIM115 - the root is thrown away, the process lives on
    return subprocess.Popen(
        shlex.split(command), env=settings(unit), cwd=values(unit, "WorkingDirectory")[0], stdout=log, stderr=log,
        user=who.pw_uid, group=who.pw_gid, extra_groups=[], umask=0o027,
    )  # fmt: skip


def done(unit: str) -> None:
    """Run a unit that ends by itself."""
    process = start(unit)
    if process.wait(timeout=1200) != 0:
        sys.exit(f"{unit} failed:\n{Path(f'/ikp/{unit}.log').read_text()[-3000:]}")


def page(address: str, *, trusted: ssl.SSLContext | None = None) -> tuple[int, str, Message]:
    request = urllib.request.Request(address)  # noqa: S310 - an address of this root
    try:
        with urllib.request.urlopen(request, timeout=60, context=trusted) as answer:  # noqa: S310
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as refused:
        return refused.code, "", refused.headers


class Clock:
    """Says and keeps how long after the beginning each thing was there."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.seconds: dict[str, float] = {}

    def mark(self, name: str) -> None:
        self.seconds[name] = round(time.monotonic() - self.began, 1)
        print(f"  [{self.seconds[name]:6.1f} s] {name}", flush=True)


def first_page(server: subprocess.Popen[bytes], trusted: ssl.SSLContext) -> None:
    """Wait for the first page, and look at what comes with it."""
    for _ in range(1200):
        try:
            status, text, headers = page(f"https://{HOST}/", trusted=trusted)
        except OSError:
            status = 0
        if status == 200:
            break
        if server.poll() is not None:
            break
        time.sleep(0.5)
    else:
        status = 0
    if status != 200:
        sys.exit(f"no first page:\n{Path('/ikp/ikp-web.service.log').read_text()[-3000:]}")
    assert "IKP" in text
    assert headers["Strict-Transport-Security"]
    assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-ID"])


def other_pages(trusted: ssl.SSLContext) -> None:
    """Look at the page to sign in, and at what nginx hides and the platform says to this machine."""
    status, entrance, _headers = page(f"https://{HOST}/masuk/", trusted=trusted)
    assert status == 200
    assert 'type="password"' in entrance
    for hidden in ("/readyz", "/metrics"):
        assert page(f"https://{HOST}{hidden}", trusted=trusted)[0] == 404, hidden
    # From http one is led to https.
    assert page(f"http://{HOST}/peringkat/", trusted=trusted)[2]["Strict-Transport-Security"]
    status, text, _headers = page("http://127.0.0.1:8000/readyz")
    assert (status, json.loads(text)["status"]) == (200, "ready"), text
    text = page("http://127.0.0.1:8000/metrics")[1]
    assert 'route="portal:home"' in text
    assert "ikp_figures_failed 0.0" in text
    lines = Path("/ikp/ikp-web.service.log").read_text().splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    assert any(line.get("route") == "portal:home" for line in told), "no line for the request"


def look_over() -> None:
    """Let the doctor look; a line that is wrong ends this."""
    looked = subprocess.run(["/usr/local/bin/ikp-web", "doctor", "--json"], capture_output=True, text=True, check=False)
    for each in json.loads(looked.stdout):
        print(f"    {each['weight']:8} {each['what']}")
    assert looked.returncode == 0, looked.stderr


def main() -> None:
    with Path("/etc/hosts").open("a") as hosts:
        hosts.write(f"127.0.0.1 {HOST} localhost\n")
    clock = Clock()
    listed = subprocess.run(["pg_lsclusters", "--no-header"], capture_output=True, text=True, check=True).stdout
    version, cluster = listed.split()[:2]
    subprocess.run(["pg_ctlcluster", version, cluster, "start"], check=True)
    clock.mark("PostgreSQL")
    done("ikp-prepare.service")
    clock.mark("database prepared")
    running = {name: start(f"ikp-{name}.service") for name in ("web", "seal", "watch", "plans", "prevention")}
    subprocess.run(["nginx"], check=True)
    trusted = ssl.create_default_context(cafile="/etc/ikp/tls/fullchain.pem")
    first_page(running["web"], trusted)
    clock.mark("first page over TLS")
    other_pages(trusted)
    clock.mark("page to sign in, readiness, figures")
    done("ikp-backup.service")
    done("ikp-integrity.service")
    clock.mark("backup and integrity")
    look_over()
    clock.mark("doctor")
    running["web"].send_signal(signal.SIGTERM)
    running["web"].wait(timeout=30)
    status, _text, headers = page(f"https://{HOST}/", trusted=trusted)
    assert (status, headers["Retry-After"]) == (502, "60")
    clock.mark("a page while the platform is away")
    for process in running.values():
        process.send_signal(signal.SIGTERM)
    ended = {name: process.wait(timeout=30) for name, process in running.items()}
    subprocess.run(["nginx", "-s", "stop"], check=True)
    subprocess.run(["pg_ctlcluster", version, cluster, "stop"], check=True)
    clock.mark("stopped")
    Path("/ikp/report.json").write_text(json.dumps({"seconds_since_start": clock.seconds, "ended": ended}))


if __name__ == "__main__":
    main()
