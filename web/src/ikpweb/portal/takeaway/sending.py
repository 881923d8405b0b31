"""Sending a file: its name, its digest as ETag, and how long it may be kept."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from ikpweb.portal.takeaway.catalogue import File
from ikpweb.runs.selectors import editions

__all__ = ["KEEP", "send"]

#: Seconds for which a file may be used without asking again: a correction reaches everybody soon.
KEEP: Final = 300


def send(request: HttpRequest, file: File, *, attached: bool = True) -> HttpResponse:
    """Answer with a file, or with 304 where the reader has it already.

    Parameters
    ----------
    attached : bool
        Whether a browser saves it rather than shows it.
    """
    response = HttpResponse(file.content, content_type=file.content_type)
    modified = _modified()
    response["ETag"] = file.etag
    if modified is not None:
        response["Last-Modified"] = http_date(modified.timestamp())
    # The names are made of codes and are plain ASCII.
    response["Content-Disposition"] = f'{"attachment" if attached else "inline"}; filename="{file.name}"'
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=KEEP)
    answer = get_conditional_response(request, etag=file.etag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


def _modified() -> datetime | None:
    return max((edition.loaded_at for edition in editions()), default=None)
