"""Loading what was published, and computing what was collected."""

from collections.abc import Mapping
from typing import Any

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting, Actor
from ikpweb.audit.services import audited, tell
from ikpweb.collection.models import Cycle
from ikpweb.methodology.models import Edition
from ikpweb.runs import engine, policies
from ikpweb.runs.collected import Collected, accepted, digest_of_inputs
from ikpweb.runs.models import Computation, Figure, Run, Score, Uncertainty
from ikpweb.runs.perturbing import Replicates

__all__ = ["compute_cycle", "keep_uncertainty", "load_published"]


@audited("published.loaded", lambda edition, **_: f"edition:{edition.code}")
def load_published(edition: Edition, *, actor: Actor) -> int:  # noqa: ARG001 - the decorator writes who
    """Replace an edition's published scores and figures by those the engine ships.

    Returns
    -------
    int
        How many scores there are.
    """
    Run.objects.filter(edition=edition, kind=Run.Kind.PUBLISHED).delete()
    Figure.objects.filter(edition=edition).delete()
    count = 0
    for level in engine.LEVELS:
        for reading in engine.READINGS:
            scores = list(engine.score_rows(edition.code, level, reading))
            if not scores:
                continue
            run = Run.objects.create(
                edition=edition,
                level=level,
                reading=reading,
                kind=Run.Kind.PUBLISHED,
                engine_version=engine.engine_version,
                facts=engine.run_facts(edition.code, level),
            )
            Score.objects.bulk_create([Score(run=run, **row) for row in scores], batch_size=200)
            count += len(scores)
    figures = [Figure(edition=edition, **row) for row in engine.figure_rows(edition.code)]
    Figure.objects.bulk_create(figures, batch_size=200)
    return count


@audited(
    "index.computed", lambda cycle, **_: f"cycle:{cycle.pk}", allowed=lambda _, *, actor: policies.may_compute(actor)
)
def compute_cycle(cycle: Cycle, *, actor: Member) -> Computation:
    """Compute the index of a cycle from what is accepted now: both levels, and both readings of the provinces.

    Nothing is public by it. The same accepted items give the same digests and the same scores.
    """
    methods = {method.level: method for method in cycle.edition.methods.all()}
    inputs = {level: accepted(cycle, level) for level in cycle.form}
    scored: dict[tuple[str, str], engine.Scored] = {
        (level, Run.Reading.OWN.value): engine.index_of(collected, methods[level], synthetic=cycle.training)
        for level, collected in inputs.items()
    }
    if "regency" in inputs and "province" in methods:
        scored["province", Run.Reading.REGENCIES.value] = engine.means_of_regencies(
            scored["regency", Run.Reading.OWN.value], methods["province"], cycle.registry_date
        )
    computation = Computation.objects.create(
        cycle=cycle,
        made_by=actor.person,
        frozen=cycle.stage == Cycle.Stage.FROZEN,
        input_digest=digest_of_inputs(inputs),
        engine_version=engine.engine_version,
        coverage={level: _coverage(collected) for level, collected in inputs.items()},
    )
    for (level, reading), found in scored.items():
        run = Run.objects.create(
            computation=computation,
            edition=cycle.edition,
            level=level,
            reading=reading,
            kind=Run.Kind.COMPUTED,
            digests=dict(found.digests),
            engine_version=found.engine_version,
            cutoffs=dict(found.cutoffs),
            synthetic=cycle.training,
        )
        Score.objects.bulk_create([Score(run=run, **row) for row in found.scores], batch_size=100)
    tell(computation=computation.pk, input=computation.input_digest)
    return computation


@audited(
    "uncertainty.computed",
    lambda computation, *_, **__: f"computation:{computation.pk}",
    allowed=lambda *_, actor: policies.may_compute(actor),
)
def keep_uncertainty(computation: Computation, found: Replicates, *, actor: Acting) -> list[Uncertainty]:
    """Keep how sure a computation's scores are, one row per level that has scores.

    The replicates are made before, outside the transaction: they take longer than others can wait for the database.
    """
    runs = {run.level: run for run in computation.runs.filter(reading=Run.Reading.OWN)}
    made = [
        Uncertainty.objects.create(
            run=runs[level],
            made_by=actor.person if isinstance(actor, Member) else None,
            replicates=found.replicates,
            seed=found.seed,
            engine_version=engine.engine_version,
            rows=list(each.rows),
            groups=dict(each.groups),
            varied=dict(each.varied),
            left_out=list(each.left_out),
            digests=dict(each.digests),
            odds=each.odds,
        )
        for level, each in found.levels.items()
    ]
    tell(replicates=found.replicates, seed=found.seed, input=computation.input_digest)
    return made


def _coverage(collected: Collected) -> Mapping[str, Any]:
    return {"units": len(collected.units), "cells": dict(collected.cells), "left_out": dict(collected.left_out)}
