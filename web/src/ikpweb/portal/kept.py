"""Whole public pages, kept as they travel: made and compressed once, as long as the public state is the same.

A page for a reader who is not signed in follows from its address and the public state alone. Whoever
carries a session gets every page made anew, so that nothing of one person can reach another.

Answers of the API about a release follow from the release: they are kept apart, and none of them is given
without asking whether the release may be read now.
"""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

from ikpweb.audit.selectors import PublicState, public_state, same_public_state
from ikpweb.publication.choosing import offered
from ikpweb.publication.standing import standing

__all__ = ["KEPT", "OF_RELEASES", "KeptPages", "PublicPages"]

#: Only of these apps: every page of theirs is public.
_APPS = frozenset({"portal", "api-v1"})
_TYPES = ("text/html", "application/json")
#: An address with free words in it is asked for once; kept, such pages would push out those that many read.
_ASKED = frozenset(
    {"edisi", "tingkat", "bacaan", "warna", "peta", "provinsi", "kategori", "urut", "hal", "tab", "a", "b", "daerah"}
    | {"edition", "level", "reading", "unit", "category", "limit", "offset", "lang"}
)
_ASKED_OF_RELEASE = frozenset(
    {"level", "parent", "unit", "node", "reading", "category", "sort", "limit", "offset", "lang"}
)
_RELEASE = re.compile(r"/api/v1/releases/([^/]+)(?:/[a-z]+)?")
_LONGEST = 200
#: Bytes that a process keeps, compressed twice; the pages of all units in both languages need some 20 MB.
_ROOM = 32_000_000
#: And of answers about releases; apart, so that no program that reads everything pushes out what many read.
_ROOM_OF_RELEASES = 24_000_000
#: These belong to a body, or are written anew for each reader.
_OF_BODY = frozenset({"content-encoding", "content-length", "content-type"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page compressed, with its headers, and the version of the data that it is of; programs are sent gzip alone."""

    version: Hashable
    headers: Mapping[str, str]
    gzipped: bytes
    brotlied: bytes
    #: Name of the route that made it, for whoever counts requests: a kept page is found without asking for a route.
    route: str = ""

    @property
    def size(self) -> int:
        return len(self.gzipped) + len(self.brotlied)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Give the page in the encoding that the reader takes, or say that it has not changed."""
        encoding, body = self._encoded(request)
        headers = dict(self.headers)
        if encoding:
            headers["Content-Encoding"] = encoding
            # The same page in several encodings is one page to a reader, not to a byte counter.
            headers["ETag"] = f"W/{headers['ETag'].removeprefix('W/')}"
        changed = parse_http_date_safe(headers.get("Last-Modified", ""))
        unchanged = get_conditional_response(request, headers["ETag"], changed)
        if unchanged is not None and unchanged.status_code == HttpResponseNotModified.status_code:
            kept = {name: value for name, value in headers.items() if name.lower() not in _OF_BODY}
            return HttpResponseNotModified(headers=kept)
        headers["Content-Length"] = str(len(body))
        return HttpResponse(body, headers=headers)

    def _encoded(self, request: HttpRequest) -> tuple[str, bytes]:
        taken = _encodings(request)
        if "br" in taken and self.brotlied:
            return "br", self.brotlied
        return ("gzip", self.gzipped) if "gzip" in taken else ("", gzip.decompress(self.gzipped))


class KeptPages:
    """The pages that a process keeps, by address; those not asked for the longest make room."""

    def __init__(self, room: int = _ROOM) -> None:
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._room, self._used = room, 0
        self._lock = threading.Lock()

    def find(self, address: str, version: Callable[[], Hashable]) -> Page | None:
        """Give the page of an address if it is still of this version, which is asked only if there is a page."""
        with self._lock:
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
        return page if page is not None and page.version == version() else None

    def keep(self, address: str, page: Page) -> None:
        with self._lock:
            before = self._pages.pop(address, None)
            self._used += page.size - (before.size if before else 0)
            self._pages[address] = page
            while self._used > self._room:
                self._used -= self._pages.popitem(last=False)[1].size

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._used = 0

    def __len__(self) -> int:
        return len(self._pages)


KEPT = KeptPages()
OF_RELEASES = KeptPages(_ROOM_OF_RELEASES)


class PublicPages:
    """Middleware that answers with kept pages, and keeps those that it sees for the first time.

    It stands inside the compression of Django, which would compress each answer anew, and outside
    of sessions and policies, whose headers are kept with the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        of_release = _RELEASE.fullmatch(request.path)
        if of_release is not None:
            return self._of_release(request, of_release[1])
        with same_public_state():
            return self._kept(KEPT, request, _address(request, _ASKED), _version)

    def _of_release(self, request: HttpRequest, name: str) -> HttpResponse:
        address = _address(request, _ASKED_OF_RELEASE)
        # Asked before the answer is made: of what changed meanwhile, nothing is kept as if it were the newer.
        known = standing(name) if address is not None else None
        if known is None:
            return self.get_response(request)
        return self._kept(OF_RELEASES, request, address, lambda: known)

    def _kept(
        self, pages: "KeptPages", request: HttpRequest, address: str | None, version: Callable[[], Hashable]
    ) -> HttpResponse:
        if address is None:
            return self.get_response(request)
        page = pages.find(address, version)
        if page is None:
            response = self.get_response(request)
            if not _keepable(request, response, of_release=pages is OF_RELEASES):
                return response
            page = _page(response, version(), for_programs=pages is OF_RELEASES)
            page = replace(page, route=request.resolver_match.view_name)  # type: ignore[union-attr] # kept only of a route
            pages.keep(address, page)
        request.route = page.route  # type: ignore[attr-defined]
        return page.answer(request)


def _version() -> tuple[PublicState, date, tuple[str, ...]]:
    # The day decides which memberships and boundaries are in force, the second which releases may be chosen.
    return public_state(), timezone.localdate(), tuple(each.name for each in offered())


def _address(request: HttpRequest, asked: frozenset[str]) -> str | None:
    """Name what is asked for, or None for what is never kept."""
    if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers:
        return None
    path = request.get_full_path()
    if len(path) > _LONGEST or not set(request.GET) <= asked:
        return None
    # Pages hold absolute links, to the address that the reader came by.
    return f"{request.scheme}://{request.headers.get('Host', '')}{path}"


def _keepable(request: HttpRequest, response: HttpResponse, *, of_release: bool) -> bool:
    found = request.resolver_match
    told = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and found is not None
        and found.namespace in _APPS
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").startswith(_TYPES)
        and "no-store" not in told
        and "private" not in told
        # A view that says so itself wants to be asked each time: an embargo or a withdrawal is no public action.
        and (of_release or "no-cache" not in told)
    )


def _page(response: HttpResponse, version: Hashable, *, for_programs: bool) -> Page:
    body = response.content
    headers = dict(response.items())
    if "Cache-Control" not in headers:
        # Readers ask each time and mostly hear that nothing has changed: a correction must not hide.
        response["Cache-Control"] = headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ("Cookie",))
    patch_vary_headers(response, ("Accept-Encoding",))
    headers["Vary"] = response["Vary"]
    headers.setdefault("ETag", f'"{hashlib.sha256(body).hexdigest()[:32]}"')
    brotlied = b"" if for_programs else brotli.compress(body, quality=6)
    return Page(version, headers, gzip.compress(body, 6, mtime=0), brotlied)


def _encodings(request: HttpRequest) -> set[str]:
    """Read which encodings a reader takes; one with a weight of zero is refused."""
    taken = set()
    for part in request.headers.get("Accept-Encoding", "").split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0"):
            taken.add(name.strip().lower())
    return taken
