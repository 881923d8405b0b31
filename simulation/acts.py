"""The acts of a cycle, each by the people whose part it is, through the pages and the API."""

import itertools
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simulation.figures import Figures
from simulation.files import file_of
from simulation.person import Person
from simulation.post import Post
from simulation.workbook import filled
from simulation.world import SINTETIS, TOUCHED, Workload, World

__all__ = ["Cast", "Play"]

#: Events of one saving: an enterer works through a page of paper at a time.
_EVENTS_AT_ONCE = 8
#: Of a file, sent in one piece on a slow line.
_PIECE = 1 << 19
_BULK = 100


@dataclass
class Cast:
    """Everybody who takes part, by office and role."""

    people: dict[tuple[str, str], Person] = field(default_factory=dict)

    def __getitem__(self, key: tuple[str, str]) -> Person:
        return self.people[key]


@dataclass
class Play:
    """A cycle with its cast and its world."""

    base: str
    post: Post
    figures: Figures
    world: World
    cycle: str
    offices: Sequence[str]
    at_once: int
    cast: Cast = field(default_factory=Cast)
    loads: dict[str, Workload] = field(default_factory=dict)

    # --- people -----------------------------------------------------------------------------
    def begin(self, link: str) -> None:
        """Let the first administrator in, who invites the heads of the centre."""
        administrator = self._join("0", "administrator", link)
        for role in ("head", "head2", "verifier", "analyst"):
            self._invite(administrator, "0", role)

    def gather(self) -> None:
        """Invite and let in everybody else: heads of provinces by the centre, regencies by their provinces."""
        provinces = [code for code in self.offices if "." not in code]
        regencies = [code for code in self.offices if "." in code]

        def province(code: str) -> None:
            for role in ("head", "enterer", "verifier", "verifier2"):
                self._invite(self.cast["0", "administrator"], code, role)

        def regency(code: str) -> None:
            self._invite(self.cast["0", "administrator"], code, "head")

        self.figures.each("people of the provinces", provinces, province, at_once=self.at_once)
        self.figures.each("people of the regencies", regencies, regency, at_once=self.at_once)

    def _invite(self, by: Person, office: str, part: str) -> None:
        role = part.rstrip("2")
        email = f"{part}@{office}.sintetis.example"
        by.invite(office, email, role)
        self._join(office, part, self.post.invitation(email))

    def _join(self, office: str, part: str, link: str) -> Person:
        person = Person(self.base, f"{part}@{office}.sintetis.example", office)
        person.join(link, f"{part} {office} ({SINTETIS})")
        self.cast.people[office, part] = person
        self.figures.count("people")
        return person

    # --- the cycle ----------------------------------------------------------------------------
    def open(self, given: Mapping[str, str]) -> None:
        head = self.cast["0", "head"]
        head.page("/kantor/putaran/baru/")
        head.send("/kantor/putaran/baru/", {"code": self.cycle, **given})
        head.send(f"/kantor/putaran/{self.cycle}/buka/", {})

    def due(self, given: Mapping[str, str]) -> None:
        """Let the deadline of entry pass: the centre sets it to now, and the clock goes on."""
        head = self.cast["0", "head"]
        now = datetime.now(ZoneInfo("Asia/Jakarta"))
        moment = now.replace(microsecond=0) + timedelta(seconds=1)
        deadlines = {name: given[name] for name in ("due_province", "due_centre")}
        head.send(f"/kantor/putaran/{self.cycle}/batas/", {**deadlines, "due_entry": f"{moment:%Y-%m-%dT%H:%M:%S}"})
        time.sleep((moment - now).total_seconds() + 0.1)

    def late(self) -> dict[str, int]:
        """Count, as the board does by the clock, who handed in in time, late, and not at all."""
        words = {True: "in time", False: "late", "": "never"}
        here: list[str] = []
        for level in ("province", "regency"):
            address = f"/kantor/pemantauan/{self.cycle}/kantor.json?tingkat={level}"
            rows = self.cast["0", "head"].ask("GET", address).json()["rows"]
            here += [words[row["on_time"]] for row in rows if row["office"] in self.offices]
        return {word: here.count(word) for word in words.values()}

    def close(self) -> None:
        self.cast["0", "head"].send(f"/kantor/putaran/{self.cycle}/tutup/", {})

    # --- entering -----------------------------------------------------------------------------
    def enterer(self, office: str) -> Person:
        """Give who enters for an office: a regency's head does it, a province has an enterer."""
        return self.cast[office, "head" if "." in office else "enterer"]

    def enter(self, punctual: Sequence[str]) -> None:
        """Let all offices of a punctuality enter and hand in."""
        self.figures.each("asking what is asked", self._unread(), self._read, at_once=self.at_once)
        if all(load.punctuality != "last" for load in self.loads.values()):  # of a few offices, often nobody is
            self.loads[self.offices[-1]] = replace(self.loads[self.offices[-1]], punctuality="last")
        chosen = [code for code in self.offices if self.loads[code].punctuality in punctual]
        self.figures.each(f"entry ({', '.join(punctual)})", chosen, self._enter, at_once=self.at_once)
        self.figures.each(f"evidence ({', '.join(punctual)})", chosen, self._prove, at_once=self.at_once)
        self.figures.each(f"handing in ({', '.join(punctual)})", chosen, self._hand_in, at_once=self.at_once)

    def _unread(self) -> list[str]:
        return [code for code in self.offices if code not in self.loads]

    def _read(self, office: str) -> None:
        address = f"/api/v1/office/cycles/{self.cycle}/submissions/{office}/form"
        self.loads[office] = self.world.workload(office, self.enterer(office).ask("GET", address).json())

    def _enter(self, office: str) -> None:
        """Answer the grid subdimension by subdimension, then the events a page at a time."""
        load, person, seen = self.loads[office], self.enterer(office), 0
        for part in _batches(list(load.answers.items()), 6):
            seen = person.save(self.cycle, {"declarations": dict(part)}, seen)
            self.figures.count("declarations", len(part))
        if load.by_workbook and load.events:
            person.enter_workbook(self.cycle, lambda content: filled(content, load.events))
            self.figures.count("events by workbook", len(load.events))
            return
        for batch in _batches(load.events, _EVENTS_AT_ONCE):
            # An event may wait for its file; what is handed in may not.
            seen = person.save(self.cycle, {"events": {each.key: dict(each.fields) for each in batch}}, seen)
            self.figures.count("events", len(batch))

    def _prove(self, office: str) -> None:
        for event in self.loads[office].events:
            if event.evidence:
                name, content = file_of(event.key, event.evidence)
                self.enterer(office).upload(event.key, name, content, _PIECE)
                self.figures.count("files of evidence")
                self.figures.count("bytes of evidence", len(content))

    def _hand_in(self, office: str) -> None:
        self.enterer(office).submit(self.cycle, self._stored(self.enterer(office), office)["revision"])
        self.figures.count("submissions")

    def _stored(self, person: Person, office: str) -> dict[str, Any]:
        told: dict[str, Any] = person.ask("GET", f"/api/v1/office/cycles/{self.cycle}/submissions/{office}").json()
        return told

    # --- verifying ------------------------------------------------------------------------------
    def reviewer(self, office: str, part: str = "verifier") -> Person:
        return self.cast[office[:2] if "." in office else "0", part]

    def verify(self, offices: Sequence[str]) -> None:
        """Decide about everything that waits; answer what comes back until nothing does."""
        offices = _all_over(offices)
        self.figures.each("verification", offices, self._decide, at_once=self.at_once)
        self.figures.each("mending what was returned", offices, self._mend, at_once=self.at_once)
        self.figures.each("second look", offices, self._decide_rest, at_once=self.at_once)
        self.figures.each("objections", offices, self._object, at_once=self.at_once)

    def _at(self, office: str, rest: str = "") -> str:
        return f"/kantor/verifikasi/{self.cycle}/{office}/{rest}"

    def _decide(self, office: str) -> None:
        fates = {event.key: event.fate for event in self.loads[office].events}
        self._decide_by(office, fates)

    def _decide_rest(self, office: str) -> None:
        self._decide_by(office, {})

    def _decide_by(self, office: str, fates: Mapping[str, str]) -> None:
        """Accept together what the platform calls safe; decide about each of the others."""
        person = self.reviewer(office)
        stored = self._stored(person, office)
        waiting = {
            key: item["revision"]
            for kind in ("declarations", "events")
            for key, item in stored[kind].items()
            if item["state"] == "submitted"
        }
        apart = {key: fates[key] for key in waiting if fates.get(key, "accept") != "accept"}
        together = self._safe(person, office, waiting.keys() - apart.keys())
        for batch in _batches(sorted(together), _BULK):
            person.send(self._at(office, "terima/"), {"butir": [f"{key}@{waiting[key]}" for key in batch]})
            self.figures.count("accepted together", len(batch))
        for key in waiting.keys() - together:
            move = apart.get(key, "accept")
            reason = "" if move == "accept" else f"{SINTETIS}: uraian dan bukti belum cocok satu sama lain."
            given = {"item": key, "move": move, "revision": waiting[key], "reason": reason}
            person.send(self._at(office, "putuskan/"), given)
            self.figures.count(f"decided one by one: {move}")

    def _safe(self, person: Person, office: str, keys: "set[str] | Any") -> set[str]:
        """Read from the pages which items the platform offers to accept together."""
        found: set[str] = set()
        for number in itertools.count(1):
            page = person.page(self._at(office, f"?tampil=aman&hal={number}"))
            here = set(re.findall(r'name="butir" value="([^"@]+)@\d+"', page))
            if not here - found:
                return found & set(keys)
            found |= here
        return found

    def _mend(self, office: str) -> None:
        person = self.enterer(office)
        stored = self._stored(person, office)
        returned = {key: item["content"] for key, item in stored["events"].items() if item["state"] == "returned"}
        if not returned:
            return
        events = {
            key: {**content, "narrative": content["narrative"] + f" Dilengkapi ({SINTETIS})."}
            for key, content in returned.items()
        }
        seen = person.save(self.cycle, {"events": events}, stored["revision"])
        person.submit(self.cycle, seen)
        self.figures.count("mended", len(events))

    def _object(self, office: str) -> None:
        """Let the head object to some rejections, and the level above answer."""
        head = self.cast[office, "head"]
        stored = self._stored(head, office)
        objected = {event.key for event in self.loads[office].events if event.objected}
        for key, item in stored["events"].items():
            if item["state"] != "rejected" or key not in objected:
                continue
            page = head.page(self._at(office, f"?tampil=semua&butir={key}"))
            address = re.search(r'href="([^"]*/sanggah/[^"]*)"', page)
            if address is None:
                message = f"no way to object to {key} on the page of {office}"
                raise RuntimeError(message)
            head.send(address.group(1), {"reason": f"{SINTETIS}: putusan pengadilan mendukung kejadian ini."})
            self.figures.count("objections")

    def answer_objections(self) -> None:
        """Let the centre answer every objection, the head those about the verifier: every second one is granted."""
        for person in (self.cast["0", "verifier"], self.cast["0", "head"]):
            while found := self._numbers(person, "sanggahan/", r"sanggahan/(\d+)/"):
                for place, number in enumerate(found):
                    granted = "ya" if place % 2 == 0 else "tidak"
                    reason = f"{SINTETIS}: bukti dan uraian sudah diperiksa kembali."
                    person.send(self._of_cycle(f"sanggahan/{number}/"), {"granted": granted, "reason": reason})
                    self.figures.count(f"objections answered: {granted}")

    def _of_cycle(self, rest: str) -> str:
        return f"/kantor/verifikasi/{self.cycle}/{rest}"

    # --- double grading ---------------------------------------------------------------------------
    def grade_twice(self) -> None:
        """Draw the sample, let second verifiers grade it blind, and let the heads settle what differs."""
        self.cast["0", "head"].send(
            self._of_cycle("penilaian-ganda/sampel/"), {"share": "2", "risk_share": "2", "seed": "1"}
        )
        provinces = [code for code in self.offices if "." not in code]
        self.figures.each("second grades", provinces, self._grade, at_once=self.at_once)
        self.figures.each("settling grades", provinces, self._settle, at_once=self.at_once)

    def _grade(self, province: str) -> None:
        person = self.cast[province, "verifier2"]
        grades = {str(number): grade for grade, number in TOUCHED.items()}
        while found := self._numbers(person, "penilaian-ganda/", r"penilaian-ganda/(\d+)/"):
            for number in found:
                address = self._of_cycle(f"penilaian-ganda/{number}/")
                read = re.search(r"Terdampak (\d+) TPS", person.page(address))
                person.send(address, {"grade": str(grades[read.group(1)] if read else 2)})
                self.figures.count("second grades")

    def _settle(self, province: str) -> None:
        person = self.cast[province, "head"]
        while found := self._numbers(person, "penilaian-ganda/", r"penilaian-ganda/(\d+)/selesai/"):
            for number in found:
                given = {"grade": "2", "reason": f"{SINTETIS}: kedua penilaian dibahas bersama."}
                person.send(self._of_cycle(f"penilaian-ganda/{number}/selesai/"), given)
                self.figures.count("grades settled")

    def _numbers(self, person: Person, page: str, pattern: str) -> list[str]:
        return list(dict.fromkeys(re.findall(rf'href="[^"]*/{pattern}"', person.page(self._of_cycle(page)))))

    # --- signing and freezing ---------------------------------------------------------------------
    def sign(self, offices: Sequence[str]) -> None:
        """Let the heads above sign every submission off, and the centre accept them."""
        offices = _all_over(offices)
        self.figures.each("signing off", offices, self._sign, at_once=self.at_once)
        self.figures.each("accepting", offices, self._accept, at_once=self.at_once)

    def _sign(self, office: str) -> None:
        self.reviewer(office, "head").send(self._at(office, "pengesahan/sahkan/"), {})
        self._expect(office, "signed")

    def _accept(self, office: str) -> None:
        self.cast["0", "head"].send(self._at(office, "pengesahan/terima/"), {})
        self._expect(office, "accepted")

    def _expect(self, office: str, stage: str) -> None:
        found = self._stored(self.enterer(office), office)["stage"]
        if found != stage:
            message = f"the submission of {office} is {found}, not {stage}"
            raise RuntimeError(message)
        self.figures.count(stage)

    def freeze(self) -> bytes:
        """Close the entry, freeze by two people, and give the frozen data set."""
        self.close()
        note = f"{SINTETIS}: kantor yang tidak melapor sudah dihubungi tiga kali."
        self.cast["0", "head"].send(self._of_cycle("pembekuan/minta/"), {"note": note})
        self.cast["0", "head2"].send(self._of_cycle("pembekuan/konfirmasi/"), {})
        return self.cast["0", "head"].ask("GET", self._of_cycle("pembekuan/data/")).content

    def compute(self) -> None:
        """Compute the index from the frozen data set."""
        analyst = self.cast["0", "analyst"]
        analyst.page("/kantor/perhitungan/")
        answer = analyst.send("/kantor/perhitungan/baru/", {"cycle": self.cycle})
        self.figures.facts["computation"] = answer.headers["Location"]


def _all_over(offices: Sequence[str]) -> list[str]:
    """Give one office of every province, then the next of each: provinces work side by side."""
    turn: Counter[str] = Counter()
    places = []
    for code in offices:
        turn[code[:2]] += 1
        places.append((turn[code[:2]], code))
    return [code for _, code in sorted(places)]


def _batches(items: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [items[i : i + size] for i in range(0, len(items), size)]
