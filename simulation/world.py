"""What happened, made up from a seed: how often, how grave, what it looks like, and what becomes of it.

Units differ by one effect of their own, and by one in each dimension, so that indicators go
together; counts follow a Poisson law whose rate is gamma distributed. The means are chosen so
that the whole country has some 60,000 events. Nothing of this is about a real place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np

__all__ = ["SINTETIS", "TOUCHED", "Event", "Workload", "World", "offices_of"]

SINTETIS = "SINTETIS"

#: Sets the level of the rates, so that 61 × 552 cells hold some 60,000 events.
_LEVEL = 2.15
_MOST_IN_A_CELL = 40
_NO_DATA, _NOT_APPLICABLE = 0.03, 0.01
#: Of the events: with a file of evidence, and what a verifier does.
_EVIDENCE, _RETURNED, _REJECTED = 0.25, 0.03, 0.015
#: Of the rejected: to how many an office objects. Of the offices: how many enter by workbook, hand in last, or never.
_BY_WORKBOOK = 0.25
_OBJECTED, _LAST, _NEVER = 0.3, 0.04, 0.01
#: Sizes of files: the logarithm has this median and spread, and no file is larger than 5 MB.
_MEDIAN_BYTES, _SPREAD, _MOST_BYTES = 60_000, 1.1, 5_000_000

#: Polling stations that an event of a grade touches, as its narrative tells.
TOUCHED = {1: 1, 2: 5, 3: 20, 4: 60}
_TOLD = (
    "Saksi dan pengawas di lokasi mencatat kejadian ini dalam laporan hasil pengawasan.",
    "Tahapan sempat terhenti, lalu dilanjutkan setelah koordinasi dengan PPK dan kepolisian.",
    "Laporan warga diterima panwascam, ditelusuri, dan dibahas dalam rapat pleno.",
    "Kejadian berulang di tempat yang sama; pengawas mencatat waktu, tempat, dan jumlahnya.",
)
_SOURCES = ("supervision", "supervision", "supervision", "report", "police", "election-body", "media", "court")


@dataclass(frozen=True)
class Event:
    """One event with all that an office enters, and what will become of it."""

    key: str
    fields: Mapping[str, Any]
    #: Bytes of its file of evidence; 0 for none.
    evidence: int
    #: accept, return or reject.
    fate: str
    objected: bool


@dataclass(frozen=True)
class Workload:
    """All that one office has to say."""

    office: str
    answers: Mapping[str, Mapping[str, str]]
    events: Sequence[Event] = field(default_factory=list)
    #: prompt, last or never.
    punctuality: str = "prompt"
    #: Enters its events by the workbook, not by the page.
    by_workbook: bool = False


def offices_of(codes: Sequence[str], scale: float) -> list[str]:
    """Choose whole provinces, Jambi first, until a share of the offices is reached; 1 is everybody."""
    provinces = sorted({code[:2] for code in codes}, key=lambda code: (code != "15", code))
    wanted = scale * len(codes)
    chosen: list[str] = []
    for province in provinces:
        if len(chosen) >= wanted:
            break
        chosen += [code for code in codes if code[:2] == province]
    return chosen


class World:
    """Makes up what every office reports; the same seed gives the same world, whatever the order of asking."""

    def __init__(self, seed: int, period: tuple[date, date]) -> None:
        self.seed, self.period = seed, period

    def workload(self, office: str, form: Mapping[str, Any]) -> Workload:
        """Make up what an office reports about the indicators that its form asks for."""
        questions, stages = form["questions"], sorted(form["stages"])
        rng = np.random.default_rng([self.seed, int(office.replace(".", ""))])
        dimensions = sorted({question["dimension"] for question in questions})
        common, own = rng.normal(0, 0.7), dict(zip(dimensions, rng.normal(0, 0.5, len(dimensions)), strict=True))
        # How common an indicator is belongs to the world, not to the office.
        frequency = np.random.default_rng([self.seed]).normal(0, 0.8, 200)
        answers: dict[str, dict[str, str]] = {}
        events: list[Event] = []
        for place, question in enumerate(questions):
            rate = np.exp(np.clip(frequency[place] + common + own[question["dimension"]] - 0.75, None, 3)) * _LEVEL
            count = min(int(rng.poisson(rate * rng.gamma(0.6, 1 / 0.6))), _MOST_IN_A_CELL)
            fate = rng.random()
            if fate < _NO_DATA:
                answers[question["code"]] = {"answer": "no-data", "reason": f"{SINTETIS}: arsip belum lengkap."}
            elif fate < _NO_DATA + _NOT_APPLICABLE:
                answers[question["code"]] = {
                    "answer": "not-applicable",
                    "reason": f"{SINTETIS}: tahapan ini tidak ada di sini.",
                }
            elif count == 0:
                answers[question["code"]] = {"answer": "nil"}
            else:
                answers[question["code"]] = {"answer": "events"}
                events += [self._event(question["code"], stages, common, rng) for _ in range(count)]
        draw = rng.random()
        punctuality = "never" if draw < _NEVER else "last" if draw < _NEVER + _LAST else "prompt"
        return Workload(office, answers, events, punctuality, bool(rng.random() < _BY_WORKBOOK))

    def _event(self, indicator: str, stages: Sequence[str], common: float, rng: np.random.Generator) -> Event:
        first, last = self.period
        day = first + timedelta(days=int(rng.integers(0, (last - first).days + 1)))
        grade = 1 + int(rng.binomial(3, 1 / (1 + np.exp(1.0 - 0.6 * common))))
        has_file = rng.random() < _EVIDENCE
        size = int(min(_MEDIAN_BYTES * np.exp(rng.normal(0, _SPREAD)), _MOST_BYTES)) if has_file else 0
        number = int(rng.integers(1, 40))
        told = _TOLD[int(rng.integers(len(_TOLD)))]
        # How many polling stations were touched is what a second person grades by, blind.
        touched = TOUCHED[min(max(grade + int(rng.choice([-1, 0, 0, 0, 0, 1])), 1), 4)]
        fields = {
            "indicator": indicator,
            "date": day.isoformat(),
            "district": f"Kecamatan {number} ({SINTETIS})",
            "village": f"Desa {int(rng.integers(1, 20))}",
            "stage": stages[int(rng.integers(len(stages)))],
            "count": 1,
            "grade": grade,
            "source": _SOURCES[int(rng.integers(len(_SOURCES)))],
            "narrative": f"{SINTETIS}. {told} Terdampak {touched} TPS.",
            "unevidenced": "" if has_file else f"{SINTETIS}: contoh tanpa berkas.",
        }
        fate = rng.random()
        return Event(
            key=str(UUID(bytes=rng.bytes(16), version=4)),
            fields=fields,
            evidence=size,
            fate="return" if fate < _RETURNED else "reject" if fate < _RETURNED + _REJECTED else "accept",
            objected=bool(rng.random() < _OBJECTED),
        )
