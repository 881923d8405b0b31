"""Keys of a regency's office: made, shown once, and revoked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.stations.forms import NewKey
from ikpweb.stations.models import StationKey
from ikpweb.stations.services.keys import make, revoke
from ikpweb.stations.views.common import found_of, page, way_to

__all__ = ["keys", "revoke_key"]


@member_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: MemberRequest, day: str, office: str) -> HttpResponse:
    """Show the keys of a regency's office, and make one; its text is in this answer and in no other."""
    found, held = found_of(request, day, office, keys=True)
    form, text = NewKey(), ""
    if request.method == "POST":
        form = NewKey(request.POST)
        if form.is_valid():
            try:
                _key, text = make(found, held, form.cleaned_data["name"], actor=request.member)
                form = NewKey()
            except RejectedError as refused:
                form.add_error(refused.field or None, refused.sentence)
    rows = StationKey.objects.filter(day=found, office=held).select_related("made_by")
    context = {
        "office": held, "form": form, "text": text, "rows": rows, "trail": way_to(request.member, found, held),
    }  # fmt: skip
    return page(request, "keys.html", found, context, status=422 if form.errors else 200)


@member_required()
@require_POST
def revoke_key(request: MemberRequest, day: str, office: str, number: int) -> HttpResponse:
    """Revoke a key."""
    found, held = found_of(request, day, office, keys=True)
    key = get_object_or_404(StationKey, day=found, office=held, pk=number)
    revoke(key, actor=request.member)
    messages.success(request, _("Kunci %(key)s dicabut; dalam beberapa detik ia tidak membuka apa pun.") % {"key": key})
    return redirect("stations:keys", found.pk, held.pk)
