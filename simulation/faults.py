"""``python -m simulation.faults``: kill -9 while offices work, again and again, and look for what was lost.

Offices save, send files and are verified on a real PostgreSQL; at random moments the server, one of
its workers, or the database is killed without warning and started again. An office sends again what
was not acknowledged, with the same number. At the end everything that was acknowledged must be
there, once; nothing may be half done; the cycle is frozen while the killing goes on; and the log
must hold. Everything is *SINTETIS*.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
from rich.console import Console

from simulation.__main__ import CYCLE, PERIOD, opening
from simulation.acts import Play
from simulation.figures import Figures
from simulation.person import Person, Refusal
from simulation.post import Post
from simulation.server import Database, environment, free_port, run, serving
from simulation.world import SINTETIS, World

T = TypeVar("T")

OFFICES = ("15", "15.01", "15.02", "15.71", "15.72")
#: So long an office tries again before it gives up.
_PATIENCE = 300.0
_UNREACHED = (httpx.TransportError,)


@dataclass
class Killer:
    """Kills something at random moments, and brings it back."""

    variables: dict[str, str]
    port: int
    database: Database
    times: int
    rng: random.Random
    killed: Counter[str] = field(default_factory=Counter)
    stop: threading.Event = field(default_factory=threading.Event)
    problem: Exception | None = None

    def __post_init__(self) -> None:
        self._held = ExitStack()
        self.server = self._held.enter_context(serving(self.variables, self.port))

    def close(self) -> None:
        self.stop.set()
        self._held.close()

    def work(self) -> None:
        """Kill until it was done often enough; what does not come back is kept for the end."""
        try:
            self._work()
        except Exception as problem:  # noqa: BLE001 - it is raised again where the play ends
            self.problem = problem

    def _work(self) -> None:
        while self.killed.total() < self.times and not self.stop.is_set():
            time.sleep(self.rng.uniform(0.5, 5.0))
            if self.server.poll() is not None:  # it ends by itself when its workers die in quick succession
                self._started_again()
            what = self.rng.choice(["server", "worker", "worker", "database"])
            if getattr(self, f"_kill_{what}")():
                self.killed[what] += 1

    def _kill_server(self) -> bool:
        self.server.kill()
        self.server.wait()
        return self._started_again()

    def _started_again(self) -> bool:
        """Start the server as whoever looks after it would (systemd: Restart=always)."""
        self._held.close()
        self._held = ExitStack()
        for attempt in range(5):
            try:
                self.server = self._held.enter_context(serving(self.variables, self.port))
            except RuntimeError:  # the port is not free yet, as whoever starts it again would find
                if attempt == 4:
                    raise
                time.sleep(1)
            else:
                break
        return True

    def _kill_worker(self) -> bool:
        workers = subprocess.run(
            ["pgrep", "-P", str(self.server.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        if not workers:
            return False
        os.kill(int(self.rng.choice(workers)), signal.SIGKILL)
        return True

    def _kill_database(self) -> bool:
        self.database.kill()
        self.database.start()
        return True


def insisting(doing: Callable[[], T]) -> T:
    """Do something until the platform answers; what it refuses for a reason is not tried again."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return doing()
        except _UNREACHED as problem:
            last: Exception = problem
        except Refusal as refusal:
            last = refusal
            if refusal.answer.status_code not in {500, 502, 503, 504, 507, 423}:
                raise
        if time.monotonic() > until:
            message = f"the platform did not come back: {last}"
            raise TimeoutError(message) from last
        time.sleep(0.2)


@dataclass
class Told:
    """What the platform has acknowledged."""

    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    events: dict[str, list[str]] = field(default_factory=dict)
    files: list[tuple[str, str]] = field(default_factory=list)
    savings: int = 0


