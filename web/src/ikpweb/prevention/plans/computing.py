"""Computing a plan that waits: outside of any transaction, since it takes longer than others can wait."""

from dataclasses import asdict
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext, override

from ikpweb.accounts.members import Member, member_of
from ikpweb.prevention.plans.asking import Asked
from ikpweb.prevention.plans.basis import Basis, basis_of
from ikpweb.prevention.plans.engine import Chosen, Solved, UnsolvableError, solve
from ikpweb.prevention.plans.inputs import Inputs, assemble
from ikpweb.prevention.plans.models import Plan
from ikpweb.prevention.plans.policies import units_for
from ikpweb.prevention.plans.reasons import due_on, why_of_record
from ikpweb.prevention.plans.services.keeping import begin_plan, fail_plan, keep_plan
from ikpweb.prevention.plans.waiting import due

__all__ = ["compute_plan", "compute_waiting", "progress_of"]

_KEPT = 3600


def compute_waiting() -> list[Plan]:
    """Compute every plan that waits, one after another; give those that this process computed."""
    found = []
    for plan in due():
        done = compute_plan(plan)
        if done is not None:
            found.append(done)
    return found


def compute_plan(plan: Plan) -> Plan | None:
    """Compute a plan, unless another process does; give it with its end, or None."""
    actor = member_of(plan.made_by, plan.office_id)
    if actor is None:
        return None
    held = begin_plan(plan, actor=actor)
    if held is None:
        return None
    try:
        inputs, solved = _solved(held, actor)
    except UnsolvableError as refused:
        return fail_plan(held, refused.sentences, actor=actor)
    rows = [_row(each, inputs, held) for each in solved.chosen]
    return keep_plan(held, inputs.record, _found(solved), rows, seconds=solved.seconds, actor=actor)


def progress_of(plan: Plan) -> tuple[int, int]:
    """Give how many steps are done, and of how many."""
    done: tuple[int, int] = cache.get(f"plan:{plan.pk}", (0, 1))
    return done


def _solved(plan: Plan, member: Member) -> tuple[Inputs, Solved]:
    asked = Asked.from_dict(plan.asked)
    units = list(units_for(member).filter(code__in=asked.units))
    basis = basis_of(member, asked.basis, units)
    if basis is None or len(units) < len(asked.units):
        raise UnsolvableError(_both("Dasar atau daerahnya tidak lagi dapat dibuka kantor ini."))
    inputs = assemble(member, asked, basis, units, after=plan.after)
    _refuse_empty(basis, inputs, asked)

    def tell(done: int, of: int) -> None:
        cache.set(f"plan:{plan.pk}", (done + 1, of + 2), _KEPT)

    return inputs, solve(inputs.question, tell)


def _refuse_empty(basis: Basis, inputs: Inputs, asked: Asked) -> None:
    """Say why nothing could be proposed at all."""
    if not any(each.points for each in basis.grounds.values()):
        raise UnsolvableError(_both("Dasar ini tidak memuat skor satu pun daerah yang dipilih. Pilih dasar lain."))
    if not any(map(any, inputs.question.possible)):
        if inputs.near and not any(each.when == "near" for each in inputs.near.values()):
            raise UnsolvableError(
                _both(
                    "Tidak ada tahapan pada kalender ini antara {start} dan {end}. Pilih hari mulai lain, jangka yang "
                    "lebih panjang, atau rencana tanpa kalender.",
                    start=asked.start.isoformat(),
                    end=asked.end.isoformat(),
                )
            )
        raise UnsolvableError(
            _both("Tidak ada tindakan dalam pustaka yang cocok dengan bentuk dan tahapan yang dipilih.")
        )


def _both(text: str, **told: str) -> dict[str, str]:
    """Say a sentence in both languages: what is kept is read in either."""
    said = {}
    for language in ("id", "en"):
        with override(language):
            said[language] = gettext(text).format(**told)
    return said


def _found(solved: Solved) -> dict[str, Any]:
    """Write down both plans as they were found."""
    return {
        "chosen": [[each.unit, each.action] for each in solved.chosen],
        "plain": [list(each) for each in solved.plain],
        "levels": [asdict(each) for each in solved.levels],
        "plain_levels": [asdict(each) for each in solved.plain_levels],
        "reduction": dict(solved.reduction),
        "plain_reduction": dict(solved.plain_reduction),
        "standing": dict(solved.standing),
        "candidates": solved.candidates,
        "cheapest": solved.cheapest,
        "least_effort": solved.least_effort,
    }


def _row(chosen: Chosen, inputs: Inputs, plan: Plan) -> dict[str, Any]:
    return {
        "unit_id": chosen.unit,
        "action": chosen.action,
        "plain": chosen.plain,
        "points": chosen.points,
        "alone": chosen.alone,
        "cost": round(chosen.cost),
        "effort": chosen.effort,
        "why": why_of_record(chosen.unit, chosen.drivers, inputs.record),
        "due": due_on(inputs.actions[chosen.action].stages, inputs.near, Asked.from_dict(plan.asked)),
    }
