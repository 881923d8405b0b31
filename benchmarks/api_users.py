"""Programs that read a release, for locust: what they ask, new questions and such whose answer they have."""

import os
import random

from locust import FastHttpUser, task

RELEASE = os.environ.get("IKP_BENCH_RELEASE", "tolok-ukur.1")
_ROOT = f"/api/v1/releases/{RELEASE}"
_NODES = [f"I{number:02}" for number in range(1, 62)]
#: By kind: a page of the ranking, a filter, one unit with all its nodes, inputs of an indicator, method, what is known.
KINDS = {
    "ranking": [f"{_ROOT}/results?level=regency&sort=-score&limit=100&offset={at}" for at in range(0, 500, 100)],
    "filtered": [f"{_ROOT}/results?level=regency&node={node}&category=tinggi" for node in ("SP", "PP", "KT", "PT")],
    "unit": [f"{_ROOT}/results?level=regency&node=all&unit=15.{number:02}" for number in range(1, 10)],
    "inputs": [f"{_ROOT}/inputs?level=regency&node={node}&limit=600" for node in _NODES],
    "whole": [_ROOT, f"{_ROOT}/framework?level=regency", f"{_ROOT}/recipe?level=regency", f"{_ROOT}/units?limit=600"],
}
ADDRESSES = [address for kind in KINDS.values() for address in kind]


class Program(FastHttpUser):
    """A program that asks once a second on average; half of the questions it has asked before.

    Each asks when it likes: a hundred that keep to the second ask at one moment, and the last of
    them waits for all the others. Of locust's two kinds it is the one that takes less of the cores
    that it shares with the server.
    """

    def wait_time(self) -> float:
        return random.expovariate(1.0)

    def on_start(self) -> None:
        self.tags: dict[str, str] = {}
        self.wait()  # they start together

    @task(1)
    def new(self) -> None:
        kind = random.choice(list(KINDS))  # noqa: S311 - not a secret
        address = random.choice(KINDS[kind])  # noqa: S311
        answer = self.client.get(address, name=kind)
        self.tags[address] = answer.headers.get("ETag", "")

    @task(1)
    def known(self) -> None:
        if not self.tags:
            self.new()
            return
        address = random.choice(list(self.tags))  # noqa: S311
        asked = self.client.get(
            address, name="known", headers={"If-None-Match": self.tags[address]}, catch_response=True
        )
        with asked as answer:
            if answer.status_code != 304:
                answer.failure(f"{answer.status_code} instead of 304")
