"""Drafts of the next edition, for tests of everything that is built on them."""

from typing import Any

from ikpweb.accounts.members import Member
from ikpweb.methodology.edits import ChangeAbout
from ikpweb.methodology.models import Draft, Edition, Weighting
from ikpweb.methodology.services import (
    ask_expert,
    ask_freeze,
    change_draft,
    close_weighting,
    confirm_freeze,
    open_weighting,
    save_scores,
    start_draft,
)

from web.tests.factories import member

__all__ = ["about", "drafted", "frozen", "scored"]


def about(draft: Draft, **other: Any) -> ChangeAbout:
    """Say all that an edition must say before it is frozen."""
    told = {"period": "Pemilu 2029", "legal_base": ["SINTETIS: Keputusan 1/2028"], "registry_date": "2023-01-01"}
    return ChangeAbout({**told, **other})


def drafted(
    code: str = "ikp-2029", *, writer: Member | None = None, based_on: str = "2024", whole: bool = True
) -> Draft:
    """Begin a draft from an edition; whole, it could be frozen."""
    writer = writer or member("analyst", "0")
    draft = start_draft(
        code,
        based_on=Edition.objects.get(pk=based_on),
        title_id="Rancangan IKP 2029",
        title_en="Draft IKP 2029",
        actor=writer,
    )
    if whole:
        change_draft(draft, about(draft), seen=1, actor=writer)
        draft.refresh_from_db()
    return draft


def frozen(code: str = "ikp-2029", *, draft: Draft | None = None) -> Edition:
    """Freeze a draft by two heads of the centre."""
    draft = draft or drafted(code)
    freeze = ask_freeze(draft, actor=member("head", "0"))
    return confirm_freeze(freeze, actor=member("head", "0"))


def scored(draft: Draft, writer: Member, *scores: int, close: bool = True) -> Weighting:
    """Let one expert a score rate all indicators: the first the score, the second one more, and so on, from 1 to 4."""
    weighting = open_weighting(draft, due=None, actor=writer)
    codes = [each["code"] for each in weighting.asked]
    for first in scores:
        who = member("observer", "15")
        expert = ask_expert(weighting, who.person.email, actor=writer)
        told = {code: (first - 1 + place) % 4 + 1 for place, code in enumerate(codes)}
        save_scores(expert, told, finish=True, actor=who)
    return close_weighting(weighting, actor=writer) if close else weighting
