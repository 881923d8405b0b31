"""Boundaries as files."""

import gzip

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from ikpweb.kit.formats import CONTENT_TYPES
from ikpweb.maps.selectors import layer

__all__ = ["boundaries"]

_YEAR = 31_536_000


@require_safe
def boundaries(request: HttpRequest, name: str, level: str) -> HttpResponse:
    """Give the simplified shapes of a set at a level, packed as the browser likes it."""
    found = layer(name, level)
    if found is None:
        raise Http404
    # Weak: the same shapes, whichever way they are packed.
    tag = f'W/"{found.digest[:32]}"'
    response: HttpResponse
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        packing = _packing(request.headers.get("Accept-Encoding", ""))
        packed = {"br": found.brotlied, "gzip": found.gzipped}.get(packing)
        body = bytes(packed) if packed is not None else gzip.decompress(found.gzipped)
        response = HttpResponse(body, content_type=CONTENT_TYPES["geojson"])
        if packing:
            response["Content-Encoding"] = packing
    response["ETag"] = tag
    named = request.GET.get("v") == found.digest[:12]
    response["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if named else "public, max-age=3600"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _packing(accepted: str) -> str:
    """Choose brotli before gzip among what the browser accepts; a weight of zero refuses."""
    takes = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.strip().partition(";")
        takes[name.strip()] = weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((packing for packing in ("br", "gzip") if takes.get(packing)), "")