def office(play: Play, code: str, told: Told, going: Callable[[], bool], pause: float = 0.0) -> None:
    """Save and send as long as it goes on; remember what was acknowledged."""
    person = play.enterer(code)
    form = insisting(lambda: person.ask("GET", f"/api/v1/office/cycles/{play.cycle}/submissions/{code}/form").json())
    codes = [question["code"] for question in form["questions"]]
    stage = min(form["stages"])
    seen = int(insisting(lambda: play._stored(person, code))["revision"])  # noqa: SLF001 - one play
    answers: dict[str, str] = {}
    told.answers[code], told.events[code] = answers, []
    turn = 0
    while going():
        turn += 1
        time.sleep(pause)
        said = {each: f"{SINTETIS}, kiriman ke-{turn} tentang {each}" for each in codes}
        declarations = {each: {"answer": "no-data", "reason": reason} for each, reason in said.items()}
        declarations[codes[0]]["answer"] = "events"
        seen = _saved(play, person, {"declarations": declarations}, seen)
        answers.update(said)
        key = str(uuid4())
        fields = {
            "indicator": codes[0],
            "date": PERIOD[1].isoformat(),
            "district": f"Kecamatan {turn} ({SINTETIS})",
            "stage": stage,
            "count": 1,
            "grade": 2,
            "source": "supervision",
            "narrative": f"{SINTETIS}, kejadian ke-{turn}",
        }
        seen = _saved(play, person, {"events": {key: fields}}, seen)
        told.events[code].append(key)
        told.savings += 2
        address = insisting(lambda key=key, turn=turn: _send(person, key, turn))  # type: ignore[misc]
        told.files.append((code, address))


def _saved(play: Play, person: Person, changes: dict[str, Any], seen: int) -> int:
    """Save; the same request, with the same number, goes out until it is acknowledged."""
    client = uuid4()
    return insisting(lambda: person.save(play.cycle, changes, seen, client))


