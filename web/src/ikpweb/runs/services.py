"""Loading what was published, computing what was collected, and how sure that is."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting, Actor
from ikpweb.audit.chain import digest_of
from ikpweb.audit.services import audited, tell
from ikpweb.collection.models import Cycle
from ikpweb.methodology.models import Edition
from ikpweb.runs import engine, policies
from ikpweb.runs.collected import Collected, accepted, digest_of_inputs
from ikpweb.runs.models import AskedReplicates, Computation, Figure, Run, Score, Uncertainty
from ikpweb.runs.perturbing import Replicates
from ikpweb.runs.verifying import digest_of_doubt, digest_of_run, digests_of_rows
from ikpweb.runs.waiting import CHOICES, is_due

__all__ = [
    "MOST",
    "ask_replicates",
    "begin_replicates",
    "compute_cycle",
    "end_replicates",
    "keep_uncertainty",
    "load_published",
]

State = AskedReplicates.State
#: A computation that was killed so often kills its process itself.
MOST = 3


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
    results: dict[str, str] = {}
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
        results[f"{level} {reading}"] = _digested(run)
    told = {"input": computation.input_digest, "coverage": digest_of(computation.coverage)}
    tell(computation=computation.pk, results=results, **told)
    return computation


@audited(
    "uncertainty.computed",
    lambda computation, *_, **__: f"computation:{computation.pk}",
    allowed=lambda *_, actor: policies.may_compute(actor),
)
def keep_uncertainty(computation: Computation, found: Replicates, *, actor: Acting) -> list[Uncertainty]:
    """Keep how sure a computation's scores are, one row per level and reading that has scores.

    The replicates are made before, outside the transaction: they take longer than others can wait for the database.
    """
    runs = {(run.level, run.reading): run for run in computation.runs.all()}
    made = [
        Uncertainty.objects.create(
            run=runs[key],
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
        for key, each in found.runs.items()
    ]
    doubts = {
        str(row.pk): digest_of_doubt(row) for row in Uncertainty.objects.filter(pk__in=[each.pk for each in made])
    }
    tell(replicates=found.replicates, seed=found.seed, input=computation.input_digest, doubts=doubts)
    return made


def _digested(run: Run) -> str:
    """Keep the digest of each row beside the run; the digest over all of them is for the log."""
    run.refresh_from_db()
    rows = digests_of_rows(run)
    run.facts = {**run.facts, "rows": rows}
    run.save(update_fields=["facts"])
    return digest_of_run(run, rows)


@audited(
    "uncertainty.asked",
    lambda computation, *_, **__: f"computation:{computation.pk}",
    allowed=lambda *_, actor: policies.may_compute(actor),
)
def ask_replicates(computation: Computation, replicates: int, *, actor: Member) -> AskedReplicates:
    """Ask for replicates of a computation; while some are being made, those are given: a double click is one.

    Raises
    ------
    ValueError
        For a number that nobody may choose.
    """
    if replicates not in CHOICES:
        message = f"{replicates} replicates: choose one of {CHOICES}."
        raise ValueError(message)
    going = AskedReplicates.objects.filter(computation=computation, state__in=[State.WAITING, State.RUNNING])
    if standing := going.first():
        tell(repeated=standing.pk)
        return standing
    try:
        with transaction.atomic():
            made = AskedReplicates.objects.create(
                computation=computation, replicates=replicates, by=actor.person, asked_at=timezone.now()
            )
    except IntegrityError:  # somebody else asked at the same moment
        tell(repeated=True)
        return going.get()
    tell(asked=made.pk, replicates=replicates)
    return made


@audited("uncertainty.begun", lambda asked, *_, **__: f"computation:{asked.computation_id}")
def begin_replicates(asked: AskedReplicates, *, actor: Acting) -> AskedReplicates | None:  # noqa: ARG001
    """Take up what waits, or what somebody who was killed left behind; None where another process has it."""
    held = AskedReplicates.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if not is_due(held):
        tell(repeated=held.state)
        return None
    if held.tries >= MOST:
        held.state, held.said, held.ended_at = State.FAILED, "killed", timezone.now()
        held.save(update_fields=["state", "said", "ended_at"])
        tell(written_off=held.pk)
        return None
    held.state, held.started_at, held.tries = State.RUNNING, timezone.now(), held.tries + 1
    held.save(update_fields=["state", "started_at", "tries"])
    tell(asked=held.pk, tries=held.tries)
    return held


@audited("uncertainty.ended", lambda asked, *_, **__: f"computation:{asked.computation_id}")
def end_replicates(asked: AskedReplicates, *, said: str = "", actor: Acting) -> None:  # noqa: ARG001
    """Say that replicates are kept, or why there are none."""
    state = State.FAILED if said else State.DONE
    AskedReplicates.objects.filter(pk=asked.pk, state=State.RUNNING).update(
        state=state, said=said[:500], ended_at=timezone.now()
    )
    tell(asked=asked.pk, said=said)


def _coverage(collected: Collected) -> Mapping[str, Any]:
    return {"units": len(collected.units), "cells": dict(collected.cells), "left_out": dict(collected.left_out)}
