"""How every question about a release is answered: may it be seen now, has it changed, and what does it say."""

import hashlib
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from ikpweb.api.problems import ApiError, problem_response
from ikpweb.api.releases.engine import DamagedError, Told
from ikpweb.api.releases.held import told_of
from ikpweb.publication.models import Release
from ikpweb.publication.public import published
from ikpweb.publication.standing import standing
from ikpweb.runs.engine import engine_version

__all__ = ["Headers", "answered", "written"]

Headers = dict[str, str]
#: Counted up when answers of the same release are told otherwise than before.
_FORM = "1"


def answered(
    request: HttpRequest, name: str, say: Callable[[Release, Told, Headers], Mapping[str, Any]], *, more: str = ""
) -> HttpResponse:
    """Answer a question about a release.

    Parameters
    ----------
    say : callable
        Makes the document from the release; what it puts into the headers travels along.
    more : str
        Names what the document tells beside the frozen release, such as the newest version.
    """
    known, where = standing(name), request.build_absolute_uri()
    if known is not None:
        unchanged = get_conditional_response(request, _tag(known.digest, more, where))
        if unchanged is not None and unchanged.status_code == HTTPStatus.NOT_MODIFIED:
            return _held(unchanged)
    try:
        release = published(name)
    except Http404:
        raise ApiError("unknown-release", given=name) from None
    if release.withdrawn_at:
        return _withdrawn(request, release)
    headers: Headers = {}
    try:
        body = _json(say(release, told_of(release), headers))
    except DamagedError:
        raise ApiError("release-damaged", given=name) from None
    return _held(_sent(body, _tag(release.digest, more, where), headers))


def written(request: HttpRequest, document: Mapping[str, Any]) -> HttpResponse:
    """Answer with a document that follows from no single release."""
    body = _json(document)
    tag = _tag(hashlib.sha256(body).hexdigest())
    unchanged = get_conditional_response(request, tag)
    return _held(_sent(body, tag, {}) if unchanged is None else unchanged)


def _withdrawn(request: HttpRequest, release: Release) -> HttpResponse:
    notice = {"withdrawn": release.withdrawn_at.isoformat(timespec="seconds"), "reason": release.withdrawn_reason}  # type: ignore[union-attr] # it is there
    return problem_response(request, "withdrawn", notice, given=release.name, reason=release.withdrawn_reason)


def _tag(*told: str) -> str:
    return f'"{hashlib.sha256(" ".join([_FORM, engine_version, *told]).encode()).hexdigest()[:32]}"'


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _sent(body: bytes, tag: str, headers: Headers) -> HttpResponse:
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers={**headers, "ETag": tag})


def _held(response: HttpResponse) -> HttpResponse:
    """Let readers keep it, but ask about it each time: a withdrawal must be seen at once."""
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
