"""One submission: its items with the difference since the last decision, and the decisions themselves."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role, User
from ikpweb.collection.models import Declaration, Event, Submission
from ikpweb.collection.transitions import Move, Side
from ikpweb.verification import policies
from ikpweb.verification.forms import DecisionForm, ReasonForm, is_number, pins
from ikpweb.verification.models import Decision
from ikpweb.verification.risk import SIGNS
from ikpweb.verification.selectors.offices import verifiers_of
from ikpweb.verification.selectors.review import TABS, Card, cards, lights, review_of
from ikpweb.verification.services import decide, decide_many, delegate, end_delegation
from ikpweb.verification.services.objecting import item_of
from ikpweb.verification.showing import label_of, move_label, rows_of, told
from ikpweb.verification.views.common import page_of, submission_or_404, telling_refusals

__all__ = ["accept_many", "decided", "given", "submission", "taken_back", "told_card", "undo"]

_PAGE, _SAFE_PAGE = 20, 100


@member_required()
def submission(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Show a submission to those who may see it; with buttons for those who may decide."""
    shown = submission_or_404(request.member, cycle, office)
    review = review_of(shown, request.member)
    indicator, words = request.GET.get("indikator", ""), request.GET.get("cari", "").replace("\x00", "").strip()[:100]
    everything = lights(review, indicator=indicator, words=words)
    counts = {tab: sum(light.on(tab) for light in everything) for tab in TABS}
    tab = request.GET.get("tampil", "")
    if tab not in TABS:
        # A reviewer comes for what waits, the office for what came back.
        first = ("kantor", "ditolak") if Side.OWN in review.standing.sides else ("menunggu", "kantor", "ditolak")
        tab = next((name for name in first if counts[name]), "semua")
    safe = tab == "aman"
    only = request.GET.get("butir", "")
    listed = [light for light in everything if (light.key == only if only else light.on(tab))]
    page = page_of(listed, request.GET.get("hal"), _SAFE_PAGE if safe else _PAGE)
    kept = {"tampil": tab, "indikator": indicator, "cari": words}
    context = {
        "submission": shown,
        "review": review,
        "training": shown.cycle.training,
        "page": page,
        "cards": [told_card(card) for card in cards(review, page.object_list, request.member)],
        "tabs": [(name, _tab_names()[name], counts[name]) for name in TABS],
        "tab": tab,
        "safe": safe,
        "indicator": indicator,
        "words": words,
        "kept": urlencode({name: value for name, value in kept.items() if value}),
        "may_review": policies.may_review(request.member, shown) and review.taking and not review.theirs,
        "may_delegate": policies.may_delegate(request.member, shown),
        "colleagues": verifiers_of(request.member.office) if policies.may_delegate(request.member, shown) else [],
        "above": Side.REVIEWER in review.standing.sides,
    }
    return render(request, "verification/submission.html", context)


def _tab_names() -> dict[str, str]:
    return {
        "menunggu": _("Menunggu"),
        "aman": _("Aman diterima bersama"),
        "kantor": _("Di kantor pengisi"),
        "ditolak": _("Ditolak atau disanggah"),
        "diterima": _("Sudah diterima"),
        "semua": _("Semua"),
    }


def told_card(card: Card, can: Iterable[str] | None = None) -> dict[str, Any]:
    """Say a card in words; `can` names the moves that are offered, by default all that are possible."""
    hidden = {"grade"} if card.blind else set()
    changes = [(field, pair) for field, pair in card.changes.items() if field not in hidden]
    return {
        "card": card,
        "name": card.question.name if card.question else card.item.indicator,
        "rows": rows_of(card.content, without=("indicator", "narrative", "grade")),
        "grade": None if card.blind else _grade(card),
        "changes": [(label_of(field), told(field, then), told(field, now)) for field, (then, now) in changes],
        "decisions": [(move_label(each.move), each) for each in card.decisions],
        "signs": [SIGNS[sign] for sign in card.signs if sign not in hidden],
        "can": {move.value for move in card.moves} if can is None else set(can),
    }


def _grade(card: Card) -> tuple[int, str] | None:
    if not isinstance(card.item, Event) or card.item.grade is None:
        return None
    known = dict(card.question.grades) if card.question else {}
    return card.item.grade, known.get(card.item.grade, "")


