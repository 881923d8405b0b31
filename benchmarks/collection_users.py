"""Offices for locust: each saves and hands in its 61 answers, or sends files of evidence, as fast as it is answered."""

import base64
import itertools
import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from locust import constant_throughput, events, task
from locust.contrib.fasthttp import FastHttpUser

OFFICES: list[dict[str, Any]] = json.loads(Path(os.environ["IKP_BENCH_OFFICES"]).read_text())
KIND = os.environ["IKP_BENCH_KIND"]
RATE = os.environ.get("IKP_BENCH_RATE")
BYTES = int(os.environ["IKP_BENCH_BYTES"])
ACKNOWLEDGED: list[str] = []
_next = itertools.cycle(OFFICES)


@events.quitting.add_listener
def _keep(**_: Any) -> None:
    Path(os.environ["IKP_BENCH_ACKNOWLEDGED"]).write_text("".join(f"{each}\n" for each in ACKNOWLEDGED))


class Office(FastHttpUser):
    """The head of an office, signed in."""

    connection_timeout = network_timeout = 60.0
    if RATE:
        wait_time = constant_throughput(float(RATE))

    def on_start(self) -> None:
        self.mine = next(_next)
        self.seen = 0
        self.turn = 0
        cookie = f"sessionid={self.mine['session']}; csrftoken={self.mine['csrf']}"
        self.headers = {"Cookie": cookie, "X-CSRFToken": self.mine["csrf"], "Content-Type": "application/json"}
        address = f"/api/v1/office/cycles/{self.mine['cycle']}/submissions/{self.mine['office']}"
        self.address = address
        self.seen = self.client.get(address, headers=self.headers, name="read").json()["revision"]
        # A picture of noise is no picture; a text of 5 MB is a file that the platform takes.
        self.content = (f"SINTETIS {self.mine['office']}\n".encode() * (BYTES // 10))[: BYTES - 40]

    @task
    def act(self) -> None:
        if KIND == "answers":
            self.submit()
        else:
            self.upload()

    def submit(self) -> None:
        """Save 61 answers that all changed, and mend the same in one request."""
        self.turn += 1
        client = str(uuid4())
        said = {
            # The number makes each saving say something new: what says nothing new is no revision.
            code: {"answer": "no-data", "reason": f"SINTETIS, kiriman {client}"}
            for code in self.mine["declarations"]
        }
        body = json.dumps({"seen": self.seen, "client": client, "declarations": said})
        with self.client.put(self.address, data=body, headers=self.headers, name="save", catch_response=True) as answer:
            if answer.status_code == 200:
                self.seen = answer.json()["revision"]
                ACKNOWLEDGED.append(client)
                answer.success()
            else:
                answer.failure(f"{answer.status_code} {answer.text[:200]}")

    def upload(self) -> None:
        """Send a file in one piece (tus)."""
        self.turn += 1
        content = self.content + f"{uuid4()}".encode()
        told = [("filename", f"berkas-{self.turn}.txt"), ("events", self.mine["event"])]
        metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told)
        common = {**self.headers, "Tus-Resumable": "1.0.0"}
        begun = self.client.post(
            "/kantor/bukti/unggah/",
            headers={**common, "Upload-Length": str(len(content)), "Upload-Metadata": metadata},
            name="begin",
        )
        if begun.status_code != 201:
            return
        address = begun.headers["Location"]
        sent = {**common, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        with self.client.patch(address, data=content, headers=sent, name="send", catch_response=True) as answer:
            if answer.status_code == 204:
                ACKNOWLEDGED.append(address.rstrip("/").rsplit("/", 1)[-1])
                answer.success()
            else:
                answer.failure(f"{answer.status_code} {answer.text[:200]}")
