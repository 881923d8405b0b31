"""Resumable upload by the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation, termination.

Any client of the protocol can send with the session of a member and the token against forged
requests. Refusals are `application/problem+json`, with a sentence in `detail`.
"""

import base64
import binascii
from collections.abc import Callable, Iterator
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ikpweb.accounts.access import refusal
from ikpweb.accounts.members import MemberRequest
from ikpweb.collection import policies
from ikpweb.collection.evidence import staging
from ikpweb.collection.evidence.receiving import finish
from ikpweb.collection.evidence.refusals import DiskError, RefusedFileError
from ikpweb.collection.models import Evidence, Submission, Upload
from ikpweb.collection.services.uploads import abandon_upload, begin_upload

__all__ = ["collection", "member", "problem"]

VERSION = "1.0.0"
_PIECE = 1 << 18

Handler = Callable[..., HttpResponse]


def problem(status: HTTPStatus, sentence: str, reason: str = "", **headers: str) -> HttpResponse:
    """Say in a sentence what is wrong (RFC 9457)."""
    told = {"status": status, "title": status.phrase, "detail": sentence, **({"reason": reason} if reason else {})}
    return JsonResponse(told, status=status, content_type="application/problem+json", headers=headers)


def _serve(request: HttpRequest, handlers: dict[str, Handler], *args: UUID) -> HttpResponse:
    """Answer a request of the protocol; every answer names the version."""
    method = request.headers.get("X-HTTP-Method-Override", "") if request.method == "POST" else ""
    answer = _answer(request, handlers, method or request.method or "", *args)
    answer["Tus-Resumable"] = VERSION
    answer["Cache-Control"] = "no-store"
    return answer


def _answer(request: HttpRequest, handlers: dict[str, Handler], method: str, *args: UUID) -> HttpResponse:
    if method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=_ABLE | {"Tus-Max-Size": str(_most())})
    if (kept_out := _kept_out(request)) is not None:
        return kept_out
    if method not in handlers:
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, "", Allow=", ".join([*handlers, "OPTIONS"]))
    if request.headers.get("Tus-Resumable") != VERSION:
        sentence = _("Klien harus memakai tus versi %(version)s.") % {"version": VERSION}
        return problem(HTTPStatus.PRECONDITION_FAILED, sentence, **{"Tus-Version": VERSION})
    try:
        return handlers[method](request, *args)
    except (RefusedFileError, DiskError, staging.BusyError, PermissionDenied) as fault:
        return _told(fault)


def _kept_out(request: HttpRequest) -> HttpResponse | None:
    """Keep out who may not enter: a client that is no browser has no use for the page of sign-in."""
    if refusal(request) is None:
        return None
    if not request.user.is_authenticated:
        sentence = _("Sesi Anda berakhir. Masuk lagi; unggahan dilanjutkan dari tempatnya berhenti.")
        return problem(HTTPStatus.UNAUTHORIZED, sentence)
    return problem(HTTPStatus.FORBIDDEN, _("Anda tidak dapat mengunggah untuk kantor ini."))


def _told(fault: Exception) -> HttpResponse:
    """Answer for a fault; what may pass by itself says when to come again."""
    if isinstance(fault, RefusedFileError):
        large = fault.reason == "too-large"
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.UNPROCESSABLE_ENTITY
        return problem(status, str(fault), fault.reason)
    if isinstance(fault, DiskError):
        status = HTTPStatus.INSUFFICIENT_STORAGE if fault.full else HTTPStatus.SERVICE_UNAVAILABLE
        return problem(status, str(fault), "disk", **{"Retry-After": "60"})
    if isinstance(fault, staging.BusyError):
        sentence = _("Unggahan ini sedang ditulis oleh permintaan lain.")
        return problem(HTTPStatus.LOCKED, sentence, **{"Retry-After": "1"})
    return problem(HTTPStatus.FORBIDDEN, _("Anda tidak dapat mengunggah di sini, atau isian ini sudah ditutup."))


_ABLE = {"Tus-Version": VERSION, "Tus-Extension": "creation,termination"}


def _most() -> int:
    return int(settings.EVIDENCE_LIMITS.most_file)


def collection(request: HttpRequest) -> HttpResponse:
    """Answer for the address where uploads begin."""
    return _serve(request, {"POST": _begin})


