"""Pictures of a release at addresses of their own, and small pages that other sites may show in a frame."""

from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from ikpweb.kit.charts.render import POLICY
from ikpweb.kit.formats import CONTENT_TYPES
from ikpweb.portal.released.pictures import Drawn, drawn, pictures_of
from ikpweb.portal.views.embed import framable
from ikpweb.publication.front import about
from ikpweb.publication.mapped import hexagons_of
from ikpweb.publication.models import Release
from ikpweb.publication.opening import of_release
from ikpweb.publication.reading import reading

__all__ = ["frame", "gallery", "image"]


def _found(release: Release, what: str) -> Drawn:
    picture = drawn(release, what[:60])
    if picture is None:
        raise Http404(_("Tidak ada gambar dengan nama ini dalam rilis."))
    return picture


@csp_replace(POLICY)
@of_release
def image(request: HttpRequest, release: Release, what: str, form: str) -> HttpResponse:
    """Give a picture of a release as SVG or PNG."""
    picture = _found(release, what)
    etag = f'"{picture.name(form)}"'
    told = get_conditional_response(request, etag=etag)
    if told is not None and told.status_code == HttpResponseNotModified.status_code:
        answer = told
    else:
        answer = HttpResponse(picture.file(form), content_type=CONTENT_TYPES[form])
        answer["Content-Disposition"] = f'inline; filename="{release.name}-{what}.{form}"'
    answer["ETag"] = etag
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@of_release
def gallery(request: HttpRequest, release: Release) -> HttpResponse:
    """Show every picture of a release with its files and the lines that put it into another page."""
    context = about(request, release) | {"pictures": pictures_of(release)}
    return render(request, "released/gallery.html", context)


@framable
@of_release
def frame(request: HttpRequest, release: Release, what: str) -> HttpResponse:
    """Show a picture of a release by itself, for frames of other sites: a map that can be read, or a drawing."""
    picture = _found(release, what)
    context: dict[str, Any] = about(request, release) | {"picture": picture}
    kind, _hyphen, level = what.rpartition("-")
    if kind in ("peta", "peta-skor"):
        sheet = reading(release).sheets[level]
        address = lambda code: reverse("released:unit", args=[release.name, code])  # noqa: E731
        context |= {"sheet": sheet, "colour": "score" if kind == "peta-skor" else "category"}
        context["map"] = hexagons_of(sheet, address, context["colour"])
    return render(request, "released/frame.html", context)
