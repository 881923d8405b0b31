"""How good forecasts turned out to be, for the public ledger; and what is forecast of a unit, for its office."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.watch.models import ForecastRound, LedgerEntry, LedgerOutcome, RoundScore
from ikpweb.watch.policies import below

__all__ = [
    "Bin",
    "Skill",
    "Standing",
    "alarm_bins",
    "entries_of",
    "newest_projection",
    "next_week_of",
    "projected",
    "round_for",
    "rounds",
    "standings",
]

#: Rounds from which on an interval of skill says anything, and how often they are drawn for it.
_ENOUGH, _DRAWS = 8, 400
#: Levels of the interval, in percent.
_LOW, _HIGH = 5, 95


@dataclass(frozen=True, slots=True)
class Bin:
    """Of forecasts that were said with about the same probability: what was said, what came, how many; in percent."""

    said: float
    came: float
    n: int
    #: Between these it lies nine times in ten when the probabilities are true and the outcomes are independent.
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Skill:
    """How much better than a simple forecast, in percent of its score; below 0 it was worse."""

    baseline: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """All rounds of a topic together.

    Attributes
    ----------
    said, scored : int
        Rounds.
    n, hits : int
        Forecasts with an outcome, and those that hit.
    promised : float or None
        How many should have hit by what the intervals promise, in percent; None for categories.
    pit : tuple of float
        Histogram of the places of counts in their forecasts, 1 on average; empty for categories.
    """

    topic: str
    label: str
    said: int
    scored: int
    n: int
    hits: int
    promised: float | None
    skills: tuple[Skill, ...]
    bins: tuple[Bin, ...]
    pit: tuple[float, ...]

    @property
    def share(self) -> float | None:
        """Hits in percent."""
        return 100 * self.hits / self.n if self.n else None


def rounds(*, training: bool) -> QuerySet[ForecastRound]:
    """Give all rounds, the newest first; the score that holds is the first of `scores`."""
    scores = Prefetch("scores", RoundScore.objects.order_by("-number"))
    return ForecastRound.objects.filter(training=training).prefetch_related(scores)


def round_for(key: int) -> ForecastRound | None:
    """Give a round by its number: all of them are public."""
    scores = Prefetch("scores", RoundScore.objects.order_by("-number"))
    return ForecastRound.objects.filter(pk=key).prefetch_related(scores).first()


def entries_of(round_: ForecastRound) -> QuerySet[LedgerEntry]:
    """Give the forecasts of a round in the order in which they were sealed, with what came of them."""
    outcomes = Prefetch("outcomes", LedgerOutcome.objects.order_by("-number"))
    return round_.entries.select_related("unit").prefetch_related(outcomes).order_by("pk")


def summary_of(round_: ForecastRound) -> Mapping[str, Any] | None:
    """Give how good a round was; None while nobody knows."""
    held = next(iter(round_.scores.all()), None)
    return held.summary if held and held.summary.get("n") else None


def standings(found: Sequence[ForecastRound]) -> list[Standing]:
    """Put the rounds of each topic together."""
    by_topic = {topic: [each for each in found if each.topic == topic] for topic in ForecastRound.Topic.values}
    return [_standing(own) for own in by_topic.values() if own]


def _standing(own: Sequence[ForecastRound]) -> Standing:
    scored = [summary for each in own if (summary := summary_of(each))]
    n = sum(each["n"] for each in scored)
    pits = [each["pit"] for each in scored if each.get("pit")]
    weights = [each["n"] for each in scored if each.get("pit")]
    levels = [each["level"] for each in scored if "level" in each]
    return Standing(
        own[0].topic,
        str(own[0].get_topic_display()),
        len(own),
        len(scored),
        n,
        sum(each["hits"] for each in scored),
        100 * levels[0] if levels else None,
        tuple(_skills(scored)),
        tuple(_bins(_added(each["events"] for each in scored))),
        tuple(sum(w * pit[k] for w, pit in zip(weights, pits, strict=True)) / sum(weights) for k in range(len(pits[0])))
        if pits
        else (),
    )


def _skills(scored: Sequence[Mapping[str, Any]]) -> Iterable[Skill]:
    if not scored:
        return
    draw = random.Random(0)  # noqa: S311 - an interval, not a secret
    picks = [draw.choices(range(len(scored)), k=len(scored)) for _ in range(_DRAWS)] if len(scored) >= _ENOUGH else []
    for name in scored[0]["baselines"]:

        def skill(which: Iterable[int], name: str = name) -> float | None:
            chosen = list(which)
            own = sum(scored[at]["n"] * scored[at]["score"] for at in chosen)
            plain = sum(scored[at]["n"] * scored[at]["baselines"][name] for at in chosen)
            return 100 * (1 - own / plain) if plain else None

        value = skill(range(len(scored)))
        if value is None:
            continue
        drawn = sorted(each for pick in picks if (each := skill(pick)) is not None)
        ends = (drawn[len(drawn) * _LOW // 100], drawn[len(drawn) * _HIGH // 100]) if drawn else (None, None)
        yield Skill(name, value, *ends)


def _added(events: Iterable[Sequence[Sequence[float]]]) -> list[list[float]]:
    total: list[list[float]] = []
    for each in events:
        total = total or [[0.0, 0, 0] for _ in each]
        for place, row in enumerate(each):
            total[place] = [a + b for a, b in zip(total[place], row, strict=True)]
    return total


def _bins(total: Iterable[Sequence[float]]) -> Iterable[Bin]:
    for said, came, n in total:
        if n:
            mean = said / n
            # The normal law of a share: a picture needs no more.
            gap = 1.645 * (max(mean * (1 - mean), 1e-9) / n) ** 0.5
            yield Bin(100 * mean, 100 * came / n, int(n), 100 * max(mean - gap, 0.0), 100 * min(mean + gap, 1.0))


def alarm_bins(entries: Iterable[LedgerEntry], width: int = 5) -> list[Bin]:
    """Hold the probabilities of alarms against what came of them, in bins of equal width."""
    total = [[0.0, 0, 0] for _ in range(width)]
    for entry in entries:
        last = next(iter(entry.outcomes.all()), None)
        probability = entry.statement.get("probability")
        if last is None or probability is None or "hit" not in last.score:
            continue
        row = total[min(int(probability * width), width - 1)]
        row[0] += probability
        row[1] += bool(last.score["hit"])
        row[2] += 1
    return list(_bins(total))


def newest_projection(*, training: bool) -> ForecastRound | None:
    """Give the newest projection of a stage or a block of weeks."""
    return rounds(training=training).filter(topic=ForecastRound.Topic.STAGE).order_by("-said_on", "-pk").first()


def projected(member: Member, round_: ForecastRound, kind: str) -> QuerySet[LedgerEntry]:
    """Give the projections of one kind for the member's unit and those below it."""
    rows = round_.entries.filter(target__startswith=f"stage:{kind}:").select_related("unit")
    return below(member, rows, "unit__office").order_by("unit")


def next_week_of(member: Member, unit: str, kind: str, *, training: bool, after: date) -> LedgerEntry | None:
    """Give the forecast of the week after one, for a series that the member may see."""
    rows = LedgerEntry.objects.filter(
        sort=LedgerEntry.Sort.FORECAST,
        training=training,
        unit=unit,
        target__startswith=f"reports:{kind}:",
        due_on__gt=after,
    )
    return below(member, rows, "unit__office").order_by("-due_on").first()