def member(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Answer for the address of one upload."""
    return _serve(request, {"HEAD": _tell, "PATCH": _append, "DELETE": _abandon}, upload)


def _begin(request: MemberRequest) -> HttpResponse:
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    size = request.headers.get("Upload-Length", "")
    if not size.isascii() or not size.isdigit():
        return problem(HTTPStatus.BAD_REQUEST, _("Upload-Length harus menyebut jumlah bita berkas."))
    events = [key for key in told.get("events", "").split(",") if key]
    submission = _submission_of(request, events)
    upload = begin_upload(
        submission, name=told.get("filename", ""), size=int(size), events=map(UUID, events), actor=request.member
    )
    headers = {"Location": reverse("evidence:upload", args=[upload.pk]), "Upload-Offset": "0"}
    if upload.size == 0:  # nothing will follow
        with staging.held(upload.pk):
            finish(upload, actor=request.member)
    return HttpResponse(status=HTTPStatus.CREATED, headers=headers)


def _metadata(header: str) -> dict[str, str]:
    """Read ``key base64,key base64``; what cannot be read is left out."""
    found = {}
    for pair in header.split(","):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def _submission_of(request: MemberRequest, events: list[str]) -> Submission:
    """Give the submission of the events, as far as the member may see it."""
    visible = Submission.objects.filter(pk__in=policies.submissions_visible_to(request.member).values("pk"))
    try:
        found = visible.filter(events__in=list(map(UUID, events))).select_related("cycle", "office").distinct().first()
    except ValueError:
        found = None
    if found is None:
        raise RefusedFileError(
            "event", _("Kejadian ini belum tersimpan. Simpan kejadiannya dahulu, lalu unggah buktinya.")
        )
    return found


def _upload_of(request: MemberRequest, key: UUID) -> Upload:
    found = Upload.objects.select_related("submission__cycle", "submission__office").filter(pk=key, author=request.user)
    upload = found.first()
    if upload is None:
        raise Http404
    return upload


def _received(request: MemberRequest, key: UUID) -> Evidence | None:
    """Give what an upload has become: the last answer may have been lost on the way."""
    return Evidence.objects.filter(pk=key, author=request.user, submission__office=request.member.office.pk).first()


def _done(evidence: Evidence) -> HttpResponse:
    headers = {"Upload-Offset": str(evidence.size), "Upload-Length": str(evidence.size)}
    headers["Ikp-Evidence"] = reverse("evidence:custody", args=[evidence.pk])
    headers["Ikp-Scan"] = evidence.scan
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)


def _tell(request: MemberRequest, key: UUID) -> HttpResponse:
    if (evidence := _received(request, key)) is not None:
        answer = _done(evidence)
        answer.status_code = HTTPStatus.OK
        return answer
    upload = _upload_of(request, key)
    offset = staging.offset_of(key)
    if offset == upload.size and policies.may_enter(request.member, upload.submission):
        # Every byte is there, but the platform fell before it made evidence of them. A client that hears the whole
        # size takes its file for received: so it has to be.
        with staging.held(key):
            answer = _done(finish(upload, actor=request.member))
        answer.status_code = HTTPStatus.OK
        return answer
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(upload.size)}
    return HttpResponse(headers=headers)


def _append(request: MemberRequest, key: UUID) -> HttpResponse:
    if request.content_type != "application/offset+octet-stream":
        return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type: application/offset+octet-stream")
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isascii() or not offset.isdigit():
        return problem(
            HTTPStatus.BAD_REQUEST, _("Upload-Offset harus menyebut dari bita ke berapa potongan ini mulai.")
        )
    if (evidence := _received(request, key)) is not None and int(offset) == evidence.size:
        return _done(evidence)
    upload = _upload_of(request, key)
    if not policies.may_enter(request.member, upload.submission):
        raise PermissionDenied
    try:
        with staging.held(key):
            end = staging.append(key, int(offset), _pieces(request), size=upload.size)
            if end == upload.size:
                return _done(finish(upload, actor=request.member))
    except staging.MismatchError as mismatch:
        sentence = _("Potongan ini tidak menyambung; yang sudah diterima berakhir di bita ke-%(offset)s.")
        told = {"Upload-Offset": str(mismatch.offset)}
        return problem(HTTPStatus.CONFLICT, sentence % {"offset": mismatch.offset}, **told)
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Upload-Offset": str(end)})


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(_PIECE):
        yield piece


def _abandon(request: MemberRequest, key: UUID) -> HttpResponse:
    abandon_upload(_upload_of(request, key), actor=request.member)
    staging.discard(key)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
