"""A computation of a cycle as rows: two regencies and a province, one score with its interval, one that is missing."""

from typing import Any

from ikpweb.collection.models import Cycle
from ikpweb.runs.models import Computation, Run, Score, Uncertainty
from ikpweb.territory.models import Unit

__all__ = ["computation_of"]


def computation_of(cycle: Cycle, **other: Any) -> Computation:
    """Keep a computation; nothing is computed."""
    counts = {"regency": {"cells": {"used": 1625}}}
    made = Computation.objects.create(
        cycle=cycle, input_digest="a" * 64, engine_version="1.0.0", coverage=counts, **other
    )
    for level, codes in (("regency", ("15.71", "15.72", "16.71")), ("province", ("15",))):
        run = Run.objects.create(
            edition=cycle.edition, level=level, kind=Run.Kind.COMPUTED, computation=made, engine_version="1.0.0",
            digests={"recipe": "b" * 64}, synthetic=cycle.training,
        )  # fmt: skip
        for place, code in enumerate(codes, start=1):
            _score(run, code, place, known=code != "15.72")
        Uncertainty.objects.create(
            run=run, replicates=8, seed=1, engine_version="1.0.0", groups={"sedang": "sedang", "tinggi": "tinggi"},
            rows=[_row(codes[0])], odds=b"",
        )  # fmt: skip
    return made


def _score(run: Run, code: str, place: int, *, known: bool) -> None:
    told: dict[str, Any] = {"total": None, "lacking": "not_reported"}
    if known:
        parts = {"SP": 60.0, "PP": None}
        told = {"total": 70.0 - place, "rank": place, "category": "sedang", "parts": parts, "coverage": 0.75}
        told["contributions"] = {"I01": 12.5}
    Score.objects.create(run=run, unit=Unit.objects.get(code=code), **told)


def _row(code: str) -> dict[str, Any]:
    scores = {"score": 69.0, "score_p05": 61.0, "score_p50": 69.0, "score_p95": 77.0}
    ranks = {"rank": 1, "rank_p05": 1.0, "rank_p50": 1.0, "rank_p95": 2.0}
    return {"unit": code, **scores, **ranks, "p_sedang": 0.75, "p_tinggi": 0.25, "p_change": 0.25}
