"""From waiting to ready: a plan is computed by one process, once, and what was found never changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.prevention.plans.engine import engine_version
from ikpweb.prevention.plans.models import Plan, PlanItem, PlanResult, PlanState
from ikpweb.prevention.plans.waiting import is_due

__all__ = ["begin_plan", "fail_plan", "keep_plan"]

_BATCH = 200


def _about(plan: Plan, *_: object, **__: object) -> str:
    return f"plan:{plan.pk}"


@audited("plan.begun", _about)
def begin_plan(plan: Plan, *, actor: Member) -> Plan | None:  # noqa: ARG001 - the decorator reads who
    """Take a plan that waits, or give None where another process has it or it is done."""
    held = Plan.objects.select_for_update(of=("self",)).select_related("office", "made_by", "after").get(pk=plan.pk)
    if not is_due(held):
        tell(repeated=held.state)
        return None
    held.state, held.started_at = PlanState.COMPUTING, timezone.now()
    held.save(update_fields=["state", "started_at"])
    return held


@audited("plan.computed", _about)
def keep_plan(
    plan: Plan,
    inputs: Mapping[str, Any],
    found: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    *,
    seconds: float,
    actor: Member,  # noqa: ARG001 - the decorator reads who
) -> Plan:
    """Keep what was found, with all that it rests on.

    Parameters
    ----------
    rows : sequence of mapping
        The items, as fields of `PlanItem`.
    """
    held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if held.state != PlanState.COMPUTING:  # another process was believed to be dead, and was first
        tell(repeated=held.state)
        return held
    now = timezone.now()
    result = PlanResult(
        plan=held,
        inputs=dict(inputs),
        found=dict(found),
        input_digest=digest_of(inputs),
        found_digest=digest_of(found),
        engine_version=engine_version,
        seed=inputs["basis"]["seed"],
        seconds=seconds,
        made_at=now,
    )
    result.save(force_insert=True)
    PlanItem.objects.bulk_create([PlanItem(plan=held, **row) for row in rows], batch_size=_BATCH)
    held.state, held.finished_at = PlanState.READY, now
    held.save(update_fields=["state", "finished_at"])
    tell(input=result.input_digest, found=result.found_digest, engine=engine_version, items=len(rows))
    return held


@audited("plan.failed", _about)
def fail_plan(plan: Plan, sentences: Mapping[str, str], *, actor: Member) -> Plan:  # noqa: ARG001
    """Keep why a plan cannot be computed."""
    held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if held.state == PlanState.COMPUTING:
        held.state, held.problem, held.finished_at = PlanState.FAILED, dict(sentences), timezone.now()
        held.save(update_fields=["state", "problem", "finished_at"])
    return held