def _back(request: MemberRequest, shown: Submission, anchor: str = "") -> HttpResponse:
    """Lead back to the page that was read, with its tab and filters."""
    kept = {name: request.POST.get(name, "") for name in ("tampil", "indikator", "cari", "hal")}
    query = urlencode({name: value for name, value in kept.items() if value})
    address = reverse("verification:submission", args=[shown.cycle_id, shown.office_id])
    return redirect(f"{address}{'?' if query else ''}{query}{anchor}")


@require_POST
@member_required(Role.VERIFIER, Role.HEAD)
def decided(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Take a decision about one item; the next page offers to take it back."""
    shown = submission_or_404(request.member, cycle, office)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Keputusan ini tidak terbaca. Muat ulang halaman, lalu coba lagi."))
        return _back(request, shown)
    key, move = form.cleaned_data["item"], Move(form.cleaned_data["move"])
    item = _item(shown, key)
    with telling_refusals(request):
        decision = decide(
            item,
            move,
            reason=form.cleaned_data["reason"],
            seen_revision=form.cleaned_data["revision"],
            actor=request.member,
        )
        messages.success(
            request,
            format_html(
                '{}: {}. <a href="{}">{}</a>',
                item.indicator,
                move_label(decision.move),
                reverse("verification:undo", args=[shown.cycle_id, shown.office_id, decision.pk]),
                _("Batalkan keputusan ini"),
            ),
        )
    return _back(request, shown, request.POST.get("lanjut", "")[:60])


def _item(shown: Submission, key: str) -> Event | Declaration:
    item: Event | Declaration
    if is_number(key):
        item = get_object_or_404(Event, submission=shown, pk=key)
    else:
        item = get_object_or_404(Declaration, submission=shown, indicator=key)
    item.submission = shown
    return item


@require_POST
@member_required(Role.VERIFIER, Role.HEAD)
def accept_many(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Accept the ticked items, all of which show no sign of risk."""
    shown = submission_or_404(request.member, cycle, office)
    seen = pins(request.POST.getlist("butir"))
    if not seen:
        messages.error(request, _("Belum ada yang dipilih."))
        return _back(request, shown)
    with telling_refusals(request):
        done = decide_many(shown, seen, actor=request.member)
        messages.success(request, _("%(number)s isian diterima bersama.") % {"number": len(done)})
    return _back(request, shown)


@member_required(Role.VERIFIER, Role.HEAD)
def undo(request: MemberRequest, cycle: str, office: str, decision: int) -> HttpResponse:
    """Ask why a decision is taken back, and take it back."""
    shown = submission_or_404(request.member, cycle, office)
    made = get_object_or_404(Decision.objects.select_related("event", "person"), submission=shown, pk=decision)
    form = ReasonForm(request.POST or None, initial={"reason": _("Salah menekan tombol.")})
    if request.method == "POST" and form.is_valid():
        item = item_of(made)
        item.submission = shown
        with telling_refusals(request):
            decide(
                item,
                Move.UNDECIDE,
                reason=form.cleaned_data["reason"],
                seen_revision=made.revision,
                actor=request.member,
            )
            messages.success(request, _("Keputusan dibatalkan; isian ini menunggu lagi."))
        return _back(request, shown)
    context = {
        "submission": shown,
        "training": shown.cycle.training,
        "decision": made,
        "move": move_label(made.move),
        "form": form,
    }
    return render(request, "verification/undo.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required(Role.HEAD)
def given(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Give the reviews of a submission to one person."""
    shown = submission_or_404(request.member, cycle, office)
    number = request.POST.get("orang", "")
    person = get_object_or_404(User, pk=int(number) if number.isascii() and number.isdigit() else 0)
    with telling_refusals(request):
        delegate(shown, person, actor=request.member)
        messages.success(request, _("Verifikasi diserahkan kepada %(person)s.") % {"person": person})
    return _back(request, shown)


@require_POST
@member_required(Role.HEAD)
def taken_back(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Take the reviews of a submission back."""
    shown = submission_or_404(request.member, cycle, office)
    with telling_refusals(request):
        end_delegation(shown, actor=request.member)
        messages.success(request, _("Penyerahan dicabut."))
    return _back(request, shown)
