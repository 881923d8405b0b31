"""Readers of the portal, for locust: what they look at, and how long they think."""

import os
import random

from locust import HttpUser, between, constant_throughput, task

#: Codes of a few provinces and regencies; a reader looks at one of them.
UNITS = ("15", "31", "32", "71", "15.71", "32.73", "91.03", "33.74")
#: Arrivals per second and reader; empty: a person who thinks for one to three seconds.
RATE = os.environ.get("IKP_BENCH_RATE")


class Reader(HttpUser):
    """Somebody who looks at the map, the ranking, a profile or the interface for programs."""

    wait_time = constant_throughput(float(RATE)) if RATE else between(1, 3)

    @task(3)
    def home(self) -> None:
        self.client.get(random.choice(("/", "/?tingkat=regency", "/en/")), name="home")  # noqa: S311 - not a secret

    @task(2)
    def ranking(self) -> None:
        self.client.get(random.choice(("/peringkat/", "/peringkat/?tingkat=regency&urut=-skor")), name="ranking")  # noqa: S311

    @task(3)
    def profile(self) -> None:
        self.client.get(f"/daerah/{random.choice(UNITS)}/", name="profile")  # noqa: S311

    @task(2)
    def api(self) -> None:
        self.client.get("/api/v1/results?edition=2024&level=province", name="api")
