"""Addresses of the forms of a release, and the answer to whoever asks its page for something else than a page."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.kit.country import country
from ikpweb.publication import policies
from ikpweb.publication.building import publisher
from ikpweb.publication.formats import engine, keeping
from ikpweb.publication.formats.engine import Kept
from ikpweb.publication.models import Release
from ikpweb.publication.opening import of_release
from ikpweb.publication.public import published
from ikpweb.publication.reading import DamagedError, taken

__all__ = ["NEGOTIATED", "catalogue", "data", "listing", "negotiating"]

#: What the page of a release may be asked for by ``Accept``, and the ending of the file that answers.
NEGOTIATED = {
    "text/csv": ".csv",
    "application/json": ".json",
    "application/ld+json": ".jsonld",
    "application/vnd.apache.parquet": ".parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.sdmx.data+csv": ".sdmx.csv",
    "application/vnd.sdmx.structure+xml": ".sdmx.xml",
    "application/zip": "-data.zip",
}
_SUMS = "SHA256SUMS"
_RECORD = ".jsonld"

Page = Callable[..., HttpResponse]


@of_release
def listing(request: HttpRequest, release: Release) -> HttpResponse:
    """List the forms of a release with address, size and SHA-256, for programs."""
    files = [
        {"name": each.name, "address": _absolute(request, release, each.name), "type": each.media}
        | {"bytes": each.size, "sha256": each.digest}
        for each in _all(release)
    ]
    told = {"release": release.name, "digest": release.digest, "files": files}
    return _text(request, release, json.dumps(told, ensure_ascii=False, indent=1).encode(), "application/json")


@of_release
def data(request: HttpRequest, release: Release, file: str) -> HttpResponse:
    """Give a release in one form, by the name of its file."""
    if file == _SUMS:
        lines = "".join(f"{each.digest}  {each.name}\n" for each in _all(release))
        return _text(request, release, lines.encode(), "text/plain; charset=utf-8")
    if file == f"{release.name}{_RECORD}":
        body = engine.dcat(_about(release), _page(request, release), _distributions(request, release))
        return _text(request, release, body, "application/ld+json")
    path, kept = _found(release, file)
    if not keeping.whole(path, kept):
        # What is derived can be made again; what was changed is never given out.
        path.unlink(missing_ok=True)
        (keeping.folder_of(release) / engine.INDEX).unlink(missing_ok=True)
        path, kept = _found(release, file)
    unchanged = get_conditional_response(request, etag=f'"{kept.digest}"')
    if unchanged is not None:
        return _sent(request, release, unchanged, kept.digest)
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media)
    answer["X-Checksum-Sha256"] = kept.digest
    return _sent(request, release, answer, kept.digest)


def _found(release: Release, file: str) -> tuple[Path, Kept]:
    for level in keeping.levels_with_shapes(release):
        if file == f"{release.name}-{level}.geojson" and (shaped := keeping.shapes_of(release, level)):
            return shaped
    kept = next((each for each in keeping.ensured(release) if each.name == file), None)
    if kept is None:
        raise Http404(_("Rilis ini tidak ada dalam bentuk itu."))
    return keeping.folder_of(release) / file, kept


def _all(release: Release) -> list[Kept]:
    shaped = (keeping.shapes_of(release, level) for level in keeping.levels_with_shapes(release))
    return [*keeping.ensured(release), *(found[1] for found in shaped if found)]


def _text(request: HttpRequest, release: Release, body: bytes, kind: str) -> HttpResponse:
    """Send what is written for this reader: it holds addresses, and which boundaries there are."""
    return _sent(request, release, HttpResponse(body, content_type=kind), hashlib.sha256(body).hexdigest()[:32])


def _sent(request: HttpRequest, release: Release, answer: HttpResponseBase, tag: str) -> HttpResponse:
    """Add what every answer carries; a withdrawal must be seen at once, so each reader asks every time."""
    answer["ETag"] = f'"{tag}"'
    answer["Cache-Control"] = "public, no-cache"
    answer["Last-Modified"] = http_date(release.frozen_at.timestamp()) if release.frozen_at else ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Link"] = f'<{_page(request, release)}>; rel="cite-as"'
    if answer.status_code == 200 and isinstance(answer, HttpResponse):
        unchanged = get_conditional_response(request, etag=answer["ETag"], response=answer)
        answer = unchanged or answer
    return cast("HttpResponse", answer)


def negotiating(view: Page) -> Page:
    """Answer the page of a release in the form that ``Accept`` prefers; readers of pages get the page.

    Where no form is preferred to a page, the page it is, with links to all forms in its head.
    """

    @wraps(view)
    def inner(request: HttpRequest, name: str) -> HttpResponseBase:
        wanted = request.get_preferred_type(["text/html", *NEGOTIATED])
        if wanted is None or wanted == "text/html":
            answer = view(request, name)
            if answer.status_code == 200:
                _link(request, answer, name)
        else:
            answer = data(request, name=name, file=f"{name}{NEGOTIATED[wanted]}")
            if answer.status_code == 200:
                answer["Content-Location"] = reverse("releases:data", args=[name, f"{name}{NEGOTIATED[wanted]}"])
        patch_vary_headers(answer, ["Accept"])
        return answer

    return cast("Page", require_safe(inner))


def _link(request: HttpRequest, answer: HttpResponse, name: str) -> None:
    release = published(name)
    if release.withdrawn_at:
        return
    links = [
        f'<{_absolute(request, release, f"{name}{ending}")}>; rel="alternate"; type="{kind}"'
        for kind, ending in NEGOTIATED.items()
    ]
    links.append(f'<{_absolute(request, release, name + _RECORD)}>; rel="describedby"; type="application/ld+json"')
    links.append(f'<{_page(request, release)}>; rel="cite-as"')
    answer["Link"] = ", ".join(links)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Give all public releases as a catalogue (DCAT), for harvesters such as CKAN."""
    records = []
    for release in policies.public_releases().filter(withdrawn_at=None).order_by("-frozen_at"):
        try:
            figures = _about(release)
            # Files are listed where they are made: a harvester does not make them all.
            records.append(engine.record_of(figures, _page(request, release), _listed(request, release, keeping.known)))
        except DamagedError:
            continue
    address = request.build_absolute_uri(reverse("releases:catalogue"))
    document = {
        "@context": engine.CONTEXT,
        "@id": address,
        "@type": "dcat:Catalog",
        "dct:title": [{"@language": language, "@value": _titled(language)} for language in country().languages],
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher()},
        "dcat:dataset": records,
    }
    answer = HttpResponse(json.dumps(document, ensure_ascii=False, indent=1), content_type="application/ld+json")
    answer["Cache-Control"] = "public, no-cache"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _titled(language: str) -> str:
    with translation.override(language):
        return _("Rilis IKP")


def _about(release: Release) -> Any:
    return engine.about_of({name: taken(release, name) for name in ("release.json", "CHANGES.md", "MANIFEST")})


def _distributions(request: HttpRequest, release: Release) -> list[engine.Distribution]:
    return _listed(request, release, _all)


def _listed(
    request: HttpRequest, release: Release, of: Callable[[Release], Iterable[Kept] | Sequence[Kept]]
) -> list[engine.Distribution]:
    return [
        engine.Distribution(_absolute(request, release, each.name), each.name, each.media, each.size, each.digest)
        for each in of(release)
    ]


def _page(request: HttpRequest, release: Release) -> str:
    return request.build_absolute_uri(reverse("releases:page", args=[release.name]))


def _absolute(request: HttpRequest, release: Release, file: str) -> str:
    return request.build_absolute_uri(reverse("releases:data", args=[release.name, file]))
