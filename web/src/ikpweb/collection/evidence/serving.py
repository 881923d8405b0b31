"""How a received file leaves the platform: as bytes to be kept, never as something that a browser runs."""

from django.http import FileResponse

__all__ = ["kept_in", "type_of"]

#: Nothing in an answer with this may run, load or be framed, whatever a browser takes it for.
_NOTHING_RUNS = "default-src 'none'; sandbox; frame-ancestors 'none'"


def type_of(mime: str) -> str:
    """Name the type as it is delivered: a message could hold a page, and is bytes to a browser."""
    return "application/octet-stream" if mime == "message/rfc822" else mime


def kept_in(answer: FileResponse) -> FileResponse:
    """Bind what a browser may make of a file: nothing, and for nobody else."""
    answer["Content-Security-Policy"] = _NOTHING_RUNS
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Encoding"] = "identity"  # nothing is gained by packing a picture again
    return answer
