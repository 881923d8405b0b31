"""Charts at stable addresses, as SVG and PNG."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ikpweb.kit.charts.render import FORMS, POLICY, digest, render
from ikpweb.kit.formats import CONTENT_TYPES
from ikpweb.portal.pictures import draw

__all__ = ["chart"]


@csp_replace(POLICY)  # type: ignore[arg-type]  # the decorator is typed for views without arguments
@require_safe
def chart(request: HttpRequest, name: str, key: str, form: str) -> HttpResponse:
    """Give a chart; ``?lebar=sempit`` gives the drawing for narrow screens."""
    found = draw(name, key[:120], narrow=request.GET.get("lebar") == "sempit") if form in FORMS else None
    if found is None:
        raise Http404(gettext("Tidak ada grafik di alamat ini."))
    etag = f'"{digest(found, form)}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == HttpResponseNotModified.status_code:
        response = unchanged
    else:
        response = HttpResponse(render(found, form), content_type=CONTENT_TYPES[form])
        response["Content-Disposition"] = f'inline; filename="ikp-{name}-{key}.{form}"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=600"
    return response
