"""Public pages of releases: the list, each release with its files and digests, the feed, the key."""

import mimetypes

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.audit.checkpoints import folder_of_keys
from ikpweb.publication import policies
from ikpweb.publication.building import KEY, folder_of, publisher
from ikpweb.publication.feed import atom
from ikpweb.publication.front import front
from ikpweb.publication.models import Release
from ikpweb.publication.standing import NAME

__all__ = ["bundle", "feed", "file", "key", "listing", "page", "published"]

_TYPES = {".parquet": "application/vnd.apache.parquet", ".md": "text/markdown; charset=utf-8", "": "text/plain"}

#: Read where they are asked for: no page of a release does, and to read them takes longer than all else of its row.
_HEAVY = ("edition__about", "computation__coverage", "computation__cycle__form", "previous__files")


def published(name: str) -> Release:
    """Give a release that everybody may see now; of one that is not, nothing tells that it exists."""
    named = NAME.fullmatch(name)
    known = policies.public_releases().select_related("edition", "computation__cycle", "previous").defer(*_HEAVY)
    found = known.filter(code=named[1], version=int(named[2])).first() if named else None
    if found is None:
        raise Http404(_("Tidak ada rilis dengan nama ini."))
    return found


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the releases, the newest first."""
    found = policies.public_releases().select_related("edition").order_by("-frozen_at")
    return render(request, "publication/releases.html", {"releases": found})


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show a release: what it is, its files, how to check and cite it; a withdrawn one with its notice alone."""
    release = published(name)
    newer = policies.public_releases().filter(code=release.code, version__gt=release.version, withdrawn_at=None)
    context = {
        "release": release,
        "publisher": publisher(),
        "newer": newer.order_by("-version").first(),
        "files": [] if release.withdrawn_at else sorted(release.files.items()),
        "zip_size": sum(size for size, _digest in release.files.values()),
        **front(request, release),
    }
    return render(request, "publication/release.html", context)


@require_safe
def bundle(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give the zip of a release."""
    release = published(name)
    folder = folder_of(release)
    return _given(request, release, f"{release.name}.zip", release.digest, folder.with_name(f"{folder.name}.zip"))


@require_safe
def file(request: HttpRequest, name: str, path: str) -> HttpResponseBase:
    """Give one file of a release."""
    release = published(name)
    if path not in release.files:
        raise Http404(_("Berkas ini bukan bagian rilis."))
    _size, digest = release.files[path]
    return _given(request, release, path, digest or release.digest, folder_of(release) / path)


def _given(request: HttpRequest, release: Release, name: str, digest: str, place: object) -> HttpResponseBase:
    """Send a file that never changes; a reader who has it already hears so."""
    if release.withdrawn_at:
        return render(request, "publication/release.html", {"release": release}, status=410)
    tag = f'"{digest}"'
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponseBase = HttpResponse(status=304)
    else:
        try:
            opened = open(str(place), "rb")  # noqa: SIM115, PTH123 - the response closes it
        except FileNotFoundError:
            raise Http404(_("Berkas rilis ini tidak ada di server; beri tahu pengelolanya.")) from None
        suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
        kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        answer = FileResponse(opened, as_attachment=True, filename=name.replace("/", "-"), content_type=kind)
    answer["ETag"] = tag
    # A withdrawal must be seen at once: kept by readers, but asked about each time.
    answer["Cache-Control"] = "public, no-cache"
    answer["Last-Modified"] = http_date(release.frozen_at.timestamp()) if release.frozen_at else ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the releases as a feed (Atom)."""
    found = policies.public_releases().order_by("-frozen_at")[:50]
    body = atom(found, request.build_absolute_uri, get_language() or "id", reverse("releases:list"))
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@require_safe
def key(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give the public key that signs releases."""
    path = (folder_of_keys() / KEY).with_suffix(".pub")
    if not path.exists():
        raise Http404(_("Belum ada rilis, dan karena itu belum ada kunci."))
    answer = HttpResponse(path.read_bytes(), content_type="application/x-pem-file")
    answer["Content-Disposition"] = 'attachment; filename="ikp-release.pem"'
    return answer
