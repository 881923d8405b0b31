"""Proposals for the library: the list, a new one, one with its steps, changing it, and curating it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required, refused
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.kit.merging import find_differences
from ikpweb.prevention.curation.content import flat, joined
from ikpweb.prevention.curation.forms import ActionForm, ReasonForm
from ikpweb.prevention.curation.models import Proposal, Status
from ikpweb.prevention.curation.policies import is_author, may_curate, may_propose, sides_of
from ikpweb.prevention.curation.selectors.library import find, versions
from ikpweb.prevention.curation.selectors.proposals import filtered, proposal_for, steps_of
from ikpweb.prevention.curation.services import accept, change_proposal, propose, withdraw_proposal
from ikpweb.prevention.curation.services import refuse as refuse_proposal
from ikpweb.prevention.curation.transitions import Move, moves
from ikpweb.prevention.curation.views.common import changed, curators, say_refused, versus
from ikpweb.prevention.curation.words import field_said, value_said
from ikpweb.prevention.shipped import table_of

__all__ = ["curate", "edit", "listing", "move", "new", "proposal"]

_PER_PAGE = 30


def _found(request: MemberRequest, key: UUID) -> Proposal:
    found = proposal_for(request.member, key)
    if found is None:
        raise Http404(str(key))
    return found


@member_required()
def listing(request: MemberRequest) -> HttpResponse:
    """Show the proposals that the member may see."""
    status, words = request.GET.get("status", ""), request.GET.get("cari", "").replace("\x00", "")[:80].strip()
    query = request.GET.copy()
    query.pop("hal", None)
    context = {
        "page": Paginator(filtered(request.member, status, words), _PER_PAGE).get_page(request.GET.get("hal")),
        "status": status,
        "statuses": Status.choices,
        "words": words,
        "query": query.urlencode(),
        "may_propose": may_propose(request.member),
        "may_curate": may_curate(request.member),
    }
    return render(request, "curation/proposals.html", context)


@member_required()
def new(request: MemberRequest) -> HttpResponse:
    """Propose an action, or a change of one."""
    if not may_propose(request.member):
        return refused(request, _("Usulan ditulis oleh ketua atau pengisi kantor."))
    action = find(request.GET.get("tindakan", ""))
    initial: dict[str, Any] = {"key": uuid4(), "base": 0}
    if action is not None:
        initial |= {**ActionForm.initial_of(table_of(action)), "base": action.version}
    elif request.GET.get("indikator"):
        initial["main"] = request.GET["indikator"]
    form = ActionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        about: dict[str, Any] = {"code": action.id, "base": said["base"] or 0} if action else {}
        try:
            made = propose(said["key"] or uuid4(), form.content(), why=said["why"], actor=request.member, **about)
        except RejectedError as wrong:
            form.refuse(wrong)
        else:
            messages.success(request, _("Usulan terkirim. Pusat mengkurasinya."))
            return redirect("curation:proposal", made.pk)
    return render(
        request, "curation/propose.html", {"form": form, "action": action}, status=422 if form.errors else 200
    )


@member_required()
def proposal(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show a proposal with what it would change, its steps, and what may be done with it."""
    return _page(request, _found(request, key))


def _page(request: MemberRequest, found: Proposal, status: int = 200) -> HttpResponse:
    before = _base(found)
    context = {
        "proposal": found,
        "named": find(found.code),
        "rows": [(field_said(name), value_said(value, name)) for name, value in flat(found.content).items()],
        "changes": changed(
            [(name, *both) for name, both in find_differences(flat(before), flat(found.content)).items()]
        )
        if before
        else [],
        "steps": [(step, changed(changes)) for step, changes in steps_of(found)],
        "may": {each.value for each in _moves(request, found)},
        "lacks_english": not all(
            found.content[name]["en"] for name in ("title", "description", "mechanism", "done_when")
        ),
        "form": ReasonForm(initial={"seen": found.version}),
    }
    return render(request, "curation/proposal.html", context, status=status)


def _base(found: Proposal) -> dict[str, Any]:
    """Give the version of the action that its author had before them."""
    kept = {each.number: each.content for each in versions(found.code)} if found.base else {}
    content: dict[str, Any] = kept.get(found.base, {})
    return content


