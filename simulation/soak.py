"""``python -m simulation.soak``: everything at once for forty minutes, while things go wrong.

Offices save and send files, verifiers return and accept, people read the public pages, sign in,
compute, and take reports of a release, on a real PostgreSQL; meanwhile processes are killed, lines
cut, disks fill up and close, and the clock jumps. In the last quarter nothing goes wrong: there the
memory of the processes is watched. At the end everything that was acknowledged must be there, once,
the evidence whole and the log unbroken. Everything is *SINTETIS*.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import httpx
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from simulation.__main__ import CYCLE, PERIOD, opening
from simulation.acts import Play
from simulation.faults import Told, check, insisting, office
from simulation.figures import Figures
from simulation.person import PASSWORD, Person, code_of
from simulation.post import Post
from simulation.server import Database, environment, free_port, run
from simulation.troubles import Clock, Disk, Troubles
from simulation.world import SINTETIS, World

#: Those whose cycle is over before the soak begins: its index is released, read and reported.
_RELEASED = ("15", "15.01", "15.02", "15.03")
#: Those who enter all the time, and those whose entries are returned and accepted all the time.
_ENTERING, _VERIFIED = ("15", "15.01", "15.02"), ("15.03",)
_SECOND = "soak-sintetis"
_PAGES = (
    *("/", "/en/", "/peringkat/", "/en/peringkat/", "/banding/?a=2019&b=2024", "/metode/2024/", "/validasi/"),
    *("/daerah/15/", "/daerah/31/", "/en/daerah/15.71/", "/unduh/", "/rilis/", "/rilis/atom.xml", "/tahapan/"),
    *("/api/v1/editions", "/api/v1/results?edition=2024&level=province", "/cari/?q=jambi"),
)
#: Where a code of the second factor is given.
_FACTOR = "/masuk/faktor/authenticate/"


@dataclass
class Soak:
    """What everybody does, what was answered, and how much memory it took."""

    play: Play
    troubles: Troubles
    release: str
    computation: str
    rng: Random
    ended: threading.Event = field(default_factory=threading.Event)
    told: Told = field(default_factory=Told)
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    #: Of each process: moments (seconds since the start) and MiB.
    memory: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def going(self) -> bool:
        return not self.ended.is_set()

    # --- who does what ------------------------------------------------------------------------
    def actors(self) -> list[tuple[str, Callable[[], None]]]:
        """Give everybody, each with a loop of their own."""
        enter = [(f"entry {code}", lambda code=code: self._enter(code)) for code in _ENTERING]
        verify = [(f"verification {code}", lambda code=code: self._verify(code)) for code in _VERIFIED]
        read = [(f"reader {number}", lambda number=number: self._read(number)) for number in range(4)]
        others = [("sign-in", self._sign_in), ("analyst", self._compute), ("reports", self._report)]
        return [*enter, *verify, *read, *others, ("memory", self._watch)]

    def _enter(self, code: str) -> None:
        office(self.play, code, self.told, self.going, pause=1.0)

    def _verify(self, code: str) -> None:
        """Hand in, return an answer, mend it, and begin again."""
        play, person, reviewer = self.play, self.play.enterer(code), self.play.reviewer(code)
        form = insisting(lambda: person.ask("GET", _form(play, code)).json())
        codes = [question["code"] for question in form["questions"]]
        answers = self.told.answers.setdefault(code, {})
        self.told.events.setdefault(code, [])
        while self.going():
            stored = insisting(lambda: play._stored(person, code))  # noqa: SLF001 - one play
            returned = [each for each, item in stored["declarations"].items() if item["state"] == "returned"]
            missing = [each for each in codes if each not in stored["declarations"]]
            if missing or returned:
                self.counts["returned and mended"] += len(returned)
                said = dict.fromkeys((*missing, *returned), f"{SINTETIS}, putaran {self.counts['handed in']}")
                document = {each: {"answer": "no-data", "reason": reason} for each, reason in said.items()}
                self._say(code, document, stored["revision"])
                answers.update(said)
                self._handed_in(code)
                continue
            waiting = [(key, item) for key, item in stored["declarations"].items() if item["state"] == "submitted"]
            if not waiting:
                self._handed_in(code)
                continue
            key, item = self.rng.choice(waiting)
            given = {
                "item": key,
                "move": "return",
                "revision": item["revision"],
                "reason": f"{SINTETIS}: periksa lagi.",
            }
            insisting(lambda given=given: reviewer.send(play._at(code, "putuskan/"), given, expect=(302, 409)))  # type: ignore[misc] # noqa: SLF001
            self.counts["returned"] += 1
            time.sleep(1)

    def _say(self, code: str, document: dict[str, Any], seen: int) -> None:
        client = uuid4()
        person = self.play.enterer(code)
        insisting(lambda: person.save(self.play.cycle, {"declarations": document}, seen, client))

    def _handed_in(self, code: str) -> None:
        """Hand in; what the first try did although its answer was lost is not done twice."""

        def submitted() -> None:
            stored = self.play._stored(self.play.enterer(code), code)  # noqa: SLF001 - one play
            open_ones = [each for each in stored["declarations"].values() if each["state"] in ("draft", "returned")]
            if open_ones:
                self.play.enterer(code).submit(self.play.cycle, stored["revision"])

        insisting(submitted)
        self.counts["handed in"] += 1

    def _read(self, number: int) -> None:
        pages = (*_PAGES, f"/rilis/{self.release}/", f"/rilis/{self.release}.zip")
        rng = Random(number)  # noqa: S311 - repeatable, not secret
        with httpx.Client(base_url=self.play.base, timeout=60) as http:
            while self.going():
                chosen = rng.choice(pages)
                self._asked("page", lambda page=chosen: http.get(page))  # type: ignore[misc]
                time.sleep(rng.uniform(0.1, 0.5))

    def _report(self) -> None:
        rng = Random(9)  # noqa: S311 - repeatable, not secret
        with httpx.Client(base_url=self.play.base, timeout=120) as http:
            while self.going():
                unit, language = rng.choice(_RELEASED[1:]), rng.choice(("id", "en"))
                address = f"/rilis/{self.release}/laporan/daerah-{unit}.{language}.pdf"
                self._asked("report", lambda address=address: http.get(address))  # type: ignore[misc]
                time.sleep(10)

    def _sign_in(self) -> None:
        """Sign in and out again, as somebody else each time."""
        # In turn: nobody comes again while the code of the last time still holds.
        for person in cycle(list(self.play.cast.people.values())):
            if not self.going():
                return
            self._signed_in(person)
            time.sleep(5)

    def _signed_in(self, person: Person) -> None:
        referer = {"Referer": self.play.base}
        with httpx.Client(base_url=self.play.base, timeout=60, headers=dict(person.http.headers)) as http:
            answer = self._asked("sign-in", lambda: http.get("/masuk/"))
            if answer is None or answer.status_code != 200:
                return
            token = http.cookies.get("csrftoken", "")
            given = {"login": person.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
            self._asked("sign-in", lambda: http.post("/masuk/", data=given, headers=referer))
            off = self.troubles.clock.off if self.troubles.clock else 0
            code = {**given, "code": code_of(person.secret, time.time() + off)}
            answer = self._asked("second factor", lambda: http.post(_FACTOR, data=code, headers=referer))
            if answer is not None and answer.status_code == 302:
                self.counts["signed in"] += 1

    def _compute(self) -> None:
        """Let the uncertainty of the index be computed, and read its page."""
        analyst = self.play.cast["0", "analyst"]
        while self.going():
            address = f"{self.computation}ketidakpastian/"
            # Before the first replicates there is no page of them.
            none = () if self.counts["replicates made"] else (404,)
            self._asked("computing", lambda address=address: analyst.http.get(address), none)  # type: ignore[misc]
            given = {"csrfmiddlewaretoken": analyst.token, "seed": str(self.counts["computing"])}
            send = {"data": given, "headers": {"Referer": self.play.base}}
            self._asked("computing", lambda send=send, address=address: analyst.http.post(f"{address}hitung/", **send))  # type: ignore[misc]
            began = time.monotonic()
            while self.going() and time.monotonic() < began + 20:
                time.sleep(2)
                answer = self._asked("computing", lambda address=address: analyst.http.get(f"{address}kemajuan/"))  # type: ignore[misc]
                if answer is not None and answer.is_success and not answer.json()["going_on"]:
                    self.counts["replicates made" if answer.json()["state"] == "done" else "replicates given up"] += 1
                    break

    def _asked(
        self, kind: str, asking: Callable[[], httpx.Response], allowed: tuple[int, ...] = ()
    ) -> httpx.Response | None:
        """Ask once; an error or a refusal that is not allowed counts as a fault unless something went wrong since."""
        began = time.monotonic()
        answer: httpx.Response | None = None
        try:
            answer = asking()
            # Who is sent to the door was signed out.
            out = kind not in ("sign-in", "second factor") and answer.headers.get("Location", "").startswith("/masuk/")
            fine = (answer.status_code < 400 and not out) or answer.status_code in allowed
            problem = "" if fine else f"{answer.status_code} {answer.request.url.path}"
        except httpx.TransportError as error:
            problem = f"{type(error).__name__} {kind}"
        self.counts[kind] += 1
        touched = self.troubles.touched(began)
        if problem and not touched:
            self.faults.append(f"{datetime.now(UTC):%H:%M:%S} {problem}")
        elif problem:
            self.counts[f"{kind}: no answer while something was wrong"] += 1
        elif not touched:
            self.times[kind].append(time.monotonic() - began)
        return answer

    def _watch(self) -> None:
        began = time.monotonic()
        while self.going():
            tree = subprocess.run(["ps", "-eo", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=False)
            rows = [line.split(None, 3) for line in tree.stdout.splitlines()]
            of = {int(row[0]): row for row in rows if len(row) == 4}
            for pid, row in of.items():
                above = int(row[1])
                if self.troubles.server.pid in (pid, above):
                    kind = "server" if pid == self.troubles.server.pid else _kind_of(row[3])
                    self.memory[f"{kind} {pid}"].append((time.monotonic() - began, int(row[2]) / 1024))
            time.sleep(5)


def _kind_of(command: str) -> str:
    for name in ("seal", "watch", "plans", "prevention"):
        if f" {name}" in command.partition("main(sys.argv[1:]))")[2]:
            return name
    return "worker"


def _form(play: Play, code: str) -> str:
    return f"/api/v1/office/cycles/{play.cycle}/submissions/{code}/form"


def begun(play: Play, variables: dict[str, str]) -> tuple[str, str]:
    """Play a first cycle to its end and release it; give the name of the release and the address of the computation."""
    play.begin(run(variables, "invite", "administrator@0.sintetis.example").split()[-1])
    play.gather()
    play.open(given := opening())
    play.enter(["prompt", "last"])
    play.due(given)
    play.verify(_RELEASED)
    play.answer_objections()
    play.sign(_RELEASED)
    play.freeze()
    play.compute()
    analyst, head = play.cast["0", "analyst"], play.cast["0", "head"]
    computation = str(play.figures.facts["computation"])
    number = computation.strip("/").split("/")[-1]
    told = {
        "computation": number,
        "code": "soak",
        "title_id": f"Uji tahan ({SINTETIS})",
        "detail": "indicators",
        "title_en": "Soak test (SYNTHETIC)",
        "changes": f"{SINTETIS}: uji tahan.",
        "smallest": "0",
        "embargo": "",
    }
    analyst.page("/kantor/rilis/baru/")
    draft = analyst.send("/kantor/rilis/baru/", told).headers["Location"]
    seen = _hidden(head.page(draft), "seen")
    head.send(f"{draft}bekukan/", {"seen": seen})
    return "soak.1", computation


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="(\d+)"', page)
    return found.group(1) if found else "0"


def summary(soak: Soak, minutes: float) -> dict[str, Any]:
    """Give the figures: what was done, how fast while nothing was wrong, and how memory went in the calm end."""
    calm = minutes * 60 * 0.75
    slopes: dict[str, dict[str, float]] = {}
    for name, seen in soak.memory.items():
        late = [(moment, size) for moment, size in seen if moment > calm + 60]
        if len(late) > 20:
            slope = statistics.linear_regression(*zip(*late, strict=True)).slope
            slopes[name.partition(" ")[0] + f" {len(slopes)}"] = {
                "mib_at_end": round(late[-1][1], 1),
                "mib_an_hour": round(slope * 3600, 1),
                "seconds": round(late[-1][0] - late[0][0]),
            }
    return {
        "label": SINTETIS,
        "minutes": minutes,
        "machine": {"cores": _cores(), "system": platform.platform(), "python": platform.python_version()},
        "commit": _commit(),
        "troubles": dict(sorted(soak.troubles.killed.items())),
        "left out": soak.troubles.left_out,
        "acknowledged": {"savings": soak.told.savings, "files": len(soak.told.files)},
        "done": dict(sorted(soak.counts.items())),
        "milliseconds": {
            kind: {"median": _at(times, 50), "p95": _at(times, 95), "p99": _at(times, 99), "answers": len(times)}
            for kind, times in sorted(soak.times.items())
            if len(times) > 20
        },
        "memory in the calm end": slopes,
        "errors while nothing was wrong": soak.faults,
    }


def _at(times: list[float], percent: int) -> float:
    return round(1000 * statistics.quantiles(times, n=100)[percent - 1], 1)


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True, check=False)
    return told.stdout.strip()


def main(arguments: list[str] | None = None) -> int:
    """Soak; 0 when nothing was lost and nothing failed beside the troubles."""
    parser = argparse.ArgumentParser("python -m simulation.soak", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=40.0)
    parser.add_argument("--pause", type=float, default=40.0, help="mean seconds between troubles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", type=Path, help="where the figures are written (JSON)")
    asked = parser.parse_args(arguments)
    console = Console()
    with ExitStack() as held:
        home = Path(held.enter_context(tempfile.TemporaryDirectory()))
        post, port = held.enter_context(Post()), free_port()
        database, clock, disk = Database(home), Clock(home), Disk(home)
        held.callback(disk.close)
        base = f"http://127.0.0.1:{port}"
        variables = environment(
            home,
            database=database.address,
            IKP_EMAIL=f"smtp+plain://127.0.0.1:{post.port}",
            IKP_BASE_URL=base,
            IKP_PROXIES="1",
            **clock.variables(),
        )
        # A command of the operator goes by the true clock.
        plain = {name: value for name, value in variables.items() if not name.startswith(("LD_PRELOAD", "FAKETIME"))}
        rng = Random(asked.seed)  # noqa: S311 - repeatable, not secret
        troubles = Troubles(variables, port, database, 0, rng, disk=disk, clock=clock, pause=asked.pause)
        held.callback(troubles.close)
        play = Play(base, post, Figures(console), World(asked.seed, PERIOD), CYCLE, _RELEASED, at_once=4)
        release, computation = begun(play, plain)
        second = replace(play, cycle=_SECOND, loads={})
        second.open({**opening(), "title_id": f"Uji tahan ({SINTETIS})"})
        soak = Soak(second, troubles, release, computation, rng)
        _run(soak, asked.minutes, console)
        wrong = insisting(lambda: check(second, soak.told)) + _awaited(soak)
        wrong += [f"{kind}: not once" for kind in ("replicates made", "signed in", "report") if not soak.counts[kind]]
        if troubles.problem is not None:
            wrong.append(f"the troubles ended early: {troubles.problem!r}")
        told = summary(soak, asked.minutes)
        told["log"] = run(plain, "audit", "verify").strip().splitlines()[-1]
        told["evidence"] = run(plain, "evidence", "verify").strip().splitlines()[-1]
        told["lost"] = wrong
        told["begun again"] = _begun_again((home / "server.log").read_text(errors="replace"))
    console.print_json(data=told)
    if asked.to:
        asked.to.parent.mkdir(parents=True, exist_ok=True)
        asked.to.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(bool(wrong or soak.faults))


def _begun_again(log: str) -> dict[str, int]:
    """Count the commands beside the server that ended by themselves; each was begun again."""
    return dict(sorted(Counter(re.findall(r"ikp-web (\w+) ended with .* is begun again", log)).items()))


def _awaited(soak: Soak) -> list[str]:
    """Wait for replicates that were asked for; those of a killed process are taken up after a minute."""
    analyst, until = soak.play.cast["0", "analyst"], time.monotonic() + 300
    while time.monotonic() < until:
        told = insisting(lambda: analyst.ask("GET", f"{soak.computation}ketidakpastian/kemajuan/")).json()
        if told["state"] == "done":
            return []
        if not told["going_on"]:
            break
        time.sleep(2)
    return [f"replicates were asked for and not made: {told['step']}"]


def _run(soak: Soak, minutes: float, console: Console) -> None:
    """Let everybody work until the time is over; who fails ends it."""
    began = time.monotonic()
    soak.troubles.end = began + minutes * 60 * 0.75
    failed: list[str] = []

    def doing(name: str, loop: Callable[[], None]) -> None:
        try:
            loop()
        except Exception as problem:  # noqa: BLE001 - told at the end, beside what the others saw
            failed.append(f"{name}: {problem!r}"[:600])

    threads = [threading.Thread(target=doing, args=each, name=each[0]) for each in soak.actors()]
    threads.append(threading.Thread(target=soak.troubles.work, name="troubles"))
    for each in threads:
        each.start()
    columns = (
        TextColumn("soak"),
        *Progress.get_default_columns()[1:3],
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as bars:
        bar = bars.add_task("", total=minutes * 60)
        while time.monotonic() - began < minutes * 60:
            time.sleep(2)
            made = f"{soak.troubles.killed.total()} troubles, {len(soak.faults)} faults, {len(failed)} gave up"
            bars.update(bar, completed=time.monotonic() - began, description=made)
    soak.ended.set()
    for each in threads:
        each.join(timeout=400)
    soak.faults += failed


if __name__ == "__main__":
    sys.exit(main())
