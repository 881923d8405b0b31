"""Files to take away, each under an address that stays."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.portal.takeaway.catalogue import file
from ikpweb.portal.takeaway.picture import picture_of_map
from ikpweb.portal.takeaway.sending import send
from ikpweb.portal.takeaway.table import BadChoiceError, NotThereError

__all__ = ["nowhere", "refused", "take"]


@require_safe
def take(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """Send a table of the catalogue in the form that is asked for."""
    asked = request.GET.dict()
    try:
        found = picture_of_map(asked, form) if what == "peta" else file(what, form, asked)
    except NotThereError as problem:
        return refused(request, str(problem), 404)
    except BadChoiceError as problem:
        return refused(request, str(problem), 400)
    return send(request, found, attached=form != "metadata.json")


@require_safe
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - the address does not matter
    """Say what an address of a file looks like."""
    return refused(request, _("Alamat berkas terdiri atas nama dan bentuknya, misalnya /unduh/skor.csv."), 404)


def refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """Say why there is no file, and where all files are."""
    return render(request, "portal/downloads_missing.html", {"sentence": sentence}, status=status)