def _send(person: Person, key: str, turn: int) -> str:
    """Send a file in two pieces, going on where the platform says it stopped."""
    content = f"{SINTETIS} {key} {turn}\n".encode() * 4000
    address = person.begin(key, f"berkas-{turn}.txt", len(content))
    offset = 0
    while offset < len(content):
        here = offset
        try:
            offset = person.append(address, content[here : here + len(content) // 2 + 1], here)
        except (*_UNREACHED, Refusal):
            offset = insisting(lambda: person.offset(address))
    return address


def verified(play: Play, code: str) -> None:
    """Hand in, decide about everything, sign off and accept, each again until it is so."""
    person, reviewer = play.enterer(code), play.reviewer(code)

    def submitted() -> bool:
        if _stage(play, code) == "draft":
            person.submit(CYCLE, play._stored(person, code)["revision"])  # noqa: SLF001 - one play
        return _stage(play, code) != "draft"

    insisting(submitted)
    while waiting := insisting(lambda: _waiting(play, code)):
        for key, revision in waiting.items():
            given = {"item": key, "move": "accept", "revision": revision, "reason": ""}
            insisting(lambda given=given: reviewer.send(play._at(code, "putuskan/"), given))  # type: ignore[misc] # noqa: SLF001
    for stage, by, rest in (
        ("signed", play.reviewer(code, "head"), "pengesahan/sahkan/"),
        ("accepted", play.cast["0", "head"], "pengesahan/terima/"),
    ):
        while insisting(lambda: _stage(play, code)) not in {stage, "accepted"}:
            insisting(lambda by=by, rest=rest: by.send(play._at(code, rest), {}))  # type: ignore[misc] # noqa: SLF001


def _stage(play: Play, code: str) -> str:
    return str(play._stored(play.enterer(code), code)["stage"])  # noqa: SLF001 - one play


def _waiting(play: Play, code: str) -> dict[str, int]:
    stored = play._stored(play.reviewer(code), code)  # noqa: SLF001 - one play
    items = {**stored["declarations"], **stored["events"]}
    return {key: item["revision"] for key, item in items.items() if item["state"] == "submitted"}


def frozen(play: Play) -> bytes:
    """Freeze by two people, each again until the frozen data set is there."""
    head, second = play.cast["0", "head"], play.cast["0", "head2"]
    insisting(lambda: head.send(f"/kantor/putaran/{CYCLE}/tutup/", {}))
    note = f"{SINTETIS}: kantor yang tidak melapor sudah dihubungi."
    while True:
        insisting(lambda: head.send(play._of_cycle("pembekuan/minta/"), {"note": note}))  # noqa: SLF001 - one play
        insisting(lambda: second.send(play._of_cycle("pembekuan/konfirmasi/"), {}, expect=(302, 404)))  # noqa: SLF001
        answer = insisting(
            lambda: head.ask("GET", play._of_cycle("pembekuan/data/"), expect=(200, 404))  # noqa: SLF001 - one play
        )
        if answer.status_code == 200:
            return answer.content


def check(play: Play, told: Told) -> list[str]:
    """Give what is wrong, in sentences."""
    wrong: list[str] = []
    for code, answers in told.answers.items():
        stored = play._stored(play.enterer(code), code)  # noqa: SLF001 - one play
        for each, reason in answers.items():
            if stored["declarations"].get(each, {}).get("reason") != reason:
                wrong.append(f"{code} {each}: an acknowledged answer is not there")
        missing = [key for key in told.events[code] if key not in stored["events"]]
        wrong += [f"{code}: the acknowledged event {key} is not there" for key in missing]
        if len(stored["events"]) != len(told.events[code]):
            wrong.append(f"{code}: {len(stored['events'])} events, {len(told.events[code])} acknowledged")
    for code, address in told.files:
        # An upload that has become evidence answers with its whole size.
        person = play.enterer(code)
        answer = person.ask("HEAD", address, headers={"Tus-Resumable": "1.0.0"}, expect=(200, 404))
        if answer.status_code != 200 or "Ikp-Evidence" not in answer.headers:
            wrong.append(f"{code}: the acknowledged file {address} is not there")
    return wrong


def main(arguments: list[str] | None = None) -> int:
    """Kill and look; 0 when nothing was lost."""
    parser = argparse.ArgumentParser("python -m simulation.faults", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=50, help="how often something is killed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", type=Path, help="where the figures are written (JSON)")
    asked = parser.parse_args(arguments)
    console, told, began = Console(), Told(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Post() as post:
        home, port = Path(folder), free_port()
        database = Database(home)
        base = f"http://127.0.0.1:{port}"
        mail = f"smtp+plain://127.0.0.1:{post.port}"
        variables = environment(home, database=database.address, IKP_EMAIL=mail, IKP_BASE_URL=base, IKP_PROXIES="1")
        killer = Killer(variables, port, database, asked.times, random.Random(asked.seed))  # noqa: S311 - repeatable
        try:
            play = Play(base, post, Figures(console), World(asked.seed, PERIOD), CYCLE, OFFICES, at_once=4)
            play.begin(run(variables, "invite", "administrator@0.sintetis.example").split()[-1])
            play.gather()
            play.open(opening())
            console.print(f"{SINTETIS} · {len(OFFICES)} offices · killing {asked.times} times", highlight=False)
            working = threading.Thread(target=killer.work)
            working.start()
            with ThreadPoolExecutor(len(OFFICES)) as pool:
                going = lambda: killer.problem is None and killer.killed.total() < 0.6 * killer.times  # noqa: E731 - said once
                list(pool.map(lambda code: office(play, code, told, going), OFFICES))
                if killer.problem is not None:
                    raise killer.problem
                wrong = insisting(lambda: check(play, told))
                list(pool.map(lambda code: verified(play, code), OFFICES))
            size = len(frozen(play))
            killer.stop.set()
            working.join()
            wrong += insisting(lambda: check(play, told))
            log = run(variables, "audit", "verify").strip()
            evidence = run(variables, "evidence", "verify").strip().splitlines()[-1]
        except BaseException:
            console.print(f"the killer: {killer.problem}", markup=False)
            console.print((home / "server.log").read_text(errors="replace")[-6000:], markup=False)
            raise
        finally:
            killer.close()
    figures = {
        "label": SINTETIS,
        "what": f"python -m simulation.faults --times {asked.times} --seed {asked.seed}",
        "date": time.strftime("%Y-%m-%d"),
        "seconds": round(time.monotonic() - began, 1),
        "killed": dict(killer.killed),
        "acknowledged savings": told.savings,
        "acknowledged files": len(told.files),
        "frozen bytes": size,
        "log": log,
        "evidence": evidence,
        "lost": wrong,
    }
    console.print_json(data=figures)
    if asked.to:
        asked.to.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
