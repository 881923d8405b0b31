"""What can go wrong in asking the API, each with a code that never changes and a sentence in both languages.

Answers follow RFC 9457 (``application/problem+json``).
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from ikpweb.api.kinds import Kind
from ikpweb.api.office.problems import OFFICE_PROBLEMS
from ikpweb.api.stations.problems import STATION_PROBLEMS
from ikpweb.kit.country import country

__all__ = ["MEDIA_TYPE", "PROBLEMS", "ApiError", "language_of", "problem_response", "sentence_of", "set_handlers"]

MEDIA_TYPE = "application/problem+json"
_LONGEST = 120
_log = logging.getLogger(__name__)


PROBLEMS: Mapping[str, Kind] = {
    "unknown-edition": Kind(
        404,
        {"id": "Edisi tidak dikenal", "en": "Unknown edition"},
        {
            "id": "Tidak ada edisi {given}. Lihat /api/v1/editions.",
            "en": "There is no edition {given}. See /api/v1/editions.",
        },
    ),
    "unknown-unit": Kind(
        404,
        {"id": "Daerah tidak dikenal", "en": "Unknown unit"},
        {
            "id": "Tidak ada daerah dengan kode {given}. Kode provinsi seperti 15, kabupaten/kota seperti 15.71.",
            "en": "There is no unit with the code {given}. A province is like 15, a regency or city like 15.71.",
        },
    ),
    "no-framework": Kind(
        404,
        {"id": "Konstruksi tidak terbit", "en": "Framework not published"},
        {
            "id": "Konstruksi edisi {given} pada tingkat {level} tidak terbit.",
            "en": "The framework of the edition {given} on the level {level} is not published.",
        },
    ),
    "no-comparison": Kind(
        404,
        {"id": "Tidak ada yang dapat dibandingkan", "en": "Nothing to compare"},
        {
            "id": "{a} dan {b} tidak sama-sama memuat hasil pada tingkat {level}.",
            "en": "{a} and {b} do not both hold results on the level {level}.",
        },
    ),
    "unknown-address": Kind(
        404,
        {"id": "Alamat tidak dikenal", "en": "Unknown address"},
        {
            "id": "API tidak memiliki alamat ini. Semua alamat ada di /api/v1/docs.",
            "en": "The API has no such address. All addresses are in /api/v1/docs?lang=en.",
        },
    ),
    "unknown-release": Kind(
        404,
        {"id": "Rilis tidak dikenal", "en": "Unknown release"},
        {
            "id": "Tidak ada rilis {given}. Lihat /api/v1/releases.",
            "en": "There is no release {given}. See /api/v1/releases.",
        },
    ),
    "unknown-level": Kind(
        404,
        {"id": "Tingkat tidak dikenal", "en": "Unknown level"},
        {
            "id": "Rilis ini tidak memuat tingkat {given}, melainkan {known}.",
            "en": "This release does not hold the level {given}, but {known}.",
        },
    ),
    "unknown-node": Kind(
        404,
        {"id": "Simpul tidak dikenal", "en": "Unknown node"},
        {
            "id": "Konstruksi rilis ini tidak memuat {given}. Lihat framework.",
            "en": "The framework of this release does not hold {given}. See framework.",
        },
    ),
    "withdrawn": Kind(
        410,
        {"id": "Rilis ditarik", "en": "Release withdrawn"},
        {"id": "{given} ditarik oleh penerbitnya: {reason}", "en": "{given} was withdrawn by its publisher: {reason}"},
    ),
    "release-damaged": Kind(
        503,
        {"id": "Berkas rilis rusak", "en": "Files of the release damaged"},
        {
            "id": "Berkas {given} di server tidak lagi seperti ketika dibekukan; tidak ada yang diberikan darinya. "
            "Beri tahu pengelolanya.",
            "en": "The files of {given} on the server are not as they were frozen; nothing of them is given out. "
            "Tell its operator.",
        },
    ),
    "method-not-allowed": Kind(
        405,
        {"id": "Metode tidak diizinkan", "en": "Method not allowed"},
        {"id": "API ini hanya dibaca: pakai GET atau HEAD.", "en": "This API is only read: use GET or HEAD."},
    ),
    "bad-parameter": Kind(
        422,
        {"id": "Parameter tidak sah", "en": "Invalid parameter"},
        {
            "id": "Parameter berikut tidak dapat dibaca: {given}. Lihat errors.",
            "en": "These parameters cannot be read: {given}. See errors.",
        },
    ),
    "bad-request": Kind(
        400,
        {"id": "Permintaan tidak sah", "en": "Bad request"},
        {"id": "Permintaan ini tidak dapat dibaca.", "en": "This request cannot be read."},
    ),
    "https-only": Kind(
        403,
        {"id": "Hanya lewat HTTPS", "en": "HTTPS only"},
        {
            "id": "API hanya menjawab lewat https; permintaan ini datang tanpa sandi dan tidak dibaca.",
            "en": "The API answers over https alone; this request came unencrypted and was not read.",
        },
    ),
    "too-many-requests": Kind(
        429,
        {"id": "Terlalu banyak permintaan", "en": "Too many requests"},
        {
            "id": "Terlalu banyak permintaan dalam satu menit. Coba lagi {wait} detik lagi.",
            "en": "Too many requests in one minute. Try again in {wait} seconds.",
        },
    ),
    "internal-error": Kind(
        500,
        {"id": "Galat di server", "en": "Error in the server"},
        {
            "id": "Terjadi kesalahan di server; permintaan Anda tidak keliru. Coba lagi nanti.",
            "en": "Something went wrong in the server; your request is not at fault. Try again later.",
        },
    ),
}


class ApiError(Exception):
    """Raised by an operation; answered as a problem document."""

    def __init__(self, code: str, **named: str) -> None:
        super().__init__(code)
        self.code, self.named = code, named


def language_of(request: HttpRequest) -> str:
    """Give the language that is asked for; the first of the country where it is none of its own."""
    spoken = country().languages
    asked = request.GET.get("lang", "")
    return asked if asked in spoken else spoken[0]


def problem_response(
    request: HttpRequest, code: str, more: Mapping[str, Any] | None = None, **named: str
) -> HttpResponse:
    """Write a problem document."""
    kind, language = _kind(code), language_of(request)
    document = {
        "type": f"/api/v1/docs#problem-{code}",
        "title": kind.title(language),
        "status": kind.status,
        "detail": sentence_of(code, language, **named),
        "code": code,
        "instance": request.get_full_path()[:500],
        **(more or {}),
    }
    response = HttpResponse(json.dumps(document, ensure_ascii=False), status=kind.status, content_type=MEDIA_TYPE)
    response["Content-Language"] = language
    return response


def sentence_of(code: str, language: str, **named: str) -> str:
    """Say in a sentence what is wrong and how to mend it."""
    return _kind(code).detail(language).format_map({name: _shown(value) for name, value in named.items()})


def _kind(code: str) -> Kind:
    return PROBLEMS.get(code) or OFFICE_PROBLEMS.get(code) or STATION_PROBLEMS[code]


def _shown(value: str) -> str:
    plain = "".join(letter for letter in value if letter.isprintable())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def set_handlers(api: NinjaAPI) -> None:
    """Answer every exception with a problem document."""

    @api.exception_handler(ApiError)
    def _ours(request: HttpRequest, problem: ApiError) -> HttpResponse:
        return problem_response(request, problem.code, None, **problem.named)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
        errors = [{"parameter": str(each["loc"][-1])[:_LONGEST], "message": each["msg"]} for each in problem.errors]
        given = ", ".join(dict.fromkeys(each["parameter"] for each in errors))
        return problem_response(request, "bad-parameter", {"errors": errors}, given=given)

    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, _problem: Http404) -> HttpResponse:
        return problem_response(request, "unknown-address")

    for kind in (HttpError, BadRequest, SuspiciousOperation):

        @api.exception_handler(kind)
        def _bad(request: HttpRequest, _problem: Exception) -> HttpResponse:
            return problem_response(request, "bad-request")

    @api.exception_handler(Exception)
    def _broken(request: HttpRequest, problem: Exception) -> HttpResponse:
        _log.error("The API failed at %s", request.path, exc_info=problem)
        return problem_response(request, "internal-error")
