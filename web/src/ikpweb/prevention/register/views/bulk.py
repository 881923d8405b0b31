"""One action for many offices: what it is, what it would do, putting it in, and taking it back."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.register.forms import ActionForm, from_library
from ikpweb.prevention.register.models import Status
from ikpweb.prevention.register.selectors.bulk import batch_of, lines_for
from ikpweb.prevention.register.selectors.choices import library_action, library_for
from ikpweb.prevention.register.selectors.listing import offices_below
from ikpweb.prevention.register.services import drop_batch, propose_many
from ikpweb.prevention.register.validation import clean_action
from ikpweb.prevention.register.views.common import tell_refusal
from ikpweb.territory.models import Office

__all__ = ["batch", "bulk"]

_WRITING = (Role.HEAD, Role.ENTERER)
#: What differs from office to office is filled in there.
_OF_ONE = ("risk", "owner", "alarms", "events")


class BulkForm(ActionForm):
    """What a person writes of an action of many offices."""

    offices = forms.MultipleChoiceField(label=gettext_lazy("Kantor"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, offices: list[Office], **more: Any) -> None:
        super().__init__(*given, **more)
        for name in _OF_ONE:
            self.fields.pop(name, None)
        self._choose("offices", [(each.pk, str(each.unit)) for each in offices], none=False)

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        return {name: value for name, value in super().content().items() if name != "offices"}


def _below(request: MemberRequest) -> list[Office]:
    found = list(offices_below(request.member))
    if not found:  # a regency has nobody below it
        raise Http404
    return found


@member_required(*_WRITING)
def bulk(request: MemberRequest) -> HttpResponse:
    """Ask what and for whom; show what it would do; put it in once that was confirmed."""
    offices = _below(request)
    library = request.GET.get("pustaka", "")
    start = from_library(library)
    form = BulkForm(request.POST or None, initial=start, offices=offices, member=request.member, office=offices[0])
    lines = []
    if request.method == "POST" and form.is_valid():
        content = form.content()
        chosen = [each for each in offices if each.pk in form.cleaned_data["offices"]]
        _clean, faults = clean_action(content, today=timezone.localdate())
        if faults:
            form.refuse(RejectedError({"": faults}))
        elif request.POST.get("sure") == "1":
            return _put_in(request, content, chosen)
        else:
            lines = lines_for(chosen, content)
    context = {
        "form": form,
        "lines": lines,
        "same": sum(bool(line.same) for line in lines),
        "batch": uuid4(),
        "planned": request.member.has(Role.HEAD),
        "chosen": library_action(library),
        "library": library_for(offices[0]),
        "content": form.content() if lines else {},
        "view": "bulk",
    }
    return render(request, "register/bulk.html", context, status=422 if form.errors else 200)


def _put_in(request: MemberRequest, content: dict[str, Any], offices: list[Office]) -> HttpResponse:
    try:
        number = UUID(request.POST.get("batch", ""))
    except ValueError as unknown:
        raise Http404 from unknown
    rows = [{**content, "office": each.pk} for each in offices]
    try:
        made = propose_many(
            rows, batch=number, origin="bulk", planned=request.member.has(Role.HEAD), actor=request.member
        )
    except RejectedError as refused:
        tell_refusal(request, refused)
        return redirect("register:bulk")
    messages.success(request, _("%(n)s kantor mendapat tindakan ini.") % {"n": len(made)})
    return redirect("register:batch", number)


@member_required(*_WRITING)
def batch(request: MemberRequest, number: UUID) -> HttpResponse:
    """Show what was put in together, and drop what nobody has begun."""
    found = batch_of(request.member, number)
    if not found:
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            dropped, kept = drop_batch(number, request.POST.get("reason", ""), actor=request.member)
        except RejectedError as refused:
            tell_refusal(request, refused)
            status = 422
        else:
            sentence = _("%(dropped)s dibatalkan; %(kept)s sudah dimulai atau selesai, dan tetap ada.")
            messages.success(request, sentence % {"dropped": dropped, "kept": kept})
            return redirect("register:batch", number)
    early = sum(each.status in {Status.PROPOSED, Status.PLANNED} for each in found)
    mine = all(request.member.office.pk in {each.assigned_by_id, each.office_id} for each in found)
    context = {"listed": found, "number": number, "early": early if mine else 0, "first": found[0], "view": "bulk"}
    return render(request, "register/batch.html", context, status=status)
