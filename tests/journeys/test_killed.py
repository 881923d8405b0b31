"""The served platform is killed (SIGKILL) in the middle of uploads: nothing acknowledged is lost, nothing half-done."""

import base64
import hashlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from tests.journeys.conftest import alone, waited_for
from tests.journeys.seeding import seed

KILLS, PIECE = 5, 40_000
_SEED = """
enterer = member("enterer", "15.71")
cycle = opened("gangguan")
filled(cycle, enterer, submit=False)
client = signed_in(Client(), enterer)
token = client.get("/kantor/offline/isi.json", headers={"host": "127.0.0.1"}).json()["token"]
tell({
    "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
    "csrf": client.cookies[settings.CSRF_COOKIE_NAME].value,
    "token": token,
    "event": str(submission_of(cycle, "15.71").events.first().pk),
})
"""
_FOUND = """
from ikpweb.audit.services import first_break
from ikpweb.collection.models import Evidence, Upload
tell({
    "evidence": [each.sha256 for each in Evidence.objects.all()],
    "linked": sum(each.events.count() for each in Evidence.objects.all()),
    "uploads": Upload.objects.count(),
    "broken": first_break("15.71") is not None,
})
"""


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Serve the platform in a group of processes of its own, so that all of it can be killed at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "ikp-web"), "serve", "--port", str(port), "--workers", "1"]
    log = Path(environment["IKP_HOME"]) / "log"
    with log.open("a") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
        try:
            waited_for(f"http://127.0.0.1:{port}/healthz", log, server)
            yield f"http://127.0.0.1:{port}", server
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


class Sender:
    """A client of the tus protocol that knows what was acknowledged."""

    def __init__(self, signed: dict[str, str], content: bytes) -> None:
        self.signed, self.content = signed, content
        self.path, self.acknowledged, self.done = "", 0, False
        #: Uploads begun whose answer never came: the server may know of them, and gives them up after a while.
        self.unheard = 0

    def ask(self, address: str, method: str, path: str, body: bytes = b"", **headers: str) -> Any:
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
        cookie = f"sessionid={self.signed['session']}; csrftoken={self.signed['csrf']}"
        told = {"Cookie": cookie, "X-CSRFToken": self.signed["token"], "Tus-Resumable": "1.0.0", **headers}
        try:
            line.request(method, path, body, told)
            answer = line.getresponse()
            answer.read()
            return answer
        finally:
            line.close()

    def send(self, address: str) -> None:
        """Send from where the server says, until it is whole or the server is gone."""
        try:
            self._send(address)
        except (OSError, http.client.HTTPException):
            return

    def _send(self, address: str) -> None:
        if not self.path:
            told = ",".join(
                f"{key} {base64.b64encode(value.encode()).decode()}"
                for key, value in (("filename", "bukti.jpg"), ("events", self.signed["event"]))
            )
            size = {"Upload-Length": str(len(self.content)), "Upload-Metadata": told}
            self.unheard += 1
            answer = self.ask(address, "POST", "/kantor/bukti/unggah/", **size)
            assert answer.status == 201, answer.status
            self.unheard -= 1
            self.path = answer.headers["Location"]
        offset = int(self.ask(address, "HEAD", self.path).headers["Upload-Offset"])
        assert offset >= self.acknowledged, "something acknowledged is lost"
        kind = {"Content-Type": "application/offset+octet-stream"}
        while not self.done:
            piece = self.content[offset : offset + PIECE]
            answer = self.ask(address, "PATCH", self.path, piece, **kind, **{"Upload-Offset": str(offset)})
            assert answer.status == 204, answer.status
            offset = self.acknowledged = int(answer.headers["Upload-Offset"])
            self.done = "Ikp-Evidence" in answer.headers


def test_the_server_is_killed_in_the_middle_of_uploads(tmp_path: Path) -> None:
    chance = random.Random(20240214)
    environment = alone(tmp_path)
    files = []
    for number in range(4):
        path = tmp_path / f"{number}.jpg"
        Image.effect_noise((1500 + number, 1200), 100).convert("RGB").save(path, "JPEG", quality=92)
        files.append(path.read_bytes())
    signed: dict[str, str] = {}
    senders: list[Sender] = []
    for turn in range(KILLS + 1):
        with served(environment) as (address, server):
            if not senders:
                signed = seed(environment, _SEED)
                senders = [Sender(signed, content) for content in files]
            threads = [threading.Thread(target=each.send, args=(address,)) for each in senders if not each.done]
            for thread in threads:
                thread.start()
            if turn < KILLS:
                time.sleep(chance.uniform(0.05, 0.6))
                os.killpg(server.pid, signal.SIGKILL)
            for thread in threads:
                thread.join()
    assert all(each.done for each in senders)
    found = seed(environment, _FOUND)
    assert sorted(found["evidence"]) == sorted(hashlib.sha256(content).hexdigest() for content in files)
    assert (found["linked"], found["broken"]) == (4, False)
    unheard = sum(each.unheard for each in senders)
    assert found["uploads"] <= unheard
    run = {**environment, "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings"}
    command = [str(Path(sys.executable).parent / "ikp-web"), "evidence", "verify"]
    checked = subprocess.run(command, env=run, capture_output=True, text=True, check=False)
    assert "4 files, all as they were received" in checked.stdout, checked.stderr
    # Killed between the row and the file, a file stays that no row knows of; it goes with the others after a week.
    for path in (tmp_path / "uploads").iterdir():
        os.utime(path, (1, 1))
    subprocess.run([*command[:2], "sweep"], env=run, check=True, capture_output=True)
    assert len(list((tmp_path / "uploads").iterdir())) <= unheard
