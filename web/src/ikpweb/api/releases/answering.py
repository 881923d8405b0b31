"""How every question about a release is answered: may it be seen now, has it changed, and what does it say."""

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from ikpweb.api.problems import ApiError, problem_response
from ikpweb.api.releases.engine import DamagedError, Told
from ikpweb.api.releases.held import ANSWERS, Answer, told_of
from ikpweb.publication.models import Release
from ikpweb.publication.public import published
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
    try:
        release = published(name)
    except Http404:
        raise ApiError("unknown-release", given=name) from None
    if release.withdrawn_at:
        return _withdrawn(request, release)
    where = request.build_absolute_uri()
    tag = _tag(release.digest, more, where)
    response = get_conditional_response(request, tag)
    if response is None or response.status_code != 304:
        key = (release.digest, more, where)
        try:
            answer = ANSWERS.find(key) or ANSWERS.keep(key, _made(say, release))
        except DamagedError:
            raise ApiError("release-damaged", given=name) from None
        response = _sent(request, answer, tag)
    return _held(response, tag)


def written(request: HttpRequest, document: Mapping[str, Any]) -> HttpResponse:
    """Answer with a document that follows from no single release."""
    body = _json(document)
    tag = _tag(hashlib.sha256(body).hexdigest())
    response = get_conditional_response(request, tag)
    if response is None or response.status_code != 304:
        response = _sent(request, Answer(body, gzip.compress(body, 6, mtime=0)), tag)
    return _held(response, tag)


def _withdrawn(request: HttpRequest, release: Release) -> HttpResponse:
    notice = {"withdrawn": release.withdrawn_at.isoformat(timespec="seconds"), "reason": release.withdrawn_reason}  # type: ignore[union-attr] # it is there
    return problem_response(request, "withdrawn", notice, given=release.name, reason=release.withdrawn_reason)


def _tag(*told: str) -> str:
    return f'"{hashlib.sha256(" ".join([_FORM, engine_version, *told]).encode()).hexdigest()[:32]}"'


def _made(say: Callable[[Release, Told, Headers], Mapping[str, Any]], release: Release) -> Answer:
    headers: Headers = {}
    body = _json(say(release, told_of(release), headers))
    return Answer(body, gzip.compress(body, 6, mtime=0), headers.get("Link", ""))


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _sent(request: HttpRequest, answer: Answer, tag: str) -> HttpResponse:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(answer.gzipped if packed else answer.body, content_type="application/json; charset=utf-8")
    if packed:
        response["Content-Encoding"] = "gzip"
    # The same answer in two encodings is one answer to a reader, not to a byte counter.
    response["ETag"] = f"W/{tag}" if packed else tag
    if answer.link:
        response["Link"] = answer.link
    return response


def _held(response: HttpResponse, tag: str) -> HttpResponse:
    """Let readers keep it, but ask about it each time: a withdrawal must be seen at once."""
    response.headers.setdefault("ETag", tag)
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
