"""What a made-up world is like: which figures stand for Pemilu 2024, and which are assumed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ikp.errors import UsageError, problem

__all__ = ["LENGTH", "Stage", "WorldSetting"]

#: Weeks into which the cases of an outbreak fall.
LENGTH = 6


class Stage(NamedTuple):
    """A stage of the election: its code, its weeks in one cycle, reports and supervisors relative to the first."""

    code: str
    weeks: int
    reports: float
    supervisors: float


#: Reports: 688 to 23 November 2023 (69 weeks from the first dated stage, 29 July 2022), 1,236 to 24 January and
#: 2,264 to 25 March 2024 (Bawaslu, in the press): 10.0, 61.9 and 118 a week. That a cycle takes a year, as in
#: 2017–2020, is a stylised reading; the supervisors are assumed.
_STAGES = (Stage("planning", 34, 1.0, 1.0), Stage("campaign", 9, 6.2, 3.0), Stage("voting", 9, 11.8, 5.0))
#: Violations found in Pemilu 2024 (Bawaslu, in the press): ethics 311, other law 191, criminal 133, administrative 87.
_KINDS = {"ethics": 311.0, "other-law": 191.0, "criminal": 133.0, "administrative": 87.0}


@dataclass(frozen=True, slots=True)
class WorldSetting:
    """What a made-up world is like. The figures stand for Pemilu 2024 where they were published.

    Attributes
    ----------
    districts, provinces : int
        514 and 38 (published).
    weeks : int
    kinds : mapping
        Kind to its share, of any sum (published, see the source).
    weekly : float
        Reports of the whole country in a week of the first stage (10.0: derived from published totals).
        Pemilu 2019 counted six times as many findings and reports as Pemilu 2024 (16,043 against 2,687; published).
    stages : tuple of Stage
        One cycle, repeated (derived from published totals).
    between_provinces : float
        Shape of the gamma law of the provinces' rates (0.95: derived from the ethics cases of 17 provinces to
        23 November 2023, mean 7.9, variance 73).
    between_districts : float
        Shape of that of the districts in a province (assumed).
    dispersion : float
        Size of the negative binomial law of a week's count (assumed); infinity is Poisson.
    silent : float
        Share of the weeks in which an office files nothing (assumed).
    own, near : float
        Shares of a week's mean that come from last week, here and among neighbours (assumed).
    neighbours : int
        Nearest districts that count as neighbours; the relation is made mutual.
    supervisors : float
        Usual number in the first stage (assumed).
    boosts : float
        Share of districts that have twice the supervisors for a spell of eight weeks (assumed).
    delay, delay_last : float
        Mean days from the event to the entry, in the first and the last week (assumed).
    verification : float
        Mean days from the entry to the decision (assumed).
    outbreaks : int
    sizes : tuple of float
        Of the outbreaks in turn: expected cases, in standard deviations of the quiet count at the start.
    reach : int
        Districts in an outbreak: one and its nearest.
    quiet : int
        Weeks at the beginning without any outbreak.
    start : str
        A day of the first week.
    """

    districts: int = 514
    provinces: int = 38
    weeks: int = 260
    kinds: Mapping[str, float] = field(default_factory=lambda: dict(_KINDS))
    weekly: float = 10.0
    stages: tuple[Stage, ...] = _STAGES
    between_provinces: float = 0.95
    between_districts: float = 2.0
    dispersion: float = 2.0
    silent: float = 0.05
    own: float = 0.1
    near: float = 0.1
    neighbours: int = 5
    supervisors: float = 20.0
    boosts: float = 0.05
    delay: float = 7.0
    delay_last: float = 5.0
    verification: float = 10.0
    outbreaks: int = 20
    sizes: tuple[float, ...] = (2.0, 3.0, 5.0, 10.0)
    reach: int = 1
    quiet: int = 208
    start: str = "2020-01-06"

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        at_least = {"districts": 1, "provinces": 1, "weeks": 1, "outbreaks": 0, "reach": 1, "quiet": 0, "neighbours": 0}
        positive = ("weekly", "between_provinces", "between_districts", "dispersion", "supervisors")
        from_zero = ("own", "near", "delay", "delay_last", "verification")
        found = [
            *((name, f"≥ {least}") for name, least in at_least.items() if not getattr(self, name) >= least),
            *((name, "> 0") for name in positive if not getattr(self, name) > 0),
            *((name, "≥ 0") for name in from_zero if not getattr(self, name) >= 0),
            *((name, "0–1") for name in ("silent", "boosts") if not 0 <= getattr(self, name) < 1),
        ]
        if self.own + self.near >= 1:
            found.append(("near", "own + near < 1"))
        if not self.kinds or min(self.kinds.values()) <= 0:
            found.append(("kinds", "> 0"))
        if not self.stages or min(min(each[1:]) for each in self.stages) <= 0:
            found.append(("stages", "> 0"))
        if self.outbreaks and (not self.sizes or min(self.sizes) <= 0):
            found.append(("sizes", "> 0"))
        if self.outbreaks > self.districts * len(self.kinds):
            found.append(("outbreaks", f"≤ {self.districts * len(self.kinds)}"))
        if found:
            raise UsageError(
                [problem("world-setting", name=name, value=str(getattr(self, name)), range=of) for name, of in found]
            )
        room = self.weeks - self.quiet
        if self.outbreaks and room < LENGTH:
            raise UsageError(problem("world-spread", count=self.outbreaks, weeks=LENGTH, room=room))