def _moves(request: MemberRequest, found: Proposal) -> frozenset[Move]:
    mine = is_author(request.member, found)
    return moves(Status(found.status), sides_of(request.member, found), is_author=mine)


@member_required()
def edit(request: MemberRequest, key: UUID) -> HttpResponse:
    """Change what the office proposes."""
    found = _found(request, key)
    if not may_propose(request.member):
        return refused(request, _("Usulan ditulis oleh ketua atau pengisi kantor."))
    form = ActionForm(request.POST or None, initial=_initial(found.content, found))
    fields = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            change_proposal(found, form.content(), why=said["why"], seen=said["seen"] or 0, actor=request.member)
        except RejectedError as wrong:
            form.refuse(wrong)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            initial = {**_initial(merged, found), "why": said["why"], "seen": conflict.revision}
            form, fields = ActionForm(initial=initial), versus(conflict)
        else:
            messages.success(request, _("Usulan diubah."))
            return redirect("curation:proposal", key)
    context = {"form": form, "proposal": found, "fields": fields}
    return render(
        request, "curation/proposal_edit.html", context, status=409 if fields else 422 if form.errors else 200
    )


def _initial(content: dict[str, Any], found: Proposal) -> dict[str, Any]:
    return {**ActionForm.initial_of(content), "why": found.why, "seen": found.version}


@curators
def curate(request: MemberRequest, key: UUID) -> HttpResponse:
    """Edit a proposal in both languages and take it into the library."""
    found = _found(request, key)
    if Move.ACCEPT not in _moves(request, found):
        messages.error(
            request, _("Usulan ini tidak menunggu keputusan Anda: sudah diputuskan, atau Anda yang menulisnya.")
        )
        return redirect("curation:proposal", key)
    now = find(found.code) if found.base else None
    # Where the action changed since, what the office changed is laid over what stands now.
    proposed = joined(_base(found), table_of(now), found.content) if now else found.content
    start = {**ActionForm.initial_of(proposed), "seen": found.version, "base": now.version if now else 0}
    form = ActionForm(request.POST or None, initial=start, curating=True)
    fields = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        numbers = {"seen": said["seen"] or 0, "seen_action": said["base"] or 0}
        try:
            made = accept(found, form.content(), reason=said["why"], actor=request.member, **numbers)
        except RejectedError as wrong:
            form.refuse(wrong)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            seen = {"seen": conflict.revision, "base": start["base"], "why": said["why"]}
            form, fields = (
                ActionForm(initial={**ActionForm.initial_of(merged), **seen}, curating=True),
                versus(conflict),
            )
        else:
            messages.success(request, _("Diterima: tindakan ini berlaku dalam pustaka."))
            return redirect("curation:action", made.subject.code)
    context = {
        "form": form,
        "proposal": found,
        "fields": fields,
        "now": now,
        "moved": now is not None and now.version != found.base,
        "curating": True,
    }
    return render(request, "curation/curate.html", context, status=409 if fields else 422 if form.errors else 200)


@require_POST
@member_required()
def move(request: MemberRequest, key: UUID) -> HttpResponse:
    """Take a proposal back, or refuse it."""
    found = _found(request, key)
    services = {Move.WITHDRAW.value: withdraw_proposal, Move.REFUSE.value: refuse_proposal}
    service = services.get(request.POST.get("move", ""))
    form = ReasonForm(request.POST)
    if service is None:
        raise Http404
    if not form.is_valid():
        return _page(request, found, status=422)
    said = form.cleaned_data
    try:
        service(found, said["reason"], seen=said["seen"] or 0, actor=request.member)
    except RejectedError as wrong:
        say_refused(request, wrong)
        return _page(request, _found(request, key), status=422)
    except ConflictError:
        messages.error(request, _("Orang lain mengubahnya lebih dahulu. Ini versi yang berlaku sekarang."))
        return _page(request, _found(request, key), status=409)
    messages.success(request, _("Tercatat."))
    return redirect("curation:proposal", key)
