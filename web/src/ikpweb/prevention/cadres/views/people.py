"""Records of alumni: read by the office alone, entered with a consent, corrected, copied for the person, erased."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.kit.formats import to_document
from ikpweb.prevention.cadres.consent import LONGEST, TEXTS, current
from ikpweb.prevention.cadres.models import Alumnus, Erased, Training
from ikpweb.prevention.cadres.policies import alumni_visible_to
from ikpweb.prevention.cadres.selectors.lists import alumnus_for, training_for
from ikpweb.prevention.cadres.services import (
    change_alumnus,
    enter_alumnus,
    erase_alumnus,
    export_alumnus,
    read_alumni,
)
from ikpweb.prevention.cadres.services.people import PERSON
from ikpweb.prevention.keeping.forms import form_field
from ikpweb.prevention.keeping.policies import WRITERS, may_write
from ikpweb.territory.models import Office

__all__ = ["copy", "erase", "new_person", "people", "person"]

_PER_PAGE = 50


class PersonForm(forms.Form):
    """What is asked of a person, and no more."""

    agreed = forms.BooleanField(
        label=gettext_lazy("Orangnya membaca teks persetujuan di atas dan menyetujuinya"), required=False
    )
    client = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    field_order = (*PERSON, "agreed")

    def __init__(self, data: Any, office: Office, initial: Mapping[str, Any]) -> None:
        super().__init__(data or None, initial=dict(initial))
        self.fields |= {name: made for name, each in PERSON.items() if (made := form_field(each, office)) is not None}
        self.order_fields(self.field_order)

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        return {name: self.cleaned_data.get(name) for name in PERSON}

    def refuse(self, refused: RejectedError) -> None:
        """Say at each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)


@never_cache
@member_required(*WRITERS)
def people(request: MemberRequest) -> HttpResponse:
    """Show the records of the own office; a name is searched by a form that leaves no trace in an address."""
    words = request.POST.get("cari", "")[:80].replace("\x00", "").strip() if request.method == "POST" else ""
    rows = alumni_visible_to(request.member).filter(erased_at__isnull=True).select_related("training")
    if words:
        rows = rows.filter(name__icontains=words)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("hal"))
    if len(page):
        read_alumni(len(page), actor=request.member)
    context = {
        "page": page,
        "words": words,
        "query": "",
        "erased": alumni_visible_to(request.member).filter(erased_at__isnull=False).count(),
        "today": timezone.localdate(),
        "soon": timezone.localdate() + timedelta(60),
    }
    return render(request, "cadres/people.html", context)


def _text() -> str:
    return current().texts["en" if get_language() == "en" else "id"]


def _training(request: MemberRequest, key: UUID) -> Training:
    found = training_for(request.member, key)
    if found is None or not may_write(request.member, found.office) or found.withdrawn:
        raise Http404(str(key))
    return found


def _begun() -> dict[str, Any]:
    today: date = timezone.localdate()
    return {"client": uuid4(), "consented_on": today.isoformat(), "until": (today + timedelta(365)).isoformat()}


@never_cache
@member_required(*WRITERS)
def new_person(request: MemberRequest, key: UUID) -> HttpResponse:
    """Keep a record of somebody who finished a training and agreed to it."""
    found = _training(request, key)
    form = PersonForm(request.POST, found.office, _begun())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            enter_alumnus(
                found,
                form.content(),
                agreed=given["agreed"],
                client=given["client"] or uuid4(),
                actor=request.member,
            )
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tersimpan sampai tanggal persetujuannya."))
            return redirect("cadres:people")
    context = {
        "form": form,
        "course": found,  # `training` is what the office's pages call made-up data
        "text": _text(),
        "version": current().version,
        "longest": LONGEST // 365,
        "back": found.get_absolute_url(),
    }
    return render(request, "cadres/person_new.html", context, status=422 if form.errors else 200)


def _person(request: MemberRequest, number: int) -> Alumnus:
    found = alumnus_for(request.member, number)
    if found is None:
        raise Http404(str(number))
    return found


@never_cache
@member_required(*WRITERS)
def person(request: MemberRequest, number: int) -> HttpResponse:
    """Show the record of a person, and correct it."""
    found = _person(request, number)
    names = ("name", "contact", "purpose")
    begun = {name: getattr(found, name) for name in names} | {"seen": found.version}
    begun |= {name: getattr(found, name).isoformat() for name in ("consented_on", "until")}
    form = PersonForm(request.POST, found.office, begun)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            change_alumnus(found, form.content(), agreed=given["agreed"], seen=given["seen"] or 0, actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Catatan diubah."))
            return redirect("cadres:people")
    elif found.erased_at is None:
        read_alumni(1, actor=request.member)
    context = {"person": found, "form": form, "text": _text(), "reasons": _reasons(), "version": current().version}
    return render(request, "cadres/person.html", context, status=422 if form.errors else 200)


def _reasons() -> list[tuple[str, Any]]:
    return [(value, label) for value, label in Erased.choices if value != Erased.OVER]


@require_POST
@member_required(*WRITERS)
def erase(request: MemberRequest, number: int) -> HttpResponse:
    """Erase the record of a person for good."""
    found = _person(request, number)
    why = request.POST.get("why", "")
    if why not in dict(_reasons()):
        messages.error(request, _("Pilih alasannya."))
        return redirect("cadres:person", number)
    erase_alumnus(found, Erased(why), actor=request.member)
    messages.success(request, _("Nama dan kontaknya sudah dihapus dan tidak dapat dikembalikan."))
    return redirect("cadres:people")


@never_cache
@require_POST
@member_required(*WRITERS)
def copy(request: MemberRequest, number: int) -> HttpResponse:
    """Give all that is kept about a person, to be handed to them."""
    found = _person(request, number)
    export_alumnus(found, actor=request.member)
    text = next((each.texts for each in TEXTS if each.version == found.consent), {})
    kept = {
        "number": found.label,
        "name": found.name,
        "contact": found.contact,
        "purpose": found.purpose,
        "training": {
            "programme": found.training.programme,
            "title": found.training.title,
            "day": found.training.day,
            "place": found.training.place,
        },
        "office": found.office.name,
        "consent": {"version": found.consent, "text": text, "on": found.consented_on, "until": found.until},
        "kept_since": found.made_at.isoformat(),
        "changed": found.changed_at.isoformat(),
        "erased": found.erased_at.isoformat() if found.erased_at else None,
    }
    answer = HttpResponse(to_document(kept), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="alumni-{found.pk}.json"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
